"""What the house does every night without being asked: empty the bin, let consents end, mend what a crash left."""

from __future__ import annotations

import datetime as dt
import logging

from vigie.cases.api import release_held_back, remind_deadlines
from vigie.collection.api import drop_drafts, drop_notes, drop_old_pieces
from vigie.facts.api import bind_unread, expire_consents, forget_plans, purge
from vigie.journal.api import record
from vigie.kernel.api import PARIS, atomic
from vigie.learning.api import forget_learning, remind_certificates, tell_stale
from vigie.network.api import expire_listings, fetch_calendars_soon
from vigie.programme.api import erase_due, see_to_missions
from vigie.publication.api import let_quotes_go
from vigie.vault.api import end_overdue_loans, expire_drafts, reconcile

from .backups.replaying import replay

log = logging.getLogger(__name__)
HOUR = 3
"""On the clock of the coast: the outreach rounds are home, the first evictions have not begun."""


class Night:
    """Remembers, for one world, the last night that was seen to."""

    def __init__(self) -> None:
        self._last: dt.date | None = None

    def is_due(self, now: dt.datetime) -> bool:
        """Say whether this night's work waits; a house started by day begins the next night."""
        local = now.astimezone(PARIS)
        if self._last is None:
            self._last = local.date() if local.hour >= HOUR else local.date() - dt.timedelta(days=1)
        return local.hour >= HOUR and local.date() > self._last

    def done(self, now: dt.datetime) -> None:
        """Remember that it was seen to."""
        self._last = now.astimezone(PARIS).date()


def see_to_the_night(*, now: dt.datetime) -> None:
    """Do the night's work in the current world. What is lost in the vault is written to the log by number, never by name."""
    purged, expired = purge(now=now), expire_consents(now=now)
    bind_unread()
    remind_deadlines(now=now)
    forget_plans(now=now)
    remind_certificates(now=now)
    tell_stale(now=now)
    forget_learning(now=now)
    drop_drafts(now=now)
    drop_notes(now=now)
    drop_old_pieces(now=now)
    replay(now=now)
    expire_drafts(now=now)
    returned = end_overdue_loans(now=now) + release_held_back(now=now)
    let_quotes_go(now=now)
    forgotten = erase_due(now=now) + see_to_missions(now=now)
    expire_listings(now=now)
    fetch_calendars_soon()
    found = reconcile()
    if found.lost:
        log.error("vault: %d sealed objects lost their body or header; run vigie doctor", len(found.lost))
    orphans = len(found.orphan_bodies) + len(found.orphan_headers)
    detail = {"purged": purged, "expired": expired, "orphans": orphans, "returned": returned, "forgotten": forgotten}
    with atomic():
        record(acting=None, verb="config.night", kind="night", object_id=now.date().isoformat(), now=now, detail=detail)
