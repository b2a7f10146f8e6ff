"""Rows of the life of a mission."""

from .blog import Post, PostPicture
from .care import Absence, Care, Debrief, MissionPaper, Pause
from .field import Need, Trip, Visit
from .meetings import FollowAction, FollowDecision, FollowUp
from .money import AllowanceLine, AllowanceShare
from .passing import (
    CapitalisationDocument,
    DocumentVersion,
    Evening,
    EveningMaterial,
    Experience,
    HandOver,
    Registration,
    SkillNote,
)
from .preparation import Attendance, Talk
from .reports import LifeRules, Report, ReportRemark, ReportSending

__all__ = [
    "Absence",
    "AllowanceLine",
    "AllowanceShare",
    "Attendance",
    "CapitalisationDocument",
    "Care",
    "Debrief",
    "DocumentVersion",
    "Evening",
    "EveningMaterial",
    "Experience",
    "FollowAction",
    "FollowDecision",
    "FollowUp",
    "HandOver",
    "LifeRules",
    "MissionPaper",
    "Need",
    "Pause",
    "Post",
    "PostPicture",
    "Registration",
    "Report",
    "ReportRemark",
    "ReportSending",
    "SkillNote",
    "Talk",
    "Trip",
    "Visit",
]
