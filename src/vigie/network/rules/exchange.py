"""Who has what: what may be offered or asked for, how a listing lives and ends. Pure."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum


class Kind(StrEnum):
    """What a listing is."""

    OFFER = "offer"
    REQUEST = "request"


class State(StrEnum):
    """Where a listing stands."""

    OPEN = "open"
    MATCHED = "matched"
    CLOSED = "closed"


class Step(StrEnum):
    """What happens to a listing."""

    TAKE = "take"
    LET_GO = "let_go"
    CLOSE = "close"
    REOPEN = "reopen"


TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.OPEN, Step.TAKE): State.MATCHED,
    (State.OPEN, Step.CLOSE): State.CLOSED,
    (State.MATCHED, Step.LET_GO): State.OPEN,
    (State.MATCHED, Step.CLOSE): State.CLOSED,
    (State.CLOSED, Step.REOPEN): State.OPEN,
}
"""What may follow what; anything else is refused."""

THINGS = (
    "vehicle",
    "camera",
    "room",
    "housing",
    "equipment",
    "storage",
    "interpreter",
    "doctor",
    "lawyer",
    "trainer",
    "hands",
    "other",
)
"""What is lent, given or done for each other."""

LONGEST = dt.timedelta(days=366)
USUAL = dt.timedelta(days=60)
OTHER = {Kind.OFFER: Kind.REQUEST, Kind.REQUEST: Kind.OFFER}


def after(state: State, step: Step) -> State | None:
    """Return the state after a step, or nothing where the step does not exist."""
    return TRANSITIONS.get((state, step))


def meets(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    """Say whether an offer and a request, each (thing, language, zone), may suit each other; an empty word suits all."""
    same_thing = one[0] == other[0]
    return same_thing and all(not a or not b or a == b for a, b in zip(one[1:], other[1:], strict=True))
