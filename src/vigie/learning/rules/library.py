"""Kinds, readers and freshness of what the library holds. Pure."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from urllib.parse import urlsplit

from .certificates import months_after

STALE_MONTHS = 12


class ResourceKind(StrEnum):
    """What a resource is."""

    TEXT = "text"
    CASE_LAW = "case_law"
    ANALYSIS = "analysis"
    GUIDE = "guide"


class Reader(StrEnum):
    """For whom it was written."""

    EXILED = "exiled"
    SUPPORTERS = "supporters"
    SOCIAL = "social"
    LAWYERS = "lawyers"


class Freshness(StrEnum):
    """What its verification is worth today."""

    UNCHECKED = "unchecked"
    CHECKED = "checked"
    STALE = "stale"


def freshness(verified_on: dt.date | None, today: dt.date) -> Freshness:
    """Say what a verification is worth: twelve months, then somebody looks again."""
    if verified_on is None:
        return Freshness.UNCHECKED
    return Freshness.STALE if months_after(verified_on, STALE_MONTHS) < today else Freshness.CHECKED


def stale_before(today: dt.date) -> dt.date:
    """Return the day before which a verification is stale."""
    return months_after(today, -STALE_MONTHS)


def is_link(text: str) -> bool:
    """Say whether a text is an address one may show as a link."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(c.isspace() for c in text)
