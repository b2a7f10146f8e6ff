"""The fictional network: organisations, people, keys, one agreement."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vigie.journal.api import mark_read
from vigie.kernel.api import PARIS, ActorId, OrgId
from vigie.network.api import (
    Acting,
    CapabilityCode,
    OrganisationDraft,
    Role,
    accept_invitation_as,
    acting_for,
    acting_system,
    create_organisation,
    grant_capability,
    invite,
    join_network,
    make_agreement,
    make_person,
    sign_agreement,
)
from vigie.vault.api import add_keyholder, found_keys, keyholders, offer_keyholder, unlock_without_session

DATA = Path(__file__).parent / "data"
Row = dict[str, Any]


@cache
def told() -> Row:
    """Return what ``data/network.yaml`` says."""
    found: Row = yaml.safe_load((DATA / "network.yaml").read_text(encoding="utf-8"))
    return found


class Cast:
    """The invented people, once they are made, by sign-in name."""

    def __init__(self) -> None:
        self._roles: dict[str, tuple[ActorId, OrgId]] = {}

    def add(self, username: str, person: ActorId, organisation: OrgId) -> None:
        """Remember someone."""
        self._roles[username] = (person, organisation)

    def person(self, username: str) -> ActorId:
        """Return someone's id."""
        return self._roles[username][0]

    def acting(self, username: str, day: dt.date) -> Acting:
        """Return how someone acts in their own association."""
        person, organisation = self._roles[username]
        return acting_for(person_id=person, organisation_id=organisation, day=day)


def load_network(*, begun: dt.datetime) -> Cast:
    """Make organisations, people, agreement and keys as they stand since ``begun``, and return the people."""
    begun = begun.astimezone(PARIS)  # days are those of the coast: late in the evening, UTC is still the day before
    cast = Cast()
    _organisations(begun)
    for row in everyone():
        _person(cast, row, begun)
    for row in told()["also"]:
        house = acting_system(organisation=row["organisation"], day=begun.date())
        invited = invite(acting=house, name="", roles=[Role(r) for r in row["roles"]], now=begun)
        accept_invitation_as(token=invited.token, person_id=cast.person(row["username"]), now=begun)
    _agreements(begun)
    for slug in dict.fromkeys(row["organisation"] for row in everyone()):
        _keys(cast, slug, begun)
    for row in everyone():
        mark_read(person=cast.person(row["username"]), now=begun)
    return cast


def everyone() -> list[Row]:
    """Return every person of the story."""
    return [*told()["people"], *told()["second_keyholders"]]


def _organisations(begun: dt.datetime) -> None:
    network = create_organisation(acting=None, draft=_draft(told()["network"]), now=begun)
    for row in told()["outsiders"]:
        create_organisation(acting=None, draft=_draft(row), now=begun)
    for row in told()["organisations"]:
        made = create_organisation(acting=None, draft=_draft(row), now=begun)
        join_network(member=made.id, network=network.id, starts=begun.date(), now=begun)


def _draft(row: Row) -> OrganisationDraft:
    return OrganisationDraft(
        slug=row["slug"],
        name=row["name"],
        kind=row.get("kind", "association"),
        founded=row.get("founded"),
        purpose=row.get("purpose", ""),
        zones=row.get("zones", ()),
        communes=row.get("communes", ()),
        domains=row.get("domains", ()),
        languages=row.get("languages", ("fr",)),
        invented=True,
        uses_vigie=row.get("uses_vigie", False),
    )


def _person(cast: Cast, row: Row, begun: dt.datetime) -> None:
    house = acting_system(organisation=row["organisation"], day=begun.date())
    made = make_person(
        acting=house,
        username=row["username"],
        name=row["name"],
        password=told()["password"],
        roles=[Role(r) for r in row["roles"]],
        spoken=row.get("spoken", ["fr"]),
        now=begun,
        invented=True,
        charter_accepted=True,
    )
    cast.add(row["username"], made.id, house.organisation)
    for code in row.get("capabilities", ()):
        grant_capability(acting=house, person_id=made.id, code=CapabilityCode(code), now=begun)


def _agreements(begun: dt.datetime) -> None:
    for row in told()["agreements"]:
        houses = [acting_system(organisation=slug, day=begun.date()) for slug in row["organisations"]]
        made = make_agreement(
            acting=houses[0],
            title=row["title"],
            organisations=[h.organisation for h in houses[1:]],
            covers=row["covers"],
            starts=begun.date(),
            now=begun,
        )
        for house in houses:
            sign_agreement(acting=house, agreement_id=made, now=begun)


def _keys(cast: Cast, slug: str, begun: dt.datetime) -> None:
    """Found the key with an administrator, then hand it to whoever else should hold it; without one, nothing is sealed there."""
    rows = [r for r in everyone() if r["organisation"] == slug]
    admin = next((r for r in rows if "admin" in r["roles"]), None)
    if admin is None:
        return
    founder = cast.acting(admin["username"], begun.date())
    found_keys(acting=founder, passphrase=told()["passphrase"], now=begun)
    for row in rows:
        if row is not admin and (row.get("holds_key") or row in told()["second_keyholders"]):
            offered = cast.acting(row["username"], begun.date())
            offer_keyholder(acting=offered, passphrase=told()["passphrase"], now=begun)
    opened = unlock_without_session(acting=founder, passphrase=told()["passphrase"], now=begun)
    for holder in keyholders(founder.organisation):
        if holder.waiting:
            add_keyholder(acting=founder, unlocked=opened, holder_id=holder.id, now=begun)
