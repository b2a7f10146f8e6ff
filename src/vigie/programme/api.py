"""The door of the programme: sessions, missions, calls, applications; what the nights and the demonstration ask."""

from .actions.applying import Answers, Begun, add_file, begin, choose_slot, send, withdraw
from .actions.calls import (
    CallDraft,
    CallPartnerDraft,
    CriterionDraft,
    attach,
    copy_call,
    create_call,
    move_call,
    name_juror,
    write_call,
)
from .actions.erasing import erase_due
from .actions.life.nightly import see_to_missions
from .actions.missions import MissionDraft, PartnerDraft, create_mission, move_mission, name_tutor, plan_mission
from .actions.programmes import (
    PhaseDraft,
    ProgrammeDraft,
    RuleDraft,
    SessionDraft,
    copy_session,
    create_programme,
    create_session,
)
from .actions.reading import agree, import_letter, invite_to_interview, offer_slots, propose, read
from .actions.selecting import make_volunteer
from .actions.sheets import comment_sheet, sign_sheet, write_sheet
from .people import Candidate
from .queries.readiness import criteria_of, mission_ids
from .rules.kinds import Advice, AgeBand, Asks, CriterionKind, FileKind, Level, Part, PhaseKind, Unit
from .rules.spam import Held
from .rules.states import ApplicationState, CallState, MissionState

__all__ = [
    "Advice",
    "AgeBand",
    "Answers",
    "ApplicationState",
    "Asks",
    "Begun",
    "CallDraft",
    "CallPartnerDraft",
    "CallState",
    "Candidate",
    "CriterionDraft",
    "CriterionKind",
    "FileKind",
    "Held",
    "Level",
    "MissionDraft",
    "MissionState",
    "Part",
    "PartnerDraft",
    "PhaseDraft",
    "PhaseKind",
    "ProgrammeDraft",
    "RuleDraft",
    "SessionDraft",
    "Unit",
    "add_file",
    "agree",
    "attach",
    "begin",
    "choose_slot",
    "comment_sheet",
    "copy_call",
    "copy_session",
    "create_call",
    "create_mission",
    "create_programme",
    "create_session",
    "criteria_of",
    "erase_due",
    "import_letter",
    "invite_to_interview",
    "make_volunteer",
    "mission_ids",
    "move_call",
    "move_mission",
    "name_juror",
    "name_tutor",
    "offer_slots",
    "plan_mission",
    "propose",
    "read",
    "see_to_missions",
    "send",
    "sign_sheet",
    "withdraw",
    "write_call",
    "write_sheet",
]
