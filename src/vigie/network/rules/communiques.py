"""How a communiqué lives, and what an action of a network may be. Pure."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a communiqué stands."""

    DRAFT = "draft"
    COLLECTING = "collecting"
    PUBLISHED = "published"
    ABANDONED = "abandoned"


class Step(StrEnum):
    """What happens to it."""

    COLLECT = "collect"
    REWRITE = "rewrite"
    PUBLISH = "publish"
    ABANDON = "abandon"
    TAKE_UP = "take_up"


TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.DRAFT, Step.COLLECT): State.COLLECTING,
    (State.DRAFT, Step.ABANDON): State.ABANDONED,
    (State.COLLECTING, Step.REWRITE): State.DRAFT,
    (State.COLLECTING, Step.PUBLISH): State.PUBLISHED,
    (State.COLLECTING, Step.ABANDON): State.ABANDONED,
    (State.ABANDONED, Step.TAKE_UP): State.DRAFT,
}
"""What may follow what. What is published stays as it was published."""

ACTION_KINDS = (
    "communique",
    "mission",
    "report",
    "demonstration",
    "ombudsman",
    "court",
    "letter",
    "petition",
    "press",
    "meeting",
    "other",
)
"""What a network does in public, as the founding call names it and a little more."""
