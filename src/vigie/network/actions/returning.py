"""Someone who lost their password comes back by a link, like a guest."""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import notify, record
from vigie.kernel.api import SYSTEM, ActorId, Denied, Missing, OrgId, atomic

from ..acting import Acting, check
from ..models import Person, RoleGrant, in_force
from ..rules.permissions import Permission, Role, may_grant
from .common import colleague, day_of
from .invitations import Invited, check_password_strength, new_invitation, use_up, valid_invitation


def invite_back(*, acting: Acting, person_id: ActorId, now: dt.datetime) -> Invited:
    """Make a link by which a colleague chooses a new password. Their second factor and their vault stay as they are.

    Raises:
        Denied: no right to invite or to give one of their roles, or they act for another association too:
            whoever resets a password could enter there.
        Missing: nobody of this association.
    """
    check(acting, Permission.INVITE_PEOPLE)
    day = day_of(now)
    with atomic():
        person = colleague(acting=acting, person_id=person_id, day=day)
        grants = list(RoleGrant.objects.filter(in_force(day), person=person))
        if any(grant.organisation_id != acting.organisation for grant in grants):
            raise Denied("network.acts_elsewhere")
        if not all(may_grant(acting.roles, Role(grant.role)) for grant in grants):
            raise Denied("network.role_not_yours_to_give")
        made = new_invitation(acting.organisation, acting.actor, person.name, [], now, returning=person)
        record(acting=acting, verb="network.invited_back", kind="person", object_id=person.id, now=now)
    return made


def invite_back_from_machine(*, username: str, now: dt.datetime) -> Invited:
    """Do the same by a command on the machine, for anyone.

    Raises:
        Missing: nobody of this sign-in name has a role today.
    """
    with atomic():
        grant = RoleGrant.objects.filter(in_force(day_of(now)), person__username__iexact=username).first()
        if grant is None:
            raise Missing("network.no_username", username=username)
        home = OrgId(grant.organisation_id)
        made = new_invitation(home, SYSTEM, grant.person.name, [], now, returning=grant.person)
        record(
            acting=None,
            verb="network.invited_back",
            kind="person",
            object_id=grant.person_id,
            now=now,
            organisation=home,
        )
    return made


def come_back(*, token: str, password: str, now: dt.datetime) -> ActorId:
    """Use such a link: set the new password. Every session of this person ends with the old one.

    Raises:
        Missing, Denied: the link is none of ours, was used, or is too old.
        Invalid: the password will not do.
    """
    with atomic():
        invitation = valid_invitation(token, now)
        person: Person | None = invitation.returning
        if person is None:
            raise Missing("network.no_invitation")
        check_password_strength(password, person)
        use_up(invitation, person, now)
        person.set_password(password)
        person.save(update_fields=["password"])
        record(
            acting=None,
            verb="network.came_back",
            kind="person",
            object_id=person.id,
            now=now,
            organisation=OrgId(invitation.organisation_id),
        )
        notify(person=ActorId(person.id), code="network.password_renewed", now=now)
    return ActorId(person.id)
