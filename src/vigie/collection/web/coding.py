"""What a person codes from a record: the forms of the mailbag, of a pasted message and of a sheet of paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vigie.facts.api import (
    UNITS,
    ActDraft,
    ActTypeCard,
    Answer,
    CircumstancesDraft,
    ConsentDraft,
    FamilyCard,
    ForceDraft,
    ObservationDraft,
    ShiftDraft,
    StatementDraft,
    TestimonyDraft,
    Word,
    all_terms,
    families,
)
from vigie.kernel.api import Count, Qualifier
from vigie.network.api import Audience, places
from vigie.ui.api import QUALIFIERS, CountField, CountWidget, FuzzyDateField

FIRST_UNITS = ("persons", "tents")
"""Always shown; with them, whatever the record counts. The usual others are one click further."""
USUAL_UNITS = ("children", "sleeping_bags", "arrests", "injured")
MORE_ROWS = 2
AUDIENCES = (
    (Audience.NETWORK.value, _("Le réseau")),
    (Audience.PARTNERS.value, _("Les associations liées par un accord")),
    (Audience.OWNER.value, _("Mon association seulement")),
)
YES_NO = (("", _("non précisé")), ("oui", _("oui")), ("non", _("non")))


class SmallCount(CountWidget):
    """The same control in one line: a number and a short list, so that twenty counts fit on a screen."""

    template_name = "collection/widgets/count.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        precision = forms.Select(choices=QUALIFIERS, attrs={"aria-label": _("Précision")})
        self.widgets = [self.widgets[0], precision]


class AskedCount(CountField):
    """A count, or nothing when the control was left alone: what was not asked is not "pas compté"."""

    widget = SmallCount

    def clean(self, value: Any) -> Count | None:
        """Return the count; ``None`` for a control nobody touched."""
        number, qualifier = (value or ["", ""])[:2]
        return super().clean(value) if number or qualifier == Qualifier.UNKNOWN else None


class Said(forms.ChoiceField):
    """Yes, no, or nobody said."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, choices=YES_NO, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Write ``True``, ``False`` or ``None`` as a choice."""
        return {True: "oui", False: "non", None: ""}.get(value, value)

    def clean(self, value: Any) -> Any:
        """Return ``True``, ``False`` or ``None``."""
        return {"oui": True, "non": False}.get(super().clean(value))


@dataclass(frozen=True, slots=True)
class Lists:
    """The closed lists the forms offer, read once for a page."""

    families: Sequence[FamilyCard]
    terms: Mapping[str, Mapping[str, Word]]
    places: Sequence[tuple[str, Sequence[tuple[str, str]]]]

    def words(self, dimension: str, *, none: object = None) -> list[tuple[str, Any]]:
        """Return the choices of a list, with one for "nobody said" when asked."""
        choices: list[tuple[str, Any]] = [(w.code, w.label) for w in self.terms.get(dimension, {}).values()]
        return choices if none is None else [("", none), *choices]

    def acts(self) -> list[tuple[str, str]]:
        """Return every act."""
        return [(act.code, act.label) for family in self.families for act in family.acts]


def read_lists() -> Lists:
    """Read the closed lists, in a constant number of queries."""
    communes = [(place.slug, place.name) for place in places()]
    zones = [(place.slug, place.name) for place in places(kind="zone")]
    return Lists(families(), all_terms(), ((_("Communes"), communes), (_("Zones"), zones)))  # type: ignore[arg-type]  # lazy words


