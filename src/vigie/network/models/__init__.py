"""Organisations, the people in them, what they may do, and the places they work in."""

from .calendars import CalendarLink, Feed, FeedEvent
from .communiques import (
    Campaign,
    Communique,
    CommuniqueComment,
    CommuniqueSignature,
    PastAction,
    SharedTool,
    ToolAgreement,
    ToolVersion,
)
from .dated import in_force
from .departures import Departure
from .directory import PublicContact, Speaker
from .exchange import Listing, ListingAnswer
from .groups import ActionItem, GroupMember, Meeting, Presence, WorkingGroup
from .house import SetUp
from .organisations import Agreement, AgreementSignature, MembershipOffer, NetworkMembership, Organisation
from .people import Capability, Invitation, Person, PersonManager, Responsibility, RoleGrant
from .places import Facility, Place, PlaceAlias
from .successions import Succession

__all__ = [
    "ActionItem",
    "Agreement",
    "AgreementSignature",
    "CalendarLink",
    "Campaign",
    "Capability",
    "Communique",
    "CommuniqueComment",
    "CommuniqueSignature",
    "Departure",
    "Facility",
    "Feed",
    "FeedEvent",
    "GroupMember",
    "Invitation",
    "Listing",
    "ListingAnswer",
    "Meeting",
    "MembershipOffer",
    "NetworkMembership",
    "Organisation",
    "PastAction",
    "Person",
    "PersonManager",
    "Place",
    "PlaceAlias",
    "Presence",
    "PublicContact",
    "Responsibility",
    "RoleGrant",
    "SetUp",
    "SharedTool",
    "Speaker",
    "Succession",
    "ToolAgreement",
    "ToolVersion",
    "WorkingGroup",
    "in_force",
]
