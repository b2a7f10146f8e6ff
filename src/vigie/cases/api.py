"""The door of the dossiers: open one, name people in it, gather facts, list."""

from .actions.dossiers import DossierDraft, end_access, gather, give_access, open_dossier
from .actions.mandates import MandateDraft, give_mandate, release_held_back, revoke_mandate
from .queries.access import AccessCard, accesses
from .queries.mandates import MandateCard, mandates
from .rules.access import DossierRole
from .rules.states import DossierKind

__all__ = [
    "AccessCard",
    "DossierDraft",
    "DossierKind",
    "DossierRole",
    "MandateCard",
    "MandateDraft",
    "accesses",
    "end_access",
    "gather",
    "give_access",
    "give_mandate",
    "mandates",
    "open_dossier",
    "release_held_back",
    "revoke_mandate",
]
