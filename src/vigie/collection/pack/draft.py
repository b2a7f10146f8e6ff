"""What a filled form says, in the words of the house, before anyone has coded it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from vigie.kernel.api import Count, FuzzyDate


class Kind(StrEnum):
    """What a filled form becomes."""

    OBSERVATION = "observation"
    TESTIMONY = "testimony"
    SHIFT = "shift"


@dataclass(frozen=True, slots=True)
class ForceCount:
    """One force that was there, its officers and vehicles when someone counted or tried to (else ``None``)."""

    force: str
    officers: Count | None = None
    vehicles: Count | None = None


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """The three slots of a legal basis: was it asked, what was stated and by which force, was a document shown.

    ``None`` is "not said".
    """

    asked: bool | None = None
    stated: tuple[str, ...] = ()
    stated_by: str | None = None
    shown_document: bool | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """Answers to the three plain questions; ``None`` is a question that was not answered, and is not a yes."""

    count: bool | None = None
    lawyer: bool | None = None
    quote: bool | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A neutral reading of the shared answers of one filled form. It is a proposal: a person codes and verses it.

    Attributes:
        commune: slug of a place, ``None`` when it is not in the list or not said. ``communes`` has all of them on a shift.
        site: code name of the living site. ``sites``: all those visited on a shift.
        counts: by unit, whole event. A unit that is absent was not asked or not answered.
        acts: codes ticked, then codes implied by other answers, each once.
        collected_on: day of the interview, of a testimony.
        language, interpreter, age_band: of a testimony: language spoken, whether someone interpreted, band as given.
        flags: marks that change how the record is handled: ``minor_stated``, ``minor_alone``, ``care_first``.
        details: every other shared answer by path, so that none is lost on the way.
        sealed: paths of the sealed answers that were given. Their values are never here.
    """

    form_id: str
    kind: Kind
    commune: str | None = None
    communes: tuple[str, ...] = ()
    site: str | None = None
    sites: tuple[str, ...] = ()
    date: FuzzyDate | None = None
    time_from: dt.time | None = None
    time_to: dt.time | None = None
    observation_mode: str | None = None
    operation_type: str | None = None
    legal_basis: LegalBasis = LegalBasis()
    forces: tuple[ForceCount, ...] = ()
    acts: tuple[str, ...] = ()
    aftermath: tuple[str, ...] = ()
    counts: Mapping[str, Count] = field(default_factory=dict)
    operations_seen: Count | None = None
    operations_missed: Count | None = None
    collected_on: dt.date | None = None
    language: str | None = None
    interpreter: bool | None = None
    age_band: str | None = None
    flags: frozenset[str] = frozenset()
    consent: Consent = Consent()
    details: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sealed: tuple[str, ...] = ()
