"""What one source says about one happening, as a form: one column, nothing required that can wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import Count
from vigie.ui.api import FuzzyDateField

from ..queries.cards import FamilyCard, SiteCard, Word
from ..rules.drafts import ActDraft, CircumstancesDraft, ForceDraft, StatementDraft
from ..rules.units import UNITS
from .fields import AskedCountField, PlaceField, SaidField, VagueCountField, named, offer
from .words import unit_name

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FIRST_UNITS = ("persons", "children", "tents", "arrests")
"""Counted in nearly every report; the others are one click further."""
MORE_ROWS = 3
FIRST_FORCES = ("CRS", "GM", "PN", "GN", "PAF", "BAC", "NETTOYAGE", "INCONNU")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a form may offer: acts by family, closed lists, communes by slug, living sites of one's own."""

    families: Sequence[FamilyCard]
    terms: Mapping[str, Mapping[str, Word]]
    communes: Mapping[str, str]
    sites: Sequence[SiteCard]

    def words(self, dimension: str) -> Iterable[Word]:
        """Return a closed list, in order."""
        return self.terms.get(dimension, {}).values()


@dataclass(frozen=True, slots=True)
class ForceRow:
    """A force to tick, with how many officers and vehicles."""

    word: Word
    ticked: bool
    officers: forms.BoundField
    vehicles: forms.BoundField


