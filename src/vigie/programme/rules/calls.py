"""When a call takes applications, what it lacks to be published, when it forgets. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from vigie.kernel.api import FuzzyDate

from .states import CallState

ERASE_AFTER = dt.timedelta(days=183)
"""Six months after the deadline, unless the call says another day: what a refused candidate may still ask about."""
LAST_DAYS = 7
"""Days before the deadline from which a page says it is near."""
LONGEST = {"title": 160, "section": 12000, "words": 4000}


class Openness(StrEnum):
    """What the public page says of applying."""

    OPEN = "open"
    SOON = "soon"
    LATE = "late"
    CLOSED = "closed"
    ARCHIVED = "archived"


def openness(*, state: CallState, deadline: FuzzyDate | None, day: dt.date) -> Openness:
    """Return whether one may apply: ``LATE`` when the deadline is over but nobody closed the call yet.

    The last day counts whole; a deadline known to the month lasts to its end.
    """
    if state in {CallState.ARCHIVED, CallState.CLOSED}:
        return Openness(state.value)
    if deadline is None:
        return Openness.OPEN
    if day > deadline.end:
        return Openness.LATE
    return Openness.SOON if (deadline.end - day).days <= LAST_DAYS else Openness.OPEN


def is_late(deadline: FuzzyDate | None, day: dt.date) -> bool:
    """Say whether an application sent that day comes after the deadline."""
    return deadline is not None and day > deadline.end


def erase_on(*, deadline: FuzzyDate | None, asked: dt.date | None, day: dt.date) -> dt.date:
    """Return the day candidates' files go: the day asked for, else six months after the deadline, or after today."""
    return asked or (deadline.end if deadline else day) + ERASE_AFTER


@dataclass(frozen=True, slots=True)
class Readiness:
    """What of a call is written, to know whether it may be published."""

    title: bool
    deadline: bool
    missions: int
    sending: bool
    host: bool
    jury: int
    jury_partners: int
    imported: bool


class Lack(StrEnum):
    """What a call lacks."""

    TITLE = "title"
    DEADLINE = "deadline"
    MISSION = "mission"
    SENDING = "sending"
    HOST = "host"
    JURY = "jury"


def lacks(ready: Readiness) -> list[Lack]:
    """Return what stops a call from being published. An imported call, already history, needs a title alone."""
    wanted = [(Lack.TITLE, ready.title)]
    if not ready.imported:
        wanted += [
            (Lack.DEADLINE, ready.deadline),
            (Lack.MISSION, ready.missions > 0),
            (Lack.SENDING, ready.sending),
            (Lack.HOST, ready.host),
            (Lack.JURY, ready.jury >= 2 and ready.jury_partners >= 2),
        ]
    return [lack for lack, there in wanted if not there]
