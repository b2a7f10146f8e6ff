"""Rows of a figure in time: months, calendar years, reporting years from November to October."""

from __future__ import annotations

import calendar
import datetime as dt
from enum import StrEnum

from vigie.kernel.api import FuzzyDate

WINTER_STARTS = 11
"""The national observatory's year begins with the winter truce."""


class Rows(StrEnum):
    """By what a figure is cut."""

    MONTH = "month"
    YEAR = "year"
    WINTER_YEAR = "winter_year"
    COMMUNE = "commune"
    ACT = "act"
    FAMILY = "family"


IN_TIME = (Rows.MONTH, Rows.YEAR, Rows.WINTER_YEAR)


def period_of(day: dt.date, rows: Rows) -> str:
    """Return the key of the period a day is in: ``2018-01``, ``2018``, ``2017-2018``."""
    if rows is Rows.MONTH:
        return f"{day:%Y-%m}"
    if rows is Rows.YEAR:
        return f"{day:%Y}"
    first = day.year if day.month >= WINTER_STARTS else day.year - 1
    return f"{first}-{first + 1}"


def key_of(date: FuzzyDate, rows: Rows) -> str:
    """Return the period a happening is in; nothing when it is dated too vaguely to be in one."""
    first = period_of(date.start, rows)
    return first if period_of(date.end, rows) == first else ""


def bounds_of(key: str) -> tuple[dt.date, dt.date]:
    """Return the first and last day of a period."""
    if "-" not in key:
        return dt.date(int(key), 1, 1), dt.date(int(key), 12, 31)
    first, second = key.split("-")
    if len(second) == 4:
        return dt.date(int(first), WINTER_STARTS, 1), dt.date(int(second), WINTER_STARTS - 1, 31)
    last = calendar.monthrange(int(first), int(second))[1]
    return dt.date(int(first), int(second), 1), dt.date(int(first), int(second), last)
