"""Apply a filter, and count beside each of its values what choosing it would show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.lookups import In

from vigie.network.api import Acting, places

from ..models import Act, ActType, Force, LinkProposal, MediaRef, SourceStatement
from ..models.reports import VAGUE
from ..rules.filters import FactFilter
from ..rules.marks import mark
from ..rules.words import query_words
from ..search import matching, newest_first, ranked_between
from .publishable import publishable
from .visible import Beside, visible

Statements = QuerySet[SourceStatement]


MOST = 10_000
"""Beyond this many, statements are not counted one by one while a page waits."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a filter and how many statements it holds, the rest of the filter standing.

    ``at_least``: only the newest of them were counted.
    """

    value: str
    count: int
    chosen: bool
    at_least: bool = False


def filtered(acting: Acting, where: FactFilter) -> Statements:
    """Return the visible statements a filter holds."""
    return apply(visible(acting), where, acting)


def in_order(acting: Acting, where: FactFilter) -> Statements:
    """Return the visible statements a filter holds, newest happening first."""
    return newest_first(filtered(acting, where), matched=_matched(where))


def apply(statements: Statements, where: FactFilter, acting: Acting) -> Statements:
    """Narrow statements to those a filter holds."""
    where = _resolved(where)
    communes = _communes(where) if where.zones or where.communes else None
    if communes is not None:
        here = Q(In(Beside("place"), communes)) if _matched(where) else Q(place__in=communes)
        statements = statements.filter(here)
    statements = _by_words(_in_period(statements, where), where, communes or [])
    for name, narrow in _NARROW.items():
        value = getattr(where, name)
        if value:
            statements = narrow(statements, value)
    if where.minors:
        statements = statements.filter(minor_held=True, owner=acting.organisation)
    if where.duplicates:
        statements = statements.filter(event_id__in=_doubtful(acting))
    if where.publishable_on:
        statements = publishable(_dated_within(statements, where), where.publishable_on)
    return statements


def count_up_to(statements: Statements, most: int = MOST) -> tuple[int, bool]:
    """Count statements, and say whether there are more than ``most``: then the number is ``most``."""
    number = statements.order_by().values("id")[: most + 1].count()
    return min(number, most), number > most


def facets(acting: Acting, where: FactFilter, *, most: int = MOST) -> dict[str, list[Facet]]:
    """Return, for each field of the filter, its values with their counts, most frequent first.

    Only the ``most`` newest statements are counted; the facets then say "at least".
    """
    rests: dict[FactFilter, tuple[Statements, bool]] = {}
    found = {}
    for name in (*_FACETS, "families", "kind"):
        rest = where.without(name)
        if rest not in rests:
            rests[rest] = _newest(acting, rest, most)
        found[name] = _facet(rests[rest], where, name)
    return found


def _newest(acting: Acting, where: FactFilter, most: int) -> tuple[Statements, bool]:
    statements = in_order(acting, where)
    more = count_up_to(statements, most)[1]
    newest = statements.values("id")[:most]
    return (SourceStatement.objects.filter(id__in=newest).order_by() if more else statements.order_by()), more


def _facet(counted: tuple[Statements, bool], where: FactFilter, name: str) -> list[Facet]:
    statements, more = counted
    counts = _COUNTED[name](statements) if name in _COUNTED else _by_value(statements, name)
    chosen = {where.kind} if name == "kind" else set(getattr(where, name))
    said = [(value, count) for value, count in counts.items() if value and count]
    ordered = sorted(said, key=lambda pair: (-pair[1], pair[0]))
    return [Facet(value, count, value in chosen, more) for value, count in ordered]


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


def _resolved(where: FactFilter) -> FactFilter:
    """Say families by their acts: what a family holds may change, what was coded does not."""
    if not where.families:
        return where
    held = tuple(ActType.objects.filter(family__in=where.families).order_by().values_list("code", flat=True))
    return replace(where, families=held or where.families)


def _communes(where: FactFilter) -> list[str]:
    """Return the ids of the places a filter names, by themselves and by their zones."""
    known = [*places(), *places(kind="zone")]
    if where.zones:
        known = [place for place in known if place.zone in where.zones or place.slug in where.zones]
    return [place.id for place in known if not where.communes or place.slug in where.communes]


def _in_period(statements: Statements, where: FactFilter) -> Statements:
    """Keep what happened, or may have happened, between two days.

    The first vague date that reaches the period says from where the index is read: "2017" is found under December 2017.
    """
    oldest = where.since
    if where.since:
        reaching = SourceStatement.objects.filter(VAGUE, end__gte=where.since, start__lt=where.since).order_by()
        oldest = reaching.aggregate(first=Min("start"))["first"] or where.since
        statements = statements.filter(end__gte=where.since)
    return ranked_between(statements, oldest, where.until, matched=_matched(where))


def _dated_within(statements: Statements, where: FactFilter) -> Statements:
    """Keep what surely happened in the period: what is published is never counted in two months."""
    if where.since:
        statements = statements.filter(start__gte=where.since)
    return statements.filter(end__lte=where.until) if where.until else statements


def _by_words(statements: Statements, where: FactFilter, communes: list[str]) -> Statements:
    """Look words and marks up together."""
    if not _matched(where):
        return statements
    values = {"acts": where.acts, "families": where.families, "forces": where.forces, "places": communes}
    values |= {"modes": where.modes, "origins": where.origins, "kind": (where.kind,) if where.kind else ()}
    groups = [[mark("acts" if name == "families" else name, v) for v in held] for name, held in values.items() if held]
    return matching(statements, where.text, groups)


def _matched(where: FactFilter) -> bool:
    """Say whether a filter is looked up in the index of words: one commune has its own, and so have all facts together."""
    marked = any(getattr(where, name) for name in ("families", "acts", "forces", "modes", "origins", "kind", "zones"))
    return marked or len(where.communes) > 1 or bool(query_words(where.text))


def _of_kind(statements: Statements, kind: Any) -> Statements:
    return statements.filter(**{f"{kind}__isnull": False})


def _with_media(statements: Statements, _value: Any) -> Statements:
    return statements.filter(Exists(MediaRef.objects.filter(statement=OuterRef("pk"))))


_NARROW: Mapping[str, Callable[[Statements, Any], Statements]] = {
    "families": _with_part(Act, "act_type"),
    "acts": _with_part(Act, "act_type"),
    "forces": _with_part(Force, "code"),
    "modes": _is("observation__mode__in"),
    "verifications": _is("verification__in"),
    "origins": _is("observation__origin__in"),
    "organisations": lambda statements, slugs: statements.filter(In(Beside("owner__slug"), list(slugs))),
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
