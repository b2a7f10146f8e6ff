"""Deadlines counted from their event: durations, working days, exceptions. Pure, no clock.

Three ways of counting stand here; which one a rule uses is shown beside its date, "à vérifier" until a lawyer said so.

- ``FRANC``: administrative courts count "délais francs": neither the day of the event nor the last day is in the delay (settled
  case law on CJA R421-1); a last day on a Saturday, a Sunday or a French holiday runs to the next working day.
- ``CIVIL``: CPC 641 and 642: the delay ends on the last day, at midnight, and runs on the same way; CPC 641: no such day in the
  last month, the last day of that month.
- ``CALENDAR``: calendar months, working days or not: the ECtHR (Sabri Güneş v. Turkey [GC], 2012) and bodies without a rule read.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

SATURDAY = 5
_DURATION = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,4})D)?\Z")


class Counting(StrEnum):
    """How days are counted."""

    FRANC = "franc"
    CIVIL = "civil"
    CALENDAR = "calendar"


class Meaning(StrEnum):
    """What the date says: the last day, or the first one."""

    LATEST = "latest"
    EARLIEST = "earliest"


@dataclass(frozen=True, slots=True)
class Duration:
    """Years, months and days of an ISO 8601 duration."""

    years: int = 0
    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A rule: from which event, how long, counted how.

    ``before``: events before a day keep an older duration. ``certain``: the text was read, not remembered; even so a lawyer
    checks it. ``source``: the article.
    """

    code: str
    body: str
    event: str
    duration: str
    counting: Counting
    source: str
    before: tuple[dt.date, str] | None = None
    meaning: Meaning = Meaning.LATEST
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A computed date. ``safe_on``: the plain count, without franc day nor carry-over: what nobody can contest."""

    due_on: dt.date
    safe_on: dt.date


def _rules(*rules: DeadlineRule) -> Mapping[str, DeadlineRule]:
    return {rule.code: rule for rule in rules}


_FEB_2022 = dt.date(2022, 2, 1)
"""Protocol 15, article 8 § 3: the shorter delay holds for final decisions from this day on."""
_MARCH_2014, _MARCH_2007 = dt.date(2014, 3, 1), dt.date(2007, 3, 1)
"""Law 2017-242 doubled the limitation of what had not run out by 1 March 2017: what is older than the former delay stays so."""

RULES: Mapping[str, DeadlineRule] = _rules(
    DeadlineRule("ce_appel", "ce_appel", "order_notified", "P15D", Counting.FRANC, "CJA L523-1", certain=True),
    DeadlineRule("ta_suspension", "ta_refere_suspension", "decision_known", "P2M", Counting.FRANC, "CJA R421-1"),
    DeadlineRule("ta_fond", "ta_fond", "decision_known", "P2M", Counting.FRANC, "CJA R421-1"),
    DeadlineRule("prefet_recours", "prefet_recours", "decision_known", "P2M", Counting.FRANC, "CJA R421-1"),
    DeadlineRule("cada", "cada", "refusal", "P2M", Counting.CIVIL, "CRPA R343-1"),
    DeadlineRule("contravention", "procureur", "facts", "P1Y", Counting.CALENDAR, "CPP 9"),
    DeadlineRule("delit", "procureur", "facts", "P6Y", Counting.CALENDAR, "CPP 8", before=(_MARCH_2014, "P3Y")),
    DeadlineRule("crime", "procureur", "facts", "P20Y", Counting.CALENDAR, "CPP 7", before=(_MARCH_2007, "P10Y")),
    DeadlineRule(
        "plainte_cpc", "plainte_cpc", "complaint", "P3M", Counting.CALENDAR, "CPP 85", meaning=Meaning.EARLIEST
    ),
    DeadlineRule("cnil", "cnil", "request", "P1M", Counting.CALENDAR, "RGPD 12", meaning=Meaning.EARLIEST),
    DeadlineRule(
        "ecthr",
        "ecthr",
        "final_decision",
        "P4M",
        Counting.CALENDAR,
        "CEDH 35 § 1",
        before=(_FEB_2022, "P6M"),
        certain=True,
    ),
    DeadlineRule("frontex_fro", "frontex_fro", "facts", "P1Y", Counting.CALENDAR, "(UE) 2019/1896, 111", certain=True),
    DeadlineRule(
        "eu_ombudsman", "eu_ombudsman", "facts_known", "P2Y", Counting.CALENDAR, "(UE) 2021/1163", certain=True
    ),
    DeadlineRule("un_crc", "un_crc", "final_decision", "P1Y", Counting.CALENDAR, "OPIC 7 h", certain=True),
    DeadlineRule("un_ccpr", "un_ccpr", "final_decision", "P5Y", Counting.CALENDAR, "CCPR, art. 99 c"),
    DeadlineRule("uk_home_office", "uk_home_office", "facts", "P3M", Counting.CALENDAR, "gov.uk", certain=True),
    DeadlineRule("uk_iec", "uk_iec_phso", "final_answer", "P3M", Counting.CALENDAR, "gov.uk"),
    DeadlineRule("uk_iopc", "uk_iopc", "facts", "P12M", Counting.CALENDAR, "policeconduct.gov.uk"),
)
"""Every rule of the house, once. What a body's sheet says of its deadline is its text; the count is here."""


