"""Dates of facts: a span and how precise it is. "Été 1999" is a date."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Precision(StrEnum):
    """How finely a fact is dated."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """A span of days, both ends included, and its precision.

    Raises:
        ValueError: the end comes before the start, or a day that is not one day.
    """

    start: dt.date
    end: dt.date
    precision: Precision

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("the end comes before the start")
        if self.precision is Precision.DAY and self.start != self.end:
            raise ValueError("a day is one day")

    @classmethod
    def day(cls, day: dt.date) -> FuzzyDate:
        """Return the date of one day."""
        return cls(day, day, Precision.DAY)

    @classmethod
    def month(cls, year: int, month: int) -> FuzzyDate:
        """Return the date of one month."""
        last = calendar.monthrange(year, month)[1]
        return cls(dt.date(year, month, 1), dt.date(year, month, last), Precision.MONTH)

    @classmethod
    def year(cls, year: int) -> FuzzyDate:
        """Return the date of one year."""
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31), Precision.YEAR)

    def overlaps(self, other: FuzzyDate) -> bool:
        """Say whether the two spans share a day."""
        return self.start <= other.end and other.start <= self.end
