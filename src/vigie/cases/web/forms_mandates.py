"""What one fills in to give a mandate."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..queries.mandates import LawyerCard, Lendable

UNKEPT = {"autocomplete": "off"}


class SignedPaperForm(forms.Form):
    """The scan of a mandate that was given before it was scanned."""

    paper = forms.FileField(
        label=_("Le papier signé, numérisé"),
        help_text=_("PDF ou photo, 10 Mo au plus. Il est scellé pour votre association."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


class MandateForm(forms.Form):
    """To whom, what, why, from when to when."""

    access_id = forms.ChoiceField(label=_("À qui le donner ?"), widget=forms.RadioSelect)
    refs = forms.MultipleChoiceField(label=_("Ce que ce mandat ouvre"), required=False)
    purpose = forms.CharField(
        label=_("À quoi sert-il ?"),
        max_length=300,
        help_text=_("Par exemple : « référé-liberté contre la saisie des tentes ». Sans le nom de personne."),
        widget=forms.TextInput(attrs=UNKEPT),
    )
    signed_on = forms.DateField(
        label=_("Signé le"), widget=forms.DateInput(attrs={"type": "date", **UNKEPT}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Jusqu’au"),
        required=False,
        help_text=_("Dernier jour où il ouvre. Vide : jusqu’à ce que votre association le révoque."),
        widget=forms.DateInput(attrs={"type": "date", **UNKEPT}, format="%Y-%m-%d"),
    )
    paper = forms.FileField(
        label=_("Le papier signé, numérisé"),
        required=False,
        help_text=_("PDF ou photo, 10 Mo au plus. Il est scellé pour votre association. Facultatif."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def __init__(self, *args: Any, lawyers: list[LawyerCard], facts: list[Lendable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts, self.lawyers = facts, lawyers
        self.fields["access_id"].choices = [  # type: ignore[attr-defined]
            (card.access.id, f"{card.access.name} ({card.access.organisation_name})") for card in lawyers
        ]
        self.fields["refs"].choices = [(p.ref, p.piece) for fact in facts for p in fact.pieces]  # type: ignore[attr-defined]

    @property
    def ticked(self) -> set[str]:
        """Return what is ticked now."""
        return set(self.data.getlist("refs")) if self.is_bound and hasattr(self.data, "getlist") else set()
