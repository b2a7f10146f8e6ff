"""Until when an order may be attacked. Pure."""

from __future__ import annotations

import calendar
import datetime as dt

DECREE, COURT_ORDER = "decree", "court_order"
APPEALED = frozenset({DECREE, COURT_ORDER})
"""Kinds that have a deadline of appeal; a practice without a text has none."""
MONTHS = 2
"""CJA R421-1: two months from publication or notification. To be verified by a lawyer for each order."""
DAYS = 15
"""CJA L523-1: fifteen days against an urgent order. Judgments on the merits leave two months (CJA R811-2): the shortest
delay is the one kept in mind until a lawyer has said which holds."""


def appeal_until(kind: str, notified_on: dt.date | None) -> dt.date | None:
    """Return the last day that nobody can contest; an unknown start gives none, and so does what cannot be attacked.

    Two months to the day for an arrêté (the last day of a month that has no such day), fifteen days for a court's order.
    Administrative courts count one day more ("délai franc"); this is the date to keep in mind.
    """
    if notified_on is None or kind not in APPEALED:
        return None
    if kind == COURT_ORDER:
        return notified_on + dt.timedelta(days=DAYS)
    year, month = divmod(notified_on.year * 12 + notified_on.month - 1 + MONTHS, 12)
    return dt.date(year, month + 1, min(notified_on.day, calendar.monthrange(year, month + 1)[1]))
