"""Organisations, the people in them, what they may do, and the places they work in."""

from .dated import in_force
from .directory import PublicContact, Speaker
from .exchange import Listing, ListingAnswer
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
    "Listing",
    "ListingAnswer",
    "MembershipOffer",
    "NetworkMembership",
    "Organisation",
    "Person",
    "PersonManager",
    "Place",
    "PlaceAlias",
    "PublicContact",
    "Responsibility",
    "RoleGrant",
    "SetUp",
    "Speaker",
    "in_force",
]
