"""The form of an outing to come, and the two numbers that make a tournée of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.plans import PlanDraft
from ..queries.cards import SiteCard
from .fields import AskedCountField, PlaceField, offer


def _hour(label: Any, **more: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **more)


class PlanForm(forms.Form):
    """Who (initials), where, when, back by which hour."""

    day = forms.DateField(label=_("Quel jour ?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time_from = _hour(_("Départ"))
    time_to = _hour(_("Fin prévue"))
    back = _hour(
        _("Rentré·es à quelle heure au plus tard ?"),
        help_text=_("Passée cette heure sans nouvelles, la coordination est alertée. Comptez le trajet."),
    )
    place = PlaceField(label=_("Quelle commune ?"))
    site = forms.ChoiceField(
        label=_("Quel lieu de vie ?"), required=False, help_text=_("Par son pseudonyme. Vide, si vous ne savez pas.")
    )
    initials = forms.CharField(
        label=_("Qui ? Des initiales seulement"),
        max_length=60,
        help_text=_("Deux personnes au moins, par exemple AB, CD. Elles sont effacées après 30 jours."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, communes: Mapping[str, str], sites: Sequence[SiteCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.communes = communes
        place = self.fields["place"]
        assert isinstance(place, PlaceField)
        place.names = communes
        offer(
            self, "site", [("", _("aucun en particulier")), *((s.id, f"{s.pseudonym} ({s.place_name})") for s in sites)]
        )

    def draft(self) -> PlanDraft:
        """Return what was typed."""
        return PlanDraft(**{name: self.cleaned_data[name] for name in self.fields})


class BackForm(forms.Form):
    """What a team saw: may be left alone."""

    seen = AskedCountField(label=_("Opérations vues"))
    missed = AskedCountField(label=_("Connues, pas vues"))
    obstructed = forms.BooleanField(label=_("On nous a empêché·es d’observer"), required=False)
