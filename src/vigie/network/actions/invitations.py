"""People come by invitation: a link, for one person, once."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from vigie.journal.api import record
from vigie.kernel.api import SYSTEM, ActorId, Conflict, Denied, Invalid, Missing, OrgId, atomic

from ..acting import Acting, acting_for, check
from ..hooks import tell_arrival
from ..models import Invitation, Organisation, Person, RoleGrant, in_force
from ..queries import OrganisationCard, PersonCard, organisation_card
from ..rules.permissions import Permission, Role, may_grant
from ..rules.usernames import tidy_username
from .common import day_of
from .organisations import OrganisationDraft, create_organisation

VALID = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation. The token is shown once: the house keeps only its digest."""

    id: str
    token: str
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class InvitationCard:
    """What the guest sees before accepting."""

    organisation: OrganisationCard
    name: str
    roles: frozenset[Role]
    expires_at: dt.datetime
    returning: str = ""
    """Sign-in name of whom it lets back in, when it is not for someone new."""


def invite(*, acting: Acting, name: str, roles: Iterable[Role], now: dt.datetime) -> Invited:
    """Make a link that lets one person into the association acted for, with these roles, within seven days.

    Raises:
        Denied: no right to invite, or to give one of the roles.
        Invalid: no role at all.
    """
    check(acting, Permission.INVITE_PEOPLE)
    wanted = sorted(set(roles))
    if not wanted:
        raise Invalid("network.no_role_given", field="roles")
    if not all(may_grant(acting.roles, role) for role in wanted):
        raise Denied("network.role_not_yours_to_give")
    with atomic():
        made = new_invitation(acting.organisation, acting.actor, name, wanted, now)
        record(acting=acting, verb="network.invited", kind="invitation", object_id=made.id, now=now)
    return made


def withdraw_invitation(*, acting: Acting, invitation_id: str, now: dt.datetime) -> None:
    """Make an unused invitation of the association acted for worthless.

    Raises:
        Denied: no right to invite.
        Missing: none such here.
    """
    check(acting, Permission.INVITE_PEOPLE)
    with atomic():
        waiting = Invitation.objects.filter(id=invitation_id, organisation_id=acting.organisation, used_at=None)
        if not waiting.update(expires_at=now):
            raise Missing("network.no_invitation")
        record(acting=acting, verb="network.invitation_withdrawn", kind="invitation", object_id=invitation_id, now=now)


def open_house(*, organisation_name: str, slug: str, now: dt.datetime) -> Invited:
    """Make the first association and the invitation of its first administrator. By a command on the machine.

    Raises:
        Conflict: there is someone in the house already.
    """
    if Person.objects.exists():
        raise Conflict("network.house_not_empty")
    return welcome_organisation(organisation_name=organisation_name, slug=slug, now=now)


def welcome_organisation(*, organisation_name: str, slug: str, now: dt.datetime) -> Invited:
    """Let an association use the house, and make the invitation of its first administrator. By a command on the machine.

    Raises:
        Conflict: it has an administrator already, who invites the others.
    """
    with atomic():
        row = Organisation.objects.filter(slug=slug).first()
        if row is None:
            draft = OrganisationDraft(slug=slug, name=organisation_name)
            row = Organisation.objects.get(id=create_organisation(acting=None, draft=draft, now=now).id)
        if RoleGrant.objects.filter(in_force(day_of(now)), organisation=row, role=Role.ADMIN).exists():
            raise Conflict("network.has_admin")
        row.uses_vigie = True
        row.save()
        home = OrgId(row.id)
        Invitation.objects.filter(organisation=row, used_at=None).update(expires_at=now)
        made = new_invitation(home, SYSTEM, "", [Role.ADMIN], now)
        record(acting=None, verb="network.invited", kind="invitation", object_id=made.id, now=now, organisation=home)
    return made


def read_invitation(*, token: str, now: dt.datetime) -> InvitationCard:
    """Return what an invitation offers.

    Raises:
        Missing: no such invitation.
        Denied: it was used, or is too old.
    """
    row = valid_invitation(token, now)
    return InvitationCard(
        organisation=organisation_card(row.organisation),
        name=row.name,
        roles=frozenset(Role(r) for r in row.roles),
        expires_at=row.expires_at,
        returning=row.returning.username if row.returning else "",
    )


def accept_invitation(
    *, token: str, username: str, name: str, password: str, language: str, now: dt.datetime, spoken: Iterable[str] = ()
) -> PersonCard:
    """Use an invitation: make the person and give them its roles. The charter is accepted at first sign-in.

    Raises:
        Missing, Denied: as ``read_invitation``.
        Invalid: the sign-in name, the name or the password will not do.
        Conflict: the sign-in name is taken.
    """
    with atomic():
        invitation = valid_invitation(token, now)
        _for_someone_new(invitation)
        person = _person(username=username, name=name, password=password, language=language, now=now)
        person.spoken = list(spoken)
        person.save()
        _use(invitation, person, now)
    return PersonCard(ActorId(person.id), person.username, person.name)


