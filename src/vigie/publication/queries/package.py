"""What an association takes away of its publications when it leaves: each release, as two people signed it."""

from __future__ import annotations

from collections.abc import Iterator

from vigie.kernel.api import Parcel, json_parcel
from vigie.network.api import Acting, Permission, check

from ..models import Release


def release_count(acting: Acting) -> int:
    """Count the association's releases that stand.

    Raises:
        Denied: no right to make the association leave.
    """
    check(acting, Permission.LEAVE_HOUSE)
    return Release.objects.filter(bulletin__organisation_id=acting.organisation, withdrawn_at=None).count()


def package(acting: Acting) -> Iterator[Parcel]:
    """Yield each release of the association with its hashes.

    Raises:
        Denied: no right to make the association leave.
    """
    check(acting, Permission.LEAVE_HOUSE)
    rows = Release.objects.filter(bulletin__organisation_id=acting.organisation).order_by("number")
    for row in rows:
        told = {
            "numero": row.number,
            "paru": row.released_at,
            "contenu": row.content,
            "empreinte": row.content_hash,
            "empreinte_precedente": row.previous_hash,
            "chaine": row.chain_hash,
            "retire_le": row.withdrawn_at,
        }
        yield json_parcel(f"publications/{row.number:04}.json", told)
