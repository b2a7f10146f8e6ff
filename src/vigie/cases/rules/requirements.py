"""The checklist of a referral: a line is green because of a row that is named, and red again when the row goes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

ANSWER = "answer"
FIRM = frozenset({"consents", "mandates", "minors", "exhibits", "deadline"})
"""Probes whose lack stops a filing whatever anyone says: nobody may tell such a line aside while something lacks."""


FOLLOWS = {"mandates": "consents", "minors": "consents", "risk_told": "consents"}
"""Lines about people: where nobody is part of a referral, telling the first one aside tells these too."""


class Status(StrEnum):
    """Where a line stands."""

    GREEN = "green"
    RED = "red"
    AMBER = "amber"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A line: its code, its words, whether it is hard, the probe that looks for its row."""

    code: str
    fr: str
    en: str
    hard: bool
    probe: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row that satisfies a line: what it is, its id, words to show. ``kind`` tells the screen where it is opened."""

    kind: str
    id: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a probe found: the rows, and what lacks (words: a person's pseudonym, an exhibit's number)."""

    rows: tuple[Row, ...] = ()
    lacking: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether a row satisfies the line and nothing lacks."""
        return bool(self.rows) and not self.lacking


@dataclass(frozen=True, slots=True)
class Said:
    """What a person wrote for a line: a text, or, told aside, the reason why it does not apply."""

    id: str
    text: str
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line judged: its status, the rows that make it so, what lacks, what was written for it."""

    requirement: Requirement
    status: Status
    rows: tuple[Row, ...] = ()
    lacking: tuple[str, ...] = ()
    said: Said | None = None

    @property
    def stops(self) -> bool:
        """Whether it stops the filing."""
        return self.status is Status.RED


def judge(
    requirements: Iterable[Requirement], found: Mapping[str, Found], said: Mapping[str, Said]
) -> tuple[Line, ...]:
    """Judge every line. ``found``: by probe; ``said``: by code of line."""
    kept = tuple(requirements)
    by_probe = {r.probe: said.get(r.code) for r in kept if r.probe in FOLLOWS.values()}
    return tuple(_judged(r, found, _told(r, found, said, by_probe)) for r in kept)


def _told(
    requirement: Requirement,
    found: Mapping[str, Found],
    said: Mapping[str, Said],
    by_probe: Mapping[str, Said | None],
) -> Said | None:
    own = said.get(requirement.code)
    first = FOLLOWS.get(requirement.probe, "")
    if own is not None or not first or found.get(first, Found()) != Found():
        return own
    other = by_probe.get(first)
    return other if other is not None and other.aside else None


def _judged(requirement: Requirement, found: Mapping[str, Found], said: Said | None) -> Line:
    there = _written(said) if requirement.probe == ANSWER else found.get(requirement.probe, Found())
    if there.good:
        return Line(requirement, Status.GREEN, there.rows, (), said)
    firm = requirement.probe in FIRM and bool(there.lacking)
    if said is not None and said.aside and not firm:
        return Line(requirement, Status.ASIDE, there.rows, there.lacking, said)
    return Line(requirement, Status.RED if requirement.hard else Status.AMBER, there.rows, there.lacking, said)


def _written(said: Said | None) -> Found:
    if said is None or said.aside or not said.text.strip():
        return Found()
    return Found((Row(ANSWER, said.id),))


def next_step(lines: Iterable[Line]) -> Line | None:
    """Return the line to see to now: the first that stops, else the first amber one."""
    kept = list(lines)
    for status in (Status.RED, Status.AMBER):
        for line in kept:
            if line.status is status:
                return line
    return None
