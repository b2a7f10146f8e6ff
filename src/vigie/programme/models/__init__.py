"""Rows of the programme."""

from .applications import (
    Application,
    ApplicationFile,
    Decision,
    InterviewSlot,
    Reading,
    Reply,
    ReplyTemplate,
)
from .calls import Call, CallAttachment, CallLink, CallPartner, CallSection, Criterion, Juror
from .life import Talk
from .outputs import OutputLink
from .programmes import Milestone, Mission, MissionPartner, Phase, PhaseRule, Programme, Session, SessionPhase
from .sheets import SheetComment, SheetSignature, SheetVersion

__all__ = [
    "Application",
    "ApplicationFile",
    "Call",
    "CallAttachment",
    "CallLink",
    "CallPartner",
    "CallSection",
    "Criterion",
    "Decision",
    "InterviewSlot",
    "Juror",
    "Milestone",
    "Mission",
    "MissionPartner",
    "OutputLink",
    "Phase",
    "PhaseRule",
    "Programme",
    "Reading",
    "Reply",
    "ReplyTemplate",
    "Session",
    "SessionPhase",
    "SheetComment",
    "SheetSignature",
    "SheetVersion",
    "Talk",
]
