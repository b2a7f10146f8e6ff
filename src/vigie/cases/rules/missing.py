"""What a dossier still lacks, from what it holds. Pure: the query fills the shapes, the screen says the words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from .states import DossierKind, ExhibitState

KIT = ("statutes", "receipt", "decision", "authority")
"""Kinds of paper an association shows each time it goes before a body."""

WARN_DAYS = 30
"""How long before a paper of the kit runs out one is told."""


class Lack(StrEnum):
    """One way in which a dossier is not ready, the most pressing first: the order of the list."""

    ALTERED = "altered"
    DEADLINE_START = "deadline_start"
    MINOR = "minor"
    WITHDRAWN = "withdrawn"
    CONSENT = "consent"
    CERTIFICATE = "certificate"
    PHOTO = "photo"
    REVIEWER = "reviewer"
    KIT_OUT = "kit_out"
    KIT = "kit"
    KIT_SOON = "kit_soon"
    ONE_REPORT = "one_report"
    NORMS = "norms"


BLOCKING = frozenset({Lack.ALTERED, Lack.MINOR, Lack.WITHDRAWN, Lack.CONSENT, Lack.REVIEWER, Lack.KIT_OUT, Lack.KIT})
"""What keeps a referral that leans on it from being filed: see ``probes``. The rest weakens it."""


@dataclass(frozen=True, slots=True)
class HeldFact:
    """A fact of the dossier that may be read. ``reports``: how many reports of its event the reader sees.

    ``medical``: one of its acts calls for a certificate; ``belongings``: one of them took or destroyed belongings.
    """

    id: str
    statement: str
    name: str
    medical: bool
    belongings: bool
    testimony: bool
    lawyer_consent: bool
    withdrawn: bool
    minor_held: bool
    reports: int
    media: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class HeldExhibit:
    """An exhibit. ``certificate``: a document whose title says it is a medical certificate."""

    id: str
    name: str
    fact: str
    kind: str
    state: ExhibitState
    certificate: bool
    altered: bool


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """A paper of the kit in use."""

    id: str
    kind: str
    name: str
    valid_until: dt.date | None


@dataclass(frozen=True, slots=True)
class Holding:
    """Everything a dossier holds that the rules look at. ``deadlines``: (id, label) of those without a start."""

    kind: DossierKind
    facts: tuple[HeldFact, ...] = ()
    exhibits: tuple[HeldExhibit, ...] = ()
    deadlines: tuple[tuple[str, str], ...] = ()
    norms_to_verify: tuple[str, ...] = ()
    papers: tuple[HeldPaper, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing missing. ``row`` names what it is about (``fact:<id>``, ``exhibit:<id>``, ``kit:<kind>``...)."""

    lack: Lack
    row: str
    name: str = ""

    @property
    def id(self) -> str:
        """The id in ``row``, or an empty string."""
        return self.row.partition(":")[2]


def missing(held: Holding, *, today: dt.date) -> tuple[Missing, ...]:
    """Return what a dossier lacks, the most pressing first; one line per row and lack."""
    found = [
        *_exhibits(held.exhibits),
        *(Missing(Lack.DEADLINE_START, f"deadline:{key}", label) for key, label in held.deadlines),
        *(line for fact in held.facts for line in _fact(fact, held.exhibits)),
        *(kit_lacks(held.papers, today=today) if held.kind is not DossierKind.INDIVIDUAL else ()),
    ]
    if held.norms_to_verify:
        found.append(Missing(Lack.NORMS, "strategy:norms", ", ".join(held.norms_to_verify)))
    order = list(Lack)
    return tuple(sorted(found, key=lambda line: order.index(line.lack)))


def kit_lacks(papers: Iterable[HeldPaper], *, today: dt.date) -> Iterator[Missing]:
    """Yield what a kit lacks: kinds without a paper, papers that ran out or soon will."""
    by_kind = {kind: [paper for paper in papers if paper.kind == kind] for kind in KIT}
    for kind, held in by_kind.items():
        if not held:
            yield Missing(Lack.KIT, f"kit:{kind}")
        elif all(out_of_date(paper.valid_until, today=today) for paper in held):
            yield Missing(Lack.KIT_OUT, f"kit:{kind}", held[0].name)
        elif all(paper.valid_until and runs_out_soon(paper.valid_until, today=today) for paper in held):
            yield Missing(Lack.KIT_SOON, f"kit:{kind}", held[0].name)


def out_of_date(until: dt.date | None, *, today: dt.date) -> bool:
    """Say whether a paper valid until a day has run out."""
    return until is not None and until < today


def runs_out_soon(until: dt.date | None, *, today: dt.date) -> bool:
    """Say whether a paper still valid runs out within ``WARN_DAYS``."""
    return until is not None and until <= today + dt.timedelta(days=WARN_DAYS)


def _exhibits(exhibits: Iterable[HeldExhibit]) -> Iterator[Missing]:
    for exhibit in exhibits:
        if exhibit.altered:
            yield Missing(Lack.ALTERED, f"exhibit:{exhibit.id}", exhibit.name)
        elif exhibit.state is ExhibitState.TO_REVIEW:
            yield Missing(Lack.REVIEWER, f"exhibit:{exhibit.id}", exhibit.name)


def _fact(fact: HeldFact, exhibits: Iterable[HeldExhibit]) -> Iterator[Missing]:
    row, mine = f"fact:{fact.id}", [exhibit for exhibit in exhibits if exhibit.fact == fact.id]
    pictured = {"photo", "video"} & (fact.media | {exhibit.kind for exhibit in mine})
    lacks = {
        Lack.MINOR: fact.minor_held,
        Lack.WITHDRAWN: fact.withdrawn,
        Lack.CONSENT: fact.testimony and not fact.lawyer_consent and not fact.withdrawn,
        Lack.CERTIFICATE: fact.medical and not any(exhibit.certificate for exhibit in mine),
        Lack.PHOTO: fact.belongings and not pictured,
        Lack.ONE_REPORT: fact.reports < 2,
    }
    return (Missing(lack, row, fact.name) for lack, lacking in lacks.items() if lacking)
