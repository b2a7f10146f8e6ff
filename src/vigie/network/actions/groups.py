"""Working groups: beginning one, entering, leaving, ending it."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from vigie.journal.api import notify, record
from vigie.kernel.api import ActorId, Denied, Invalid, Missing, OrgId, atomic

from ..acting import Acting, check
from ..models import GroupMember, WorkingGroup
from ..queries.circle import circle, speaking_for
from ..queries.groups import group
from ..rules.permissions import Permission
from .common import colleague, day_of


def begin_group(*, acting: Acting, name: str, purpose: str, now: dt.datetime, ends: dt.date | None = None) -> str:
    """Begin a group with oneself in it, and return its id; the coordinators of the circle are told.

    Raises:
        Denied: no right to speak for the association.
        Invalid: no name, or an end that is past.
    """
    check(acting, Permission.SPEAK_FOR)
    day = day_of(now)
    if not name.strip():
        raise Invalid("network.no_group_name", field="name")
    if ends is not None and ends < day:
        raise Invalid("network.ends_before_start", field="ends")
    with atomic():
        row = WorkingGroup.objects.create(
            organisation_id=acting.organisation,
            name=name.strip(),
            purpose=purpose.strip(),
            starts=day,
            ends=ends,
            made_by=acting.actor,
        )
        _enter(row, acting.organisation, acting.actor, day)
        _note(acting, "network.group_begun", row, now)
        link = reverse("network:group", args=[row.id])
        for other in circle(acting) - {acting.organisation}:
            for person in speaking_for(other, day=day):
                params = {"name": row.name, "by": acting.organisation_name}
                notify(person=person.id, code="network.group_begun", now=now, link=link, params=params)
    return row.id


def join_group(*, acting: Acting, group_id: str, now: dt.datetime, person_id: ActorId | None = None) -> None:
    """Enter a group, or let a colleague enter it. Again changes nothing.

    The first of an association needs the right to speak for it: its people will read the minutes.

    Raises:
        Denied: no right to take part; the first of the association, without the right to speak for it.
        Missing: no such group in the circle, nobody of this association.
        Invalid: the group has ended.
    """
    check(acting, Permission.TAKE_PART)
    day = day_of(now)
    with atomic():
        row = group(acting, group_id)
        if row.ends is not None and row.ends < day:
            raise Invalid("network.group_ended")
        known = row.members.filter(organisation_id=acting.organisation, left_on=None)
        who = person_id or acting.actor
        if not known.exists() or who != acting.actor:
            check(acting, Permission.SPEAK_FOR)
        colleague(acting=acting, person_id=who, day=day)
        if not known.filter(person_id=who).exists():
            _enter(row, acting.organisation, who, day)
            _note(acting, "network.group_joined", row, now)


def leave_group(*, acting: Acting, group_id: str, now: dt.datetime, person_id: ActorId | None = None) -> None:
    """Leave a group, or take a colleague out of it. Again changes nothing.

    Raises:
        Denied: someone else, without the right to speak for the association.
        Missing: no such group in the circle.
    """
    who = person_id or acting.actor
    if who != acting.actor:
        check(acting, Permission.SPEAK_FOR)
    with atomic():
        row = group(acting, group_id)
        gone = row.members.filter(organisation_id=acting.organisation, person_id=who, left_on=None)
        if gone.update(left_on=day_of(now)):
            _note(acting, "network.group_left", row, now)


def end_group(*, acting: Acting, group_id: str, now: dt.datetime) -> None:
    """End a group: what it wrote stays.

    Raises:
        Denied: no right to speak for the association that began it.
        Missing: no such group in the circle.
    """
    check(acting, Permission.SPEAK_FOR)
    with atomic():
        row = group(acting, group_id)
        if row.organisation_id != acting.organisation:
            raise Denied("network.not_your_group")
        yesterday = day_of(now) - dt.timedelta(days=1)
        row.starts, row.ends = min(row.starts, yesterday), yesterday
        row.save()
        _note(acting, "network.group_ended", row, now)


def leave_groups(acting: Acting, person: ActorId, now: dt.datetime) -> None:
    """Take someone who leaves the association out of its groups."""
    rows = GroupMember.objects.filter(organisation_id=acting.organisation, person_id=person, left_on=None)
    rows.update(left_on=day_of(now))


def group_joined(acting: Acting, group_id: str) -> WorkingGroup:
    """Return a group the association acted for is in.

    Raises:
        Missing: no such group in the circle, or the association is not in it.
    """
    row = group(acting, group_id)
    if not row.members.filter(organisation_id=acting.organisation, left_on=None).exists():
        raise Missing("network.no_group")
    return row


def _enter(row: WorkingGroup, organisation: OrgId, person: ActorId, day: dt.date) -> None:
    GroupMember.objects.create(group=row, organisation_id=organisation, person_id=person, joined_on=day)


def _note(acting: Acting, verb: str, row: WorkingGroup, now: dt.datetime) -> None:
    record(acting=acting, verb=verb, kind="group", object_id=row.id, now=now)
