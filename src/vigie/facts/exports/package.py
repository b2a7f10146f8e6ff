"""What an association takes away of its facts when it leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from vigie.kernel.api import Parcel, table_parcel
from vigie.network.api import Acting, Audience, Permission, check

from ..models import Shift, Site, SourceStatement
from ..rules.filters import FactFilter
from .records import Detail, Format, dictionary, export


def package(acting: Acting, *, now: dt.datetime) -> Iterator[Parcel]:
    """Yield the association's own facts as CSV and JSON lines with what each column is, its tournées, its living sites.

    Facts are those of an export: neither discarded nor withdrawn ones. Sites are under their pseudonym.

    Raises:
        Denied: no right to make the association leave, or to export.
    """
    check(acting, Permission.LEAVE_HOUSE)
    own = FactFilter(organisations=(acting.organisation_slug,))
    for kind in (Format.CSV, Format.JSONL):
        pieces = export(acting=acting, where=own, kind=kind, detail=Detail.FULL, now=now)
        yield Parcel(f"faits/faits.{kind.value}", pieces)
    yield Parcel("faits/colonnes.csv", [b"\xef\xbb\xbf" + dictionary().encode()])
    shifts = Shift.objects.filter(organisation_id=acting.organisation, deleted_at=None).order_by("day", "id")
    yield table_parcel(
        "faits/tournees.csv",
        [
            ["jour", "communes"],
            *([row.day, " · ".join(p.name for p in row.places.all())] for row in shifts.prefetch_related("places")),
        ],
    )
    sites = Site.objects.filter(organisation_id=acting.organisation).select_related("place")
    yield table_parcel(
        "faits/lieux-de-vie.csv",
        [
            ["pseudonyme", "sorte", "commune", "ouvert_le", "ferme_le"],
            *([row.pseudonym, row.kind, row.place.name, row.opened_on, row.closed_on] for row in sites),
        ],
    )


def shared_count(acting: Acting) -> int:
    """Count the association's facts that others see today.

    Raises:
        Denied: no right to make the association leave.
    """
    check(acting, Permission.LEAVE_HOUSE)
    return (
        SourceStatement.objects.filter(owner_id=acting.organisation, deleted_at=None)
        .exclude(audience=Audience.OWNER.value)
        .count()
    )
