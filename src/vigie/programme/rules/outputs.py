"""What a programme brings out, and how it crosses with what the programme wants. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class OutputKind(StrEnum):
    """What came out: of a mission, of its session, or of the organisation that runs the programme."""

    MISSION = "mission"
    REPORT = "report"
    POST = "post"
    DOCUMENT = "document"
    EXPERIENCE = "experience"
    EVENING = "evening"
    TRAINING = "training"
    COMMUNIQUE = "communique"


LINKED = frozenset(OutputKind) - {OutputKind.MISSION}
"""Kinds that are linked on their own page; a mission says what it serves in its own form."""
NONE = ""
"""The row of what is linked to nothing."""


@dataclass(frozen=True, slots=True)
class Ties:
    """Objectives of the programme, by id, and themes, in words."""

    objectives: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


def ties_of(linked: Ties | None, inherited: Ties) -> Ties:
    """Return what an output serves: what somebody said of it, else what its mission serves."""
    return inherited if linked is None else linked


def fold_theme(theme: str) -> str:
    """Return a theme as it is compared: without spaces around it, without case."""
    return theme.strip().casefold()


def all_themes(wanted: Iterable[str], used: Iterable[str]) -> list[str]:
    """Return the programme's themes, then those used without being announced, each once whatever its case."""
    found: dict[str, str] = {}
    for theme in (*wanted, *sorted(used, key=fold_theme)):
        if theme.strip():
            found.setdefault(fold_theme(theme), theme.strip())
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a crossing: its key, how many outputs of each kind. An output that serves two rows counts in each."""

    key: str
    counts: Mapping[OutputKind, int]

    @property
    def total(self) -> int:
        """How many outputs in all."""
        return sum(self.counts.values())


def crossed(keys: Sequence[str], outputs: Iterable[tuple[OutputKind, Collection[str]]]) -> list[Row]:
    """Cross keys with kinds: one row per key, in order, and last the row of outputs that serve none of them, if any does.

    Args:
        keys: objectives by id, or themes folded.
        outputs: the kind of each, and the keys it serves.
    """
    known = set(keys)
    counts: dict[str, dict[OutputKind, int]] = {key: {} for key in keys}
    for kind, served in outputs:
        for key in known & set(served) or {NONE}:
            row = counts.setdefault(key, {})
            row[kind] = row.get(kind, 0) + 1
    return [Row(key, row) for key, row in counts.items()]
