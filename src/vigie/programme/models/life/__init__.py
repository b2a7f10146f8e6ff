"""Rows of the life of a mission."""

from .blog import Post, PostPicture
from .care import Absence, Care, Debrief, MissionPaper, Pause
from .field import Need, Trip, Visit
from .meetings import FollowAction, FollowDecision, FollowUp
from .money import AllowanceLine, AllowanceShare
from .preparation import Attendance, Talk
from .reports import LifeRules, Report, ReportRemark, ReportSending

__all__ = [
    "Absence",
    "AllowanceLine",
    "AllowanceShare",
    "Attendance",
    "Care",
    "Debrief",
    "FollowAction",
    "FollowDecision",
    "FollowUp",
    "LifeRules",
    "MissionPaper",
    "Need",
    "Pause",
    "Post",
    "PostPicture",
    "Report",
    "ReportRemark",
    "ReportSending",
    "Talk",
    "Trip",
    "Visit",
]
