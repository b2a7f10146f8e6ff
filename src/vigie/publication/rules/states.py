"""States of a bulletin and of a quote, as tables. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

S = TypeVar("S", bound=StrEnum)


class BulletinState(StrEnum):
    """Where a bulletin stands. Two people other than nobody sign what they saw; any change sends it back to ``DRAFT``."""

    DRAFT = "draft"
    CHECKING = "checking"
    RELEASED = "released"
    CORRECTED = "corrected"


BULLETIN_MOVES: Mapping[BulletinState, frozenset[BulletinState]] = {
    BulletinState.DRAFT: frozenset({BulletinState.CHECKING}),
    BulletinState.CHECKING: frozenset({BulletinState.DRAFT, BulletinState.RELEASED}),
    BulletinState.RELEASED: frozenset({BulletinState.CORRECTED}),
    BulletinState.CORRECTED: frozenset(),
}


class QuoteState(StrEnum):
    """Where a quote stands: read by a second person before it is used; out of every future output once withdrawn."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    READY = "ready"
    WITHDRAWN = "withdrawn"


QUOTE_MOVES: Mapping[QuoteState, frozenset[QuoteState]] = {
    QuoteState.PROPOSED: frozenset({QuoteState.READY, QuoteState.RETURNED, QuoteState.WITHDRAWN}),
    QuoteState.RETURNED: frozenset({QuoteState.PROPOSED, QuoteState.WITHDRAWN}),
    QuoteState.READY: frozenset({QuoteState.WITHDRAWN}),
    QuoteState.WITHDRAWN: frozenset(),
}


def can_move(table: Mapping[S, frozenset[S]], before: S, after: S) -> bool:
    """Say whether a table lets a state follow another."""
    return after in table[before]
