"""Testimonies of people who say they are minors, waiting for a child-protection referent."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from vigie.network.api import Acting, Permission, check

from ..models import Testimony
from .building import cards, with_source
from .cards import ConsentCard, StatementCard
from .visible import visible


@dataclass(frozen=True, slots=True)
class WaitingMinor:
    """A testimony to validate: who, how old as they say, what they agreed to, what they tell."""

    id: str
    pseudonym: str
    age_band: str
    interpreter: bool | None
    collected_on: dt.date
    consents: tuple[ConsentCard, ...]
    statements: tuple[StatementCard, ...]


def waiting_minors(acting: Acting, *, today: dt.date, limit: int = 100) -> list[WaitingMinor]:
    """Return the testimonies of one's own association that wait, oldest first, in a constant number of queries.

    Raises:
        Denied: not a child-protection referent.
    """
    check(acting, Permission.VALIDATE_MINOR)
    held = visible(acting).filter(owner=acting.organisation, minor_held=True)
    rows = Testimony.objects.filter(id__in=held.order_by().values("testimony")).order_by("collected_on", "id")
    waiting = list(rows.select_related("consent").prefetch_related("consent__answers")[:limit])
    told: dict[str, list[StatementCard]] = defaultdict(list)
    statements = list(with_source(held.filter(testimony__in=waiting).order_by("start", "id")))
    for row, card in zip(statements, cards(acting, statements), strict=True):
        told[str(row.testimony_id)].append(card)
    return [_waiting(row, told[row.id], today) for row in waiting]


def _waiting(row: Testimony, statements: list[StatementCard], today: dt.date) -> WaitingMinor:
    holds = {answer.purpose: answer.holds(today) for answer in row.consent.held()}
    return WaitingMinor(
        id=row.id,
        pseudonym=row.pseudonym,
        age_band=row.age_band,
        interpreter=row.interpreter,
        collected_on=row.collected_on,
        consents=tuple(
            ConsentCard(a.purpose, a.granted, a.until, a.withdrawn_at, holds.get(a.purpose, False))
            for a in row.consent.answers.all()
        ),
        statements=tuple(statements),
    )
