"""What is to be done in a dossier: add, hand to someone, do, take back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vigie.journal.api import notify, record
from vigie.kernel.api import ActorId, Invalid, Missing, atomic
from vigie.network.api import Acting

from ..models import Dossier, Task
from .gathering import open_for_work


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """Something to do. ``assigned_to``: the id of someone named in the dossier, or empty."""

    what: str
    assigned_to: str = ""
    due_on: dt.date | None = None


def add_task(*, acting: Acting, slug: str, draft: TaskDraft, now: dt.datetime) -> str:
    """Add a task and tell whoever it is for; return its id.

    Raises:
        Missing: ``cases.no_dossier``. Denied: ``cases.denied.work``. Conflict: ``cases.closed``.
        Invalid: ``cases.task_needed``; ``cases.task_for_nobody``, they are not named in the dossier.
    """
    dossier = open_for_work(acting, slug)
    what = _checked(dossier, draft)
    with atomic():
        row = Task.objects.create(
            dossier=dossier,
            what=what,
            assigned_to=draft.assigned_to,
            due_on=draft.due_on,
            created_by=acting.actor,
            created_at=now,
        )
        _record(acting, "cases.task_added", row, now)
        _tell(acting, row, now)
    return row.id


def change_task(*, acting: Acting, slug: str, task_id: str, draft: TaskDraft, now: dt.datetime) -> None:
    """Change what is to be done, by whom, until when.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_task``. Denied: ``cases.denied.work``. Conflict: ``cases.closed``.
        Invalid: as for ``add_task``.
    """
    dossier = open_for_work(acting, slug)
    what = _checked(dossier, draft)
    with atomic():
        row = _one(dossier, task_id)
        told = row.assigned_to
        row.what, row.assigned_to, row.due_on = what, draft.assigned_to, draft.due_on
        row.save(update_fields=["what", "assigned_to", "due_on"])
        _record(acting, "cases.task_changed", row, now)
        if row.assigned_to != told:
            _tell(acting, row, now)


def mark_task(*, acting: Acting, slug: str, task_id: str, done: bool, now: dt.datetime) -> None:
    """Say that a task is done, or that it is not.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_task``. Denied: ``cases.denied.work``. Conflict: ``cases.closed``.
    """
    dossier = open_for_work(acting, slug)
    with atomic():
        row = _one(dossier, task_id)
        row.done_by, row.done_at = (acting.actor, now) if done else ("", None)
        row.save(update_fields=["done_by", "done_at"])
        _record(acting, "cases.task_done" if done else "cases.task_undone", row, now)


def drop_task(*, acting: Acting, slug: str, task_id: str, now: dt.datetime) -> None:
    """Take away a task that was added by mistake.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_task``. Denied: ``cases.denied.work``. Conflict: ``cases.closed``.
    """
    dossier = open_for_work(acting, slug)
    with atomic():
        row = _one(dossier, task_id)
        _record(acting, "cases.task_dropped", row, now)
        row.delete()


def _one(dossier: Dossier, task_id: str) -> Task:
    row = dossier.tasks.filter(id=task_id).first()
    if row is None:
        raise Missing("cases.no_task")
    return row


def _checked(dossier: Dossier, draft: TaskDraft) -> str:
    what = draft.what.strip()[:300]
    if not what:
        raise Invalid("cases.task_needed", field="what")
    named = dossier.accesses.filter(ended_at=None, person=draft.assigned_to)
    if draft.assigned_to and not named.exists():
        raise Invalid("cases.task_for_nobody", field="assigned_to")
    return what


def _tell(acting: Acting, row: Task, now: dt.datetime) -> None:
    if row.assigned_to and row.assigned_to != acting.actor:
        link = f"/dossiers/{row.dossier.slug}"
        params = {"what": row.what, "title": row.dossier.title}
        notify(person=ActorId(row.assigned_to), code="cases.task_yours", now=now, link=link, params=params)


def _record(acting: Acting, verb: str, row: Task, now: dt.datetime) -> None:
    detail = {"task": row.id}
    record(acting=acting, verb=verb, kind="dossier", object_id=row.dossier_id, now=now, detail=detail)
