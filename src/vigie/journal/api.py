"""The journal's door: record what was done, tell people, follow long work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from vigie.kernel.api import SYSTEM, ActorId, Missing, OrgId, atomic

from .models import LONGEST, Entry, Job, Notification

Plain = Mapping[str, Any]
"""Plain JSON values. Never a sealed one."""


class Actor(Protocol):
    """Who acts, for whom: what ``network.api.Acting`` gives."""

    @property
    def actor(self) -> ActorId:
        """Return the person's id."""

    @property
    def organisation(self) -> OrgId:
        """Return the id of the organisation acted for."""


@dataclass(frozen=True, slots=True)
class EntryCard:
    """A journal entry, to read."""

    id: str
    at: dt.datetime
    actor: ActorId
    organisation: OrgId
    verb: str
    kind: str
    object_id: str
    motive: str
    detail: Plain


@dataclass(frozen=True, slots=True)
class NotificationCard:
    """A notification, to read. ``code`` has its sentence in the phrases of the floor that sent it."""

    id: str
    code: str
    params: Plain
    link: str
    created_at: dt.datetime
    read: bool


@dataclass(frozen=True, slots=True)
class JobCard:
    """Long work, to show: ``done`` of ``expected`` items (0 when not known)."""

    id: str
    code: str
    state: str
    done: int
    expected: int
    link: str
    refusal: str
    result: Plain
    created_at: dt.datetime

    @property
    def ended(self) -> bool:
        """Say whether nothing more will happen."""
        return self.state in {Job.State.DONE, Job.State.FAILED}


def record(
    *,
    acting: Actor | None,
    verb: str,
    kind: str,
    object_id: str,
    now: dt.datetime,
    organisation: OrgId | None = None,
    motive: str = "",
    detail: Plain | None = None,
) -> str:
    """Write one entry in the caller's transaction and return its id.

    Args:
        acting: who; ``None`` is the house itself.
        verb: what was done, past tense, dotted by floor: ``vault.opened``.
        kind: what it was done to, a noun of the house.
        object_id: its opaque id.
        now: when.
        organisation: for whom, when it is not the one acted for.
        motive: why, in the person's words.
        detail: plain values; never a sealed one.

    Raises:
        ValueError: ``verb``, ``kind`` or ``object_id`` is longer than its column: an address was given where an id belongs.
            PostgreSQL refuses it, SQLite would keep it.
    """
    _check_lengths(verb=verb, kind=kind, object_id=object_id)
    entry = Entry.objects.create(
        at=now,
        actor=acting.actor if acting else SYSTEM,
        organisation=organisation or (acting.organisation if acting else ""),
        verb=verb,
        kind=kind,
        object_id=object_id,
        motive=motive,
        detail=dict(detail or {}),
    )
    return entry.id


def _check_lengths(**given: str) -> None:
    for name, value in given.items():
        most = LONGEST[name]
        if len(value) > most:
            raise ValueError(f"journal: {name} has {len(value)} characters, {most} at most")


def history(*, kind: str, object_id: str, limit: int = 50) -> list[EntryCard]:
    """Return what happened to one object, newest first."""
    return [_entry(e) for e in Entry.objects.filter(kind=kind, object_id=object_id)[:limit]]


def histories(*, kind: str, object_ids: Sequence[str], organisation: OrgId) -> list[EntryCard]:
    """Return what the journal of one organisation says of some objects of one kind, newest first, in one query."""
    return [_entry(e) for e in Entry.objects.filter(kind=kind, object_id__in=object_ids, organisation=organisation)]


def recent(
    *, organisation: OrgId, verbs: Sequence[str] = (), floor: str = "", actor: str = "", limit: int = 50
) -> list[EntryCard]:
    """Return what was done for one organisation, newest first; only given verbs, of one floor, by one person."""
    entries = Entry.objects.filter(organisation=organisation)
    if verbs:
        entries = entries.filter(verb__in=verbs)
    if floor:
        entries = entries.filter(verb__startswith=f"{floor}.")
    if actor:
        entries = entries.filter(actor=actor)
    return [_entry(e) for e in entries[:limit]]


