"""Closed lists of what a mission leaves: domains of skills, what is handed over, licences. Pure."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

REGISTRATIONS_KEPT = dt.timedelta(days=30)
"""Registrations for an evening go this long after it."""
MOST_GUESTS = 10
"""People one registration may bring."""


class Skill(StrEnum):
    """What one may learn on a mission."""

    LISTENING = "listening"
    LAW = "law"
    WRITING = "writing"
    MEDIA = "media"
    LANGUAGES = "languages"
    NETWORK = "network"
    ORGANISING = "organising"
    CARE = "care"
    OTHER = "other"


class Handed(StrEnum):
    """What is handed over at the end of a mission. Dossiers are a number, never names."""

    TOOLS = "tools"
    CONTACTS = "contacts"
    DOSSIERS = "dossiers"
    DEVICES = "devices"
    KEYS = "keys"
    OTHER = "other"


class Licence(StrEnum):
    """Under what terms a document may be used again."""

    CC_BY = "cc_by"
    CC_BY_SA = "cc_by_sa"
    CC_BY_NC_SA = "cc_by_nc_sa"
    RESERVED = "reserved"
