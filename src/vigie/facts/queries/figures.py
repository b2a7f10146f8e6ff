"""Figures: events, not reports; one unit at a time; coverage, date and query always beside."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Q, QuerySet

from vigie.kernel.api import Count, FuzzyDate, Precision, Qualifier, Total, total
from vigie.network.api import Acting, Audience

from ..models import Act, Event, EventTally, SourceStatement, Tally
from ..rules.filters import FactFilter
from ..rules.periods import IN_TIME, Rows, bounds_of, key_of
from ..rules.tallies import Settled, settle
from ..rules.units import EVENTS
from ..rules.verification import Verification
from .filtering import filtered
from .publishable import publishable
from .visible import countable, visible, visible_shifts

SHARES = {"direct_complet": "whole", "direct_partiel": "part", "apres": "after", "rapporte": "reported"}
BEST_FIRST = ("whole", "part", "after", "reported", "other")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what is counted was seen, and how much of the time somebody was there to see.

    The first five count events by the best observation of each. ``days``: days of the period, ``days_observed``: those with
    a tournée; both ``None`` where no period bounds them. ``seen`` and ``missed``: operations the tournées saw and knew of
    without seeing.
    """

    whole: int = 0
    part: int = 0
    after: int = 0
    reported: int = 0
    other: int = 0
    days: int | None = None
    days_observed: int | None = None
    seen: Total = field(default_factory=lambda: total([]))
    missed: Total = field(default_factory=lambda: total([]))

    @property
    def direct(self) -> int:
        """Events observed directly, in whole or in part."""
        return self.whole + self.part


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row: its key (``2018-01``, a commune's slug, an act's code; empty: dated too vaguely), events, the unit's total.

    ``disputed``: events whose reports differ and whose count nobody has picked yet.
    """

    key: str
    label: str
    events: int
    total: Total
    disputed: int
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Figures:
    """A figure with all that must travel with it: unit, coverage, the day it was made, the query it answers."""

    rows: tuple[FigureRow, ...]
    whole: FigureRow
    unit: str
    by: Rows
    as_of: dt.datetime
    query: str


@dataclass(frozen=True, slots=True)
class MapFigure:
    """Events of one commune, at its centre."""

    place_slug: str
    place_name: str
    latitude: float | None
    longitude: float | None
    events: int


@dataclass(frozen=True, slots=True)
class _Happening:
    id: str
    date: FuzzyDate
    place: str
    place_name: str


def figures(acting: Acting, where: FactFilter, *, by: Rows, unit: str = EVENTS, now: dt.datetime) -> Figures:
    """Count the events a filter holds, and what they count of one unit.

    An event is in if one of its visible reports is. Discarded reports and withdrawn testimonies are out, unless the filter
    asks for the discarded. An event that nobody counted in this unit is "not counted", never zero.

    Raises:
        Denied: no role that sees facts.
    """
    return _cut(_Work(acting, where), by, unit, now)


def figures_by_unit(
    acting: Acting, where: FactFilter, *, by: Rows, units: Sequence[str], now: dt.datetime
) -> dict[str, Figures]:
    """Count the same events in several units, each apart: as ``figures`` for each of them, read together.

    Raises:
        Denied: no role that sees facts.
    """
    work = _Work(acting, where)
    return {unit: _cut(work, by, unit, now) for unit in units}


def _cut(work: _Work, by: Rows, unit: str, now: dt.datetime) -> Figures:
    work.count(unit)
    groups: dict[str, list[_Happening]] = defaultdict(list)
    labels: dict[str, str] = {}
    for happening, keys in work.keyed(by):
        for key, label in keys.items():
            groups[key].append(happening)
            labels[key] = label
    ordered = sorted(groups, key=lambda key: (key == "", key if by in IN_TIME else -len(groups[key]), key))
    rows = tuple(work.row(key, labels[key], groups[key], by) for key in ordered)
    return Figures(rows, work.row("", "", work.happenings, None), unit, by, now, work.where.to_query())


def map_figures(acting: Acting, where: FactFilter) -> list[MapFigure]:
    """Count the events of each commune.

    Raises:
        Denied: no role that sees facts.
    """
    events = Event.objects.filter(id__in=counted(acting, where).order_by().values("event")).select_related("place")
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        found[event.place.slug].append(event)
    rows = [(slug, group[0].place, len(group)) for slug, group in found.items()]
    ordered = sorted(rows, key=lambda row: (-row[2], row[0]))
    return [MapFigure(slug, place.name, place.latitude, place.longitude, n) for slug, place, n in ordered]


def counted(acting: Acting, where: FactFilter) -> QuerySet[SourceStatement]:
    """Return the statements that figures and exports are made of."""
    statements = filtered(acting, where)
    if Verification.DISCARDED.value in where.verifications:
        return statements.filter(testimony__withdrawn_at=None)
    return countable(statements)


class _Work:
    """What one figure needs, read once."""

    def __init__(self, acting: Acting, where: FactFilter) -> None:
        self.acting, self.where, self.unit = acting, where, EVENTS
        self.matched = counted(acting, where).order_by()
        self.happenings = self._happenings()
        reports = countable(visible(acting)).order_by().filter(event__in=self.matched.values("event"))
        if where.publishable_on:
            reports = publishable(reports, where.publishable_on)
        self.reports = reports
        self.modes = self._modes(reports)
        self.settled: dict[str, Settled] = {}
        self.days = self._days()

    def count(self, unit: str) -> None:
        """Count what follows in a unit."""
        self.unit = unit
        self.settled = self._settled(self.reports) if unit != EVENTS else {}

    def keyed(self, by: Rows) -> Iterable[tuple[_Happening, Mapping[str, str]]]:
        """Yield each happening with the keys and labels of the rows it is in."""
        acts = self._acts(by) if by in {Rows.ACT, Rows.FAMILY} else {}
        for happening in self.happenings:
            if by in IN_TIME:
                yield happening, {key_of(happening.date, by): ""}
            elif by is Rows.COMMUNE:
                yield happening, {happening.place: happening.place_name}
            else:
                yield happening, dict.fromkeys(acts.get(happening.id, ()), "")

    def row(self, key: str, label: str, group: list[_Happening], by: Rows | None) -> FigureRow:
        """Return one row of the figure."""
        if self.unit == EVENTS:
            summed = Total(Count(len(group), Qualifier.MIN), len(group), 0)
            disputed = 0
        else:
            settled = [self.settled.get(h.id, settle([])) for h in group]
            summed = total(s.count for s in settled)
            disputed = sum(s.disputed for s in settled)
        return FigureRow(key, label, len(group), summed, disputed, self._coverage(key, group, by))

    def _happenings(self) -> list[_Happening]:
        events = Event.objects.filter(id__in=self.matched.values("event")).order_by("start", "id")
        columns = events.values_list("id", "start", "end", "precision", "place__slug", "place__name")
        return [
            _Happening(event, FuzzyDate(start, end, Precision(precision)), slug, name)
            for event, start, end, precision, slug, name in columns
        ]

    def _acts(self, by: Rows) -> dict[str, set[str]]:
        path = "act_type" if by is Rows.ACT else "act_type__family"
        found: dict[str, set[str]] = defaultdict(set)
        chosen = Act.objects.filter(statement__in=self.matched)
        for event, code in chosen.values_list("statement__event", path):
            found[event].add(code)
        return found

    def _modes(self, reports: QuerySet[SourceStatement]) -> dict[str, str]:
        """Return, for each event, the best way one of its reports saw it."""
        found: dict[str, str] = {}
        for event, mode in reports.values_list("event", "observation__mode"):
            share = SHARES.get(mode or "", "other")
            found[event] = min(found.get(event, "other"), share, key=BEST_FIRST.index)
        return found

    def _settled(self, reports: QuerySet[SourceStatement]) -> dict[str, Settled]:
        picks = dict(
            EventTally.objects.filter(unit=self.unit, event__in=self.matched.values("event")).values_list(
                "event", "tally"
            )
        )
        told: dict[str, dict[str, Count]] = defaultdict(dict)
        tallies = Tally.objects.filter(statement__in=reports, unit=self.unit)
        for event, tally, number, qualifier in tallies.values_list("statement__event", "id", "number", "qualifier"):
            told[event][tally] = Count(number, Qualifier(qualifier))
        return {event: settle(list(t.values()), t.get(picks.get(event, ""))) for event, t in told.items()}

    def _days(self) -> list[tuple[dt.date, Count | None, Count | None]]:
        shifts = visible_shifts(self.acting)
        if self.where.publishable_on:
            shifts = shifts.filter(audience=Audience.NETWORK.value)
        if self.where.organisations:
            shifts = shifts.filter(organisation__slug__in=self.where.organisations)
        if self.where.communes:
            shifts = shifts.filter(places__slug__in=self.where.communes)
        if self.where.zones:
            shifts = shifts.filter(Q(places__zone__slug__in=self.where.zones) | Q(places__slug__in=self.where.zones))
        return [(s.day, s.seen, s.missed) for s in shifts.distinct().order_by("day")]

    def _coverage(self, key: str, group: list[_Happening], by: Rows | None) -> Coverage:
        shares: dict[str, int] = dict.fromkeys(BEST_FIRST, 0)
        for happening in group:
            shares[self.modes.get(happening.id, "other")] += 1
        seen_by = Coverage(shares["whole"], shares["part"], shares["after"], shares["reported"], shares["other"])
        bounds = self._bounds(key, group, by)
        if bounds is None:
            return seen_by
        first, last = bounds
        held = [day for day in self.days if first <= day[0] <= last]
        return replace(
            seen_by,
            days=(last - first).days + 1,
            days_observed=len({day for day, _, _ in held}),
            seen=total(seen for _, seen, _ in held if seen),
            missed=total(missed for _, _, missed in held if missed),
        )

    def _bounds(self, key: str, group: list[_Happening], by: Rows | None) -> tuple[dt.date, dt.date] | None:
        if by in IN_TIME and key:
            first, last = bounds_of(key)
        elif by is None and group:
            exact = [h.date for h in group if h.date.precision is not Precision.YEAR] or [h.date for h in group]
            first, last = min(d.start for d in exact), max(d.end for d in exact)
        else:
            return None
        first, last = max(first, self.where.since or first), min(last, self.where.until or last)
        return (first, last) if first <= last else None
