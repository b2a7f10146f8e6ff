"""The network's door: who acts and may what, organisations, people, places, capabilities."""

from .acting import (
    Acting,
    acting_for,
    acting_system,
    can,
    check,
    person_names,
    relation,
)
from .queries import (
    OrganisationCard,
    PersonCard,
    PlaceCard,
    find_place,
    fold,
    organisation,
    organisations,
    organisations_of,
    people_of,
    place,
    place_names,
    places,
)
from .requests import acting_of
from .rules.permissions import Audience, CapabilityCode, Permission, Relation, Role, sees

__all__ = [
    "Acting",
    "Audience",
    "CapabilityCode",
    "OrganisationCard",
    "Permission",
    "PersonCard",
    "PlaceCard",
    "Relation",
    "Role",
    "acting_for",
    "acting_of",
    "acting_system",
    "can",
    "check",
    "find_place",
    "fold",
    "organisation",
    "organisations",
    "organisations_of",
    "people_of",
    "person_names",
    "place",
    "place_names",
    "places",
    "relation",
    "sees",
]