def accept_invitation_as(*, token: str, person_id: ActorId, now: dt.datetime) -> OrgId:
    """Use an invitation as someone who is in the house already, and return the organisation joined.

    Raises:
        Missing, Denied: as ``read_invitation``.
    """
    with atomic():
        invitation = valid_invitation(token, now)
        _for_someone_new(invitation)
        _use(invitation, Person.objects.get(id=person_id), now)
    return OrgId(invitation.organisation_id)


def make_person(  # the demonstration's loader calls this
    *,
    acting: Acting,
    username: str,
    name: str,
    password: str,
    roles: Iterable[Role],
    now: dt.datetime,
    language: str = "fr",
    spoken: Iterable[str] = (),
    invented: bool = False,
    charter_accepted: bool = False,
) -> PersonCard:
    """Make a person of the association acted for, without invitation: for loaders.

    Raises:
        Denied: no right to invite.
        Invalid, Conflict: as ``accept_invitation``.
    """
    check(acting, Permission.INVITE_PEOPLE)
    with atomic():
        person = _person(username=username, name=name, password=password, language=language, now=now)
        person.spoken, person.invented = list(spoken), invented
        person.charter_accepted_at = now if charter_accepted else None
        person.save()
        _grant(person, acting.organisation, roles, now)
        record(acting=acting, verb="network.person_made", kind="person", object_id=person.id, now=now)
    return PersonCard(ActorId(person.id), person.username, person.name)


def digest_of(token: str) -> str:
    """Return what is kept of an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_invitation(
    organisation: OrgId,
    by: ActorId,
    name: str,
    roles: Iterable[Role],
    now: dt.datetime,
    *,
    returning: Person | None = None,
) -> Invited:
    """Keep the digest of a fresh token, and return the token."""
    token = secrets.token_urlsafe(24)
    row = Invitation.objects.create(
        digest=digest_of(token),
        organisation_id=organisation,
        name=name.strip(),
        roles=[r.value for r in roles],
        invited_by=by,
        created_at=now,
        expires_at=now + VALID,
        returning=returning,
    )
    return Invited(row.id, token, row.expires_at)


def valid_invitation(token: str, now: dt.datetime) -> Invitation:
    """Return the invitation of a token, if it may still be used.

    Raises:
        Missing: no such invitation.
        Denied: it was used, or is too old.
    """
    row = Invitation.objects.select_related("organisation", "returning").filter(digest=digest_of(token)).first()
    if row is None:
        raise Missing("network.no_invitation")
    if row.used_at is not None:
        raise Denied("network.invitation_used")
    if row.expires_at <= now:
        raise Denied("network.invitation_expired")
    return row


def _for_someone_new(invitation: Invitation) -> None:
    if invitation.returning is not None:
        raise Denied("network.invitation_of_someone")


def use_up(invitation: Invitation, person: Person, now: dt.datetime) -> None:
    """Mark an invitation as used, unless someone else just did.

    Raises:
        Denied: it was used in the meantime.
    """
    if not Invitation.objects.filter(id=invitation.id, used_at=None).update(used_at=now, used_by=person):
        raise Denied("network.invitation_used")


def _use(invitation: Invitation, person: Person, now: dt.datetime) -> None:
    use_up(invitation, person, now)
    organisation = OrgId(invitation.organisation_id)
    _grant(person, organisation, [Role(r) for r in invitation.roles], now)
    joined = acting_for(person_id=person.id, organisation_id=organisation, day=day_of(now))
    record(acting=joined, verb="network.joined", kind="person", object_id=person.id, now=now)
    tell_arrival(invitation.id, ActorId(person.id), now)


def _grant(person: Person, organisation: OrgId, roles: Iterable[Role], now: dt.datetime) -> None:
    day = day_of(now)
    held = set(
        RoleGrant.objects.filter(in_force(day), person=person, organisation_id=organisation).values_list(
            "role", flat=True
        )
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(person=person, organisation_id=organisation, role=role, starts=day) for role in set(roles) - held
    )


def _person(*, username: str, name: str, password: str, language: str, now: dt.datetime) -> Person:
    try:
        tidy = tidy_username(username)
    except ValueError:
        raise Invalid("network.bad_username", field="username") from None
    if not name.strip():
        raise Invalid("network.no_name", field="name")
    if Person.objects.filter(username__iexact=tidy).exists():
        raise Conflict("network.username_taken", field="username")
    person = Person(username=tidy, name=name.strip(), language=language, joined_at=now)
    check_password_strength(password, person)
    person.set_password(password)
    return person


def check_password_strength(password: str, person: Person) -> None:
    """Let pass a password that the house accepts for this person.

    Raises:
        Invalid: it does not; ``reasons`` says why.
    """
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid("network.weak_password", field="password", reasons=" ".join(error.messages)) from None
