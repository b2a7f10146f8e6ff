"""What reads hand out: plain values, ready to show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from vigie.kernel.api import Count, FuzzyDate, OrgId

from ..rules.drafts import CircumstancesDraft, StatementDraft


@dataclass(frozen=True, slots=True)
class Word:
    """A code and its names."""

    code: str
    fr: str
    en: str

    @property
    def label(self) -> str:
        """The name in English on an English screen, else in French."""
        return self.en if (get_language() or "fr").startswith("en") else self.fr


class _Worded:
    """What is called by a word of the vocabulary."""

    __slots__ = ()
    word: Word

    @property
    def code(self) -> str:
        """Its code."""
        return self.word.code

    @property
    def label(self) -> str:
        """Its name, in the language of the screen."""
        return self.word.label


@dataclass(frozen=True, slots=True)
class ActCard(_Worded):
    """An act of a statement. ``involved``: force and degree."""

    word: Word
    family: str
    count: Count | None
    methods: tuple[str, ...]
    urgent: bool
    minors: bool
    extra_protection: bool
    involved: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ForceCard(_Worded):
    """A force that was there."""

    word: Word
    officers: Count | None
    vehicles: Count | None


@dataclass(frozen=True, slots=True)
class TallyCard:
    """What was counted of one unit."""

    id: str
    unit: str
    count: Count


@dataclass(frozen=True, slots=True)
class StatementCard:
    """A relevé or a témoignage in a list.

    ``site`` is empty unless the site may be seen. ``reports``: how many visible reports tell of the same event.
    """

    id: str
    event_id: str
    kind: str
    owner: OrgId
    owner_name: str
    own: bool
    place_slug: str
    place_name: str
    zone: str
    site: str
    date: FuzzyDate
    time_from: dt.time | None
    time_to: dt.time | None
    acts: tuple[ActCard, ...]
    forces: tuple[ForceCard, ...]
    tallies: tuple[TallyCard, ...]
    verification: str
    mode: str
    origin: str
    summary: str
    audience: str
    pseudonym: str
    invented: bool
    minor_held: bool
    media: int
    reports: int
    version: int
    updated_at: dt.datetime
    deleted_at: dt.datetime | None = None

    @property
    def urgent(self) -> bool:
        """Whether one of its acts is urgent."""
        return any(act.urgent for act in self.acts)

    def count(self, unit: str) -> Count | None:
        """Return what it counted of a unit, ``None`` when it was not asked."""
        return next((t.count for t in self.tallies if t.unit == unit), None)


@dataclass(frozen=True, slots=True)
class NormCard:
    """A text a lawyer may think of. ``verified_on`` is empty until somebody checked it: the screen says "à vérifier".

    ``verified_by`` is a person's id, for their own association's eyes; ``verified_for`` that association's.
    """

    code: str
    fr: str
    en: str
    status: str
    note: str
    note_en: str
    verified_on: dt.date | None
    verified_by: str
    verified_for: str
    acts: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The text's name; in French where nobody translated it."""
        return self.en if self.en and (get_language() or "fr").startswith("en") else self.fr

    @property
    def to_verify(self) -> bool:
        """Whether it must be checked on Légifrance before it is printed anywhere."""
        return self.verified_on is None


@dataclass(frozen=True, slots=True)
class RightCard(_Worded):
    """A right and the articles it is written in, by instrument."""

    word: Word
    articles: Mapping[str, tuple[str, ...]]
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActTypeCard(_Worded):
    """A kind of act of the vocabulary, with its rights and norms."""

    word: Word
    family: str
    unit: str
    urgent: bool
    medical: bool
    minors: bool
    extra_protection: bool
    quantities: tuple[str, ...]
    note: str
    rights: tuple[RightCard, ...]
    norms: tuple[NormCard, ...]


@dataclass(frozen=True, slots=True)
class FamilyCard(_Worded):
    """A family of acts and its acts, in order."""

    word: Word
    acts: tuple[ActTypeCard, ...]


@dataclass(frozen=True, slots=True)
class ConsentCard:
    """One answer of a consent. ``holds``: it is a yes and was not taken back and has not run out."""

    purpose: str
    granted: bool
    until: dt.date | None
    withdrawn_at: dt.datetime | None
    holds: bool


