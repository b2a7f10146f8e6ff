"""Forms of a filing and of an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.deadlines import OWN
from ..actions.filing import Dispatch
from .words_referrals import OUTCOMES, RULES

DAY = {"type": "date"}


def _day(**more: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **more)


class DispatchForm(forms.Form):
    """When, how and with which proof a referral was sent."""

    filed_on = _day(label=_("Envoyée ou remise le"))
    channel = forms.CharField(
        label=_("Par quelle voie"),
        max_length=80,
        help_text=_("Par exemple : formulaire en ligne, lettre recommandée, greffe, Télérecours."),
    )
    file_number = forms.CharField(
        label=_("Numéro de dossier donné par l’instance"),
        max_length=80,
        required=False,
        help_text=_("Il peut venir plus tard."),
    )
    proof = forms.FileField(
        label=_("Preuve d’envoi"),
        required=False,
        help_text=_(
            "Récépissé, accusé ou bordereau, en PDF, PNG ou JPEG, 20 Mo au plus. Elle est scellée pour l’association du dossier."
        ),
    )
    remind_on = _day(label=_("Relancer si rien n’est venu le"), required=False)

    def dispatch(self) -> Dispatch:
        """Return what was typed."""
        data = self.cleaned_data
        proof = data["proof"]
        return Dispatch(
            filed_on=data["filed_on"],
            channel=data["channel"],
            file_number=data["file_number"],
            remind_on=data["remind_on"],
            proof=proof.read() if proof else b"",
        )


class FilingForm(DispatchForm):
    """A filing: what was confirmed is said once more, for there is no way back."""

    sure = forms.BooleanField(label=_("C’est parti : je sais que ce dépôt ne se reprend pas"))


class DeadlineForm(forms.Form):
    """A deadline to add: by a rule of the house, or a date of one's own."""

    rule = forms.ChoiceField(label=_("Règle"), choices=[(OWN, _("Une date que nous fixons")), *RULES.items()])
    label = forms.CharField(
        label=_("Ce qu’il ne faut pas manquer"),
        required=False,
        max_length=200,
        help_text=_("Pour une date que vous fixez. Sans le nom de personne."),
    )
    due_on = _day(label=_("La date, si vous la fixez"), required=False)


class OutcomeForm(forms.Form):
    """What a body answered."""

    kind = forms.ChoiceField(label=_("Réponse"), choices=list(OUTCOMES.items()))
    received_on = _day(label=_("Reçue le"))
    summary = forms.CharField(
        label=_("En deux phrases, sans le nom de personne"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    closes = forms.BooleanField(label=_("C’est fini : clore cette saisine"), required=False)
