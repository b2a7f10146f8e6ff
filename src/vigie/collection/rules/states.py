"""The life of a record between the phone and the facts. Pure."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a record is.

    ``superseded``: a later edit of the same record took its place before anyone coded it.
    """

    RECEIVED = "received"
    IN_REVIEW = "in_review"
    VERSED = "versed"
    SET_ASIDE = "set_aside"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    DELETED = "deleted"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset(
        {State.IN_REVIEW, State.VERSED, State.SET_ASIDE, State.DUPLICATE, State.SUPERSEDED, State.DELETED}
    ),
    State.IN_REVIEW: frozenset(
        {State.RECEIVED, State.VERSED, State.SET_ASIDE, State.DUPLICATE, State.SUPERSEDED, State.DELETED}
    ),
    State.VERSED: frozenset({State.RECEIVED}),
    State.SET_ASIDE: frozenset({State.RECEIVED, State.DELETED}),
    State.DUPLICATE: frozenset({State.RECEIVED, State.DELETED}),
    State.SUPERSEDED: frozenset({State.RECEIVED, State.DELETED}),
    State.DELETED: frozenset({State.RECEIVED}),
}
"""What may follow what. ``versed`` goes back to ``received`` when the *verser* is undone; a test walks every pair."""

WAITING = frozenset({State.RECEIVED, State.IN_REVIEW})
"""States of what someone still has to read."""


def may_become(state: State, next_state: State) -> bool:
    """Say whether a record may go from one state to the next."""
    return next_state in TRANSITIONS[state]


class Flag(StrEnum):
    """What whoever opens the mailbag must know before opening a record."""

    EXPIRED_DEVICE = "expired_device"
    MINOR = "minor"
    PENDING_PARENT = "pending_parent"
    EDIT = "edit"
    EDIT_OF_VERSED = "edit_of_versed"
    CONFLICT = "conflict"
    NO_INSTANCE_ID = "no_instance_id"
    NO_VERSION = "no_version"
    NEEDS_READING = "needs_reading"
    SESSIONS = "sessions"
    CUT_SOUND = "cut_sound"


class EnvelopeState(StrEnum):
    """Where an envelope of the field app is.

    ``waiting``: sealed as it came, until a keyholder opens it. ``taken``: a record that the house could open at receipt.
    ``opened``: a keyholder opened it, its content is in a record, it was erased.
    """

    WAITING = "waiting"
    TAKEN = "taken"
    OPENED = "opened"


ENVELOPE_TRANSITIONS: dict[EnvelopeState, frozenset[EnvelopeState]] = {
    EnvelopeState.WAITING: frozenset({EnvelopeState.OPENED}),
    EnvelopeState.TAKEN: frozenset(),
    EnvelopeState.OPENED: frozenset(),
}
"""What may follow what."""


class Reason(StrEnum):
    """Why something is in quarantine."""

    UNKNOWN_FORM = "unknown_form"
    UNKNOWN_VERSION = "unknown_version"
    OTHER_CONTENT = "other_content"
    BAD_BUNDLE = "bad_bundle"
    NOT_SEALED = "not_sealed"


class Encryption(StrEnum):
    """How a record came: readable, sealed on the phone by our own field app, or encrypted by Collect."""

    NONE = "none"
    AGE = "age"
    ODK = "odk"
