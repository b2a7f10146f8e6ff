"""Organisations, the people in them, what they may do, and the places they work in."""

from .dated import in_force
from .house import SetUp
from .organisations import Agreement, AgreementSignature, MembershipOffer, NetworkMembership, Organisation
from .people import Capability, Invitation, Person, PersonManager, Responsibility, RoleGrant
from .places import Facility, Place, PlaceAlias

__all__ = [
    "Agreement",
    "AgreementSignature",
    "Capability",
    "Facility",
    "Invitation",
    "MembershipOffer",
    "NetworkMembership",
    "Organisation",
    "Person",
    "PersonManager",
    "Place",
    "PlaceAlias",
    "Responsibility",
    "RoleGrant",
    "SetUp",
    "in_force",
]
