"""Who might be named in a dossier: people of one's association and of those of its network, by name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vigie.kernel.api import ActorId, OrgId
from vigie.network.api import Acting, Permission, Role, colleagues, fold, may, organisations

from ..models import Dossier
from ..rules.access import PLACE_ASKS, DossierRole


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who may take a place, for one association; ``places``: those their roles there allow."""

    person: ActorId
    name: str
    organisation: OrgId
    organisation_name: str
    roles: tuple[Role, ...]
    places: tuple[DossierRole, ...]


def candidates(acting: Acting, dossier: Dossier, text: str | None, *, day: dt.date) -> list[Candidate]:
    """Return who may be named and is not yet, in one's association, those bound to it and those of its network.

    ``text`` keeps those whose name or association's name holds it; empty, the people of one's own association alone;
    ``None``, everybody.
    """
    there = set(dossier.accesses.filter(ended_at=None).values_list("person", "organisation"))
    near = {acting.organisation} if text == "" else {acting.organisation} | acting.partners | acting.peers
    wanted = fold(text or "")
    found = []
    for card in organisations(using_vigie=True):
        if card.id not in near:
            continue
        for person in colleagues(card.id, day=day):
            places = places_for(frozenset(person.roles))
            named = (person.id, card.id) in there
            if places and not named and wanted in fold(f"{person.name} {card.name} {card.short_name}"):
                found.append(Candidate(person.id, person.name, card.id, card.short_name, person.roles, places))
    return found


def places_for(roles: frozenset[Role]) -> tuple[DossierRole, ...]:
    """Return the places that roles held in an association allow; none without the right to see dossiers."""
    if not may(roles, Permission.SEE_CASES):
        return ()
    return tuple(place for place in DossierRole if place not in PLACE_ASKS or roles & PLACE_ASKS[place])
