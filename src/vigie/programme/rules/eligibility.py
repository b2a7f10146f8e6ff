"""What a candidate's own answers mean for this call: a sentence each, never a refusal. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .kinds import AgeBand, Level

ENOUGH = frozenset({Level.WORKING, Level.FLUENT, Level.NATIVE})


class Note(StrEnum):
    """What is told. Its sentence is in ``wording.py``."""

    CIVIC_OPEN = "civic_open"
    CIVIC_AGE = "civic_age"
    CIVIC_TWICE = "civic_twice"
    CIVIC_UNSAID = "civic_unsaid"
    NO_LICENCE = "no_licence"
    NO_CAR = "no_car"
    DRIVES = "drives"
    LANGUAGE_SHORT = "language_short"
    LANGUAGE_ASSET = "language_asset"


@dataclass(frozen=True, slots=True)
class Said:
    """A note, whether it deserves attention, and the language it is about."""

    note: Note
    attention: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call asks that a plain answer tells."""

    civic_service: bool = False
    driving: bool = False
    required: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """What a candidate declared; ``None`` or empty: not answered."""

    age_band: str = ""
    served: bool | None = None
    licence: bool | None = None
    car: bool | None = None
    languages: Mapping[str, str] | None = None


def notes(asked: Asked, answered: Answered) -> list[Said]:
    """Return what to tell a candidate, and the jury, of these answers."""
    found: list[Said] = []
    if asked.civic_service:
        found.append(_civic(answered))
    if asked.driving:
        found += _driving(answered)
    return found + _languages(asked, answered.languages or {})


def _civic(answered: Answered) -> Said:
    """Under 26 at the start, once in a life: what the founding call says (line 134). Beyond, no rule is described."""
    if answered.age_band == AgeBand.OVER_26:
        return Said(Note.CIVIC_AGE, attention=True)
    if answered.served:
        return Said(Note.CIVIC_TWICE, attention=True)
    if answered.age_band == AgeBand.UNDER_26 and answered.served is False:
        return Said(Note.CIVIC_OPEN)
    return Said(Note.CIVIC_UNSAID, attention=True)


def _driving(answered: Answered) -> list[Said]:
    lacking = [(Note.NO_LICENCE, answered.licence), (Note.NO_CAR, answered.car)]
    told = [Said(note, attention=True) for note, there in lacking if there is False]
    return told or ([Said(Note.DRIVES)] if answered.licence and answered.car else [])


def _languages(asked: Asked, spoken: Mapping[str, str]) -> list[Said]:
    short = [
        Said(Note.LANGUAGE_SHORT, attention=True, language=code)
        for code in asked.required
        if spoken.get(code) not in ENOUGH
    ]
    bonus = [c for c in asked.assets if spoken.get(c, Level.NONE) not in {Level.NONE, ""}]
    return short + [Said(Note.LANGUAGE_ASSET, language=code) for code in bonus]
