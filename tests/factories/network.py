"""People and associations, by situation. Everything here is invented."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator

from tests.conftest import NOW
from vigie.kernel.api import OrgId
from vigie.network.api import Acting, CapabilityCode, Role, acting_for
from vigie.network.models import (
    Agreement,
    AgreementSignature,
    Capability,
    NetworkMembership,
    Organisation,
    Person,
    RoleGrant,
    SetUp,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

TODAY = NOW.date()
LONG_AGO = dt.date(2016, 9, 1)
PASSWORD = "marée basse et vent d'ouest"


def organisation(slug: str = "lisiere", *, uses_vigie: bool = True, **values: object) -> Organisation:
    """An association that uses the house."""
    defaults = {"name": slug.replace("-", " ").capitalize(), "uses_vigie": uses_vigie, "invented": True, **values}
    row, _new = Organisation.objects.get_or_create(slug=slug, defaults=defaults)
    return row


def person(username: str = "alma", *, charter: bool = True, password: str = PASSWORD, **values: object) -> Person:
    """Someone who signs in and has accepted the charter."""
    row = Person(
        username=username,
        name=values.pop("name", username.capitalize()),
        charter_accepted_at=NOW if charter else None,
        joined_at=NOW,
        invented=True,
        **values,
    )
    row.set_password(password)
    row.save()
    return row


def member(
    username: str = "alma",
    *,
    of: Organisation | str = "lisiere",
    roles: Iterable[Role] = (Role.COORDINATOR,),
    capabilities: Iterable[CapabilityCode] = (),
    protected: bool | None = None,
    starts: dt.date = LONG_AGO,
    ends: dt.date | None = None,
    **values: object,
) -> Person:
    """Someone with roles in an association; an administrator is protected by a second factor, unless told otherwise."""
    home = organisation(of) if isinstance(of, str) else of
    row = Person.objects.filter(username=username).first() or person(username, **values)
    roles = tuple(roles)
    for role in roles:
        RoleGrant.objects.create(person=row, organisation=home, role=role, starts=starts, ends=ends)
    for code in capabilities:
        Capability.objects.create(person=row, organisation=home, code=code, starts=starts)
    if protected or (protected is None and Role.ADMIN in roles):
        protect(row)
    return row


def protect(who: Person) -> None:
    """Give someone a second factor that nobody uses: a passkey kept in a drawer."""
    if not Authenticator.objects.filter(user=who).exists():
        Authenticator.objects.create(
            user=who, type=Authenticator.Type.WEBAUTHN, data={"name": "tiroir", "credential": {}}
        )


def acting(username: str = "alma", *, of: str = "lisiere", roles: Iterable[Role] = (Role.COORDINATOR,)) -> Acting:
    """How a (new) member acts for their association on the day of the tests."""
    who = member(username, of=of, roles=roles)
    return acting_for(person_id=who.id, organisation_id=organisation(of).id, day=TODAY)


def acts(who: Person, *, of: str = "lisiere", day: dt.date = TODAY) -> Acting:
    """How someone acts for an association."""
    return acting_for(person_id=who.id, organisation_id=organisation(of).id, day=day)


def network_of(*members: Organisation, slug: str = "reseau", starts: dt.date = LONG_AGO) -> Organisation:
    """A network these organisations belong to."""
    network = organisation(slug, uses_vigie=False, kind=Organisation.Kind.PLATFORM)
    for each in members:
        NetworkMembership.objects.create(member=each, network=network, starts=starts)
    return network


def agreement_between(
    *parties: Organisation,
    starts: dt.date = LONG_AGO,
    ends: dt.date | None = None,
    signed_on: dt.date | None = LONG_AGO,
    title: str = "Accord de partage",
) -> Agreement:
    """An agreement, signed by every party unless told otherwise."""
    row = Agreement.objects.create(title=title, starts=starts, ends=ends, signed_on=signed_on)
    row.organisations.set(parties)
    if signed_on:
        AgreementSignature.objects.bulk_create(
            AgreementSignature(agreement=row, organisation=party, signed_by="alma", signed_on=signed_on)
            for party in parties
        )
    return row


def house_open() -> SetUp:
    """The page of the house is filled: real mode has started."""
    row, _new = SetUp.objects.update_or_create(
        id="house",
        defaults={
            "controller": "Lisière",
            "joint_agreement": "Convention du 1er septembre 2016",
            "rights_contact": "droits@lisiere.example",
            "host": "Lisière",
            "charter": "Nous ne jugeons pas.",
            "completed_at": NOW,
        },
    )
    return row


__all__ = [
    "LONG_AGO",
    "PASSWORD",
    "TODAY",
    "OrgId",
    "acting",
    "acts",
    "agreement_between",
    "house_open",
    "member",
    "network_of",
    "organisation",
    "person",
    "protect",
]
