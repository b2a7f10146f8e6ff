"""What comes in, before it is rows: drafts of observations, testimonies and shifts. Plain values, no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from vigie.kernel.api import ActorId, Count, FuzzyDate, VaultRef
from vigie.network.api import Audience

from .consent import Answer
from .origins import Origin
from .verification import Verification


@dataclass(frozen=True, slots=True)
class InvolvementDraft:
    """How a force took part in an act: its code, a degree of the ``involvement`` list."""

    force: str
    degree: str


@dataclass(frozen=True, slots=True)
class ActDraft:
    """One act by its code (``EXP01``), its own count where there is one, methods as codes."""

    code: str
    count: Count | None = None
    methods: tuple[str, ...] = ()
    involvements: tuple[InvolvementDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class ForceDraft:
    """One force by its code (``CRS``); ``None``: nobody spoke of a number."""

    code: str
    officers: Count | None = None
    vehicles: Count | None = None


@dataclass(frozen=True, slots=True)
class MediaDraft:
    """A sealed file that supports a statement: ``photo``, ``audio``, ``video`` or ``document``."""

    sealed_ref: VaultRef
    kind: str


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """What one source says about one happening.

    Attributes:
        place: slug of a commune or a zone.
        date: a day, or the span it is known to.
        acts: at least one.
        counts: by unit of ``UNITS``, for the whole happening; an absent unit was not asked.
        forces: codes of the ``forces`` list.
        site: id, pseudonym or alias of a living site of one's own; a new pseudonym opens a site.
        source_link: code of the ``source_link`` list.
        reliability: code of the ``reliability`` list.
        summary: reviewed and pseudonymised; whoever sees the fact reads it.
    """

    place: str
    date: FuzzyDate
    acts: tuple[ActDraft, ...] = ()
    counts: Mapping[str, Count] = field(default_factory=dict)
    forces: tuple[ForceDraft, ...] = ()
    site: str = ""
    time_from: dt.time | None = None
    time_to: dt.time | None = None
    source_link: str = ""
    reliability: str = "99"
    summary: str = ""
    media: tuple[MediaDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class CircumstancesDraft:
    """What an observation says beside the happening: how it was seen, the legal basis in three slots, what came after.

    ``basis_asked`` and ``basis_shown``: ``None`` is "not said". Lists hold codes of the vocabulary.
    """

    mode: str = ""
    operation_type: str = ""
    basis_asked: bool | None = None
    basis_stated: tuple[str, ...] = ()
    basis_stated_by: str = ""
    basis_shown: bool | None = None
    aftermath: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ObservationDraft:
    """A relevé to record.

    Attributes:
        audience: how far it may go. Without the right to code, it stays with the association whatever is asked.
        verification: ``None``: reviewed when who records may code, else raw.
        details: every other shared answer, by path, so that none is lost.
        author: who observed, when it is not who records.
        external_key: the source's own reference; one observation per key in one association.
        source_columns: every column of an outside source that may be shared, as it was.
        sealed_ref: the sealed original.
    """

    statement: StatementDraft
    circumstances: CircumstancesDraft = CircumstancesDraft()
    origin: Origin = Origin.HAND
    audience: Audience = Audience.OWNER
    verification: Verification | None = None
    shift: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    author: ActorId | None = None
    external_url: str = ""
    external_key: str = ""
    source_columns: Mapping[str, object] = field(default_factory=dict)
    sealed_ref: VaultRef | None = None
    invented: bool = False


@dataclass(frozen=True, slots=True)
class ConsentDraft:
    """What the person answered, in which language, and the digest of their four words (never the words)."""

    answers: tuple[Answer, ...]
    language: str = ""
    code_digest: str = ""


@dataclass(frozen=True, slots=True)
class TestimonyDraft:
    """A témoignage to record: as many statements as happenings told. Consent and minority decide how far they go.

    ``audience`` can only narrow what consent allows.
    """

    statements: tuple[StatementDraft, ...]
    pseudonym: str
    collected_on: dt.date
    consent: ConsentDraft
    language: str = ""
    interpreter: bool | None = None
    age_band: str = ""
    minor_stated: bool = False
    audience: Audience = Audience.NETWORK
    verification: Verification = Verification.REVIEWED
    author: ActorId | None = None
    sealed_ref: VaultRef | None = None
    invented: bool = False


@dataclass(frozen=True, slots=True)
class ShiftDraft:
    """A tournée to record. ``operations_missed``: known of, and not seen."""

    day: dt.date
    places: tuple[str, ...]
    time_from: dt.time | None = None
    time_to: dt.time | None = None
    observers: Count | None = None
    operations_seen: Count | None = None
    operations_missed: Count | None = None
    obstructed: bool = False
    audience: Audience = Audience.OWNER
    author: ActorId | None = None
    sealed_ref: VaultRef | None = None
    invented: bool = False


@dataclass(frozen=True, slots=True)
class SiteDraft:
    """A living site to open: a pseudonym, never an address."""

    pseudonym: str
    place: str
    kind: str = "unknown"
    owner_type: str = "unknown"
    opened_on: dt.date | None = None
    audience: Audience = Audience.OWNER
    aliases: tuple[str, ...] = ()
    sealed_ref: VaultRef | None = None
    invented: bool = False
