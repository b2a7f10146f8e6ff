"""States of a training session, as a table. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class SessionState(StrEnum):
    """Where a session stands. Attendance counts once it was held."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


SESSION_MOVES: Mapping[SessionState, frozenset[SessionState]] = {
    SessionState.PLANNED: frozenset({SessionState.HELD, SessionState.CANCELLED}),
    SessionState.HELD: frozenset({SessionState.PLANNED}),
    SessionState.CANCELLED: frozenset({SessionState.PLANNED}),
}


def may_become(before: SessionState, after: SessionState) -> bool:
    """Say whether one state follows another."""
    return after in SESSION_MOVES[before]