class StatementForm(forms.Form):
    """When, where, what, how many, who. ``base``: what is being corrected."""

    date = FuzzyDateField(label=_("Quel jour ?"))
    time_from = forms.TimeField(label=_("À partir de"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    time_to = forms.TimeField(label=_("Jusqu’à"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    place = PlaceField(label=_("Quelle commune ?"))
    site = forms.CharField(
        label=_("Quel lieu de vie ?"),
        required=False,
        max_length=60,
        help_text=_("Le nom que votre association lui donne, jamais une adresse. Un nom nouveau ouvre un lieu."),
        widget=forms.TextInput(attrs={"list": "sites", "autocomplete": "off"}),
    )
    acts = forms.MultipleChoiceField(label=_("Que s’est-il passé ?"), widget=forms.CheckboxSelectMultiple)
    forces = forms.MultipleChoiceField(label=_("Qui était là ?"), required=False, widget=forms.CheckboxSelectMultiple)
    source_link = forms.ChoiceField(label=_("De qui le tenez-vous ?"), required=False)
    reliability = forms.ChoiceField(label=_("Quelle confiance lui donnez-vous ?"), required=False)
    summary = forms.CharField(
        label=_("Résumé"),
        required=False,
        help_text=_(
            "Toute personne qui voit ce fait le lit : aucun nom, numéro ni plaque, rien qui désigne quelqu’un."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, choices: Choices, base: StatementDraft | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        self.base = base
        self._offer()
        self._add_counts()
        self._add_forces()

    def _offer(self) -> None:
        place = self.fields["place"]
        assert isinstance(place, PlaceField)
        place.names = self.choices.communes
        offered: dict[str, Sequence[tuple[str, StrOrPromise]]] = {
            "acts": [(act.code, act.label) for family in self.choices.families for act in family.acts],
            "forces": named(self.choices.words("forces")),
            "source_link": named(self.choices.words("source_link"), none=_("non précisé")),
            "reliability": named(self.choices.words("reliability")),
        }
        for name, choices in offered.items():
            offer(self, name, choices)

    def _add_counts(self) -> None:
        asked = self.base.counts if self.base else {}
        sent = [unit for unit in UNITS if f"count_{unit}_0" in self.data]
        self.units = list(dict.fromkeys((*FIRST_UNITS, *asked, *sent)))
        for unit in self.units:
            self.fields[f"count_{unit}"] = AskedCountField(label=unit_name(unit).capitalize())
        others = [(unit, unit_name(unit)) for unit in UNITS if unit not in self.units]
        for row in range(1, MORE_ROWS + 1):
            what = forms.ChoiceField(label=_("Quoi ?"), required=False, choices=[("", "—"), *others])
            self.fields[f"more_unit_{row}"] = what
            self.fields[f"more_count_{row}"] = AskedCountField(label=_("Combien ?"))

    def _add_forces(self) -> None:
        for word in self.choices.words("forces"):
            named_force = {"force": word.label}
            self.fields[f"officers_{word.code}"] = VagueCountField(label=gettext("%(force)s : agent·es") % named_force)
            self.fields[f"vehicles_{word.code}"] = VagueCountField(label=gettext("%(force)s : véhicules") % named_force)

    @property
    def count_fields(self) -> list[forms.BoundField]:
        """The counts always shown."""
        return [self[f"count_{unit}"] for unit in self.units]

    @property
    def more_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The rows for anything else that was counted."""
        return [(self[f"more_unit_{row}"], self[f"more_count_{row}"]) for row in range(1, MORE_ROWS + 1)]

    @property
    def first_forces(self) -> list[ForceRow]:
        """The forces most often there, and those already ticked."""
        return [row for row in self._force_rows() if row.word.code in FIRST_FORCES or row.ticked]

    @property
    def other_forces(self) -> list[ForceRow]:
        """All the others."""
        return [row for row in self._force_rows() if row.word.code not in FIRST_FORCES and not row.ticked]

    def _force_rows(self) -> list[ForceRow]:
        ticked = set(self["forces"].value() or ())
        return [
            ForceRow(word, word.code in ticked, self[f"officers_{word.code}"], self[f"vehicles_{word.code}"])
            for word in self.choices.words("forces")
        ]

    @property
    def ticked_acts(self) -> set[str]:
        """Codes of the acts ticked."""
        return set(self["acts"].value() or ())

    def clean(self) -> dict[str, Any]:
        """Say when a unit is missing beside a number."""
        data = super().clean() or {}
        for row in range(1, MORE_ROWS + 1):
            if data.get(f"more_count_{row}") and not data.get(f"more_unit_{row}"):
                self.add_error(f"more_unit_{row}", _("Dites ce qui a été compté."))
        return data

    def content(self) -> StatementDraft:
        """Return what was typed, on top of what is being corrected: nothing the form does not show is lost."""
        data = self.cleaned_data
        base = self.base or StatementDraft(place=data["place"], date=data["date"])
        return replace(
            base,
            place=data["place"],
            date=data["date"],
            time_from=data["time_from"],
            time_to=data["time_to"],
            site=self._site(data["site"].strip()),
            acts=self._acts(base),
            counts=self._counts(),
            forces=self._forces(),
            source_link=data["source_link"],
            reliability=data["reliability"] or base.reliability,
            summary=data["summary"],
        )

    def _site(self, name: str) -> str:
        return next((site.id for site in self.choices.sites if name in {site.pseudonym, site.id, *site.aliases}), name)

    def _acts(self, base: StatementDraft) -> tuple[ActDraft, ...]:
        known = {act.code: act for act in base.acts}
        return tuple(known.get(code) or ActDraft(code) for code in self.cleaned_data["acts"])

    def _counts(self) -> dict[str, Count]:
        data = self.cleaned_data
        typed = {unit: data.get(f"count_{unit}") for unit in self.units}
        for row in range(1, MORE_ROWS + 1):
            if data.get(f"more_unit_{row}"):
                typed[data[f"more_unit_{row}"]] = data.get(f"more_count_{row}") or Count.unknown()
        return {unit: count for unit, count in typed.items() if count is not None}

    def _forces(self) -> tuple[ForceDraft, ...]:
        """Return the forces ticked, and those of whom a number was written."""
        data = self.cleaned_data
        found = []
        for word in self.choices.words("forces"):
            officers, vehicles = data.get(f"officers_{word.code}"), data.get(f"vehicles_{word.code}")
            if word.code in data["forces"] or officers or vehicles:
                found.append(ForceDraft(word.code, officers, vehicles))
        return tuple(found)


def initial_of(content: StatementDraft, sites: Iterable[SiteCard]) -> dict[str, Any]:
    """Return what a form shows of a statement before it is corrected."""
    names = {site.id: site.pseudonym for site in sites}
    counts = {f"count_{unit}": count for unit, count in content.counts.items()}
    officers = {f"officers_{force.code}": force.officers for force in content.forces}
    vehicles = {f"vehicles_{force.code}": force.vehicles for force in content.forces}
    return {
        "date": content.date,
        "time_from": content.time_from,
        "time_to": content.time_to,
        "place": content.place,
        "site": names.get(content.site, content.site),
        "acts": [act.code for act in content.acts],
        "forces": [force.code for force in content.forces],
        "source_link": content.source_link,
        "reliability": content.reliability,
        "summary": content.summary,
        **counts,
        **officers,
        **vehicles,
    }


class ObservationForm(StatementForm):
    """A relevé: a statement, and how it was seen, the legal basis in three slots, what came after."""

    mode = forms.ChoiceField(label=_("L’avez-vous vu ?"), required=False, widget=forms.RadioSelect)
    operation_type = forms.ChoiceField(label=_("De quelle opération s’agissait-il ?"), required=False)
    basis_asked = SaidField(label=_("La base légale a-t-elle été demandée ?"))
    basis_stated = forms.MultipleChoiceField(
        label=_("Qu’a-t-on répondu ?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    basis_stated_by = forms.ChoiceField(label=_("Qui a répondu ?"), required=False)
    basis_shown = SaidField(label=_("Un document a-t-il été montré ?"))
    aftermath = forms.MultipleChoiceField(
        label=_("Que s’est-il passé ensuite ?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    LISTS = (
        ("mode", "observation_mode", None),
        ("operation_type", "operation_type", _("non précisé")),
        ("basis_stated", "legal_basis", None),
        ("basis_stated_by", "forces", _("non précisé")),
        ("aftermath", "aftermath", None),
    )

    def __init__(
        self, *args: Any, choices: Choices, circumstances: CircumstancesDraft | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        self.was = circumstances or CircumstancesDraft()
        for name, dimension, none in self.LISTS:
            offer(self, name, named(choices.words(dimension), none=none))

    def circumstances(self) -> CircumstancesDraft:
        """Return what was typed; a list left as it was keeps its order."""
        data = self.cleaned_data
        return CircumstancesDraft(
            mode=data["mode"],
            operation_type=data["operation_type"],
            basis_asked=data["basis_asked"],
            basis_stated=_same_order(self.was.basis_stated, data["basis_stated"]),
            basis_stated_by=data["basis_stated_by"],
            basis_shown=data["basis_shown"],
            aftermath=_same_order(self.was.aftermath, data["aftermath"]),
        )


def _same_order(was: tuple[str, ...], ticked: Sequence[str]) -> tuple[str, ...]:
    return was if set(was) == set(ticked) else tuple(ticked)
