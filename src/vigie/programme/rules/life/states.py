"""States of what lives in a mission, as tables: reports, allowances, needs, posts, documents, evenings. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class ReportState(StrEnum):
    """Where an intermediate report stands. ``EXPECTED``: nothing is written yet."""

    EXPECTED = "expected"
    DRAFT = "draft"
    SENT = "sent"
    COMMENTED = "commented"
    REFUSED = "refused"
    ACCEPTED = "accepted"


_R = ReportState
REPORT_MOVES: Mapping[ReportState, frozenset[ReportState]] = {
    _R.EXPECTED: frozenset({_R.DRAFT, _R.SENT}),
    _R.DRAFT: frozenset({_R.SENT}),
    _R.SENT: frozenset({_R.COMMENTED, _R.REFUSED, _R.ACCEPTED}),
    _R.COMMENTED: frozenset({_R.SENT, _R.REFUSED, _R.ACCEPTED}),
    _R.REFUSED: frozenset({_R.SENT}),
    _R.ACCEPTED: frozenset(),
}
"""Refused or commented, a report is sent again; accepted, it does not move any more."""
TO_WRITE = frozenset({_R.EXPECTED, _R.DRAFT, _R.COMMENTED, _R.REFUSED})
"""States in which the volunteer writes in it."""
WAITING = frozenset({_R.EXPECTED, _R.DRAFT, _R.REFUSED})
"""States in which a report past its day is late: it is not in the hands of whoever reads it."""


class LineState(StrEnum):
    """Where an allowance stands; late is a matter of dates."""

    DUE = "due"
    SUSPENDED = "suspended"
    PAID = "paid"
    DROPPED = "dropped"


LINE_MOVES: Mapping[LineState, frozenset[LineState]] = {
    LineState.DUE: frozenset({LineState.PAID, LineState.SUSPENDED, LineState.DROPPED}),
    LineState.SUSPENDED: frozenset({LineState.DUE, LineState.DROPPED}),
    LineState.PAID: frozenset(),
    LineState.DROPPED: frozenset(),
}
"""Suspended while the mission pauses; dropped when it ends before the line's day."""


class NeedState(StrEnum):
    """What became of a need a member association told."""

    TOLD = "told"
    FOLLOWED = "followed"
    ANSWERED = "answered"
    LEFT = "left"


NEED_MOVES: Mapping[NeedState, frozenset[NeedState]] = {
    NeedState.TOLD: frozenset({NeedState.FOLLOWED, NeedState.ANSWERED, NeedState.LEFT}),
    NeedState.FOLLOWED: frozenset({NeedState.ANSWERED, NeedState.LEFT}),
    NeedState.ANSWERED: frozenset({NeedState.FOLLOWED}),
    NeedState.LEFT: frozenset({NeedState.FOLLOWED}),
}


class PostState(StrEnum):
    """Where a post of the blog stands."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    TAKEN_DOWN = "taken_down"


POST_MOVES: Mapping[PostState, frozenset[PostState]] = {
    PostState.DRAFT: frozenset({PostState.REVIEW}),
    PostState.REVIEW: frozenset({PostState.DRAFT, PostState.PUBLISHED}),
    PostState.PUBLISHED: frozenset({PostState.TAKEN_DOWN}),
    PostState.TAKEN_DOWN: frozenset({PostState.DRAFT}),
}
"""Taken down, a post becomes a draft again and is read again by two before it comes back."""


class DocumentState(StrEnum):
    """Where a capitalisation document stands."""

    DRAFT = "draft"
    FINAL = "final"
    PUBLISHED = "published"


DOCUMENT_MOVES: Mapping[DocumentState, frozenset[DocumentState]] = {
    DocumentState.DRAFT: frozenset({DocumentState.FINAL}),
    DocumentState.FINAL: frozenset({DocumentState.DRAFT, DocumentState.PUBLISHED}),
    DocumentState.PUBLISHED: frozenset({DocumentState.FINAL}),
}


class EveningState(StrEnum):
    """Where a restitution evening stands."""

    DRAFT = "draft"
    OPEN = "open"
    HELD = "held"
    CANCELLED = "cancelled"


EVENING_MOVES: Mapping[EveningState, frozenset[EveningState]] = {
    EveningState.DRAFT: frozenset({EveningState.OPEN, EveningState.CANCELLED}),
    EveningState.OPEN: frozenset({EveningState.HELD, EveningState.CANCELLED}),
    EveningState.HELD: frozenset(),
    EveningState.CANCELLED: frozenset(),
}
