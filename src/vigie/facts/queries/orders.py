"""Orders and practices of the authorities, to show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from vigie.kernel.api import Missing, OrgId
from vigie.network.api import Acting, Permission, check, fold

from ..models import Order
from ..rules.appeals import APPEALED
from .cards import Word
from .visible import seen_by


@dataclass(frozen=True, slots=True)
class OrderCard:
    """An arrêté, a court order, a circular or a practice. ``unknown_start``: nobody knows from when it may be appealed."""

    id: str
    owner: OrgId
    owner_name: str
    own: bool
    kind: str
    title: str
    reference: str
    authority: str
    text: str
    url: str
    places: tuple[tuple[str, str], ...]
    acts: tuple[Word, ...]
    dated: dt.date | None
    notified_on: dt.date | None
    appeal_until: dt.date | None
    in_force_from: dt.date | None
    in_force_until: dt.date | None
    audience: str
    invented: bool
    version: int
    deleted_at: dt.datetime | None

    @property
    def unknown_start(self) -> bool:
        """Whether its deadline of appeal is unknown for want of a day: a red flag, not silence. A practice has none."""
        return self.kind in APPEALED and self.notified_on is None

    def in_force(self, day: dt.date) -> bool:
        """Say whether it holds that day, as far as anyone wrote."""
        begun = self.in_force_from is None or self.in_force_from <= day
        return begun and (self.in_force_until is None or day <= self.in_force_until)


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """What a list of orders keeps: words, a kind, a commune (slug), an act type (code), in force that day."""

    text: str = ""
    kind: str = ""
    place: str = ""
    act: str = ""
    in_force_on: dt.date | None = None


def visible_orders(acting: Acting) -> QuerySet[Order]:
    """Return the orders this person may see: one's own, and those shared as far as here.

    Raises:
        Denied: no role that sees facts.
    """
    check(acting, Permission.SEE_FACTS)
    return Order.objects.filter(seen_by(acting, owner="organisation"), deleted_at=None)


def orders(acting: Acting, where: OrderFilter | None = None) -> list[OrderCard]:
    """Return the orders one may see, newest first, in a fixed number of queries.

    Raises:
        Denied: no role that sees facts.
    """
    asked = where or OrderFilter()
    rows = visible_orders(acting)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.place:
        rows = rows.filter(places__slug=asked.place)
    if asked.act:
        rows = rows.filter(act_types=asked.act)
    if day := asked.in_force_on:
        rows = rows.filter(Q(in_force_from=None) | Q(in_force_from__lte=day))
        rows = rows.filter(Q(in_force_until=None) | Q(in_force_until__gte=day))
    words = fold(asked.text).split()
    cards = [_card(acting, row) for row in _with_parts(rows.distinct())]
    return [c for c in cards if not words or _holds(c, words)]


def _holds(card: OrderCard, words: list[str]) -> bool:
    folded = fold(f"{card.title} {card.reference} {card.authority} {card.text}")
    return all(word in folded for word in words)


def order(acting: Acting, order_id: str) -> OrderCard:
    """Return one order.

    Raises:
        Denied: no role that sees facts. Missing: ``facts.no_order``, none, or not for this person.
    """
    row = _with_parts(visible_orders(acting)).filter(id=order_id).first()
    if row is None:
        raise Missing("facts.no_order")
    return _card(acting, row)


def binned_orders(acting: Acting) -> list[OrderCard]:
    """Return one's own orders that rest in the bin.

    Raises:
        Denied: may not keep orders.
    """
    check(acting, Permission.KEEP_ORDERS)
    rows = Order.objects.filter(organisation=acting.organisation).exclude(deleted_at=None)
    return [_card(acting, row) for row in _with_parts(rows)]


def _with_parts(rows: QuerySet[Order]) -> QuerySet[Order]:
    return rows.select_related("organisation").prefetch_related("places", "act_types")


def _card(acting: Acting, row: Order) -> OrderCard:
    return OrderCard(
        id=row.id,
        owner=OrgId(row.organisation_id),
        owner_name=str(row.organisation),
        own=row.organisation_id == acting.organisation,
        kind=row.kind,
        title=row.title,
        reference=row.reference,
        authority=row.authority,
        text=row.text,
        url=row.url,
        places=tuple((p.slug, p.name) for p in row.places.all()),
        acts=tuple(Word(a.code, a.fr, a.en) for a in row.act_types.all()),
        dated=row.dated,
        notified_on=row.notified_on,
        appeal_until=row.appeal_until,
        in_force_from=row.in_force_from,
        in_force_until=row.in_force_until,
        audience=row.audience,
        invented=row.invented,
        version=row.version,
        deleted_at=row.deleted_at,
    )
