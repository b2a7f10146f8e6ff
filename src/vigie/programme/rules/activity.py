"""How long missions lasted within one year. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

DAYS_OF_A_MONTH = 30.4375
Span = tuple[dt.date, dt.date]
"""First and last day, both included."""


def months_within(spans: Iterable[Span], first: dt.date, last: dt.date) -> int:
    """Return how many months one mission's spans lie between two days, rounded; a day in two of them counts once.

    The days are divided by 30.4375, the length of a month over four years.
    """
    days: set[int] = set()
    for start, end in spans:
        days.update(range(max(start, first).toordinal(), min(end, last).toordinal() + 1))
    return round(len(days) / DAYS_OF_A_MONTH)
