"""Who may do what in a dossier: access is by name, across associations. Pure."""

from __future__ import annotations

from collections.abc import Set
from enum import StrEnum

from vigie.network.api import Role


class DossierRole(StrEnum):
    """What a person is in one dossier. Only the avocat·e has privilege and receives mandates; a juriste has not."""

    AVOCAT = "avocat"
    JURISTE = "juriste"
    COORDINATION = "coordination"
    READER = "reader"


class Deed(StrEnum):
    """One thing a person may do in a dossier."""

    READ = "read"
    WORK = "work"
    GIVE_ACCESS = "give_access"
    FILE = "file"
    RECEIVE_MANDATE = "receive_mandate"


_LAWYERS = frozenset({DossierRole.AVOCAT, DossierRole.JURISTE})

ALLOWED: dict[Deed, frozenset[DossierRole]] = {
    Deed.READ: frozenset(DossierRole),
    Deed.WORK: _LAWYERS | {DossierRole.COORDINATION},
    Deed.GIVE_ACCESS: _LAWYERS | {DossierRole.COORDINATION},
    Deed.FILE: _LAWYERS,
    Deed.RECEIVE_MANDATE: frozenset({DossierRole.AVOCAT}),
}
"""Every deed stands here once."""


PLACE_ASKS: dict[DossierRole, frozenset[Role]] = {
    DossierRole.AVOCAT: frozenset({Role.AVOCAT}),
    DossierRole.JURISTE: frozenset({Role.JURISTE, Role.AVOCAT}),
}
"""The role one must hold in one's association to take such a place; the others ask for a place at the desk alone."""

RESERVED = frozenset(
    [
        "ajouter",
        "citer-un-temoignage",
        "accords",
        "annuler",
        "attestations",
        "calendrier",
        "citations",
        "echeances",
        "instances",
        "mandats",
        "modeles",
        "nouveau",
        "pieces",
        "saisines",
        "trousse",
    ]
)
"""First words of addresses under ``/dossiers/`` that no dossier may take for its own."""


def may(role: DossierRole, deed: Deed) -> bool:
    """Say whether a place in a dossier carries a deed."""
    return role in ALLOWED[deed]


def held(place: DossierRole, roles: Set[Role]) -> DossierRole:
    """Return the place somebody holds today: a reader's once they lost the role that their place asks for."""
    return place if roles & PLACE_ASKS.get(place, roles) else DossierRole.READER


def place_for(roles: Set[Role]) -> DossierRole:
    """Return the highest place that the roles held in one's association give."""
    return next((place for place, asked in PLACE_ASKS.items() if roles & asked), DossierRole.COORDINATION)
