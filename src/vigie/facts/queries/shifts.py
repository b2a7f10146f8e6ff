"""Tournées in the bin."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vigie.network.api import Acting, Permission, check

from ..models import Shift


@dataclass(frozen=True, slots=True)
class BinnedShift:
    """A tournée that was thrown away."""

    id: str
    day: dt.date
    places: tuple[str, ...]
    deleted_at: dt.datetime


def binned_shifts(acting: Acting, *, limit: int = 100) -> list[BinnedShift]:
    """Return one's association's tournées in the bin, the last thrown away first.

    Raises:
        Denied: may not delete.
    """
    check(acting, Permission.DELETE_FACTS)
    rows = Shift.objects.filter(organisation=acting.organisation, deleted_at__isnull=False)
    return [
        BinnedShift(row.id, row.day, tuple(place.name for place in row.places.all()), row.deleted_at)
        for row in rows.prefetch_related("places").order_by("-deleted_at", "-id")[:limit]
        if row.deleted_at is not None
    ]
