"""What a person answers for, and what happens to it when they leave."""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import notify, record
from vigie.kernel.api import ActorId, Denied, Missing, atomic

from ..acting import Acting, check
from ..hooks import told_of_leaving
from ..models import Capability, Responsibility, RoleGrant, in_force
from ..queries import ResponsibilityCard, open_responsibilities
from ..rules.permissions import Permission, Role, may_grant
from .common import colleague, day_of
from .roles import end_now, keep_one_admin


def add_responsibility(
    *, acting: Acting, person_id: ActorId, kind: str, label: str, now: dt.datetime, object_id: str = ""
) -> str:
    """Note that a colleague answers for something, and return its id.

    Raises:
        Denied: no right to manage the association.
        Missing: nobody of this association.
    """
    check(acting, Permission.MANAGE_ORGANISATION)
    with atomic():
        person = colleague(acting=acting, person_id=person_id, day=day_of(now))
        row = _answers_for(acting, person.id, kind, label, object_id, now)
        record(acting=acting, verb="network.responsibility_added", kind="person", object_id=person_id, now=now)
    return row.id


def hand_over(*, acting: Acting, responsibility_id: str, to: ActorId, now: dt.datetime) -> str:
    """Pass a responsibility on to a colleague, and return the id of the new one.

    Raises:
        Denied: neither one's own, nor the right to manage the association.
        Missing: no such open responsibility here, or nobody of this association.
    """
    with atomic():
        row = Responsibility.objects.filter(
            id=responsibility_id, organisation_id=acting.organisation, handed_over_on=None
        ).first()
        if row is None:
            raise Missing("network.no_responsibility")
        if row.person_id != acting.actor:
            check(acting, Permission.MANAGE_ORGANISATION)
        successor = colleague(acting=acting, person_id=to, day=day_of(now))
        row.handed_over_on, row.handed_over_to = day_of(now), successor
        row.save()
        new = _answers_for(acting, successor.id, row.kind, row.label, row.object_id, now)
        record(acting=acting, verb="network.handed_over", kind="person", object_id=to, now=now)
        notify(person=to, code="network.handed_over", now=now, params={"label": row.label})
    return new.id


def person_leaves(*, acting: Acting, person_id: ActorId, now: dt.datetime) -> list[ResponsibilityCard]:
    """End every role and right of a colleague here, at once; return what they still answered for, to hand over.

    What they held by name on the floors above ends in the same transaction.

    Raises:
        Denied: no right to manage the association, or to take one of their roles.
        Missing: nobody of this association.
        Conflict: the last administrator does not leave.
    """
    check(acting, Permission.MANAGE_ORGANISATION)
    day = day_of(now)
    with atomic():
        person = colleague(acting=acting, person_id=person_id, day=day)
        grants = list(RoleGrant.objects.filter(in_force(day), person=person, organisation_id=acting.organisation))
        if not all(may_grant(acting.roles, Role(g.role)) for g in grants):
            raise Denied("network.role_not_yours_to_give")
        keep_one_admin(acting, person.id, day)
        rights = Capability.objects.filter(in_force(day), person=person, organisation_id=acting.organisation)
        for grant in grants:
            end_now(grant, day)
        for right in rights:
            end_now(right, day)
        if not RoleGrant.objects.filter(in_force(day), person=person).exists():
            person.is_active = False
            person.save(update_fields=["is_active"])
        told_of_leaving(acting, person_id, now)
        record(acting=acting, verb="network.person_left", kind="person", object_id=person_id, now=now)
    return open_responsibilities(person_id=person_id, organisation=acting.organisation)


def _answers_for(
    acting: Acting, person_id: str, kind: str, label: str, object_id: str, now: dt.datetime
) -> Responsibility:
    return Responsibility.objects.create(
        person_id=person_id,
        organisation_id=acting.organisation,
        kind=kind,
        label=label,
        object_id=object_id,
        since=day_of(now),
    )
