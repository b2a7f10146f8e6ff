"""Offers and requests of the circle."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from vigie.kernel.api import Missing

from ..acting import Acting
from ..models import Listing, ListingAnswer
from ..rules.exchange import OTHER, Kind, State, meets
from .circle import circle


@dataclass(frozen=True, slots=True)
class ListingFilter:
    """What the list is narrowed to; empty means all. ``ours``: only those of the association acted for, closed ones too."""

    kind: str = ""
    thing: str = ""
    zone: str = ""
    ours: bool = False


def listings(acting: Acting, asked: ListingFilter, *, day: dt.date) -> list[Listing]:
    """Return what is offered and asked in the circle and has not run out, newest first."""
    rows = _seen(acting)
    if asked.ours:
        rows = rows.filter(organisation_id=acting.organisation)
    else:
        rows = rows.exclude(state=State.CLOSED).filter(expires_on__gte=day)
    for name in ("kind", "thing", "zone"):
        value = getattr(asked, name)
        rows = rows.filter(**{name: value}) if value else rows
    return list(rows[:300])


def listing(acting: Acting, listing_id: str) -> Listing:
    """Return one listing with its answers.

    Raises:
        Missing: none of the circle.
    """
    row = _seen(acting).filter(id=listing_id).first()
    if row is None:
        raise Missing("network.no_listing")
    return row


def counterparts(acting: Acting, row: Listing, *, day: dt.date) -> list[Listing]:
    """Return the open listings of the other kind, of other associations, that may suit one."""
    rows = _seen(acting).filter(kind=OTHER[Kind(row.kind)], state=State.OPEN, thing=row.thing, expires_on__gte=day)
    mine = (row.thing, row.language, row.zone)
    others = rows.exclude(organisation_id=row.organisation_id)
    return [other for other in others if meets(mine, (other.thing, other.language, other.zone))]


def _seen(acting: Acting) -> QuerySet[Listing]:
    answers = Prefetch("answers", ListingAnswer.objects.select_related("organisation"))
    rows = Listing.objects.filter(organisation_id__in=circle(acting))
    return rows.select_related("organisation").prefetch_related(answers)
