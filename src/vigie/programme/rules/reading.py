"""The reading grid: what a mark is, when two readings may be compared, how candidates are ranked. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .kinds import Advice, CriterionKind

MARKS = (0, 1, 2, 3)
READERS = 2
WEIGHTS = {CriterionKind.REQUIRED: 2, CriterionKind.ASSET: 1}
"""A required criterion counts twice an asset: no asset makes up for a lack."""


@dataclass(frozen=True, slots=True)
class Read:
    """One reading handed in: by whom, for which organisation, marks by criterion, advice."""

    person: str
    organisation: str
    marks: Mapping[str, int]
    advice: Advice


def clean_marks(given: Mapping[str, object], criteria: Iterable[str]) -> dict[str, int]:
    """Return the marks that are ones, of criteria that are there; what was left empty is left out.

    Raises:
        ValueError: not a mark.
    """
    found: dict[str, int] = {}
    for criterion in criteria:
        text = str(given.get(criterion, "")).strip()
        if not text:
            continue
        mark = int(text)
        if mark not in MARKS:
            raise ValueError(text)
        found[criterion] = mark
    return found


def both_in(readings: Iterable[Read]) -> bool:
    """Say whether two readers of different organisations handed theirs in: only then do they see each other's."""
    return len({read.organisation for read in readings}) >= READERS


def score(marks: Mapping[str, int], kinds: Mapping[str, CriterionKind]) -> int | None:
    """Return the weighted marks out of 100, over the criteria that were marked; ``None`` when none was."""
    weighed = [(mark, WEIGHTS[kinds[c]]) for c, mark in marks.items() if c in kinds]
    if not weighed:
        return None
    return round(100 * sum(mark * weight for mark, weight in weighed) / (MARKS[-1] * sum(w for _m, w in weighed)))


def mean(values: Iterable[int | None]) -> int | None:
    """Return the rounded mean of the scores that are there."""
    there = [value for value in values if value is not None]
    return round(sum(there) / len(there)) if there else None


def apart(values: Iterable[int | None]) -> int:
    """Return how far apart the scores are: a jury talks first of those on whom it disagrees."""
    there = [value for value in values if value is not None]
    return max(there) - min(there) if len(there) > 1 else 0