def last_time(*, verb: str) -> dt.datetime | None:
    """Return when something was last done by anyone, if ever."""
    entry = Entry.objects.filter(verb=verb).first()
    return entry.at if entry else None


def notify(*, person: ActorId, code: str, now: dt.datetime, link: str = "", params: Plain | None = None) -> None:
    """Leave a word for one person."""
    Notification.objects.create(person=person, code=code, params=dict(params or {}), link=link, created_at=now)


def notifications(*, person: ActorId, unread_only: bool = False, limit: int = 30) -> list[NotificationCard]:
    """Return a person's notifications, newest first."""
    rows = Notification.objects.filter(person=person)
    if unread_only:
        rows = rows.filter(read_at=None)
    return [NotificationCard(n.id, n.code, n.params, n.link, n.created_at, n.read_at is not None) for n in rows[:limit]]


def unread(*, person: ActorId) -> int:
    """Count a person's unread notifications."""
    return Notification.objects.filter(person=person, read_at=None).count()


def mark_read(*, person: ActorId, now: dt.datetime, ids: Sequence[str] | None = None) -> None:
    """Mark a person's notifications as read: the given ones, or all."""
    rows = Notification.objects.filter(person=person, read_at=None)
    if ids is not None:
        rows = rows.filter(id__in=ids)
    rows.update(read_at=now)


def start_job(*, acting: Actor, code: str, now: dt.datetime, expected: int = 0, link: str = "") -> str:
    """Open a job and return its id."""
    job = Job.objects.create(
        code=code, owner=acting.actor, organisation=acting.organisation, expected=expected, link=link, created_at=now
    )
    return job.id


def advance_job(job_id: str, *, done: int, expected: int | None = None) -> None:
    """Say how far it has come."""
    changes: dict[str, Any] = {"done": done, "state": Job.State.RUNNING}
    if expected is not None:
        changes["expected"] = expected
    Job.objects.filter(id=job_id).update(**changes)


def end_job(
    job_id: str, *, now: dt.datetime, result: Plain | None = None, refusal: str = "", link: str | None = None
) -> None:
    """Close a job, done or, with the code of a refusal, failed; its owner is told."""
    with atomic():
        job = Job.objects.get(id=job_id)
        job.state = Job.State.FAILED if refusal else Job.State.DONE
        job.refusal = refusal
        job.result = dict(result or {})
        job.ended_at = now
        if link is not None:
            job.link = link
        job.save()
        code = f"{job.code}.failed" if refusal else f"{job.code}.done"
        notify(person=ActorId(job.owner), code=code, now=now, link=job.link, params=job.result)


def job(job_id: str, *, acting: Actor) -> JobCard:
    """Return one's own job.

    Raises:
        Missing: no such job of this person.
    """
    row = Job.objects.filter(id=job_id, owner=acting.actor).first()
    if row is None:
        raise Missing("journal.no_job")
    return _job(row)


def jobs(*, acting: Actor, limit: int = 10) -> list[JobCard]:
    """Return one's own jobs, newest first."""
    return [_job(row) for row in Job.objects.filter(owner=acting.actor)[:limit]]


def _entry(e: Entry) -> EntryCard:
    return EntryCard(
        e.id, e.at, ActorId(e.actor), OrgId(e.organisation), e.verb, e.kind, e.object_id, e.motive, e.detail
    )


def _job(j: Job) -> JobCard:
    return JobCard(j.id, j.code, j.state, j.done, j.expected, j.link, j.refusal, j.result, j.created_at)


__all__ = [
    "Actor",
    "EntryCard",
    "JobCard",
    "NotificationCard",
    "advance_job",
    "end_job",
    "histories",
    "history",
    "job",
    "jobs",
    "last_time",
    "mark_read",
    "notifications",
    "notify",
    "recent",
    "record",
    "start_job",
    "unread",
]
