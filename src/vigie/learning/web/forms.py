"""The forms of a session and of a resource."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.facts.api import norms
from vigie.kernel.api import LANGUAGES, PARIS, Refusal
from vigie.network.api import Audience
from vigie.ui.api import say

from ..actions.library import Attached, ResourceDraft
from ..actions.sessions import SessionDraft
from ..documents.printed import language
from ..loading import modules
from .reading import KINDS, READERS

SHARING = (
    (Audience.OWNER.value, _("mon association")),
    (Audience.PARTNERS.value, _("les associations liées par un accord")),
    (Audience.NETWORK.value, _("le réseau")),
)


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def tell(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal beside its field, or on top when the form has no such field."""
    field = "ends_at" if refusal.field == "ends" and "ends_at" in form.fields else refusal.field
    form.add_error(field if field in form.fields else None, say(refusal))


class SessionForm(forms.Form):
    """A session. ``version``: what the person started from."""

    module = forms.ChoiceField(label=_("Quel module ?"), required=False)
    title = forms.CharField(label=_("Titre"), max_length=120)
    theme = forms.CharField(
        label=_("Pour qui"),
        max_length=200,
        required=False,
        help_text=_("Par exemple : bénévoles arrivé·es ce mois-ci."),
    )
    day = _day(_("Quel jour ?"))
    begins = _hour(_("De"))
    ends_at = _hour(_("À"))
    last_day = _day(_("Jusqu’au"), required=False, help_text=_("Si elle dure plusieurs jours."))
    place = forms.CharField(label=_("Où"), max_length=160)
    trainers = forms.CharField(
        label=_("Avec qui"), max_length=200, help_text=_("Les noms que ces personnes choisissent.")
    )
    seats = forms.IntegerField(label=_("Nombre de places"), required=False, min_value=1, max_value=500)
    materials = forms.CharField(
        label=_("Documents"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Un par ligne : un nom, puis | et une adresse s’il y en a une."),
    )
    audience = forms.ChoiceField(label=_("Ouverte à"), choices=SHARING, widget=forms.RadioSelect)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(
            self,
            "module",
            [("", _("aucun, ou un autre sujet")), *((m.slug, m.title.told(language())) for m in modules())],
        )

    def draft(self) -> SessionDraft:
        """Return what was typed."""
        data = self.cleaned_data
        return SessionDraft(
            title=data["title"],
            starts=dt.datetime.combine(data["day"], data["begins"], PARIS),
            ends=dt.datetime.combine(data["last_day"] or data["day"], data["ends_at"], PARIS),
            place=data["place"],
            trainers=data["trainers"],
            module=data["module"],
            theme=data["theme"],
            materials=data["materials"],
            seats=data["seats"],
            audience=Audience(data["audience"]),
        )


class ResourceForm(forms.Form):
    """A resource. ``version``: what the person started from."""

    kind = forms.ChoiceField(label=_("De quoi s’agit-il ?"), choices=list(KINDS.items()))
    title = forms.CharField(label=_("Titre"), max_length=200)
    summary = forms.CharField(
        label=_("En quelques lignes"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Ce qu’on y trouve, avec vos mots."),
    )
    language = forms.ChoiceField(label=_("Langue du document"))
    readers = forms.MultipleChoiceField(
        label=_("Pour qui"), choices=list(READERS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    edition = forms.CharField(
        label=_("Version"), max_length=80, required=False, help_text=_("Par exemple : 3e édition, version en vigueur.")
    )
    edition_on = _day(_("Datée du"), required=False)
    url = forms.CharField(
        label=_("Adresse"), max_length=500, required=False, help_text=_("Elle commence par https://.")
    )
    archive = forms.CharField(
        label=_("Copie gardée à"),
        max_length=500,
        required=False,
        help_text=_("L’adresse d’une archive publique : une page change ou disparaît."),
    )
    file = forms.FileField(
        label=_("Fichier"), required=False, help_text=_("PDF, DOCX, ODT ou image, 10 Mo au plus. Gardé chiffré.")
    )
    norms = forms.MultipleChoiceField(label=_("Textes expliqués"), required=False, widget=forms.CheckboxSelectMultiple)
    audience = forms.ChoiceField(label=_("Montrée à"), choices=SHARING, widget=forms.RadioSelect)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "language", [(code, spoken.name) for code, spoken in LANGUAGES.items()])
        _offer(self, "norms", [(card.code, f"{card.code} · {card.label}"[:90]) for card in norms()])

    def draft(self) -> ResourceDraft:
        """Return what was typed."""
        data = self.cleaned_data
        names = ("kind", "title", "language", "summary", "edition", "edition_on", "url", "archive")
        return ResourceDraft(
            **{name: data[name] for name in names},
            readers=tuple(data["readers"]),
            norms=tuple(data["norms"]),
            audience=Audience(data["audience"]),
        )

    def attached(self) -> Attached | None:
        """Return the file that came along."""
        file = self.cleaned_data.get("file")
        return Attached(file.read(), file.name) if file else None


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
