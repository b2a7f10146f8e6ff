"""Values of a statement in words: for the screen that shows two people's changes, for its history, for its circumstances."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import Count, FuzzyDate, Precision, Qualifier
from vigie.ui.api import say_count, say_date, say_time

from ..purposes import purpose_names
from ..queries.cards import ConsentCard, Word
from ..rules.drafts import CircumstancesDraft
from .words import AUDIENCES, Text, say_tally

FIELDS: dict[str, Text] = {
    "date": _("Jour"),
    "time_from": _("À partir de"),
    "time_to": _("Jusqu’à"),
    "place": _("Commune"),
    "site": _("Lieu de vie"),
    "acts": _("Actes"),
    "counts": _("Nombres"),
    "forces": _("Forces présentes"),
    "summary": _("Résumé"),
    "source_link": _("Source"),
    "reliability": _("Confiance"),
    "audience": _("Partage"),
    "mode": _("Comment on le sait"),
    "operation_type": _("Genre d’opération"),
    "basis_asked": _("Base légale demandée"),
    "basis_stated": _("Base légale annoncée"),
    "basis_stated_by": _("Annoncée par"),
    "basis_shown": _("Document montré"),
    "aftermath": _("Ensuite"),
}
LISTS = {
    "source_link": "source_link",
    "reliability": "reliability",
    "mode": "observation_mode",
    "operation_type": "operation_type",
    "basis_stated": "legal_basis",
    "basis_stated_by": "forces",
    "aftermath": "aftermath",
}
"""The closed list each coded field takes its words from."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names of what values hold as codes: acts, closed lists, communes by slug, living sites by id."""

    acts: Mapping[str, str]
    terms: Mapping[str, Mapping[str, Word]]
    communes: Mapping[str, str]
    sites: Mapping[str, str]

    def term(self, dimension: str, code: str) -> str:
        """Return the name of a code; a code that left the list is its own name."""
        word = self.terms.get(dimension, {}).get(code)
        return word.label if word else code


def say_field(name: str) -> str:
    """Return the name of a field."""
    return str(FIELDS.get(name, name))


def say_value(name: str, value: Any, names: Names) -> str:
    """Say a plain value of a field; nothing said is a dash."""
    if name in _SPEAKERS:
        said = _SPEAKERS[name](value, names) if value else ""
    elif name in LISTS:
        said = say_codes(LISTS[name], [value] if isinstance(value, str) else value or (), names)
    else:
        said = say_said(value) if isinstance(value, bool) else str(value or "")
    return said or "–"


def say_codes(dimension: str, codes: Iterable[str], names: Names) -> str:
    """Say the codes of a closed list."""
    return ", ".join(names.term(dimension, code) for code in codes if code)


def say_said(value: bool | None) -> str:  # noqa: FBT001 -- the value itself
    """Say a yes, a no, or nothing."""
    return "" if value is None else gettext("oui") if value else gettext("non")


def circumstances(draft: CircumstancesDraft, names: Names) -> list[tuple[str, str]]:
    """Return the legal basis and what came after as lines (name, words); what nobody said has no line."""
    said = {
        "operation_type": say_codes("operation_type", [draft.operation_type], names),
        "basis_asked": say_said(draft.basis_asked),
        "basis_stated": say_codes("legal_basis", draft.basis_stated, names),
        "basis_stated_by": say_codes("forces", [draft.basis_stated_by], names),
        "basis_shown": say_said(draft.basis_shown),
        "aftermath": say_codes("aftermath", draft.aftermath, names),
    }
    return [(say_field(name), words) for name, words in said.items() if words]


def said_consents(consents: Iterable[ConsentCard], names: Names) -> list[tuple[str, ConsentCard]]:
    """Return what a person answered, each purpose in words; a body, in those of the floor that knows it."""
    answers = list(consents)
    known = purpose_names(a.purpose for a in answers if a.purpose.startswith("body:"))
    return [(known.get(a.purpose) or names.term("consent_purpose", a.purpose), a) for a in answers]


def _count(pair: Sequence[Any] | None) -> Count | None:
    return Count(pair[0], Qualifier(pair[1])) if pair else None


def _say_date(value: Sequence[str], names: Names) -> str:  # noqa: ARG001 -- one of several speakers
    start, end, precision = value
    return say_date(FuzzyDate(dt.date.fromisoformat(start), dt.date.fromisoformat(end), Precision(precision)))


def _say_time(value: str, names: Names) -> str:  # noqa: ARG001
    return say_time(dt.time.fromisoformat(value))


def _say_acts(value: Iterable[Mapping[str, Any]], names: Names) -> str:
    said = []
    for act in value:
        count = _count(act.get("count"))
        label = names.acts.get(act["code"], act["code"])
        said.append(f"{label} ({say_count(count)})" if count else label)
    return " · ".join(said)


def _say_counts(value: Mapping[str, Sequence[Any]], names: Names) -> str:  # noqa: ARG001
    return ", ".join(say_tally(count, unit) for unit, pair in value.items() if (count := _count(pair)))


def _say_forces(value: Iterable[Mapping[str, Any]], names: Names) -> str:
    return ", ".join(
        say_force(names.term("forces", f["code"]), _count(f["officers"]), _count(f["vehicles"])) for f in value
    )


def say_force(name: str, officers: Count | None, vehicles: Count | None) -> str:
    """Say a force with what was counted of it."""
    counted = [say_tally(c, unit) for unit, c in (("officers", officers), ("vehicles", vehicles)) if c]
    return f"{name} ({', '.join(counted)})" if counted else name


_SPEAKERS: dict[str, Callable[[Any, Names], str]] = {
    "date": _say_date,
    "time_from": _say_time,
    "time_to": _say_time,
    "place": lambda value, names: names.communes.get(value, value),
    "site": lambda value, names: names.sites.get(value, value),
    "acts": _say_acts,
    "counts": _say_counts,
    "forces": _say_forces,
    "audience": lambda value, names: str(AUDIENCES.get(value, value)),  # noqa: ARG005
}
