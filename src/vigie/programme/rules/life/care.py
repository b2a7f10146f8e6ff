"""Closed lists of what protects a volunteer. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum


class PaperKind(StrEnum):
    """What a paper of a mission is."""

    CONTRACT = "contract"
    INSURANCE = "insurance"
    AGREEMENT = "agreement"
    OTHER = "other"


class AbsenceKind(StrEnum):
    """Why somebody is away, as coarsely as the operator needs: no medical reason is asked."""

    LEAVE = "leave"
    SICK = "sick"
    OTHER = "other"


def days_of(spans: Iterable[tuple[dt.date, dt.date]]) -> int:
    """Return how many different days spans cover, both ends included; a day in two spans counts once."""
    days: set[dt.date] = set()
    for starts, ends in spans:
        days |= {starts + dt.timedelta(days=n) for n in range((ends - starts).days + 1)}
    return len(days)
