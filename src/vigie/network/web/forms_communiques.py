"""Forms of common tools, communiqués, campaigns, the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.ui.api import FuzzyDateField

from ..actions.communiques import CommuniqueDraft
from ..actions.register import CampaignDraft, PastActionDraft
from ..rules.communiques import ACTION_KINDS
from ..words_life import ACTION_NAMES
from .forms import day_input

LINES = _("Une par ligne.")


def area(rows: int) -> forms.Textarea:
    """Return a text of several lines."""
    return forms.Textarea(attrs={"rows": rows})


class CommuniqueForm(forms.Form):
    """A text to sign together."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    title = forms.CharField(label=_("Titre"), max_length=200)
    body = forms.CharField(
        label=_("Texte"),
        widget=area(14),
        help_text=_("Une ligne vide sépare deux paragraphes. Aucun nom de personne exilée, aucun lieu de vie."),
    )
    title_en = forms.CharField(label=_("Titre en anglais"), required=False, max_length=200)
    body_en = forms.CharField(label=_("Texte en anglais"), required=False, widget=area(8))
    contact = forms.CharField(
        label=_("Contact pour la presse"),
        required=False,
        max_length=200,
        help_text=_("L’adresse d’une association, jamais celle d’une personne."),
    )

    def draft(self) -> CommuniqueDraft:
        """Return what was typed."""
        return CommuniqueDraft(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class ClosesForm(forms.Form):
    """Until when to sign."""

    closes_on = forms.DateField(label=_("Signatures jusqu’au"), widget=day_input())


class ToolForm(forms.Form):
    """A common tool, or a new version of it."""

    name = forms.CharField(label=_("Nom de l’outil"), max_length=120)
    body = forms.CharField(label=_("Texte"), widget=area(14))
    changes = forms.CharField(
        label=_("Ce qui change"), required=False, widget=area(2), help_text=_("Pour une nouvelle version.")
    )
    link = forms.CharField(label=_("Où se trouve le document (https)"), required=False, max_length=200)


class CampaignForm(forms.Form):
    """A campaign."""

    name = forms.CharField(label=_("Nom de la campagne"), max_length=160)
    demand = forms.CharField(label=_("Ce que nous demandons"), widget=area(4))
    starts = forms.DateField(label=_("Du"), widget=day_input())
    ends = forms.DateField(label=_("Au"), required=False, widget=day_input(), help_text=_("Vide : sans terme."))
    results = forms.CharField(label=_("Ce qui a été obtenu"), required=False, widget=area(3))
    materials = forms.CharField(
        label=_("Matériel"), required=False, widget=area(3), help_text=_("Une ligne par document : titre | https://…")
    )
    public = forms.BooleanField(label=_("Page publique, lisible sans compte"), required=False)

    def draft(self) -> CampaignDraft:
        """Return what was typed."""
        lines = [line.partition("|") for line in self.cleaned_data["materials"].splitlines() if line.strip()]
        pairs = [(title.strip(), url.strip()) for title, _bar, url in lines]
        return CampaignDraft(**{**self.cleaned_data, "materials": pairs})


class PastActionForm(forms.Form):
    """One line of the register."""

    kind = forms.ChoiceField(label=_("Type"), choices=[(kind, ACTION_NAMES[kind]) for kind in ACTION_KINDS])
    title = forms.CharField(label=_("Titre"), max_length=300)
    date = FuzzyDateField(label=_("Quand"))
    signatories = forms.CharField(label=_("Signataires"), required=False, widget=area(3), help_text=LINES)
    target = forms.CharField(label=_("À qui cela s’adressait"), required=False, max_length=200)
    outcome = forms.CharField(label=_("Ce qui en est sorti"), required=False, widget=area(2))
    sources = forms.CharField(label=_("Sources"), required=False, widget=area(2), help_text=LINES)
    campaign = forms.ChoiceField(label=_("Campagne"), required=False)

    def __init__(self, *args: Any, campaigns: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].choices = [("", _("aucune")), *campaigns]  # type: ignore[attr-defined]

    def draft(self) -> PastActionDraft:
        """Return what was typed."""
        data = self.cleaned_data
        lists = {name: [s.strip() for s in data[name].splitlines() if s.strip()] for name in ("signatories", "sources")}
        return PastActionDraft(**{**data, **lists})


class ImportForm(forms.Form):
    """A history to bring in."""

    file = forms.FileField(
        label=_("Fichier CSV ou YAML"),
        help_text=_(
            "Colonnes : date, type, titre, signataires, cible, issue, sources. Plusieurs valeurs : séparées par « ; »."
        ),
    )
