"""What a certificate asks, how long it holds, when one is reminded. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

VALID_MONTHS = 12
CHOICES = (6, 12, 18, 24)
REMIND_DAYS = 30
FRESH_MONTHS = 18
"""A session, a quiz, a coding older than this no longer count."""

KEPT_YEARS = 3
"""After a certificate ends, and after a session, for the names on its sheet."""


class Asked(StrEnum):
    """What stands between a person and the certificate, in the order in which one does it."""

    SESSION = "session"
    QUIZ = "quiz"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class Done:
    """What a person has, by the day of each; ``None``: not yet, or too long ago."""

    session: dt.date | None = None
    quiz: dt.date | None = None
    agreement: dt.date | None = None


def missing(done: Done) -> tuple[Asked, ...]:
    """Return what is still missing."""
    return tuple(asked for asked in Asked if getattr(done, asked.value) is None)


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later (or earlier), the last of the month where there is none."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_day(issued: dt.date, months: int = VALID_MONTHS) -> dt.date:
    """Return the last day on which a certificate holds."""
    return months_after(issued, months) - dt.timedelta(days=1)


def fresh_since(day: dt.date) -> dt.date:
    """Return the oldest day that still counts."""
    return months_after(day, -FRESH_MONTHS)


def to_remind(expires: dt.date, today: dt.date) -> bool:
    """Say whether a certificate that holds ends within thirty days."""
    return today <= expires <= today + dt.timedelta(days=REMIND_DAYS)
