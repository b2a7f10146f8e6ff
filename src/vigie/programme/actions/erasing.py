"""What a call forgets: files, names, letters and opinions go on its day, everywhere; numbers stay."""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import record
from vigie.kernel.api import PARIS, OrgId, after_commit, atomic, erase_files

from ..models import Application, ApplicationFile, Call, Decision, Reading, Reply
from ..people import owner_of
from ..queries.counting import counts_of

DRAFT_KEPT = dt.timedelta(days=60)
"""A draft never sent goes after this, whatever its call."""
NOBODY = ""


def erase_application(row: Application, *, now: dt.datetime) -> None:
    """Take out of an application what says who its candidate is. Their kept files are shredded once this is committed."""
    ApplicationFile.objects.filter(application=row).delete()
    Reading.objects.filter(application=row).update(words=NOBODY)
    Decision.objects.filter(application=row).update(reason=NOBODY)
    Reply.objects.filter(application=row).update(text=NOBODY)
    Application.objects.filter(id=row.id).update(
        answers=NOBODY, age_band=NOBODY, token=f"erased-{row.id}", same_as=None, erased_at=now
    )
    owner = owner_of(row.id)
    after_commit(lambda: erase_files(owner=owner))


def erase_call(call: Call, *, now: dt.datetime) -> int:
    """Erase every candidate of a call and return how many; what is counted of them is written in the call first."""
    with atomic():
        rows = list(call.applications.filter(erased_at=None))
        call.counts = counts_of(call)
        call.erased_at = now
        call.save(update_fields=["counts", "erased_at"])
        for row in rows:
            erase_application(row, now=now)
        record(
            acting=None,
            verb="programme.candidates_erased",
            kind="call",
            object_id=call.id,
            now=now,
            organisation=OrgId(call.session.programme.operator_id),
            detail={"applications": len(rows)},
        )
    return len(rows)


def erase_due(*, now: dt.datetime) -> int:
    """Erase the candidates of every call whose day has come, and drafts nobody sent; return how many applications.

    Run every night. It goes again over what a restored copy brought back: rows of an erased call whose files no key opens.
    """
    day = now.astimezone(PARIS).date()
    due = Call.objects.filter(erase_on__lte=day).filter(applications__erased_at=None, applications__id__isnull=False)
    erased = sum(erase_call(call, now=now) for call in due.distinct().select_related("session__programme"))
    stale = Application.objects.filter(state="draft", started_at__lt=now - DRAFT_KEPT, erased_at=None)
    with atomic():
        for row in stale:
            _delete_draft(row)
    return erased


def _delete_draft(row: Application) -> None:
    """Delete a draft nobody sent, with its files."""
    owner = owner_of(row.id)
    row.delete()
    after_commit(lambda: erase_files(owner=owner))
