"""People of an association: their roles, their rights, what they answer for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from vigie.kernel.api import ActorId, Missing, OrgId

from ..models import Capability, Invitation, Organisation, Person, Responsibility, RoleGrant, in_force
from ..rules.permissions import CapabilityCode, Role
from .organisations import OrganisationCard, organisation_card


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person, to show."""

    id: ActorId
    username: str
    name: str


@dataclass(frozen=True, slots=True)
class ColleagueCard:
    """A person of one association, with what they may do there."""

    id: ActorId
    username: str
    name: str
    spoken: tuple[str, ...]
    roles: tuple[Role, ...]
    capabilities: tuple[CapabilityCode, ...]


@dataclass(frozen=True, slots=True)
class ResponsibilityCard:
    """Something a person answers for."""

    id: str
    person: ActorId
    kind: str
    label: str
    since: dt.date


def people_of(organisation_id: OrgId, *, day: dt.date, roles: frozenset[Role] = frozenset()) -> list[PersonCard]:
    """Return the people who have a role (one of ``roles`` when given) in an organisation that day, by name."""
    grants = RoleGrant.objects.filter(in_force(day), organisation_id=organisation_id, person__is_active=True)
    if roles:
        grants = grants.filter(role__in=[r.value for r in roles])
    people = Person.objects.filter(id__in=grants.values("person_id"))
    return [PersonCard(ActorId(p.id), p.username, p.name) for p in people]


def organisations_of(person_id: str, *, day: dt.date) -> list[OrganisationCard]:
    """Return the organisations a person has a role in that day, by name."""
    held = RoleGrant.objects.filter(in_force(day), person_id=person_id)
    return [organisation_card(o) for o in Organisation.objects.filter(id__in=held.values("organisation_id"))]


def colleagues(organisation_id: OrgId, *, day: dt.date) -> list[ColleagueCard]:
    """Return everyone who has a role in an organisation that day, by name, in three queries."""
    roles = _by_person(
        RoleGrant.objects.filter(in_force(day), organisation_id=organisation_id).values_list("person_id", "role")
    )
    rights = Capability.objects.filter(in_force(day), organisation_id=organisation_id) | Capability.objects.filter(
        in_force(day), organisation=None
    )
    codes = _by_person(rights.filter(person_id__in=roles).values_list("person_id", "code"))
    return [
        _colleague(p, roles[p.id], codes.get(p.id, [])) for p in Person.objects.filter(id__in=roles, is_active=True)
    ]


def colleague_card(organisation_id: OrgId, person_id: str, *, day: dt.date) -> ColleagueCard:
    """Return one person of an organisation.

    Raises:
        Missing: nobody of this organisation that day.
    """
    for card in colleagues(organisation_id, day=day):
        if card.id == person_id:
            return card
    raise Missing("network.no_person")


def open_responsibilities(*, person_id: str, organisation: OrgId) -> list[ResponsibilityCard]:
    """Return what a person still answers for in an organisation."""
    rows = Responsibility.objects.filter(person_id=person_id, organisation_id=organisation, handed_over_on=None)
    return [ResponsibilityCard(r.id, ActorId(r.person_id), r.kind, r.label, r.since) for r in rows]


def waiting_invitations(organisation_id: OrgId, *, now: dt.datetime) -> list[Invitation]:
    """Return the invitations that may still be used, newest first."""
    return list(Invitation.objects.filter(organisation_id=organisation_id, used_at=None, expires_at__gt=now))


def _by_person(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for person_id, value in pairs:
        found.setdefault(person_id, []).append(value)
    return found


def _colleague(person: Person, roles: list[str], codes: list[str]) -> ColleagueCard:
    held = [role for role in Role if role in roles]
    rights = [code for code in CapabilityCode if code in codes]
    return ColleagueCard(
        ActorId(person.id), person.username, person.name, tuple(person.spoken), tuple(held), tuple(rights)
    )
