"""Rows of the dossiers."""

from .attestations import Attestation
from .bodies import Body
from .dossiers import Dossier, DossierAccess, DossierFact, KitItem, Strategy, Task
from .exhibits import Exhibit
from .mandates import Mandate, MandateObject
from .referrals import (
    Deadline,
    DossierOrder,
    Draft,
    Outcome,
    Referral,
    ReferralAnswer,
    ReferralExhibit,
    ReferralPerson,
    WordTemplate,
)

__all__ = [
    "Attestation",
    "Body",
    "Deadline",
    "Dossier",
    "DossierAccess",
    "DossierFact",
    "DossierOrder",
    "Draft",
    "Exhibit",
    "KitItem",
    "Mandate",
    "MandateObject",
    "Outcome",
    "Referral",
    "ReferralAnswer",
    "ReferralExhibit",
    "ReferralPerson",
    "Strategy",
    "Task",
    "WordTemplate",
]
