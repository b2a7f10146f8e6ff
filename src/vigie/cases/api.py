"""The door of the dossiers: open one, name people in it, gather facts, list, read its chronology and what it lacks."""

from .actions.deadlines import remind_deadlines
from .actions.dossiers import DossierDraft, end_access, give_access, open_dossier
from .actions.folders import Written, write_folder
from .actions.gathering import gather
from .actions.keeping import close_dossier, plan, plan_of, reopen_dossier, strategy_of
from .actions.kit import PaperDraft, keep_paper
from .actions.mandates import MandateDraft, give_mandate, release_held_back, revoke_mandate
from .actions.tasks import TaskDraft, add_task, mark_task
from .loading import load_bodies
from .queries.access import AccessCard, Entered, accesses, enter
from .queries.chronology import ChronologyLine, LineKind, chronology
from .queries.deadlines import DeadlineCard, cannot_be_recalled, next_deadlines
from .queries.lists import FoundDossier, Waiting, dossiers_of, find_dossiers, waiting
from .queries.mandates import MandateCard, mandates
from .queries.reading import FactCard, Reading
from .rules.access import DossierRole
from .rules.states import DossierKind

__all__ = [
    "AccessCard",
    "ChronologyLine",
    "DeadlineCard",
    "DossierDraft",
    "DossierKind",
    "DossierRole",
    "Entered",
    "FactCard",
    "FoundDossier",
    "LineKind",
    "MandateCard",
    "MandateDraft",
    "PaperDraft",
    "Reading",
    "TaskDraft",
    "Waiting",
    "Written",
    "accesses",
    "add_task",
    "cannot_be_recalled",
    "chronology",
    "close_dossier",
    "dossiers_of",
    "end_access",
    "enter",
    "find_dossiers",
    "gather",
    "give_access",
    "give_mandate",
    "keep_paper",
    "load_bodies",
    "mandates",
    "mark_task",
    "next_deadlines",
    "open_dossier",
    "plan",
    "plan_of",
    "release_held_back",
    "remind_deadlines",
    "reopen_dossier",
    "revoke_mandate",
    "strategy_of",
    "waiting",
    "write_folder",
]
