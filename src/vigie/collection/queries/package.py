"""What an association takes away of its collection when it leaves: its forms, its useful numbers, its phones without their right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from vigie.kernel.api import Parcel, table_parcel
from vigie.network.api import Acting, Permission, check

from ..models import FieldDevice, UsefulNumber


def phones_that_send(acting: Acting) -> list[str]:
    """Return the ids of the association's phones that may send.

    Raises:
        Denied: no right to make the association leave.
    """
    check(acting, Permission.LEAVE_HOUSE)
    rows = FieldDevice.objects.filter(organisation_id=acting.organisation, revoked_at=None)
    return list(rows.values_list("id", flat=True))


def package(acting: Acting) -> Iterator[Parcel]:
    """Yield the useful numbers and the list of phones; no token: only its digest is known here.

    Raises:
        Denied: no right to make the association leave.
    """
    check(acting, Permission.LEAVE_HOUSE)
    numbers = UsefulNumber.objects.filter(organisation_id=acting.organisation)
    yield table_parcel("terrain/numeros-utiles.csv", [["nom", "telephone"], *([n.name, n.phone] for n in numbers)])
    phones = FieldDevice.objects.filter(organisation_id=acting.organisation)
    rows: list[list[str | dt.date | None]] = [
        [phone.name, phone.created_at.date(), phone.revoked_at.date() if phone.revoked_at else None] for phone in phones
    ]
    yield table_parcel("terrain/telephones.csv", [["nom", "depuis", "retire_le"], *rows])
