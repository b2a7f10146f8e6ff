"""Counts: a number and a qualifier. Unknown is not zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Qualifier(StrEnum):
    """How a number was come by."""

    EXACT = "exact"
    MIN = "min"
    ABOUT = "about"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of one unit, and how sure it is.

    ``number`` is ``None`` exactly when ``qualifier`` is ``UNKNOWN``.

    Raises:
        ValueError: negative number, or number and qualifier that contradict each other.
    """

    number: int | None
    qualifier: Qualifier

    def __post_init__(self) -> None:
        if (self.number is None) != (self.qualifier is Qualifier.UNKNOWN):
            raise ValueError("a count has a number unless it is unknown")
        if self.number is not None and self.number < 0:
            raise ValueError("a count is never negative")

    @classmethod
    def unknown(cls) -> Count:
        """Return the count of what nobody counted."""
        return cls(None, Qualifier.UNKNOWN)

    @classmethod
    def exactly(cls, number: int) -> Count:
        """Return a count that was made in full."""
        return cls(number, Qualifier.EXACT)


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of counts of one unit: the sum, how many went in, how many were not counted."""

    count: Count
    counted: int
    not_counted: int


def total(counts: Iterable[Count]) -> Total:
    """Add counts of one unit.

    Any "about" makes the sum "about"; else any "at least" or unknown makes it "at least"; a sum of
    nothing but unknowns is unknown (design, section 12).
    """
    known = 0
    not_counted = 0
    number = 0
    qualifiers: set[Qualifier] = set()
    for count in counts:
        if count.number is None:
            not_counted += 1
            continue
        known += 1
        number += count.number
        qualifiers.add(count.qualifier)
    if known == 0:
        return Total(Count.unknown() if not_counted else Count.exactly(0), 0, not_counted)
    if Qualifier.ABOUT in qualifiers:
        qualifier = Qualifier.ABOUT
    elif Qualifier.MIN in qualifiers or not_counted:
        qualifier = Qualifier.MIN
    else:
        qualifier = Qualifier.EXACT
    return Total(Count(number, qualifier), known, not_counted)