class StatementCoding(forms.Form):
    """One happening: when, where, what, how many, who. ``base`` is what the record proposes."""

    date = FuzzyDateField(label=_("Quel jour ?"))
    time_from = forms.TimeField(label=_("À partir de"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    time_to = forms.TimeField(label=_("Jusqu’à"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.ChoiceField(label=_("Quelle commune ?"))
    site = forms.CharField(
        label=_("Quel lieu de vie ?"),
        required=False,
        max_length=60,
        help_text=_("Le nom de code que votre association lui donne, jamais une adresse."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    acts = forms.MultipleChoiceField(
        label=_("Que s’est-il passé ?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    forces = forms.MultipleChoiceField(label=_("Qui était là ?"), required=False, widget=forms.CheckboxSelectMultiple)
    summary = forms.CharField(
        label=_("Résumé"),
        required=False,
        help_text=_(
            "Toute personne qui voit ce fait le lit : aucun nom, numéro ni plaque, rien qui désigne quelqu’un."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, lists: Lists, base: StatementDraft | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lists = lists
        self.base = base
        self.offer("place", [("", _("choisir")), *lists.places])
        self.offer("acts", lists.acts())
        self.offer("forces", lists.words("forces"))
        self._add_counts()

    def offer(self, name: str, choices: Sequence[Any]) -> None:
        """Give a list its choices."""
        chosen = self.fields[name]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = choices

    def _add_counts(self) -> None:
        proposed = self.base.counts if self.base else {}
        sent = [unit for unit in UNITS if self.add_prefix(f"count_{unit}") + "_0" in self.data]
        self.first = list(dict.fromkeys((*FIRST_UNITS, *proposed)))
        self.units = list(dict.fromkeys((*self.first, *USUAL_UNITS, *sent)))
        for unit in self.units:
            self.fields[f"count_{unit}"] = AskedCount(label=unit_label(unit))
        others = [("", "—"), *((unit, unit_label(unit)) for unit in UNITS if unit not in self.units)]
        for row in range(1, MORE_ROWS + 1):
            self.fields[f"more_unit_{row}"] = forms.ChoiceField(
                label=_("Quoi d’autre ?"), required=False, choices=others
            )
            self.fields[f"more_count_{row}"] = AskedCount(label=_("Combien ?"))

    @property
    def count_fields(self) -> list[forms.BoundField]:
        """The counts always shown."""
        return [self[f"count_{unit}"] for unit in self.first]

    @property
    def folded_counts(self) -> list[forms.BoundField]:
        """The usual counts that the record does not make."""
        return [self[f"count_{unit}"] for unit in self.units if unit not in self.first]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """The rows for anything else that was counted."""
        return [self[f"more_{part}_{row}"] for row in range(1, MORE_ROWS + 1) for part in ("unit", "count")]

    @property
    def ticked(self) -> set[str]:
        """Codes of the acts and forces ticked."""
        return {*(self["acts"].value() or ()), *(self["forces"].value() or ())}

    @property
    def ticked_acts(self) -> list[ActTypeCard]:
        """The acts ticked, in the order of the vocabulary."""
        return [act for family in self.lists.families for act in family.acts if act.code in self.ticked]

    @property
    def forces_by_tick(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """The forces ticked, then the others."""
        offered = self.lists.words("forces")
        there = [force for force in offered if force[0] in self.ticked]
        return there, [force for force in offered if force[0] not in self.ticked]

    def content(self) -> StatementDraft:
        """Return what was coded; what the record holds and the form does not show is kept."""
        data = self.cleaned_data
        base = self.base or StatementDraft(place=data["place"], date=data["date"])
        return replace(
            base,
            place=data["place"],
            date=data["date"],
            time_from=data["time_from"],
            time_to=data["time_to"],
            site=data["site"].strip(),
            acts=tuple(ActDraft(code) for code in data["acts"]),
            counts=self._counts(),
            forces=self._forces(base),
            summary=data["summary"].strip(),
        )

    def _counts(self) -> dict[str, Count]:
        data = self.cleaned_data
        typed = {unit: data.get(f"count_{unit}") for unit in self.units}
        for row in range(1, MORE_ROWS + 1):
            if data.get(f"more_unit_{row}"):
                typed[data[f"more_unit_{row}"]] = data.get(f"more_count_{row}") or Count.unknown()
        return {unit: count for unit, count in typed.items() if count is not None}

    def _forces(self, base: StatementDraft) -> tuple[ForceDraft, ...]:
        known = {force.code: force for force in base.forces}
        return tuple(known.get(code) or ForceDraft(code) for code in self.cleaned_data["forces"])


class ObservationCoding(StatementCoding):
    """A relevé: a happening, how it was seen, the legal basis in its three slots, and for whom."""

    mode = forms.ChoiceField(label=_("Comment l’a-t-on su ?"), required=False)
    operation_type = forms.ChoiceField(label=_("De quelle opération s’agissait-il ?"), required=False)
    basis_asked = Said(label=_("La base légale a-t-elle été demandée ?"))
    basis_stated = forms.MultipleChoiceField(
        label=_("Qu’a-t-on répondu ?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    basis_shown = Said(label=_("Un document a-t-il été montré ?"))
    aftermath = forms.MultipleChoiceField(
        label=_("Que s’est-il passé ensuite ?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    audience = forms.ChoiceField(label=_("Pour qui ?"), choices=AUDIENCES, widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, lists: Lists, circumstances: CircumstancesDraft | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, lists=lists, **kwargs)
        self.circumstances = circumstances or CircumstancesDraft()
        nobody_said = _("non précisé")
        self.offer("mode", lists.words("observation_mode", none=nobody_said))
        self.offer("operation_type", lists.words("operation_type", none=nobody_said))
        self.offer("basis_stated", lists.words("legal_basis"))
        self.offer("aftermath", lists.words("aftermath"))

    def observation(self, **rest: Any) -> ObservationDraft:
        """Return the relevé that was coded."""
        data = self.cleaned_data
        circumstances = replace(
            self.circumstances,
            mode=data["mode"],
            operation_type=data["operation_type"],
            basis_asked=data["basis_asked"],
            basis_stated=tuple(data["basis_stated"]),
            basis_shown=data["basis_shown"],
            aftermath=tuple(data["aftermath"]),
        )
        audience = Audience(data["audience"])
        return ObservationDraft(statement=self.content(), circumstances=circumstances, audience=audience, **rest)


class TestimonyCoding(forms.Form):
    """What goes with a témoignage, beside the happenings it tells. A no of the record cannot be made a yes here."""

    __test__ = False

    pseudonym = forms.CharField(
        label=_("Pseudonyme"),
        max_length=60,
        help_text=_("Un prénom d’emprunt, jamais le vrai."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    collected_on = forms.DateField(
        label=_("Recueilli le"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    interpreter = Said(label=_("Quelqu’un a-t-il interprété ?"))
    age_band = forms.ChoiceField(label=_("Tranche d’âge"), required=False)
    minor_stated = forms.BooleanField(label=_("La personne se dit mineure"), required=False)
    count = forms.BooleanField(label=_("Être compté·e, dans le réseau"), required=False)
    lawyer = forms.BooleanField(label=_("Être montré·e à un·e avocat·e"), required=False)
    quote = forms.BooleanField(label=_("Être cité·e sans son nom"), required=False)

    QUESTIONS = ("count", "lawyer", "quote")

    def __init__(self, *args: Any, lists: Lists, base: TestimonyDraft, minor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base = base
        bands = self.fields["age_band"]
        assert isinstance(bands, forms.ChoiceField)
        bands.choices = lists.words("age_band", none=_("non précisé"))
        given = {answer.purpose for answer in base.consent.answers if answer.granted}
        for question in self.QUESTIONS:
            self.fields[question].disabled = question not in given
            self.fields[question].initial = question in given
        self.fields["minor_stated"].disabled = minor
        self.fields["minor_stated"].initial = minor

    @property
    def consents(self) -> list[forms.BoundField]:
        """The three plain questions."""
        return [self[question] for question in self.QUESTIONS]

    def testimony(self, statements: Sequence[StatementDraft]) -> TestimonyDraft:
        """Return the témoignage that was coded."""
        data = self.cleaned_data
        answers = tuple(
            replace(answer, granted=answer.granted and self._still(answer)) for answer in self.base.consent.answers
        )
        return replace(
            self.base,
            statements=tuple(statements),
            pseudonym=data["pseudonym"].strip(),
            collected_on=data["collected_on"],
            interpreter=data["interpreter"],
            age_band=data["age_band"],
            minor_stated=data["minor_stated"],
            consent=ConsentDraft(answers, self.base.consent.language),
        )

    def _still(self, answer: Answer) -> bool:
        """Say whether a yes of the record was left standing; being counted carries the network with it."""
        question = "count" if answer.purpose == "network" else answer.purpose
        return bool(self.cleaned_data.get(question, True))


class ShiftCoding(forms.Form):
    """A tournée."""

    day = forms.DateField(label=_("Quel jour ?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time_from = forms.TimeField(label=_("À partir de"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    time_to = forms.TimeField(label=_("Jusqu’à"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    places = forms.MultipleChoiceField(label=_("Où ?"), widget=forms.SelectMultiple(attrs={"size": 8}))
    observers = AskedCount(label=_("Combien de personnes observaient ?"))
    operations_seen = AskedCount(label=_("Combien d’opérations vues ?"))
    operations_missed = AskedCount(label=_("Combien d’opérations connues et non vues ?"))
    obstructed = forms.BooleanField(label=_("L’observation a été entravée"), required=False)
    audience = forms.ChoiceField(label=_("Pour qui ?"), choices=AUDIENCES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, lists: Lists, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["places"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = list(lists.places)

    def shift(self) -> ShiftDraft:
        """Return the tournée that was coded."""
        data = self.cleaned_data
        return ShiftDraft(**{**data, "places": tuple(data["places"]), "audience": Audience(data["audience"])})


def unit_label(unit: str) -> str:
    """Return the name of a unit, many of it."""
    return _plural(unit)[:1].upper() + _plural(unit)[1:]


def _plural(unit: str) -> str:
    known = UNITS[unit]
    return known.en_plural if (get_language() or "fr").startswith("en") else known.fr_plural


def initial_of(statement: StatementDraft) -> dict[str, Any]:
    """Return what a form shows of a happening."""
    return {
        "date": statement.date,
        "time_from": statement.time_from,
        "time_to": statement.time_to,
        "place": statement.place,
        "site": statement.site,
        "acts": [act.code for act in statement.acts],
        "forces": [force.code for force in statement.forces],
        "summary": statement.summary,
        **{f"count_{unit}": count for unit, count in statement.counts.items()},
    }


def circumstances_initial(circumstances: CircumstancesDraft) -> dict[str, Any]:
    """Return what a form shows of how a happening was seen."""
    return {
        "mode": circumstances.mode,
        "operation_type": circumstances.operation_type,
        "basis_asked": circumstances.basis_asked,
        "basis_stated": list(circumstances.basis_stated),
        "basis_shown": circumstances.basis_shown,
        "aftermath": list(circumstances.aftermath),
    }
