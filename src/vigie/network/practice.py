"""People of the real world, mirrored into the practice one when they enter it. Works on the database of the current world."""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import record
from vigie.kernel.api import ActorId, Denied, WorldName, atomic, today, world

from .acting import Acting, acting_for
from .models import Capability, Organisation, Person, RoleGrant
from .rules.permissions import CapabilityCode, Role

WORKSHOP = "atelier"
"""Slug of the one association of the practice world."""

ROLES = (Role.OBSERVER, Role.COORDINATOR, Role.JURISTE, Role.CHILD_REFERENT, Role.ADMIN)
"""Whoever practises tries everything."""

CAPABILITIES = (CapabilityCode.TRAINED, CapabilityCode.MEMBER)


def open_workshop(*, name: str, now: dt.datetime) -> None:
    """Make the workshop of the practice world, if it is not there.

    Raises:
        Denied: this is not the practice world.
    """
    _only_in_practice()
    Organisation.objects.get_or_create(
        slug=WORKSHOP, defaults={"name": name, "uses_vigie": True, "invented": True, "founded": now.year}
    )


def enter_workshop(*, username: str, name: str, language: str, now: dt.datetime) -> Acting:
    """Return how a person acts in the workshop, mirroring them there the first time. No password goes along.

    Raises:
        Denied: this is not the practice world.
    """
    _only_in_practice()
    organisation = Organisation.objects.get(slug=WORKSHOP)
    with atomic():
        person, new = Person.objects.get_or_create(
            username=username,
            defaults={
                "name": name,
                "language": language,
                "charter_accepted_at": now,
                "joined_at": now,
                "invented": True,
            },
        )
        if new:
            person.set_unusable_password()
            person.save()
            _grant(person, organisation)
        acting = acting_for(person_id=person.id, organisation_id=organisation.id, day=today())
        record(acting=acting, verb="network.entered_practice", kind="person", object_id=person.id, now=now)
    return acting


def person_by_id(person_id: ActorId) -> Person:
    """Return the row that signs in."""
    return Person.objects.get(id=person_id)


def _grant(person: Person, organisation: Organisation) -> None:
    RoleGrant.objects.bulk_create(
        RoleGrant(person=person, organisation=organisation, role=role, starts=today()) for role in ROLES
    )
    Capability.objects.bulk_create(
        Capability(person=person, organisation=organisation, code=code, starts=today()) for code in CAPABILITIES
    )


def _only_in_practice() -> None:
    if world().name is not WorldName.PRACTICE:
        raise Denied("network.not_practice")
