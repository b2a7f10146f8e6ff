"""Whether the words of testimonies may be quoted: asked anew at each use, so that a yes taken back counts at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from vigie.kernel.api import OrgId
from vigie.network.api import Audience

from ..models import SourceStatement, Testimony
from ..rules.consent import QUOTE, WIDTH, may_quote


@dataclass(frozen=True, slots=True)
class QuoteStanding:
    """What a testimony allows one day. ``until``: the last day of the yes, when it has one; ``audience``: of its widest fact."""

    owner: OrgId
    holds: bool
    minor_held: bool
    until: dt.date | None
    audience: Audience


def quote_standings(testimonies: Iterable[str], *, on: dt.date) -> dict[str, QuoteStanding]:
    """Return, by id, what each testimony allows that day. One that is gone, or all of it in the bin, is absent.

    It says nothing on who may ask, its caller does.
    """
    rows = Testimony.objects.filter(id__in=set(testimonies)).select_related("consent")
    widest: dict[str, Audience] = {}
    kept = SourceStatement.objects.filter(testimony__in=rows, deleted_at=None)
    for testimony, audience in kept.values_list("testimony_id", "audience"):
        found = Audience(audience)
        widest[testimony] = max(widest.get(testimony, found), found, key=WIDTH.__getitem__)
    return {row.id: _standing(row, widest[row.id], on) for row in rows if row.id in widest}


def _standing(row: Testimony, audience: Audience, day: dt.date) -> QuoteStanding:
    held = row.consent.held()
    yes = row.withdrawn_at is None and may_quote(held, minor_held=False, on=day)
    until = next((answer.until for answer in held if answer.purpose == QUOTE), None)
    return QuoteStanding(OrgId(row.organisation_id), yes, row.minor_held, until, audience)
