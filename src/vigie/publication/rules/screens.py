"""The acts of one place and their total tell of each other: an act is never more than the total, and the acts together never
less, since every event has an act. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .ranges import Entry

TOTAL = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """One measure of one period and place: its total under ``""`` and its acts by code, as all publications show them.

    ``today``: those that this publication lists, hence may hold back. ``width``: how many values an act held back for another's sake must keep.
    """

    entries: Mapping[str, Entry]
    today: frozenset[str]
    width: int


def acts_to_hold(screen: Screen) -> list[tuple[str, str]]:
    """Return what this publication must hold back as well, each with its reason."""
    total = screen.entries.get(TOTAL)
    acts = {code: entry for code, entry in screen.entries.items() if code != TOTAL}
    given = {code: entry.value for code, entry in acts.items() if entry.value is not None}
    mine = {code: value for code, value in given.items() if code in screen.today}
    if total is None:
        return []
    if total.value is None:
        return [(code, "with_total") for code in sorted(mine)]
    rest = total.value - sum(given.values())
    hold_total = [(TOTAL, "protected")] if TOTAL in screen.today else []
    if not _tells(screen, total.value, acts, rest):
        return []
    return [(min(mine, key=lambda code: (mine[code], code)), "complement")] if mine else hold_total


def _tells(screen: Screen, total: int, acts: Mapping[str, Entry], rest: int) -> bool:
    """Say whether the total and the acts given leave too little doubt about one of those held back."""
    caps = {code: min(entry.cap, total) for code, entry in acts.items() if entry.value is None}
    for code, cap in caps.items():
        least = rest - sum(c for other, c in caps.items() if other != code)
        if least > 0 and (acts[code].cap < total or cap - least + 1 < screen.width):
            return True
    return False
