"""Which figures to hold back beside those that must be, so that no sum gives them away. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from .cells import COAST, Node, parent_of
from .ranges import Entry, Sheet, ranges

ALL_TOGETHER = 5
"""Up to so many earlier publications of a group, every choice of them is looked at with the new one."""


class Weakness(NamedTuple):
    """How far held-back figures are from safe: how many are exactly known, how many values are missing in all."""

    exact: int = 0
    missing: int = 0


def complement(
    sheet: Sheet, earlier: Sequence[Sheet], width: int, stale: frozenset[Node] = frozenset()
) -> frozenset[Node]:
    """Return the places to hold back as well in a new publication of one group.

    The attacker has this sheet and any of the earlier ones. Every figure held back, today or before, keeps ``width`` possible
    values wherever holding more in today's publication can give them. Communes go first, then zones, the coast last; among
    equals the smallest number that helps most. What turns out useless is given back. ``stale``: places given before with the
    number of today, whose holding back hides nothing; they serve only when nothing else is left.
    """
    views = [list(chosen) for chosen in _choices(earlier)]
    held = _hold(sheet, {node for node, entry in sheet.items() if entry.cap and node not in stale}, views, width)
    if stale and weakness(_with(sheet, held), views, width) != Weakness():
        held |= _hold(_with(sheet, held), {node for node, entry in sheet.items() if entry.cap}, views, width)
    return held


def _hold(sheet: Sheet, usable: set[Node], views: Sequence[Sequence[Sheet]], width: int) -> frozenset[Node]:
    held: list[Node] = []
    weak = weakness(sheet, views, width)
    while weak != Weakness():
        node = _next(_with(sheet, held), usable, views, width, weak)
        if node is None:
            break
        held.append(node)
        weak = weakness(_with(sheet, held), views, width)
    return _needed(sheet, held, views, width, weak)


def weakness(sheet: Sheet, views: Sequence[Sequence[Sheet]], width: int) -> Weakness:
    """Measure what an attacker can do with a publication beside each choice of earlier ones."""
    exact = missing = 0
    for view in views:
        sheets = [sheet, *view]
        found = ranges(sheets)
        for node in _unknown(sheets):
            exact += found[node].width == 1
            missing += max(0, width - found[node].width)
    return Weakness(exact, missing)


def _unknown(sheets: Sequence[Sheet]) -> set[Node]:
    held = {node for sheet in sheets for node, entry in sheet.items() if entry.value is None}
    return held - {node for sheet in sheets for node, entry in sheet.items() if entry.value is not None}


def _choices(earlier: Sequence[Sheet]) -> Iterator[tuple[Sheet, ...]]:
    """Yield the choices of earlier publications to look at; beyond a few, each alone, each pair, and all."""
    kept: list[Sheet] = []
    for sheet in earlier:
        if sheet and sheet not in kept:
            kept.append(sheet)
    sizes = range(len(kept) + 1) if len(kept) <= ALL_TOGETHER else range(3)
    for size in sizes:
        yield from combinations(kept, size)
    if len(kept) > ALL_TOGETHER:
        yield tuple(kept)


def _with(sheet: Sheet, held: Iterable[Node]) -> dict[Node, Entry]:
    return {**sheet, **{node: Entry(None, sheet[node].cap) for node in held}}


_OPENS = (1, 0, 2)
"""Where nothing helps by itself: the totals of zones first, whose parts are then free; the coast last."""


def _rank(node: Node) -> int:
    return 0 if node[1] else 2 if node == COAST else 1


def _next(sheet: Sheet, usable: set[Node], views: Sequence[Sequence[Sheet]], width: int, weak: Weakness) -> Node | None:
    """Return the next figure to hold back: the least informative that helps, else the nearest total, which opens the way."""
    given = {node: entry.value for node, entry in sheet.items() if entry.value is not None and node in usable}
    near = [node for node in given if _near(node, sheet)] or list(given)
    for rank in sorted({_rank(node) for node in near}):
        tried = [
            (weakness(_with(sheet, [node]), views, width), given[node], node) for node in near if _rank(node) == rank
        ]
        best = min(tried, default=None)
        if best is not None and best[0] < weak:
            return best[2]
    return min(given, key=lambda node: (_OPENS.index(_rank(node)), given[node], node), default=None)


def _near(node: Node, sheet: Sheet) -> bool:
    """Say whether a figure shares a sum with one that is held back."""
    mine = {node, parent_of(node)}
    return any(
        entry.value is None and (other in mine or parent_of(other) in mine or parent_of(node) == other)
        for other, entry in sheet.items()
    )


def _needed(
    sheet: Sheet, held: Sequence[Node], views: Sequence[Sequence[Sheet]], width: int, weak: Weakness
) -> frozenset[Node]:
    kept = list(held)
    for node in sorted(held, key=lambda n: (-_rank(n), -(sheet[n].value or 0), n)):
        fewer = [n for n in kept if n != node]
        if weakness(_with(sheet, fewer), views, width) <= weak:
            kept = fewer
    return frozenset(kept)
