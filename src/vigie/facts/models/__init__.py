"""Rows of the facts floor."""

from .consent import ConsentAnswer, ConsentGrant
from .events import Event, EventMerge, EventTally, LinkProposal
from .orders import Order
from .plans import Plan
from .reports import (
    Act,
    Force,
    Involvement,
    MediaRef,
    Observation,
    Revision,
    SourceStatement,
    Tally,
    Testimony,
)
from .searching import SearchHit, SearchText
from .terrain import Shift, Site, SiteAlias
from .views import SavedFilter
from .vocabulary import ActFamily, ActType, Norm, Right, Term
from .withdrawals import Withdrawal, WithdrawalStep

__all__ = [
    "Act",
    "ActFamily",
    "ActType",
    "ConsentAnswer",
    "ConsentGrant",
    "Event",
    "EventMerge",
    "EventTally",
    "Force",
    "Involvement",
    "LinkProposal",
    "MediaRef",
    "Norm",
    "Observation",
    "Order",
    "Plan",
    "Revision",
    "Right",
    "SavedFilter",
    "SearchHit",
    "SearchText",
    "Shift",
    "Site",
    "SiteAlias",
    "SourceStatement",
    "Tally",
    "Term",
    "Testimony",
    "Withdrawal",
    "WithdrawalStep",
]