@dataclass(frozen=True, slots=True)
class TestimonyCard:
    """What is known of a testimony beside its facts. ``author_name`` and ``sealed_ref`` are empty outside one's own."""

    id: str
    pseudonym: str
    language: str
    interpreter: bool | None
    age_band: str
    minor_stated: bool
    minor_validated_at: dt.datetime | None
    minor_validated_by: str
    collected_on: dt.date
    withdrawn_at: dt.datetime | None
    consent_id: str
    consent_language: str
    consents: tuple[ConsentCard, ...]
    author_name: str
    sealed_ref: str
    statement_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObservationCard:
    """What is known of an observation beside its facts. ``author_name`` and ``sealed_ref`` are empty outside one's own."""

    id: str
    circumstances: CircumstancesDraft
    shift_id: str
    details: Mapping[str, object]
    external_url: str
    external_key: str
    source_columns: Mapping[str, object]
    import_id: str
    author_name: str
    sealed_ref: str


@dataclass(frozen=True, slots=True)
class MediaCard:
    """A sealed file that supports a statement; the reference is empty outside one's own association."""

    kind: str
    sealed_ref: str


@dataclass(frozen=True, slots=True)
class RevisionCard:
    """An edit: who, when, and the fields it changed with their value before and after, as plain JSON."""

    version: int
    at: dt.datetime
    actor_name: str
    changed: tuple[tuple[str, object, object], ...]


@dataclass(frozen=True, slots=True)
class ReportedCount:
    """One report's count of one unit, to pick from."""

    tally_id: str
    statement_id: str
    owner_name: str
    count: Count
    picked: bool


@dataclass(frozen=True, slots=True)
class EventCount:
    """The count of an event for one unit. ``picked``: by a person; ``disputed``: reports differ and nobody has picked."""

    unit: str
    count: Count
    picked: bool
    disputed: bool
    reported: tuple[ReportedCount, ...]


@dataclass(frozen=True, slots=True)
class MergeCard:
    """Two events made one, that may be parted again."""

    id: str
    at: dt.datetime
    by_name: str
    statement_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventCard:
    """A happening, with every visible report of it and its counts."""

    id: str
    date: FuzzyDate
    place_slug: str
    place_name: str
    reports: tuple[StatementCard, ...]
    counts: tuple[EventCount, ...]
    merges: tuple[MergeCard, ...]


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """Two events that look like one, with the visible reports of each. ``reasons`` are codes."""

    id: str
    score: int
    reasons: tuple[str, ...]
    first_id: str
    second_id: str
    first: tuple[StatementCard, ...]
    second: tuple[StatementCard, ...]


@dataclass(frozen=True, slots=True)
class StatementDetail:
    """Everything that may be seen of one statement. ``content`` is what an edit starts from."""

    card: StatementCard
    content: StatementDraft
    source_link: str
    reliability: str
    observation: ObservationCard | None
    testimony: TestimonyCard | None
    media: tuple[MediaCard, ...]
    rights: tuple[RightCard, ...]
    norms: tuple[NormCard, ...]
    event: EventCard
    proposals: tuple[ProposalCard, ...]
    history: tuple[RevisionCard, ...]
    next_verifications: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteCard:
    """A living site: its pseudonym, its names, its commune."""

    id: str
    pseudonym: str
    aliases: tuple[str, ...]
    kind: str
    owner_type: str
    place_slug: str
    place_name: str
    opened_on: dt.date | None
    closed_on: dt.date | None
    owner: OrgId
    own: bool
    audience: str
    invented: bool
    statements: int


@dataclass(frozen=True, slots=True)
class ShiftCard:
    """A tournée."""

    id: str
    day: dt.date
    time_from: dt.time | None
    time_to: dt.time | None
    places: tuple[str, ...]
    observers: Count | None
    seen: Count | None
    missed: Count | None
    obstructed: bool
    owner: OrgId
    owner_name: str
    own: bool
    audience: str
    invented: bool


@dataclass(frozen=True, slots=True)
class SavedFilterCard:
    """A filter kept under a name."""

    id: str
    name: str
    query: str
