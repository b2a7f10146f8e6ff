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
from .actions.life.blogging import PostDraft, begin_post, publish_post, submit_post
from .actions.life.evenings import EveningDraft, move_evening, plan_evening
from .actions.life.going import TripDraft, VisitDraft, follow_need, log_trip, log_visit
from .actions.life.meeting import ActionDraft, MeetingDraft, call_meeting, finish_action, record_meeting
from .actions.life.naming import name_volunteer, take_back_volunteer
from .actions.life.nightly import see_to_missions
from .actions.life.passing import list_hand_over, share_experience
from .actions.life.paying import pay_line, plan_allowances
from .actions.life.preparing import TalkDraft, note_attendance, plan_talk
from .actions.life.reporting import decide_report, send_report, set_rules
from .actions.milestones import add_milestone, remove_milestone, settle_milestone
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
from .queries.activity import ProgrammeActivity, activity
from .queries.package import package
from .queries.readiness import criteria_of, mission_ids
from .rules.kinds import Advice, AgeBand, Asks, CriterionKind, FileKind, Level, Part, PhaseKind, Unit
from .rules.life.passing import Handed
from .rules.life.schedule import LineKind
from .rules.life.states import EveningState, NeedState
from .rules.spam import Held
from .rules.states import ApplicationState, CallState, MissionState
from .wording import say_euros

__all__ = [
    "ActionDraft",
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
    "EveningDraft",
    "EveningState",
    "FileKind",
    "Handed",
    "Held",
    "Level",
    "LineKind",
    "MeetingDraft",
    "MissionDraft",
    "MissionState",
    "NeedState",
    "Part",
    "PartnerDraft",
    "PhaseDraft",
    "PhaseKind",
    "PostDraft",
    "ProgrammeActivity",
    "ProgrammeDraft",
    "RuleDraft",
    "SessionDraft",
    "TalkDraft",
    "TripDraft",
    "Unit",
    "VisitDraft",
    "activity",
    "add_file",
    "add_milestone",
    "agree",
    "attach",
    "begin",
    "begin_post",
    "call_meeting",
    "choose_slot",
    "comment_sheet",
    "copy_call",
    "copy_session",
    "create_call",
    "create_mission",
    "create_programme",
    "create_session",
    "criteria_of",
    "decide_report",
    "erase_due",
    "finish_action",
    "follow_need",
    "import_letter",
    "invite_to_interview",
    "list_hand_over",
    "log_trip",
    "log_visit",
    "make_volunteer",
    "mission_ids",
    "move_call",
    "move_evening",
    "move_mission",
    "name_juror",
    "name_tutor",
    "name_volunteer",
    "note_attendance",
    "offer_slots",
    "package",
    "pay_line",
    "plan_allowances",
    "plan_evening",
    "plan_mission",
    "plan_talk",
    "propose",
    "publish_post",
    "read",
    "record_meeting",
    "remove_milestone",
    "say_euros",
    "see_to_missions",
    "send",
    "send_report",
    "set_rules",
    "settle_milestone",
    "share_experience",
    "sign_sheet",
    "submit_post",
    "take_back_volunteer",
    "withdraw",
    "write_call",
    "write_sheet",
]
