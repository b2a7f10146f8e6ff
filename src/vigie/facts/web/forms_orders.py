"""The form of an order or a practice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import Invalid
from vigie.network.api import Audience

from ..actions.orders import OrderDraft
from ..queries.cards import FamilyCard
from .fields import offer

SALT = "facts.order"
KINDS = {
    "decree": _("Arrêté"),
    "court_order": _("Décision de justice"),
    "circular": _("Circulaire ou instruction"),
    "practice": _("Pratique sans texte"),
}
AUDIENCES = (
    (Audience.OWNER.value, _("mon association")),
    (Audience.PARTNERS.value, _("les associations liées par un accord")),
    (Audience.NETWORK.value, _("le réseau")),
)
DAYS = ("dated", "notified_on", "in_force_from", "in_force_until")


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, **more)


class OrderForm(forms.Form):
    """What is written of an order. ``held``: what the person started from, signed."""

    kind = forms.ChoiceField(label=_("De quoi s’agit-il ?"), choices=list(KINDS.items()))
    title = forms.CharField(
        label=_("Titre"), max_length=200, help_text=_("Par exemple : arrêté interdisant les distributions.")
    )
    authority = forms.CharField(
        label=_("Qui l’a pris"), max_length=120, required=False, help_text=_("L’autorité, jamais une personne.")
    )
    reference = forms.CharField(label=_("Référence"), max_length=80, required=False)
    dated = _day(_("Pris ou rendu le"))
    notified_on = _day(
        _("Publié ou notifié le"),
        help_text=_("Le délai de recours part de ce jour. Inconnu, le délai l’est aussi : on vous le rappellera."),
    )
    in_force_from = _day(_("En vigueur depuis le"))
    in_force_until = _day(_("Jusqu’au"))
    places = forms.MultipleChoiceField(label=_("Où"), required=False, widget=forms.CheckboxSelectMultiple)
    acts = forms.MultipleChoiceField(
        label=_("Actes qui s’y appuient"), required=False, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(
        label=_("Ce qu’il dit"), required=False, widget=forms.Textarea(attrs={"rows": 8}), max_length=50_000
    )
    url = forms.URLField(label=_("Où le lire"), required=False, max_length=300, assume_scheme="https")
    audience = forms.ChoiceField(label=_("Qui peut le voir"), choices=AUDIENCES, widget=forms.RadioSelect)
    held = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, places: Sequence[tuple[str, str]], families: Sequence[FamilyCard], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "places", list(places))
        offer(self, "acts", [(a.code, a.label) for family in families for a in family.acts])

    def draft(self) -> OrderDraft:
        """Return what was typed."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "held"}
        return OrderDraft(
            **{
                **data,
                "places": tuple(sorted(data["places"])),
                "acts": tuple(sorted(data["acts"])),
                "audience": Audience(data["audience"]),
            }
        )


def plain_of(draft: OrderDraft) -> dict[str, Any]:
    """Return a draft as a form starts from it."""
    names = ("kind", "title", "authority", "reference", "text", "url", *DAYS)
    found: dict[str, Any] = {name: getattr(draft, name) for name in names}
    return {**found, "places": list(draft.places), "acts": list(draft.acts), "audience": draft.audience.value}


def hold(draft: OrderDraft, version: int) -> str:
    """Sign what a person starts from."""
    plain = {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in plain_of(draft).items()}
    return signing.dumps({"version": version, "base": plain}, salt=SALT, compress=True)


def held(text: str) -> tuple[OrderDraft, int]:
    """Read what a person started from.

    Raises:
        Invalid: ``facts.form_altered``.
    """
    try:
        content = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        raise Invalid("facts.form_altered") from None
    base = content["base"]
    days = {name: dt.date.fromisoformat(base[name]) if base[name] else None for name in DAYS}
    lists = {"places": tuple(base["places"]), "acts": tuple(base["acts"]), "audience": Audience(base["audience"])}
    return OrderDraft(**{**base, **days, **lists}), int(content["version"])
