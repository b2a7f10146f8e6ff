"""What makes a quote usable, and until when. Pure. What its words could tell is in ``identifiers``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from .states import QuoteState

LONGEST = 600
"""Characters: what a poster or a bulletin's margin holds. A longer passage tells more of a life than it needs to."""
LONGEST_UNTIL = 5
"""Years that a quote may wait to be used, at most."""


class Standing(StrEnum):
    """Why a quote may or may not be used today."""

    USABLE = "usable"
    UNREAD = "unread"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    CONSENT = "consent"
    MINOR = "minor"
    GONE = "gone"
    EXPIRED = "expired"


LOST_FOR_GOOD = frozenset({Standing.CONSENT, Standing.GONE, Standing.EXPIRED})
"""What the night turns into a withdrawal. A minor who waits for a referent is only held."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What its testimony allows that day: see ``facts.api.QuoteStanding``."""

    holds: bool
    minor_held: bool
    until: dt.date | None = None


def standing(*, state: QuoteState, until: dt.date | None, allowed: Allowed | None, today: dt.date) -> Standing:
    """Return where a quote stands today. ``allowed``: ``None`` when its testimony is gone."""
    if state is QuoteState.WITHDRAWN:
        return Standing.WITHDRAWN
    if allowed is None:
        return Standing.GONE
    if not allowed.holds:
        return Standing.CONSENT
    if allowed.minor_held:
        return Standing.MINOR
    last = earliest(until, allowed.until)
    if last is not None and today > last:
        return Standing.EXPIRED
    waits = {QuoteState.PROPOSED: Standing.UNREAD, QuoteState.RETURNED: Standing.RETURNED}
    return waits.get(state, Standing.USABLE)


def earliest(*days: dt.date | None) -> dt.date | None:
    """Return the first of the days that are known."""
    known = [day for day in days if day is not None]
    return min(known) if known else None