def rules_of(body: str) -> tuple[DeadlineRule, ...]:
    """Return the rules of one body, in the order of the table."""
    return tuple(rule for rule in RULES.values() if rule.body == body)


def parse_duration(text: str) -> Duration:
    """Read ``P2M``, ``P15D``, ``P1Y6M``.

    Raises:
        ValueError: not a duration of days, months and years.
    """
    found = _DURATION.match(text)
    if found is None or not any(found.groups()):
        raise ValueError(text)
    years, months, days = (int(part or 0) for part in found.groups())
    return Duration(years, months, days)


def add(start: dt.date, duration: Duration) -> dt.date:
    """Return the same day of the month after a duration; the last day of a month that has no such day (CPC 641)."""
    months = start.year * 12 + start.month - 1 + duration.years * 12 + duration.months
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(start.day, last)) + dt.timedelta(days=duration.days)


def length_of(rule: DeadlineRule, start: dt.date | None) -> Duration:
    """Return how long a rule runs for an event that happened on a day; from today's rule when it is not known."""
    old = rule.before is not None and start is not None and start < rule.before[0]
    return parse_duration(rule.before[1] if old and rule.before else rule.duration)


def compute(rule: DeadlineRule, start: dt.date) -> Due:
    """Return when a rule ends (or begins) for an event that happened on a day."""
    plain = add(start, length_of(rule, start))
    if rule.counting is Counting.CALENDAR:
        return Due(plain, plain)
    last = plain + dt.timedelta(days=1) if rule.counting is Counting.FRANC else plain
    return Due(next_working_day(last), plain)


def next_working_day(day: dt.date) -> dt.date:
    """Return the day itself, or the first working day after a Saturday, a Sunday, a French holiday (CPC 642)."""
    while not is_working(day):
        day += dt.timedelta(days=1)
    return day


def is_working(day: dt.date) -> bool:
    """Say whether courts work that day."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def holidays(year: int) -> frozenset[dt.date]:
    """Return the eleven holidays of the French labour code (L3133-1) in a year; not those of Alsace and Moselle."""
    easter = easter_sunday(year)
    fixed = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    moving = (1, 39, 50)
    return frozenset(
        [dt.date(year, month, day) for month, day in fixed] + [easter + dt.timedelta(days=n) for n in moving]
    )


def easter_sunday(year: int) -> dt.date:
    """Return Easter of the Gregorian calendar (the anonymous algorithm, Nature 1876; Meeus, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


APPEAL = DeadlineRule("order", "ta_fond", "decision_known", "P2M", Counting.FRANC, "CJA R421-1")
"""Two months from when an order was published or notified; an unknown day leaves the deadline unknown, never past."""


class Urgency(StrEnum):
    """How near a deadline is."""

    UNKNOWN = "unknown"
    LATE = "late"
    NEAR = "near"
    LATER = "later"
    DONE = "done"


NEAR_DAYS = 7
REMIND_DAYS = (7, 2)


def urgency(due_on: dt.date | None, *, today: dt.date, done: bool, meaning: Meaning = Meaning.LATEST) -> Urgency:
    """Say how near a deadline is. No date: a red flag. A first day that has come is "near": one may act."""
    if done:
        return Urgency.DONE
    if due_on is None:
        return Urgency.UNKNOWN
    left = (due_on - today).days
    if left < 0:
        return Urgency.LATE if meaning is Meaning.LATEST else Urgency.NEAR
    return Urgency.NEAR if left <= NEAR_DAYS else Urgency.LATER


def reminder(due_on: dt.date | None, *, today: dt.date, reminded_on: dt.date | None) -> int | None:
    """Return which reminder is owed today: 7, 2, or -1 once late; ``None`` when none is, or it was already sent.

    Nights that were missed are caught up with: the nearest step not yet told is told.
    """
    if due_on is None:
        return None
    left = (due_on - today).days
    step = -1 if left < 0 else next((n for n in sorted(REMIND_DAYS) if left <= n), None)
    if step is None:
        return None
    since = due_on + dt.timedelta(days=1) if step == -1 else due_on - dt.timedelta(days=step)
    return None if reminded_on is not None and reminded_on >= since else step
