"""What of a dossier satisfies the lines of a checklist: each probe names rows, or what lacks. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .requirements import Found, Row

YEARS_OF_THE_DEFENDER = 5
"""Organic law 2011-333, article 5: an association declared for at least five years. Only the year is known: a sixth is asked."""


class Hindrance(StrEnum):
    """Why one person's words may not go to a body today."""

    WITHDRAWN = "withdrawn"
    MINOR = "minor"
    CONSENT = "consent"
    MANDATE = "mandate"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a referral, by their testimony. ``consent``, ``mandate``: ids of the rows that hold today, else empty.

    ``seen``: whether the testimony can still be read at all.
    """

    id: str
    pseudonym: str
    named: bool
    consent: str = ""
    mandate: str = ""
    minor_held: bool = False
    withdrawn: bool = False
    seen: bool = True

    @property
    def hindrances(self) -> tuple[Hindrance, ...]:
        """Return what stops a filing with this person, the gravest first."""
        if not self.seen:
            return (Hindrance.HIDDEN,)
        tests = (
            (Hindrance.WITHDRAWN, self.withdrawn),
            (Hindrance.MINOR, self.minor_held),
            (Hindrance.CONSENT, not self.consent),
            (Hindrance.MANDATE, self.named and not self.mandate),
        )
        return tuple(hindrance for hindrance, holds in tests if holds)


@dataclass(frozen=True, slots=True)
class Piece:
    """An exhibit produced with the referral."""

    id: str
    number: int
    hashed: bool
    ready: bool
    altered: bool
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline of this body: its id, whether its date is known."""

    id: str
    label: str
    known: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that the probes look at, read at one moment. Mappings: field or kind -> row; only what is filled is there."""

    today: dt.date
    referral: str
    dossier: str
    strategy: Mapping[str, str] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    facts: tuple[Row, ...] = ()
    pieces: tuple[Piece, ...] = ()
    kit: Mapping[str, Row] = field(default_factory=dict)
    organisation: str = ""
    founded: int | None = None
    asked: bool = False
    risk_told: bool = False
    other_side: bool = False
    reviewed: bool = False
    orders: tuple[Row, ...] = ()
    clocks: tuple[Clock, ...] = ()
    attestations: tuple[Row, ...] = ()
    filed: Mapping[str, Row] = field(default_factory=dict)


def probe(code: str, seen: Snapshot) -> Found:
    """Return what one probe finds. A code with a colon asks for one field, paper or body.

    Raises:
        KeyError: no such probe.
    """
    family, _colon, word = code.partition(":")
    return _BY_WORD[family](seen, word) if word else PROBES[code](seen)


def _consents(seen: Snapshot) -> Found:
    bad = {Hindrance.CONSENT, Hindrance.WITHDRAWN, Hindrance.HIDDEN}
    rows = tuple(Row("consent", p.consent, p.pseudonym) for p in seen.people if p.consent)
    return Found(rows, tuple(p.pseudonym for p in seen.people if bad & set(p.hindrances)))


def _mandates(seen: Snapshot) -> Found:
    named = [p for p in seen.people if p.named]
    rows = tuple(Row("mandate", p.mandate, p.pseudonym) for p in named if p.mandate)
    if not named:
        return Found(tuple(Row("person", p.id, p.pseudonym) for p in seen.people))
    return Found(rows, tuple(p.pseudonym for p in named if not p.mandate))


def _minors(seen: Snapshot) -> Found:
    rows = tuple(Row("person", p.id, p.pseudonym) for p in seen.people)
    return Found(rows, tuple(p.pseudonym for p in seen.people if p.minor_held))


def _people(seen: Snapshot) -> Found:
    return Found(tuple(Row("person", p.id, p.pseudonym) for p in seen.people))


def _exhibits(seen: Snapshot) -> Found:
    bad = tuple(str(p.number) for p in seen.pieces if p.altered or p.withdrawn or not p.ready or not p.hashed)
    return Found(tuple(Row("exhibit", p.id, str(p.number)) for p in seen.pieces), bad)


def _deadline(seen: Snapshot) -> Found:
    known = tuple(Row("deadline", c.id, c.label) for c in seen.clocks if c.known)
    return Found(known, tuple(c.label for c in seen.clocks if not c.known))


def _five_years(seen: Snapshot) -> Found:
    old = seen.founded is not None and seen.today.year - seen.founded > YEARS_OF_THE_DEFENDER
    return Found((Row("organisation", seen.organisation, str(seen.founded)),)) if old else Found()


def _mark(*, there: bool, name: str, seen: Snapshot) -> Found:
    return Found((Row(f"referral.{name}", seen.referral),)) if there else Found()


PROBES: Mapping[str, Callable[[Snapshot], Found]] = {
    "consents": _consents,
    "mandates": _mandates,
    "minors": _minors,
    "people": _people,
    "chronology": lambda seen: Found(seen.facts),
    "exhibits": _exhibits,
    "deadline": _deadline,
    "five_years": _five_years,
    "order": lambda seen: Found(seen.orders),
    "attestations": lambda seen: Found(seen.attestations),
    "asked": lambda seen: _mark(there=seen.asked, name="asked", seen=seen),
    "risk_told": lambda seen: _mark(there=seen.risk_told, name="risk_told", seen=seen),
    "other_side": lambda seen: _mark(there=seen.other_side, name="other_side", seen=seen),
    "review": lambda seen: _mark(there=seen.reviewed, name="review", seen=seen),
}


def _strategy(seen: Snapshot, name: str) -> Found:
    return Found((Row(f"strategy.{name}", seen.dossier),)) if seen.strategy.get(name) else Found()


def _kit(seen: Snapshot, kind: str) -> Found:
    return Found((seen.kit[kind],)) if kind in seen.kit else Found()


def _filed(seen: Snapshot, body: str) -> Found:
    return Found((seen.filed[body],)) if body in seen.filed else Found()


_BY_WORD: Mapping[str, Callable[[Snapshot, str], Found]] = {"strategy": _strategy, "kit": _kit, "filed": _filed}
