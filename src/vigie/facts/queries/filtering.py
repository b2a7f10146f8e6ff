"""Apply a filter, and count beside each of its values what choosing it would show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from vigie.network.api import Acting

from ..models import Act, Force, LinkProposal, MediaRef, SourceStatement
from ..rules.filters import FactFilter
from ..search import matching
from .visible import visible

Statements = QuerySet[SourceStatement]


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a filter and how many statements it holds, the rest of the filter standing."""

    value: str
    count: int
    chosen: bool


def filtered(acting: Acting, where: FactFilter) -> Statements:
    """Return the visible statements a filter holds."""
    return apply(visible(acting), where, acting)


def apply(statements: Statements, where: FactFilter, acting: Acting) -> Statements:
    """Narrow statements to those a filter holds."""
    for name, narrow in _NARROW.items():
        value = getattr(where, name)
        if value:
            statements = narrow(statements, value)
    if where.minors:
        statements = statements.filter(minor_held=True, owner=acting.organisation)
    if where.duplicates:
        statements = statements.filter(event_id__in=_doubtful(acting))
    return statements


def facets(acting: Acting, where: FactFilter) -> dict[str, list[Facet]]:
    """Return, for each field of the filter, its values with their counts, most frequent first."""
    return {name: _facet(acting, where, name) for name in (*_FACETS, "families", "kind")}


def _facet(acting: Acting, where: FactFilter, name: str) -> list[Facet]:
    rest = filtered(acting, where.without(name)).order_by()
    counts = _COUNTED[name](rest) if name in _COUNTED else _by_value(rest, name)
    chosen = {where.kind} if name == "kind" else set(getattr(where, name))
    said = [(value, count) for value, count in counts.items() if value and count]
    return [Facet(value, count, value in chosen) for value, count in sorted(said, key=lambda pair: (-pair[1], pair[0]))]


def _by_value(statements: Statements, name: str) -> dict[str, int]:
    source, path = _FACETS[name]
    rows = source(statements) if source else statements
    return {row["value"]: row["n"] for row in rows.values(value=F(path)).annotate(n=Count("*"))}


def _by_family(statements: Statements) -> dict[str, int]:
    """Count statements, not acts: two acts of a family in one statement are one."""
    rows = Act.objects.filter(statement__in=statements).order_by().values(value=F("act_type__family"))
    return {row["value"]: row["n"] for row in rows.annotate(n=Count("statement", distinct=True))}


def _by_kind(statements: Statements) -> dict[str, int]:
    return statements.aggregate(observation=Count("observation"), testimony=Count("testimony"))


def _doubtful(acting: Acting) -> list[str]:
    """Return the events of open proposals whose two sides may be seen. They are few: people decide them one by one."""
    reports = visible(acting).order_by()
    pairs = LinkProposal.objects.filter(
        Exists(reports.filter(event=OuterRef("first"))),
        Exists(reports.filter(event=OuterRef("second"))),
        state=LinkProposal.State.OPEN,
    ).values_list("first_id", "second_id")
    return list({event for pair in pairs for event in pair})


def _with_part(model: type[Any], column: str) -> Callable[[Statements, Any], Statements]:
    def narrow(statements: Statements, values: Any) -> Statements:
        rows = model.objects.filter(**{"statement": OuterRef("pk"), f"{column}__in": values})
        return statements.filter(Exists(rows))

    return narrow


def _is(condition: str) -> Callable[[Statements, Any], Statements]:
    return lambda statements, value: statements.filter(**{condition: value})


def _of_zones(statements: Statements, zones: Any) -> Statements:
    return statements.filter(Q(place__zone__slug__in=zones) | Q(place__slug__in=zones))


def _of_kind(statements: Statements, kind: Any) -> Statements:
    return statements.filter(**{f"{kind}__isnull": False})


def _with_media(statements: Statements, _value: Any) -> Statements:
    return statements.filter(Exists(MediaRef.objects.filter(statement=OuterRef("pk"))))


_NARROW: Mapping[str, Callable[[Statements, Any], Statements]] = {
    "text": matching,
    "zones": _of_zones,
    "communes": _is("place__slug__in"),
    "since": _is("end__gte"),
    "until": _is("start__lte"),
    "families": _with_part(Act, "act_type__family"),
    "acts": _with_part(Act, "act_type"),
    "forces": _with_part(Force, "code"),
    "modes": _is("observation__mode__in"),
    "verifications": _is("verification__in"),
    "origins": _is("observation__origin__in"),
    "organisations": _is("owner__slug__in"),
    "sites": _is("site__in"),
    "kind": _of_kind,
    "media": _with_media,
}


def _acts_of(statements: Statements) -> QuerySet[Act]:
    return Act.objects.filter(statement__in=statements).order_by()


def _forces_of(statements: Statements) -> QuerySet[Force]:
    return Force.objects.filter(statement__in=statements).order_by()


_FACETS: Mapping[str, tuple[Callable[[Statements], QuerySet[Any]] | None, str]] = {
    "zones": (None, "place__zone__slug"),
    "communes": (None, "place__slug"),
    "acts": (_acts_of, "act_type"),
    "forces": (_forces_of, "code"),
    "modes": (None, "observation__mode"),
    "verifications": (None, "verification"),
    "origins": (None, "observation__origin"),
    "organisations": (None, "owner__slug"),
}
_COUNTED: Mapping[str, Callable[[Statements], dict[str, int]]] = {"families": _by_family, "kind": _by_kind}
