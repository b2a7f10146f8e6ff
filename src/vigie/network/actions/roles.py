"""Roles and dated capabilities of the people of one association."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from vigie.journal.api import notify, record
from vigie.kernel.api import ActorId, Conflict, Denied, Invalid, atomic

from ..acting import Acting, check
from ..models import Capability, RoleGrant, in_force
from ..rules.permissions import CapabilityCode, Permission, Role, may_give_right, may_grant
from .common import colleague, day_of


def grant_role(
    *, acting: Acting, person_id: ActorId, role: Role, now: dt.datetime, ends: dt.date | None = None
) -> None:
    """Give a colleague a role in the association acted for, from today on; again changes nothing.

    Raises:
        Denied: no right to give this role.
        Missing: nobody of this association.
    """
    _may_give(acting, role)
    day = day_of(now)
    with atomic():
        person = colleague(acting=acting, person_id=person_id, day=day)
        held = RoleGrant.objects.filter(in_force(day), person=person, organisation_id=acting.organisation, role=role)
        if held.exists():
            return
        row = RoleGrant.objects.create(
            person=person, organisation_id=acting.organisation, role=role, starts=day, ends=ends
        )
        _note(acting, "network.role_granted", row.id, person_id, {"role": role.value}, now)
        notify(person=person_id, code="network.role_granted", now=now)


def end_role(*, acting: Acting, person_id: ActorId, role: Role, now: dt.datetime) -> None:
    """Take a role from a colleague, at once.

    Raises:
        Denied: no right to take this role.
        Missing: nobody of this association.
        Conflict: the last administrator stays one.
    """
    _may_give(acting, role)
    day = day_of(now)
    with atomic():
        colleague(acting=acting, person_id=person_id, day=day)
        if role is Role.ADMIN:
            keep_one_admin(acting, person_id, day)
        for grant in _held(acting, person_id, day).filter(role=role):
            end_now(grant, day)
            _note(acting, "network.role_ended", grant.id, person_id, {"role": role.value}, now)


def end_now(grant: RoleGrant | Capability, day: dt.date) -> None:
    """Make a dated row hold no longer from this very day on; what began today leaves only its journal entry."""
    if grant.starts >= day:
        type(grant).objects.filter(id=grant.id).delete()
        return
    grant.ends = day - dt.timedelta(days=1)
    grant.save(update_fields=["ends"])


def grant_capability(
    *,
    acting: Acting,
    person_id: ActorId,
    code: CapabilityCode,
    now: dt.datetime,
    starts: dt.date | None = None,
    ends: dt.date | None = None,
    reason: str = "",
) -> str:
    """Give a colleague a dated right and return its id. Upper floors call this when a training or a mission grants it.

    Raises:
        Denied: may neither manage the association nor give this right.
        Missing: nobody of this association.
        Invalid: it would end before it starts.
    """
    _may_give_right(acting, code)
    starts = starts or day_of(now)
    if ends is not None and ends < starts:
        raise Invalid("network.ended_already", field="ends")
    with atomic():
        person = colleague(acting=acting, person_id=person_id, day=day_of(now))
        row = Capability.objects.create(
            person=person,
            organisation_id=acting.organisation,
            code=code,
            starts=starts,
            ends=ends,
            reason=reason,
        )
        _note(acting, "network.capability_granted", row.id, person_id, {"code": code.value}, now)
    return row.id


def end_capability(
    *, acting: Acting, person_id: ActorId, code: CapabilityCode, now: dt.datetime, coming: bool = False
) -> None:
    """Take a dated right from a colleague, at once; with ``coming``, one that was still to begin never does.

    Raises:
        Denied: may neither manage the association nor take this right.
        Missing: nobody of this association.
    """
    _may_give_right(acting, code)
    day = day_of(now)
    with atomic():
        colleague(acting=acting, person_id=person_id, day=day)
        held = Capability.objects.filter(person_id=person_id, organisation_id=acting.organisation, code=code)
        for row in held.exclude(ends__lt=day) if coming else held.filter(in_force(day)):
            end_now(row, day)
            _note(acting, "network.capability_ended", row.id, person_id, {"code": code.value}, now)


def _may_give_right(acting: Acting, code: CapabilityCode) -> None:
    if not may_give_right(acting.roles, code):
        check(acting, Permission.MANAGE_ORGANISATION)


def _may_give(acting: Acting, role: Role) -> None:
    check(acting, Permission.MANAGE_ORGANISATION)
    if not may_grant(acting.roles, role):
        raise Denied("network.role_not_yours_to_give")


def _held(acting: Acting, person_id: str, day: dt.date) -> QuerySet[RoleGrant]:
    return RoleGrant.objects.filter(in_force(day), person_id=person_id, organisation_id=acting.organisation)


def keep_one_admin(acting: Acting, person_id: str, day: dt.date) -> None:
    """Let pass unless this person is the only administrator.

    Raises:
        Conflict: the last administrator stays one.
    """
    admins = RoleGrant.objects.filter(
        in_force(day), organisation_id=acting.organisation, role=Role.ADMIN, person__is_active=True
    )
    if set(admins.values_list("person_id", flat=True)) == {person_id}:
        raise Conflict("network.last_admin")


def _note(acting: Acting, verb: str, row_id: str, person_id: str, detail: dict[str, str], now: dt.datetime) -> None:
    record(acting=acting, verb=verb, kind="person", object_id=person_id, now=now, detail={**detail, "row": row_id})
