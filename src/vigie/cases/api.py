"""The door of the dossiers: open one, name people in it, gather facts, list."""

from .actions.dossiers import DossierDraft, end_access, gather, give_access, open_dossier
from .queries.access import AccessCard, accesses
from .rules.access import DossierRole
from .rules.states import DossierKind

__all__ = [
    "AccessCard",
    "DossierDraft",
    "DossierKind",
    "DossierRole",
    "accesses",
    "end_access",
    "gather",
    "give_access",
    "open_dossier",
]
