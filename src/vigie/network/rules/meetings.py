"""How a meeting and an action live. Pure."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class ActionState(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class MeetingStep(StrEnum):
    """What happens to a meeting."""

    HOLD = "hold"
    CANCEL = "cancel"
    PLAN_AGAIN = "plan_again"


class ActionStep(StrEnum):
    """What happens to an action."""

    DO = "do"
    DROP = "drop"
    REOPEN = "reopen"


MEETINGS: dict[tuple[MeetingState, MeetingStep], MeetingState] = {
    (MeetingState.PLANNED, MeetingStep.HOLD): MeetingState.HELD,
    (MeetingState.PLANNED, MeetingStep.CANCEL): MeetingState.CANCELLED,
    (MeetingState.CANCELLED, MeetingStep.PLAN_AGAIN): MeetingState.PLANNED,
    (MeetingState.HELD, MeetingStep.PLAN_AGAIN): MeetingState.PLANNED,
}
ACTIONS: dict[tuple[ActionState, ActionStep], ActionState] = {
    (ActionState.OPEN, ActionStep.DO): ActionState.DONE,
    (ActionState.OPEN, ActionStep.DROP): ActionState.DROPPED,
    (ActionState.DONE, ActionStep.REOPEN): ActionState.OPEN,
    (ActionState.DROPPED, ActionStep.REOPEN): ActionState.OPEN,
}


def overdue(state: ActionState | str, due_on: dt.date | None, day: dt.date) -> bool:
    """Say whether an action should have been done before that day."""
    return state == ActionState.OPEN and due_on is not None and due_on < day
