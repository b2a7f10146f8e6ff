"""The door of the dossiers: open one, name people in it, gather facts, list, read its chronology and what it lacks."""

from .actions.deadlines import add_deadline, remind_deadlines, start_deadline
from .actions.dossiers import DossierDraft, end_access, give_access, open_dossier
from .actions.exhibits import Naming, add_uploaded
from .actions.filing import Dispatch, file_referral, record_outcome
from .actions.folders import Written, write_folder
from .actions.gathering import gather
from .actions.keeping import close_dossier, plan, plan_of, reopen_dossier, strategy_of
from .actions.kit import PaperDraft, keep_paper
from .actions.mandates import MandateDraft, give_mandate, release_held_back, revoke_mandate
from .actions.quotes import Chosen, choose_quote, open_told
from .actions.redacting import accept_exhibit, keep_boxes, redact
from .actions.referrals import Mark, choose_exhibits, choose_people, confirm, open_referral, write_asked, write_line
from .actions.tasks import TaskDraft, add_task, mark_task
from .actions.withdrawn import Places, end_places
from .documents.looking import Looker
from .loading import load_bodies
from .queries.access import AccessCard, Entered, accesses, enter
from .queries.activity import activity
from .queries.chronology import ChronologyLine, LineKind, chronology
from .queries.deadlines import DeadlineCard, cannot_be_recalled, deadlines_of, next_deadlines
from .queries.exhibits import exhibits
from .queries.lists import FoundDossier, Waiting, dossiers_of, find_dossiers, waiting
from .queries.mandates import MandateCard, lendable, mandates
from .queries.package import dossier_count, package
from .queries.reading import FactCard, Reading, facts_of
from .queries.withdrawn import TouchedCases, TouchedDossier, TouchedExhibit, TouchedReferral, touched_by
from .rules.access import DossierRole
from .rules.states import DossierKind

__all__ = [
    "AccessCard",
    "Chosen",
    "ChronologyLine",
    "DeadlineCard",
    "Dispatch",
    "DossierDraft",
    "DossierKind",
    "DossierRole",
    "Entered",
    "FactCard",
    "FoundDossier",
    "LineKind",
    "Looker",
    "MandateCard",
    "MandateDraft",
    "Mark",
    "Naming",
    "PaperDraft",
    "Places",
    "Reading",
    "TaskDraft",
    "TouchedCases",
    "TouchedDossier",
    "TouchedExhibit",
    "TouchedReferral",
    "Waiting",
    "Written",
    "accept_exhibit",
    "accesses",
    "activity",
    "add_deadline",
    "add_task",
    "add_uploaded",
    "cannot_be_recalled",
    "choose_exhibits",
    "choose_people",
    "choose_quote",
    "chronology",
    "close_dossier",
    "confirm",
    "deadlines_of",
    "dossier_count",
    "dossiers_of",
    "end_access",
    "end_places",
    "enter",
    "exhibits",
    "facts_of",
    "file_referral",
    "find_dossiers",
    "gather",
    "give_access",
    "give_mandate",
    "keep_boxes",
    "keep_paper",
    "lendable",
    "load_bodies",
    "mandates",
    "mark_task",
    "next_deadlines",
    "open_dossier",
    "open_referral",
    "open_told",
    "package",
    "plan",
    "plan_of",
    "record_outcome",
    "redact",
    "release_held_back",
    "remind_deadlines",
    "reopen_dossier",
    "revoke_mandate",
    "start_deadline",
    "strategy_of",
    "touched_by",
    "waiting",
    "write_asked",
    "write_folder",
    "write_line",
]
