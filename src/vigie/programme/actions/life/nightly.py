"""What the life of missions asks of every night."""

from __future__ import annotations

import datetime as dt

from .caring import forget_care
from .evenings import forget_registrations
from .reporting import remind_reports


def see_to_missions(*, now: dt.datetime) -> int:
    """Remind of reports, forget what its day has come for; return how many things were forgotten."""
    remind_reports(now=now)
    return forget_care(now=now) + forget_registrations(now=now)
