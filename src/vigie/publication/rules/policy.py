"""What is small, what is protected, what comes late: the numbers of the disclosure control, and how they are read. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from .cells import Cell


@dataclass(frozen=True, slots=True)
class Act:
    """What the vocabulary says of one act."""

    code: str
    family: str
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Delays:
    """Days to wait after the end of a fact's date: by default, by family, by mark, by act; the longest holds."""

    default: int = 7
    families: Mapping[str, int] = field(default_factory=dict)
    marks: Mapping[str, int] = field(default_factory=dict)
    acts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers of ``data/disclosure.yaml`` beside what the vocabulary marks.

    ``people``: measures that count people. ``protected``: measures of the higher threshold. An act that the vocabulary does
    not know is taken for a protected one.
    """

    people: frozenset[str]
    protected: frozenset[str]
    acts: Mapping[str, Act] = field(default_factory=dict)
    small: int = 5
    small_protected: int = 10
    protected_marks: frozenset[str] = frozenset()
    hidden_by_commune: frozenset[str] = frozenset()
    delays: Delays = field(default_factory=Delays)

    def about_people(self, cell: Cell) -> bool:
        """Say whether a figure counts people."""
        return cell.measure in self.people or cell.measure in self.protected

    def threshold(self, cell: Cell) -> int:
        """Return the number under which a figure is held back; 0 when any number of it may be given."""
        if cell.act in self.hidden_by_commune:
            return self.small_protected
        if not self.about_people(cell):
            return 0
        protected = cell.measure in self.protected or (cell.act and self._protects(cell.act))
        return self.small_protected if protected else self.small

    def width(self, cell: Cell) -> int:
        """Return how many numbers must stay possible for a figure that is held back: the protection interval."""
        return max(self.threshold(cell), self.small)

    def hides_place(self, cell: Cell) -> bool:
        """Say whether an act is never shown by commune."""
        return bool(cell.place) and cell.act in self.hidden_by_commune

    def crosses(self, cell: Cell) -> bool:
        """Say whether a figure crosses place and act about people: neither given nor listed."""
        return self.about_people(cell) and bool(cell.place) and bool(cell.act)

    def first_day(self, end: dt.date, acts: Iterable[str]) -> dt.date:
        """Return the first day on which a fact that ended on ``end`` may be published, by its acts."""
        return end + dt.timedelta(days=max((self._delay(code) for code in acts), default=self.delays.default))

    def _protects(self, code: str) -> bool:
        act = self.acts.get(code)
        return act is None or bool(act.marks & self.protected_marks)

    def _delay(self, code: str) -> int:
        act = self.acts.get(code)
        if act is None:
            return max(self.delays.default, *self.delays.marks.values(), *self.delays.families.values())
        found = [self.delays.default, self.delays.families.get(act.family, 0), self.delays.acts.get(code, 0)]
        return max(found + [self.delays.marks.get(mark, 0) for mark in act.marks])


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A fact to publish or to keep for later: the last day it may have happened, its acts."""

    id: str
    end: dt.date
    acts: tuple[str, ...]


def too_early(facts: Collection[DatedFact], policy: Policy, *, day: dt.date) -> dict[str, dt.date]:
    """Return the facts that may not be published yet on a day, each with the first day on which it may."""
    first = {fact.id: policy.first_day(fact.end, fact.acts) for fact in facts}
    return {fact: when for fact, when in first.items() if when > day}
