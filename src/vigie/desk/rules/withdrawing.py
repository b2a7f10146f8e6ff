"""What a withdrawal touched, one line each, and where each stands. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Stands(StrEnum):
    """Where a line stands. ``GONE``: it left the house and cannot be recalled; somebody must still have looked at it.
    ``KEPT``: it stays sealed, and may be erased.
    """

    DONE = "done"
    LEFT = "left"
    GONE = "gone"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing touched. ``subject``: its kind and opaque id; ``said``: what it is; ``note``: what it means; ``url``: where it is.

    ``seen``: somebody saw to it; a line that the house settles by itself needs nobody.
    """

    subject: str
    said: str
    note: str = ""
    url: str = ""
    stands: Stands = Stands.LEFT
    seen: bool = False

    @property
    def waits(self) -> bool:
        """Say whether somebody must still see to it."""
        return self.stands in {Stands.LEFT, Stands.GONE} and not self.seen


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one floor, under its name."""

    title: str
    lines: tuple[Line, ...]


def left(groups: Iterable[Group]) -> int:
    """Count the lines that somebody must still see to."""
    return sum(line.waits for group in groups for line in group.lines)


def subjects(groups: Iterable[Group]) -> frozenset[str]:
    """Return the subjects that may be seen to."""
    return frozenset(line.subject for group in groups for line in group.lines)
