"""The month of a bulletin. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from vigie.kernel.api import Invalid

WRITTEN = re.compile(r"(\d{4})-(\d{1,2})")
FIRST_YEAR = 2000
BEFORE = 5
"""Months shown before the month of a bulletin, to say how it moves."""


def read_month(text: str, *, today: dt.date) -> dt.date:
    """Return the first day of a month written ``2018-01``.

    Raises:
        Invalid: ``publication.bad_month``, not a month; ``publication.month_not_over``, it is running or to come.
    """
    found = WRITTEN.fullmatch(text.strip())
    if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) < FIRST_YEAR:
        raise Invalid("publication.bad_month", field="month", month=text[:20])
    month = dt.date(int(found[1]), int(found[2]), 1)
    if last_day(month) >= today:
        raise Invalid("publication.month_not_over", field="month", month=text[:20])
    return month


def last_day(month: dt.date) -> dt.date:
    """Return the last day of a month."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def months_before(month: dt.date, number: int = BEFORE) -> list[dt.date]:
    """Return the months before one, oldest first, and itself."""
    found = [month]
    for _step in range(number):
        found.insert(0, (found[0] - dt.timedelta(days=1)).replace(day=1))
    return found
