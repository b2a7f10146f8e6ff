"""How far a testimony goes, written on its statements whenever consent or the minor rule changes."""

from __future__ import annotations

import datetime as dt

from vigie.kernel.api import PARIS

from ..models import ConsentGrant, SourceStatement, Testimony
from ..watching import consent_changed
from .editing import allowed_audience
from .linking import follow_reports


def spread(testimony: Testimony, now: dt.datetime) -> None:
    """Let the statements of a testimony go exactly as far as consent and the minor rule say."""
    day = now.astimezone(PARIS).date()
    for row in SourceStatement.objects.filter(testimony=testimony).select_related("observation", "testimony__consent"):
        row.minor_held = testimony.minor_held
        row.audience = allowed_audience(row, day).value
        row.save(update_fields=["minor_held", "audience"])
        follow_reports(row.event_id)


def take_back(grant_id: str, now: dt.datetime) -> None:
    """Write that a consent was taken back, and bring home all that hangs on it."""
    ConsentGrant.objects.filter(id=grant_id).update(withdrawn_at=now)
    Testimony.objects.filter(consent=grant_id).update(withdrawn_at=now)
    respread(grant_id, now)


def respread(grant_id: str, now: dt.datetime) -> int:
    """Let all that hangs on a consent go as far as it says today, tell whoever watches, count the testimonies."""
    touched = list(Testimony.objects.filter(consent=grant_id))
    for testimony in touched:
        spread(testimony, now)
        consent_changed(testimony.id, now)
    return len(touched)
