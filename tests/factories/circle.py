"""Four associations as the life of the network meets them: ours, a peer, a partner, one that nothing binds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.factories.network import acts, agreement_between, member, network_of, organisation
from vigie.network.api import Role

if TYPE_CHECKING:
    from vigie.network.api import Acting
    from vigie.network.models import Person


@dataclass
class Circle:
    """One coordinator in each association, as they sign in and as they act."""

    people: dict[str, Person]
    ours: Acting
    peer: Acting
    partner: Acting
    stranger: Acting


def circle() -> Circle:
    """Lisière, Rivage of the same network, Falaise bound by an agreement, Ailleurs bound by nothing."""
    houses = {slug: organisation(slug) for slug in ("lisiere", "rivage", "falaise", "ailleurs")}
    network_of(houses["lisiere"], houses["rivage"])
    agreement_between(houses["lisiere"], houses["falaise"])
    names = {"lisiere": "alma", "rivage": "rosa", "falaise": "farid", "ailleurs": "charlie"}
    people = {slug: member(name, of=slug, roles=[Role.COORDINATOR]) for slug, name in names.items()}
    ours, peer, partner, stranger = (acts(people[slug], of=slug) for slug in names)
    return Circle(people, ours, peer, partner, stranger)
