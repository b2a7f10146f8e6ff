"""Numbers that an association wants its phones to show in the field."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from vigie.journal.api import record
from vigie.kernel.api import Invalid, atomic
from vigie.network.api import Acting, Permission, check

from ..models import UsefulNumber
from ..rules.limits import MAX_NUMBER_NAME, MAX_NUMBER_PHONE, MAX_NUMBERS

_PHONE = re.compile(r"\+?[0-9][0-9 ().\-/]{1,22}[0-9]|[0-9]{2,5}")


def keep_numbers(*, acting: Acting, numbers: Sequence[tuple[str, str]], now: dt.datetime) -> None:
    """Replace an association's numbers, each a name and a telephone number. Written again as it is, the list changes nothing.

    Raises:
        Denied: ``network.denied.manage_devices``.
        Invalid: ``collection.numbers_many``, ``collection.number_name``, ``collection.number_phone``, with the place of the line.
    """
    check(acting, Permission.MANAGE_DEVICES)
    lines = [(name.strip(), phone.strip()) for name, phone in numbers]
    if len(lines) > MAX_NUMBERS:
        raise Invalid("collection.numbers_many", limit=MAX_NUMBERS)
    for place, (name, phone) in enumerate(lines):
        if not 0 < len(name) <= MAX_NUMBER_NAME:
            raise Invalid("collection.number_name", field=f"name_{place}", limit=MAX_NUMBER_NAME)
        if len(phone) > MAX_NUMBER_PHONE or not _PHONE.fullmatch(phone):
            raise Invalid("collection.number_phone", field=f"phone_{place}")
    with atomic():
        own = UsefulNumber.objects.filter(organisation_id=acting.organisation)
        if list(own.values_list("name", "phone")) == lines:
            return
        own.delete()
        UsefulNumber.objects.bulk_create(
            UsefulNumber(organisation_id=acting.organisation, position=place, name=name, phone=phone)
            for place, (name, phone) in enumerate(lines)
        )
        record(
            acting=acting,
            verb="collection.numbers_kept",
            kind="organisation",
            object_id=acting.organisation,
            now=now,
            detail={"count": len(lines)},
        )
