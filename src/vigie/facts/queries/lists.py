"""Lists: pages of statements, sites, shifts, filters, the bin, proposals."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from vigie.kernel.api import OrgId
from vigie.network.api import Acting, Permission, check, fold

from ..models import LinkProposal, SavedFilter, Shift, Site, SourceStatement
from ..rules.filters import FactFilter
from .building import cards, with_source
from .cards import ProposalCard, SavedFilterCard, ShiftCard, SiteCard, StatementCard
from .filtering import MOST, count_up_to, filtered, in_order
from .visible import visible, visible_shifts, visible_sites

PAGE = 50


@dataclass(frozen=True, slots=True)
class StatementPage:
    """One page of statements; ``total`` counts the whole list, ``next_offset`` is where the next page starts, if any.

    ``more``: there are more than ``total``, which nobody waited to count.
    """

    cards: list[StatementCard]
    total: int
    offset: int
    next_offset: int | None
    more: bool = False


def page(acting: Acting, where: FactFilter, *, offset: int = 0, limit: int = PAGE) -> StatementPage:
    """Return a page of the visible statements a filter holds, newest happening first. They are counted up to ``MOST``.

    Raises:
        Denied: no role that sees facts.
    """
    found = in_order(acting, where)
    total, more = count_up_to(found, MOST)
    ids = list(found.values_list("id", flat=True)[offset : offset + limit + 1])
    rows = {row.id: row for row in with_source(SourceStatement.objects.filter(id__in=ids[:limit]).order_by())}
    shown = cards(acting, [rows[i] for i in ids[:limit] if i in rows])
    return StatementPage(shown, total, offset, offset + limit if len(ids) > limit else None, more)


def statement_count(acting: Acting, where: FactFilter) -> int:
    """Count the visible statements a filter holds, however many.

    Raises:
        Denied: no role that sees facts.
    """
    return filtered(acting, where).order_by().count()


def statement_ids(acting: Acting, where: FactFilter, *, limit: int = 5_000) -> list[str]:
    """Return the ids of one's own statements a filter holds: what a bulk action on "all of them" acts upon."""
    mine = filtered(acting, where).filter(owner=acting.organisation)
    return list(mine.order_by("-start", "-id").values_list("id", flat=True)[:limit])


def binned(acting: Acting, *, offset: int = 0, limit: int = PAGE) -> StatementPage:
    """Return a page of the bin of one's own association, last thrown first.

    Raises:
        Denied: may not delete.
    """
    check(acting, Permission.DELETE_FACTS)
    rows = SourceStatement.objects.filter(owner=acting.organisation, deleted_at__isnull=False)
    total = rows.count()
    found = cards(acting, _window(rows.order_by("-deleted_at", "-id"), offset, limit))
    return StatementPage(found, total, offset, offset + limit if offset + limit < total else None)


def proposals(acting: Acting, *, offset: int = 0, limit: int = 20, event_id: str = "") -> list[ProposalCard]:
    """Return open proposals whose two sides may be seen, most alike first; only those of one event when it is given."""
    rows = _open(acting)
    if event_id:
        rows = rows.filter(Q(first=event_id) | Q(second=event_id))
    found = list(rows.order_by("-score", "id")[offset : offset + limit])
    events = {event for row in found for event in (row.first_id, row.second_id)}
    sides: dict[str, list[StatementCard]] = {event: [] for event in events}
    for card in cards(acting, with_source(visible(acting).filter(event__in=events).order_by("created_at", "id"))):
        sides[card.event_id].append(card)
    return [
        ProposalCard(
            row.id,
            row.score,
            tuple(row.reasons),
            row.first_id,
            row.second_id,
            tuple(sides[row.first_id]),
            tuple(sides[row.second_id]),
        )
        for row in found
    ]


def proposals_waiting(acting: Acting) -> int:
    """Count open proposals whose two sides may be seen."""
    return _open(acting).count()


def sites(acting: Acting, *, closed: bool = False) -> list[SiteCard]:
    """Return the living sites that may be seen, by pseudonym; the closed ones too when asked."""
    rows = visible_sites(acting).select_related("place").prefetch_related("aliases")
    if not closed:
        rows = rows.filter(closed_on=None)
    mine = Count("statements", filter=Q(statements__owner=acting.organisation, statements__deleted_at=None))
    named = sorted(rows.annotate(told=mine).order_by("id"), key=lambda row: fold(row.pseudonym))
    return [_site(acting, row, row.told) for row in named]


def shifts(
    acting: Acting, *, since: dt.date | None = None, until: dt.date | None = None, limit: int = 100
) -> list[ShiftCard]:
    """Return the tournées that may be seen, last first."""
    rows = shift_rows(acting)
    if since:
        rows = rows.filter(day__gte=since)
    if until:
        rows = rows.filter(day__lte=until)
    return [shift_card(row, acting) for row in rows[:limit]]


def shift_rows(acting: Acting) -> QuerySet[Shift]:
    """Return the tournées that may be seen, last first, to be cut in pages; ``shift_card`` then shows each."""
    rows = visible_shifts(acting).select_related("organisation").prefetch_related("places")
    return rows.order_by("-day", "-id")


def shift_card(row: Shift, acting: Acting) -> ShiftCard:
    """Return one tournée, to show."""
    return ShiftCard(
        id=row.id,
        day=row.day,
        time_from=row.time_from,
        time_to=row.time_to,
        places=tuple(p.name for p in row.places.all()),
        observers=row.observers,
        seen=row.seen,
        missed=row.missed,
        obstructed=row.obstructed,
        owner=OrgId(row.organisation_id),
        owner_name=str(row.organisation),
        own=row.organisation_id == acting.organisation,
        audience=row.audience,
        invented=row.invented,
    )


def saved_filters(acting: Acting) -> list[SavedFilterCard]:
    """Return one's own saved filters, by name."""
    mine = SavedFilter.objects.filter(person=acting.actor, organisation=acting.organisation)
    return [SavedFilterCard(row.id, row.name, row.query) for row in mine]


def _window(rows: QuerySet[SourceStatement], offset: int, limit: int) -> QuerySet[SourceStatement]:
    return with_source(rows)[offset : offset + limit]


def _open(acting: Acting) -> QuerySet[LinkProposal]:
    reports = visible(acting).order_by()
    return LinkProposal.objects.filter(
        Exists(reports.filter(event=OuterRef("first"))),
        Exists(reports.filter(event=OuterRef("second"))),
        state=LinkProposal.State.OPEN,
    )


def _site(acting: Acting, row: Site, statements: int) -> SiteCard:
    return SiteCard(
        id=row.id,
        pseudonym=row.pseudonym,
        aliases=tuple(a.name for a in row.aliases.all() if a.name != row.pseudonym),
        kind=row.kind,
        owner_type=row.owner_type,
        place_slug=row.place.slug,
        place_name=row.place.name,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        owner=OrgId(row.organisation_id),
        own=row.organisation_id == acting.organisation,
        audience=row.audience,
        invented=row.invented,
        statements=statements,
    )
