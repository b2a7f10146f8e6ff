"""The bin: what was deleted rests thirty days, then is gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from vigie.journal.api import record
from vigie.kernel.api import Missing, atomic
from vigie.network.api import Acting, Permission, check

from ..models import Event, EventTally, Observation, Revision, Shift, SourceStatement, Testimony
from ..queries.visible import own
from .linking import follow_reports, look_again

DAYS_IN_BIN = 30
DAYS_OF_REVISIONS = 730


def delete_statements(*, acting: Acting, statement_ids: Sequence[str], now: dt.datetime) -> tuple[str, ...]:
    """Put statements of one's own in the bin, where they rest thirty days; return the ids that went.

    Raises:
        Denied: may not delete. Missing: none of them is one's own.
    """
    check(acting, Permission.DELETE_FACTS)
    with atomic():
        rows = SourceStatement.objects.filter(id__in=statement_ids, owner=acting.organisation, deleted_at=None)
        gone = dict(rows.values_list("id", "event_id"))
        if not gone:
            raise Missing("facts.no_statement")
        SourceStatement.objects.filter(id__in=gone).update(deleted_at=now, deleted_by=acting.actor)
        EventTally.objects.filter(tally__statement__in=gone).delete()
        for event in set(gone.values()):
            follow_reports(event)
        for statement in gone:
            record(acting=acting, verb="facts.statement_deleted", kind="statement", object_id=statement, now=now)
    return tuple(gone)


def restore_statements(*, acting: Acting, statement_ids: Sequence[str], now: dt.datetime) -> tuple[str, ...]:
    """Take statements of one's own out of the bin; return the ids that came back.

    Raises:
        Denied: may not delete. Missing: one is not in the bin of one's association.
    """
    check(acting, Permission.DELETE_FACTS)
    with atomic():
        for statement_id in statement_ids:
            row = own(acting, statement_id, deleted=True)
            SourceStatement.objects.filter(id=row.id).update(deleted_at=None, deleted_by="")
            look_again(row.event_id)
            record(acting=acting, verb="facts.statement_restored", kind="statement", object_id=row.id, now=now)
    return tuple(statement_ids)


def delete_shifts(*, acting: Acting, shift_ids: Sequence[str], now: dt.datetime) -> tuple[str, ...]:
    """Put tournées of one's own in the bin, where they give no figure any coverage; return the ids that went.

    Raises:
        Denied: may not delete. Missing: none of them is one's own.
    """
    return _move_shifts(acting, shift_ids, "facts.shift_deleted", now, deleted=True)


def restore_shifts(*, acting: Acting, shift_ids: Sequence[str], now: dt.datetime) -> tuple[str, ...]:
    """Take tournées of one's own out of the bin; return the ids that came back.

    Raises:
        Denied: may not delete. Missing: none of them is in the bin of one's association.
    """
    return _move_shifts(acting, shift_ids, "facts.shift_restored", now, deleted=False)


def _move_shifts(
    acting: Acting, shift_ids: Sequence[str], verb: str, now: dt.datetime, *, deleted: bool
) -> tuple[str, ...]:
    check(acting, Permission.DELETE_FACTS)
    with atomic():
        rows = Shift.objects.select_for_update().filter(organisation=acting.organisation, id__in=shift_ids)
        moved = tuple(rows.filter(deleted_at__isnull=deleted).values_list("id", flat=True))
        if not moved:
            raise Missing("facts.no_shift")
        Shift.objects.filter(id__in=moved).update(deleted_at=now if deleted else None)
        for shift in moved:
            record(acting=acting, verb=verb, kind="shift", object_id=shift, now=now)
    return moved


def purge(*, now: dt.datetime) -> int:
    """Delete for good what has rested thirty days, and revisions older than two years; return how many statements went.

    The house does this every night; nobody asks for it.
    """
    with atomic():
        rested = now - dt.timedelta(days=DAYS_IN_BIN)
        Shift.objects.filter(deleted_at__lt=rested).delete()
        old = SourceStatement.objects.filter(deleted_at__lt=rested)
        ids = list(old.values_list("id", flat=True))
        Revision.objects.filter(at__lt=now - dt.timedelta(days=DAYS_OF_REVISIONS)).delete()
        if ids:
            erase(ids)
            record(
                acting=None, verb="facts.bin_purged", kind="bin", object_id="bin", now=now, detail={"count": len(ids)}
            )
    return len(ids)


def erase(ids: Sequence[str]) -> None:
    """Delete statements for good, with the sources and events that nothing else tells of."""
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        rows = SourceStatement.objects.filter(id__in=part)
        keys = list(rows.values_list("event_id", "observation_id", "testimony_id"))
        rows.delete()
        Observation.objects.filter(id__in=[o for _, o, _ in keys if o], statements=None).delete()
        Testimony.objects.filter(id__in=[t for _, _, t in keys if t], statements=None).delete()
        Event.objects.filter(id__in=[e for e, _, _ in keys], statements=None, absorbed=None, merged_into=None).delete()
