"""How long phases last, against what the programme says and what the session states. Pure.

A date known to the month gives two lengths, the shortest and the longest it can mean; a phase leaves its rule only when even the
length most favourable to it does.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass

from vigie.kernel.api import FuzzyDate

from .kinds import PhaseKind, Unit

DAYS_OF_A_MONTH = 30.44
ROUND_DAYS = 4
"""Days by which "three weeks" or "five months" may be missed before anyone is alerted: trains, week-ends, month ends."""


@dataclass(frozen=True, slots=True)
class Span:
    """A phase: its kind, when it begins and ends."""

    kind: PhaseKind
    start: FuzzyDate
    end: FuzzyDate

    @property
    def shortest(self) -> int:
        """Days it lasts at least, both ends included; 0 when the two could be one."""
        return max((self.end.start - self.start.end).days + 1, 0)

    @property
    def longest(self) -> int:
        """Days it lasts at most, both ends included."""
        return (self.end.end - self.start.start).days + 1


@dataclass(frozen=True, slots=True)
class LengthRule:
    """How long the programme wants a phase: least and most, in weeks or months."""

    kind: PhaseKind
    least: int
    most: int
    unit: Unit
    only_from_months: int | None = None

    @property
    def least_days(self) -> int:
        """The fewest days it allows."""
        return self._days(self.least) - ROUND_DAYS

    @property
    def most_days(self) -> int:
        """The most days it allows."""
        return self._days(self.most) + ROUND_DAYS

    def _days(self, number: int) -> int:
        return number * 7 if self.unit is Unit.WEEKS else round(number * DAYS_OF_A_MONTH)


@dataclass(frozen=True, slots=True)
class Alert:
    """A phase out of its rule. ``code``: ``short``, ``long``, ``overlap``, ``missing``, ``midway_missing``, ``length``.

    ``days``: how long it is at most (short) or at least (long); ``rule``: the one it leaves, when there is one.
    """

    code: str
    kind: PhaseKind | None = None
    days: int = 0
    rule: LengthRule | None = None


def phase_alerts(spans: list[Span], rules: list[LengthRule]) -> list[Alert]:
    """Return what is wrong with the phases of a session or a mission, in the order of the programme's rules."""
    alerts: list[Alert] = []
    whole = whole_months(spans)
    for rule in rules:
        mine = [span for span in spans if span.kind is rule.kind]
        if not mine:
            alerts += _absent(rule, whole)
        for span in mine:
            alerts += _measured(span, rule)
    return alerts + _overlaps(spans)


def _absent(rule: LengthRule, whole: int | None) -> list[Alert]:
    if rule.only_from_months is None:
        return [Alert("missing", rule.kind, rule=rule)]
    if whole is not None and whole >= rule.only_from_months:
        return [Alert("midway_missing", rule.kind, rule=rule)]
    return []


def _measured(span: Span, rule: LengthRule) -> list[Alert]:
    if span.longest < rule.least_days:
        return [Alert("short", rule.kind, span.longest, rule)]
    if span.shortest > rule.most_days:
        return [Alert("long", rule.kind, span.shortest, rule)]
    return []


def _overlaps(spans: list[Span]) -> list[Alert]:
    """A phase that certainly begins before the one before it ends; the mid-way gathering lies inside the field."""
    ordered = sorted((s for s in spans if s.kind is not PhaseKind.MIDWAY), key=lambda s: s.start.start)
    pairs = itertools.pairwise(ordered)
    return [Alert("overlap", after.kind) for before, after in pairs if after.start.end < before.end.start]


def whole_months(spans: list[Span]) -> int | None:
    """Return the months from the first day to the last, rounded; ``None`` when there is no phase.

    23 October 2017 to May 2018 is 7 months: to the first of May 6.3, to the last 7.3.
    """
    if not spans:
        return None
    first = min(span.start.start for span in spans)
    last = max(span.end.end for span in spans)
    return round(((last - first).days + 1) / DAYS_OF_A_MONTH)


def length_alert(spans: list[Span], stated_months: int | None) -> Alert | None:
    """Return an alert when the stated length cannot be that of the phases, dates to the month given their benefit."""
    if not spans or stated_months is None:
        return None
    most = (max(s.end.end for s in spans) - min(s.start.start for s in spans)).days + 1
    least = (max(s.end.start for s in spans) - min(s.start.end for s in spans)).days + 1
    stated = stated_months * DAYS_OF_A_MONTH
    if least - DAYS_OF_A_MONTH / 2 <= stated <= most + DAYS_OF_A_MONTH / 2:
        return None
    return Alert("length", days=most)


def phase_on(spans: list[Span], day: dt.date) -> PhaseKind | None:
    """Return the phase a day certainly or possibly lies in, the mid-way gathering before the field that holds it."""
    inside = [span.kind for span in spans if span.start.start <= day <= span.end.end]
    if PhaseKind.MIDWAY in inside:
        return PhaseKind.MIDWAY
    return inside[-1] if inside else None


def allowance_total(*, initial_cents: int | None, monthly_cents: int | None, months: int | None) -> int | None:
    """Return the allowances of a whole mission in cents, or ``None`` while an amount or the length is not known."""
    if initial_cents is None or monthly_cents is None or months is None:
        return None
    return initial_cents + monthly_cents * months
