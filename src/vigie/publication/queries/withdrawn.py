"""What a withdrawal touches among what is published: quotes, and the publications that hold them, tell the fact or count it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from vigie.facts.api import StatementCard
from vigie.network.api import Acting, Permission, check

from ..models import Quote, Release
from .ledger import ReleaseCard, drift, ledger
from .quotes import QuoteCard, cards


@dataclass(frozen=True, slots=True)
class TouchedRelease:
    """A publication to look at. ``quotes``: how many quotes of the person it holds; ``tells``: it says the fact with its date;
    ``counts``: its figures, asked again, are no longer those it gave. ``handled``: corrected or withdrawn since.
    """

    card: ReleaseCard
    quotes: int
    tells: bool
    counts: bool

    @property
    def handled(self) -> bool:
        """Say whether it no longer stands as it was."""
        return self.card.withdrawn_at is not None or bool(self.card.corrected_by_id)


@dataclass(frozen=True, slots=True)
class TouchedPublications:
    """All that a withdrawal touches on this floor."""

    quotes: tuple[QuoteCard, ...]
    releases: tuple[TouchedRelease, ...]


def touched_publications(
    acting: Acting, *, testimonies: Iterable[str], statements: Sequence[StatementCard], now: dt.datetime
) -> TouchedPublications:
    """Return the quotes and publications, of any association, that a withdrawal of one's own association touches.

    Only the figures of one's own publications are asked again.

    Raises:
        Denied: ``network.denied.see_withdrawals``, ``network.denied.see_publications``.
    """
    check(acting, Permission.SEE_WITHDRAWALS)
    rows = Quote.objects.filter(testimony__in=list(testimonies), organisation=acting.organisation)
    quotes = cards(
        acting,
        rows.select_related("organisation", "place__zone").prefetch_related("uses__release__bulletin"),
        today=now.date(),
    )
    held: dict[str, int] = {}
    for use in (use for quote in quotes for use in quote.uses):
        held[use.release] = held.get(use.release, 0) + 1
    telling = _telling([s.id for s in statements])
    spans = [(s.date.start, s.date.end) for s in statements]
    found = []
    for card in ledger(acting):
        tells = card.id in telling
        counts = (
            card.own and _of_month(card, spans) and card.withdrawn_at is None and bool(drift(card.id, acting, now=now))
        )
        if card.id in held or tells or counts:
            found.append(TouchedRelease(card, held.get(card.id, 0), tells, counts))
    return TouchedPublications(tuple(quotes), tuple(found))


def _telling(statements: Sequence[str]) -> set[str]:
    """Return the publications whose dated facts name one of the statements."""
    if not statements:
        return set()
    rows = Release.objects.exclude(Q(bulletin__facts=[])).values_list("id", "bulletin__facts")
    wanted = set(statements)
    return {release for release, told in rows if wanted & {row.get("statement") for row in told}}


def _of_month(card: ReleaseCard, spans: Sequence[tuple[dt.date, dt.date]]) -> bool:
    last = (card.month.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return any(start <= last and end >= card.month for start, end in spans)
