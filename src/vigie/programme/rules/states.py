"""States of a call, an application, a mission and its sheet, as tables. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

S = TypeVar("S", bound=StrEnum)


class CallState(StrEnum):
    """Where a call stands. An archived one stays readable at its address, for good."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"
    ARCHIVED = "archived"


CALL_MOVES: dict[CallState, frozenset[CallState]] = {
    CallState.DRAFT: frozenset({CallState.PUBLISHED}),
    CallState.PUBLISHED: frozenset({CallState.CLOSED, CallState.DRAFT}),
    CallState.CLOSED: frozenset({CallState.ARCHIVED, CallState.PUBLISHED}),
    CallState.ARCHIVED: frozenset(),
}
"""A published call goes back to draft only while nobody has applied: whoever moves it asks that (``calls.may_unpublish``)."""


class ApplicationState(StrEnum):
    """Where an application stands. ``DRAFT``: being written by the candidate, seen by nobody else.

    Held back as likely spam, and late, are marks beside the state: neither refuses anybody.
    """

    DRAFT = "draft"
    RECEIVED = "received"
    COMPLETE = "complete"
    INTERVIEW = "interview"
    SELECTED = "selected"
    WAITING = "waiting"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_A = ApplicationState
APPLICATION_MOVES: dict[ApplicationState, frozenset[ApplicationState]] = {
    _A.DRAFT: frozenset({_A.RECEIVED, _A.COMPLETE, _A.WITHDRAWN}),
    _A.RECEIVED: frozenset({_A.COMPLETE, _A.REFUSED, _A.WITHDRAWN}),
    _A.COMPLETE: frozenset({_A.INTERVIEW, _A.SELECTED, _A.WAITING, _A.REFUSED, _A.WITHDRAWN}),
    _A.INTERVIEW: frozenset({_A.SELECTED, _A.WAITING, _A.REFUSED, _A.WITHDRAWN}),
    _A.SELECTED: frozenset({_A.WAITING, _A.WITHDRAWN}),
    _A.WAITING: frozenset({_A.SELECTED, _A.REFUSED, _A.WITHDRAWN}),
    _A.REFUSED: frozenset({_A.COMPLETE}),
    _A.WITHDRAWN: frozenset(),
}
"""A refusal can be mended (a mistake, a late paper); a candidate's own withdrawal is theirs alone."""

DECIDED = frozenset({_A.SELECTED, _A.WAITING, _A.REFUSED})
"""States that two partners give together."""

READABLE = frozenset({_A.RECEIVED, _A.COMPLETE, _A.INTERVIEW, _A.SELECTED, _A.WAITING, _A.REFUSED})
"""States that the jury reads: neither what is still being written nor what was taken back."""


class MissionState(StrEnum):
    """Where a mission stands as a whole; which phase it is in is a matter of dates (``rules.phases``)."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"
    CANCELLED = "cancelled"


MISSION_MOVES: dict[MissionState, frozenset[MissionState]] = {
    MissionState.PLANNED: frozenset({MissionState.RUNNING, MissionState.CANCELLED}),
    MissionState.RUNNING: frozenset({MissionState.PAUSED, MissionState.ENDED}),
    MissionState.PAUSED: frozenset({MissionState.RUNNING, MissionState.ENDED}),
    MissionState.ENDED: frozenset(),
    MissionState.CANCELLED: frozenset(),
}


def can_move(table: Mapping[S, frozenset[S]], before: S, after: S) -> bool:
    """Say whether a table lets a state follow another."""
    return after in table[before]
