"""States of an exhibit and of a referral, as tables. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

S = TypeVar("S", bound=StrEnum)


class DossierKind(StrEnum):
    """What a dossier is about (F69): a text or an order, one person, an intervention beside someone."""

    TEXT = "text"
    INDIVIDUAL = "individual"
    INTERVENTION = "intervention"


class ExhibitState(StrEnum):
    """Where the working copy of an exhibit stands. The original is never touched."""

    TO_REDACT = "to_redact"
    TO_REVIEW = "to_review"
    READY = "ready"


EXHIBIT_MOVES: dict[ExhibitState, frozenset[ExhibitState]] = {
    ExhibitState.TO_REDACT: frozenset({ExhibitState.TO_REVIEW}),
    ExhibitState.TO_REVIEW: frozenset({ExhibitState.READY, ExhibitState.TO_REDACT}),
    ExhibitState.READY: frozenset({ExhibitState.TO_REDACT}),
}


class ReferralState(StrEnum):
    """Where a referral stands. ``FILED`` is never taken back: what was sent cannot be recalled."""

    DRAFT = "draft"
    FILED = "filed"
    ANSWERED = "answered"
    CLOSED = "closed"
    ABANDONED = "abandoned"


REFERRAL_MOVES: dict[ReferralState, frozenset[ReferralState]] = {
    ReferralState.DRAFT: frozenset({ReferralState.FILED, ReferralState.ABANDONED}),
    ReferralState.FILED: frozenset({ReferralState.ANSWERED, ReferralState.CLOSED}),
    ReferralState.ANSWERED: frozenset({ReferralState.CLOSED}),
    ReferralState.CLOSED: frozenset(),
    ReferralState.ABANDONED: frozenset({ReferralState.DRAFT}),
}


def can_move(table: Mapping[S, frozenset[S]], before: S, after: S) -> bool:
    """Say whether a table lets a state follow another."""
    return after in table[before]
