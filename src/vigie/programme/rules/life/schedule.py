"""What falls due in a mission and when: reports, allowances; and how a pause moves it all. Pure. Amounts are cents."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from vigie.kernel.api import FuzzyDate, Precision

from ..kinds import PhaseKind
from ..phases import Span

DEFAULT_EVERY = 2
"""Months of field work between two reports, when the programme does not say."""


class LineKind(StrEnum):
    """What an allowance is for."""

    INITIAL = "initial"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Due:
    """An allowance to pay: its number in the schedule from 1, its kind, its day, its amount in cents."""

    number: int
    kind: LineKind
    on: dt.date
    cents: int


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later, or the last of that month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def allowances(*, first: dt.date, initial_cents: int, monthly_cents: int, months: int) -> list[Due]:
    """Return the schedule: one amount on the first day, then one each month from it.

    744 euros, then 500 for seven months: eight lines, 4,244 euros (call of 2017, line 134).
    """
    begins = [Due(1, LineKind.INITIAL, first, initial_cents)] if initial_cents else []
    return begins + [
        Due(len(begins) + n, LineKind.MONTHLY, add_months(first, n - 1), monthly_cents)
        for n in range(1, months + 1)
        if monthly_cents
    ]


def report_days(spans: Sequence[Span], every: int = DEFAULT_EVERY) -> list[dt.date]:
    """Return when intermediate reports are due: every so many months of field work, and on its last day.

    The last stretch is not cut in two when it is shorter than half of the others.
    """
    field = next((span for span in spans if span.kind is PhaseKind.FIELD), None)
    if field is None:
        return []
    first, last = field.start.start, field.end.end
    days, number = [], 1
    while (day := add_months(first, every * number) - dt.timedelta(days=1)) < last:
        days.append(day)
        number += 1
    if days and (last - days[-1]).days < every * 15:
        days.pop()
    return [*days, last]


def moved(start: FuzzyDate, end: FuzzyDate, *, paused: dt.date, days: int) -> tuple[FuzzyDate, FuzzyDate]:
    """Return the dates of a phase after a pause of so many days that began on ``paused``: what was over does not move,
    what was going on ends later, what was to come moves whole. What was known to the month stays so."""
    if end.end < paused:
        return start, end
    if start.start >= paused:
        return _later(start, days, first=True), _later(end, days, first=False)
    return start, _later(end, days, first=False)


def _later(date: FuzzyDate, days: int, *, first: bool) -> FuzzyDate:
    anchor = (date.start if first else date.end) + dt.timedelta(days=days)
    if date.precision is Precision.MONTH:
        return FuzzyDate.month(anchor.year, anchor.month)
    return FuzzyDate.day(anchor)


def shares_of(cents: int, told: Sequence[tuple[str, int | None]]) -> list[tuple[str, int]] | None:
    """Return who pays which part of an amount, by organisation; ``None`` in what is told means "the rest".

    ``None`` when it does not make the amount, names somebody twice, or more than one pays the rest.
    """
    rest = [house for house, part in told if part is None]
    fixed = sum(part for _house, part in told if part is not None)
    houses = [house for house, _part in told]
    if len(rest) > 1 or len(set(houses)) < len(houses) or any(part is not None and part < 0 for _h, part in told):
        return None
    if fixed > cents or (not rest and fixed != cents):
        return None
    found = [(house, cents - fixed if part is None else part) for house, part in told]
    return [(house, part) for house, part in found if part]
