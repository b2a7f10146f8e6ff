"""The files of a bulletin for whoever works on the machine itself."""

from __future__ import annotations

import datetime as dt

from vigie.kernel.api import Invalid, today, world
from vigie.network.api import Acting, Permission, check, places

from ..models import Bulletin
from ..rules.contents import LANGUAGES
from ..rules.months import read_month
from ..rules.states import BulletinState
from .making import make_all
from .telling import pages_of


def bulletin_files(
    *, acting: Acting, month: str, zone: str, language: str | None, now: dt.datetime
) -> dict[str, bytes]:
    """Return the files of an association's bulletin: as it stands, or as it would begin where nobody has begun it.

    Args:
        acting: who publishes.
        month: ``2018-01``.
        zone: slug of a zone; empty for the whole coast.
        language: one of the two languages; both when ``None``.
        now: when.

    Raises:
        Denied: may not write bulletins.
        Invalid: ``publication.bad_month``, ``publication.month_not_over``, ``publication.no_zone``.
    """
    check(acting, Permission.WRITE_BULLETIN)
    first = read_month(month, today=today())
    if zone and zone not in {place.slug for place in places(kind="zone")}:
        raise Invalid("publication.no_zone", field="zone", zone=zone[:60])
    rows = Bulletin.objects.select_related("organisation").filter(
        organisation=acting.organisation, month=first, zone=zone
    )
    found = rows.exclude(state=BulletinState.CORRECTED.value).first() or Bulletin(
        organisation_id=acting.organisation, month=first, zone=zone, invented=world().invented
    )
    languages = (language,) if language else LANGUAGES
    pages = pages_of(acting, found, now=now)
    return make_all(pages, languages)
