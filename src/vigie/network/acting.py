"""Who acts, for which organisation, with which rights: made once per request, passed to every action."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from vigie.kernel.api import SYSTEM, ActorId, Denied, Missing, OrgId

from .models import Agreement, Capability, NetworkMembership, Organisation, Person, RoleGrant, in_force
from .rules.permissions import (
    CapabilityCode,
    Permission,
    Relation,
    Role,
    may,
    may_collect_testimony,
)


@dataclass(frozen=True, slots=True)
class Acting:
    """A person acting for an organisation on a given day.

    ``partners`` are organisations bound by an agreement in force; ``peers`` those of the same network.
    """

    actor: ActorId
    name: str
    organisation: OrgId
    organisation_slug: str
    organisation_name: str
    roles: frozenset[Role]
    capabilities: frozenset[CapabilityCode] = field(default_factory=frozenset)
    partners: frozenset[OrgId] = field(default_factory=frozenset)
    peers: frozenset[OrgId] = field(default_factory=frozenset)

    def can(self, permission: Permission) -> bool:
        """Say whether a role held here carries the permission."""
        return may(self.roles, permission)

    @property
    def collects_testimony(self) -> bool:
        """Say whether this person may collect a testimony today."""
        return may_collect_testimony(self.capabilities)


def acting_for(*, person_id: str, organisation_id: str, day: dt.date) -> Acting:
    """Return how a person acts for an organisation on a day.

    Raises:
        Missing: the person has no role there that day; a stranger learns nothing more.
    """
    grants = list(
        RoleGrant.objects.filter(
            in_force(day), person_id=person_id, organisation_id=organisation_id, person__is_active=True
        ).select_related("person", "organisation")
    )
    if not grants:
        raise Missing("network.no_role")
    person: Person = grants[0].person
    organisation: Organisation = grants[0].organisation
    return Acting(
        actor=ActorId(person.id),
        name=person.name,
        organisation=OrgId(organisation.id),
        organisation_slug=organisation.slug,
        organisation_name=str(organisation),
        roles=frozenset(Role(g.role) for g in grants),
        capabilities=_capabilities(person_id, organisation_id, day),
        partners=partners_of(organisation.id, day),
        peers=peers_of(organisation.id, day),
    )


def acting_system(*, organisation: str, day: dt.date) -> Acting:
    """Return the house itself acting for an organisation (slug or id), with every role: for commands on the machine.

    It holds no key: it opens nothing sealed.

    Raises:
        Missing: no such organisation.
    """
    row = Organisation.objects.filter(slug=organisation).first() or Organisation.objects.filter(id=organisation).first()
    if row is None:
        raise Missing("network.no_organisation", slug=organisation)
    return Acting(
        actor=SYSTEM,
        name="Vigie",
        organisation=OrgId(row.id),
        organisation_slug=row.slug,
        organisation_name=str(row),
        roles=frozenset(Role),
        partners=partners_of(row.id, day),
        peers=peers_of(row.id, day),
    )


def partners_of(organisation_id: str, day: dt.date) -> frozenset[OrgId]:
    """Return the organisations bound to this one by a signed agreement in force that day."""
    agreements = Agreement.objects.filter(in_force(day), organisations=organisation_id, signed_on__lte=day)
    ids = Organisation.objects.filter(agreements__in=agreements).exclude(id=organisation_id)
    return frozenset(OrgId(i) for i in ids.values_list("id", flat=True))


def peers_of(organisation_id: str, day: dt.date) -> frozenset[OrgId]:
    """Return the other organisations that use the house and belong, that day, to a network this one belongs to or is."""
    joined = NetworkMembership.objects.filter(in_force(day), member_id=organisation_id).values("network_id")
    fellows = NetworkMembership.objects.filter(
        in_force(day), Q(network_id__in=joined) | Q(network_id=organisation_id)
    ).values("member_id")
    using = Organisation.objects.filter(Q(id__in=joined) | Q(id__in=fellows), uses_vigie=True).exclude(
        id=organisation_id
    )
    return frozenset(OrgId(i) for i in using.values_list("id", flat=True))


def relation(acting: Acting, owner: OrgId) -> Relation:
    """Return how the organisation acted for stands to the owner of a row."""
    if owner == acting.organisation:
        return Relation.OWNER
    if owner in acting.partners:
        return Relation.AGREEMENT
    if owner in acting.peers:
        return Relation.NETWORK
    return Relation.STRANGER


def check(acting: Acting, permission: Permission) -> None:
    """Let pass who holds the permission.

    Raises:
        Denied: no role held here carries it.
    """
    if not acting.can(permission):
        raise Denied(f"network.denied.{permission.value}")


def can(acting: Acting, permission: Permission) -> bool:
    """Say whether ``check`` would let pass."""
    return acting.can(permission)


def person_names(ids: Iterable[str]) -> dict[str, str]:
    """Return the name shown for each person's id; the house is "Vigie"; who has left is absent."""
    names = dict(Person.objects.filter(id__in=set(ids)).values_list("id", "name"))
    return {**names, SYSTEM: "Vigie"}


def _capabilities(person_id: str, organisation_id: str, day: dt.date) -> frozenset[CapabilityCode]:
    rows = Capability.objects.filter(in_force(day), person_id=person_id)
    codes = rows.filter(organisation_id__in=[organisation_id]) | rows.filter(organisation=None)
    return frozenset(CapabilityCode(c) for c in codes.values_list("code", flat=True))
