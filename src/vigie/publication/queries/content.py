"""The figures of a month of a zone: only what may be published, each with its unit, qualifier, coverage and query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vigie.facts.api import EVENTS, Coverage, FactFilter, FigureRow, Figures, Rows, facets, families, figures_by_unit
from vigie.kernel.api import PARIS, Count, Qualifier
from vigie.network.api import Acting, places

from ..rules.cells import Cell
from ..rules.contents import ALWAYS, BELONGINGS, PEOPLE, Contents, Figure, Seen
from ..rules.months import last_day, months_before


def month_filter(month: dt.date, zone: str, *, now: dt.datetime) -> FactFilter:
    """Return the filter of a month of a zone: what may be published today."""
    zones = (zone,) if zone else ()
    day = now.astimezone(PARIS).date()
    return FactFilter(zones=zones, since=month, until=last_day(month), publishable_on=day)


def contents(acting: Acting, *, month: dt.date, zone: str, now: dt.datetime) -> Contents:
    """Count a month of a zone (the whole coast without one), acting for the association that publishes.

    Raises:
        Denied: no role that sees facts.
    """
    return _Work(acting, month, zone, now).contents()


class _Work:
    """One month of one zone."""

    def __init__(self, acting: Acting, month: dt.date, zone: str, now: dt.datetime) -> None:
        self.acting, self.month, self.zone, self.now = acting, month, zone, now
        self.where = month_filter(month, zone, now=now)
        self.zones = {place.slug: place.zone for place in places()}

    def contents(self) -> Contents:
        """Count all tables."""
        counted = self._count(Rows.MONTH, (EVENTS, *PEOPLE, *BELONGINGS))
        whole = counted[EVENTS]
        found: list[Figure] = []
        if whole.whole.events:
            found = [*self._whole(counted), *self._communes(), *self._months(), *self._acts()]
        own = next((row for row in whole.rows if row.key), whole.whole)
        return Contents(
            month=self.month,
            zone=self.zone,
            as_of=self.now,
            query=self.where.to_query(),
            figures=tuple(found),
            seen=_seen(own.coverage, whole.whole.coverage, last_day(self.month).day),
            sources=len(facets(self.acting, self.where)["organisations"]),
            events=whole.whole.events,
        )

    def _count(self, by: Rows, units: Sequence[str] = (EVENTS,), where: FactFilter | None = None) -> dict[str, Figures]:
        return figures_by_unit(self.acting, where or self.where, by=by, units=units, now=self.now)

    def _whole(self, counted: dict[str, Figures]) -> Iterator[Figure]:
        for unit, found in counted.items():
            row = found.whole
            if unit == EVENTS or row.total.counted or unit in ALWAYS:
                yield self._figure("whole", unit, row)

    def _communes(self) -> Iterator[Figure]:
        for unit, found in self._count(Rows.COMMUNE, (EVENTS, "persons")).items():
            for row in found.rows:
                yield self._figure("communes", unit, row, place=row.key)

    def _months(self) -> Iterator[Figure]:
        """Events alone: figures of people are those of one month, for one period must not be taken from another."""
        for month in months_before(self.month)[:-1]:
            where = replace(self.where, since=month, until=last_day(month))
            row = self._count(Rows.YEAR, where=where)[EVENTS].whole
            if row.events:
                yield self._figure("months", EVENTS, row, month=month)

    def _acts(self) -> Iterator[Figure]:
        held = {act.code: family.word.code for family in families() for act in family.acts}
        for row in self._count(Rows.ACT)[EVENTS].rows:
            yield self._figure("acts", EVENTS, row, act=row.key, family=held.get(row.key, ""))

    def _figure(
        self,
        table: str,
        unit: str,
        row: FigureRow,
        *,
        place: str = "",
        act: str = "",
        month: dt.date | None = None,
        family: str = "",
    ) -> Figure:
        start = month or self.month
        where = replace(
            self.where,
            since=start,
            until=last_day(start),
            communes=(place,) if place else (),
            acts=(act,) if act else (),
        )
        count = _at_least(row.total.count)
        cell = Cell(
            table,
            unit,
            start,
            last_day(start),
            zone=self.zones.get(place, place) if place else self.zone,
            place=place,
            act=act,
            value=count.number,
            qualifier=count.qualifier.value,
            query=where.to_query(),
        )
        return Figure(cell, row.total.counted, row.total.not_counted, row.coverage.direct, family)


def _at_least(count: Count) -> Count:
    """Never say more surely than "at least": nobody sees everything."""
    return Count(count.number, Qualifier.MIN) if count.qualifier is Qualifier.EXACT else count


def _seen(month: Coverage, whole: Coverage, days: int) -> Seen:
    observed = month.days_observed or 0
    return Seen(whole.whole, whole.part, whole.after, whole.reported, whole.other, days, observed)
