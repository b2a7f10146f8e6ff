"""A figure of a publication, as the disclosure control sees it. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import NamedTuple

COAST = ("", "")


class Group(NamedTuple):
    """Figures that add up: one measure of one period, for one act or for all."""

    measure: str
    start: dt.date
    end: dt.date
    act: str


Node = tuple[str, str]
"""A zone and a place: ``("", "")`` the coast, ``(zone, "")`` a zone, ``(zone, place)`` a commune."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: what it counts, when, where, of which act, and its number.

    ``start`` and ``end`` are days, both included. ``zone`` empty: the whole coast; ``place`` empty: the whole zone; ``act``
    empty: all acts. ``value`` is ``None`` where nobody counted, which is not zero, and where it is ``held`` back once
    published, for a ``reason`` that is published too. ``query`` is what the figure answers, to be asked again.
    """

    table: str
    measure: str
    start: dt.date
    end: dt.date
    zone: str = ""
    place: str = ""
    act: str = ""
    value: int | None = None
    qualifier: str = ""
    held: bool = False
    query: str = ""
    reason: str = ""

    @property
    def group(self) -> Group:
        """The figures it adds up with."""
        return Group(self.measure, self.start, self.end, self.act)

    @property
    def node(self) -> Node:
        """Where it stands in the tree of places."""
        return (self.zone, self.place)

    @property
    def given(self) -> bool:
        """Whether it gives a number."""
        return not self.held and self.value is not None

    @property
    def counted(self) -> bool:
        """Whether somebody counted it: its number is given, or held back."""
        return self.held or self.value is not None

    def hidden(self, reason: str) -> Cell:
        """Return it as it is published when held back: no number, no qualifier, but why."""
        return replace(self, value=None, qualifier="", held=True, reason=reason)


def parent_of(node: Node) -> Node | None:
    """Return the place one level up; ``None`` above the coast."""
    zone, place = node
    if place:
        return (zone, "")
    return COAST if zone else None
