"""Closed lists of the programme: phases, parts of organisations, kinds of criteria, files and replies. Pure."""

from __future__ import annotations

from enum import StrEnum


class PhaseKind(StrEnum):
    """The three times of a mission, and the mid-way gathering of one-year missions."""

    PREPARATION = "preparation"
    FIELD = "field"
    MIDWAY = "midway"
    CAPITALISATION = "capitalisation"


class Unit(StrEnum):
    """What a rule of length is said in."""

    WEEKS = "weeks"
    MONTHS = "months"


class Part(StrEnum):
    """What an organisation is in a mission. The host may be in France."""

    OPERATOR = "operator"
    SENDING = "sending"
    HOST = "host"


class MilestoneKind(StrEnum):
    """What is expected on a day of a mission."""

    REPORT = "report"
    MEETING = "meeting"
    ALLOWANCE = "allowance"
    MIDWAY = "midway"
    RESTITUTION = "restitution"
    OTHER = "other"


BY_HAND = (MilestoneKind.OTHER, MilestoneKind.MIDWAY)
"""What people put on the list themselves; the others come with the report, the meeting, the line or the evening they are."""


class CriterionKind(StrEnum):
    """A required criterion, or an asset."""

    REQUIRED = "required"
    ASSET = "asset"


class Asks(StrEnum):
    """The plain question of the form that a criterion turns into; ``NOTHING``: the reader judges from CV and letter."""

    NOTHING = ""
    DRIVING = "driving"
    LANGUAGES = "languages"
    EXILE_LANGUAGES = "exile_languages"


class AgeBand(StrEnum):
    """Age on the first day of the mission, as the candidate says it. No birth date is asked or kept."""

    UNDER_26 = "under_26"
    OVER_26 = "26_or_more"


class Level(StrEnum):
    """How well one speaks a language, in everyday words."""

    NONE = "none"
    BASIC = "basic"
    WORKING = "working"
    FLUENT = "fluent"
    NATIVE = "native"


class FileKind(StrEnum):
    """What a candidate's file is."""

    CV = "cv"
    LETTER = "letter"
    OTHER = "other"


class Source(StrEnum):
    """How an application came."""

    FORM = "form"
    EMAIL = "email"


class ReplyKind(StrEnum):
    """What a letter to candidates says."""

    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    INTERVIEW = "interview"
    SELECTED = "selected"
    WAITING = "waiting"
    REFUSED = "refused"


class Advice(StrEnum):
    """What a reader advises."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"
