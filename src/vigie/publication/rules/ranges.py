"""What an attacker knows: the exact range of each figure of a tree of sums. Pure.

A coast is the sum of its zones, a zone the sum of its communes. On a tree, narrowing each sum in turn until nothing moves
gives exactly the smallest and largest value of each unknown that the published figures leave possible: the constraints have
no cycle and a sum of intervals of whole numbers is an interval. ``tests/publication/test_attacker.py`` checks it against
integer programming.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .cells import Node, parent_of

NO_LIMIT = 10**9
"""Larger than any count: no upper limit is known."""


class Entry(NamedTuple):
    """What one publication says of a place: its number, or ``None``; and the largest it may be, once held back."""

    value: int | None
    cap: int = NO_LIMIT

    @property
    def range(self) -> Range:
        """The numbers it leaves possible by itself."""
        return Range(0, self.cap) if self.value is None else Range(self.value, self.value)


class Range(NamedTuple):
    """Smallest and largest possible value, both included."""

    low: int
    high: int

    @property
    def width(self) -> int:
        """How many values are possible."""
        return self.high - self.low + 1

    def meet(self, other: Range) -> Range:
        """Return what both leave possible; empty when its width is not positive."""
        return Range(max(self.low, other.low), min(self.high, other.high))


ANY = Range(0, NO_LIMIT)
Sheet = Mapping[Node, Entry]
"""One publication's figures of one group, by place. A place that nobody counted is not in it."""


def ranges(sheets: Sequence[Sheet]) -> dict[Node, Range]:
    """Return what several publications together leave possible, each figure being the same unknown in all of them.

    Where two of them say different numbers something changed: that figure is then any number. A sum that cannot be is
    taken as "at least its parts" if the whole is larger, as nothing if it is smaller; what is left is still looked at.
    """
    sums = _sums(sheets)
    known = _known(sheets, sums)
    more: set[Node] = set()
    for parent in list(sums):
        parts = [_bounds(known, sums, child) for child in sums[parent]]
        whole = known[parent]
        if whole.low > sum(part.high for part in parts):
            more.add(parent)
        elif whole.high < sum(part.low for part in parts):
            del sums[parent]
    found = narrow(known, sums, open_sums=more)
    while found is None:
        del sums[min(sums)]
        found = narrow(known, sums, open_sums=more)
    return found


def _bounds(known: Mapping[Node, Range], sums: Mapping[Node, Sequence[Node]], node: Node) -> Range:
    """Return what a place may be by its own figure and those of its parts; its own alone where the two cannot be."""
    parts = [known[child] for child in sums.get(node, ())]
    if not parts:
        return known[node]
    met = known[node].meet(Range(sum(p.low for p in parts), sum(p.high for p in parts)))
    return met if met.width > 0 else known[node]


def narrow(
    known: Mapping[Node, Range], sums: Mapping[Node, Sequence[Node]], *, open_sums: Iterable[Node] = ()
) -> dict[Node, Range] | None:
    """Narrow ranges by every sum until nothing moves; ``None`` when nothing is possible.

    ``open_sums``: places that may hold more than the sum of their listed parts.
    """
    found = dict(known)
    more = frozenset(open_sums)
    moved = True
    while moved:
        moved = False
        for parent, children in sums.items():
            for node, narrowed in _by_one_sum(found, parent, children, rest=parent in more):
                if narrowed.width < 1:
                    return None
                if narrowed != found[node]:
                    found[node], moved = narrowed, True
    return found


def _by_one_sum(
    found: Mapping[Node, Range], parent: Node, children: Sequence[Node], *, rest: bool
) -> list[tuple[Node, Range]]:
    whole = found[parent]
    low = sum(found[c].low for c in children)
    high = NO_LIMIT if rest else sum(found[c].high for c in children)
    whole = whole.meet(Range(low, min(high, NO_LIMIT)))
    narrowed = [(parent, whole)]
    for child in children:
        mine = found[child]
        least = 0 if rest else whole.low - (high - mine.high)
        narrowed.append((child, mine.meet(Range(least, whole.high - (low - mine.low)))))
    return narrowed


def _sums(sheets: Sequence[Sheet]) -> dict[Node, list[Node]]:
    """Return the parts of each place, communes' sums first; a zone of which only communes are listed stands too."""
    parts: dict[Node, set[Node]] = defaultdict(set)
    for sheet in sheets:
        for node in sheet:
            child, parent = node, parent_of(node)
            while parent is not None:
                parts[parent].add(child)
                child, parent = parent, parent_of(parent)
    return {parent: sorted(parts[parent]) for parent in sorted(parts, reverse=True)}


def _known(sheets: Sequence[Sheet], sums: Mapping[Node, Sequence[Node]]) -> dict[Node, Range]:
    found: dict[Node, Range] = {}
    changed: set[Node] = set()
    for sheet in sheets:
        for node, entry in sheet.items():
            found[node] = found.get(node, ANY).meet(entry.range)
            changed |= {node} if found[node].width < 1 else set()
    found |= dict.fromkeys(changed, ANY)
    for parent, children in sums.items():
        for node in (parent, *children):
            found.setdefault(node, ANY)
    return found
