"""What may be entrusted to an avocat·e, and what holds it back. Pure."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum


class Piece(StrEnum):
    """What a sealed object of a fact is."""

    NARRATIVE = "narrative"
    PHOTO = "photo"
    AUDIO = "audio"
    VIDEO = "video"
    DOCUMENT = "document"


class Obstacle(StrEnum):
    """Why nothing of a fact may be entrusted today, the gravest first."""

    WITHDRAWN = "withdrawn"
    MINOR = "minor"
    CONSENT = "consent"
    GONE = "gone"


def obstacle(*, withdrawn: bool, minor_held: bool, lawyer: bool) -> Obstacle | None:
    """Return what holds a testimony back, if anything does.

    Args:
        withdrawn: the person took back what they had agreed to.
        minor_held: they say they are a minor and no referent has validated yet.
        lawyer: they agreed that a lawyer sees it, and it still holds.
    """
    if withdrawn:
        return Obstacle.WITHDRAWN
    if minor_held:
        return Obstacle.MINOR
    return None if lawyer else Obstacle.CONSENT


def holds_on(day: dt.date, *, until: dt.date | None, revoked: bool) -> bool:
    """Say whether a mandate opens something that day."""
    return not revoked and (until is None or day <= until)
