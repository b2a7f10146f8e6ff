"""What a publication may give and what it must hold back, given everything published before. Pure.

The attacker knows every earlier publication, this one, and these rules. They take a figure for the same unknown wherever
nothing says otherwise. A small figure held back is between 0 and its threshold less one: zero about people is held like 1 to
4, for "nobody" shown beside "a few" would say who is in the few, and lets the few be read off. What nobody counted is given
as "not counted", which is not zero and tells nothing.

- Counts about people under 5 are held back, under 10 for minors, health, sexual violence; nothing crosses place and act.
- An act of sexual violence is never listed by commune; where one is among the figures, nothing of its measure and period is
  listed by commune and act, for what is missing there would name it.
- Once held back, always held back. A number given before, and still the same, never serves as a screen.
- Every figure held back keeps a *protection interval*: as many possible values as its threshold, never fewer than 5, as far
  as holding more back today can give them (``rules.complement``).
- About people, a period that overlaps another one, shorter or already published, is held back.

Limits. Subsets between measures (children among people) are not looked at; what a reader knows from elsewhere is not either.
The difference between two versions of a total is what was added between them.

Sources: domain brief, sections 0 (rule 10), 2.8 and 4; ``data/disclosure.yaml``.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .cells import Cell, Group, Node
from .complement import Weakness, complement, weakness
from .policy import Policy
from .ranges import NO_LIMIT, Entry
from .screens import Screen, acts_to_hold


class Reason(StrEnum):
    """Why a figure is held back, or not listed at all."""

    SMALL = "small"
    ALREADY = "already"
    COMPLEMENT = "complement"
    WITH_TOTAL = "with_total"
    PROTECTED = "protected"
    PERIOD = "period"
    CROSSED = "crossed"
    HIDDEN_ACT = "hidden_act"


Key = tuple[Group, Node]
Period = tuple[dt.date, dt.date]
Place = tuple[str, dt.date, dt.date, Node]
Sheets = dict[Group, dict[Node, Entry]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be published. ``held`` still bear their number: publish ``published`` alone.

    ``given``: as they are. ``held``: listed, with a reason in the place of the number. ``dropped``: not listed at all.
    ``weak``: figures held back for which even holding everything today leaves fewer possible values than they should have.
    """

    given: tuple[Cell, ...]
    held: tuple[tuple[Cell, Reason], ...]
    dropped: tuple[tuple[Cell, Reason], ...]
    weak: tuple[Group, ...] = ()

    @property
    def published(self) -> tuple[Cell, ...]:
        """The cells of the publication, those held back without their number."""
        return (*self.given, *(cell.hidden(reason.value) for cell, reason in self.held))

    def reasons(self) -> dict[tuple[Group, Node], Reason]:
        """Return why each place of each group is held back."""
        return {(cell.group, cell.node): reason for cell, reason in self.held}


def protect(cells: Sequence[Cell], earlier: Sequence[Sequence[Cell]], policy: Policy) -> Verdict:
    """Part cells into those to give, to hold back, and to leave out.

    Args:
        cells: the figures of this publication, with their true numbers.
        earlier: the figures of each earlier publication as it gave them, in order, corrections and withdrawn ones included.
        policy: thresholds, and what the vocabulary marks.

    Raises:
        ValueError: two cells of one figure with different numbers.
    """
    guarded = _guarded(cells, earlier, policy)
    dropped = [(cell, reason) for cell in cells if (reason := _unlisted(cell, policy, guarded))]
    left_out = {cell for cell, _reason in dropped}
    listed = [cell for cell in cells if cell not in left_out]
    work = _Work(listed, earlier, policy)
    work.settle()
    held = work.held
    return Verdict(
        tuple(cell for cell in listed if (cell.group, cell.node) not in held),
        tuple((cell, held[cell.group, cell.node]) for cell in listed if (cell.group, cell.node) in held),
        tuple(dropped),
        work.weak(),
    )


def _guarded(
    cells: Sequence[Cell], earlier: Sequence[Sequence[Cell]], policy: Policy
) -> set[tuple[str, dt.date, dt.date]]:
    """Return the measures and periods of which nothing is listed by commune and act: one act of them is protected."""
    today = {(c.measure, c.start, c.end) for c in cells if c.act in policy.hidden_by_commune and c.value != 0}
    return today | {(c.measure, c.start, c.end) for release in earlier for c in release if c.held and c.act}


def _unlisted(cell: Cell, policy: Policy, guarded: set[tuple[str, dt.date, dt.date]]) -> Reason | None:
    if policy.crosses(cell):
        return Reason.CROSSED
    listed = not (cell.place and cell.act) or (cell.measure, cell.start, cell.end) not in guarded
    return None if listed and not policy.hides_place(cell) else Reason.HIDDEN_ACT


class _Work:
    """One publication being protected."""

    def __init__(self, cells: Sequence[Cell], earlier: Sequence[Sequence[Cell]], policy: Policy) -> None:
        self.policy = policy
        self.cells = {(cell.group, cell.node): cell for cell in cells if cell.counted}
        if any(self.cells[cell.group, cell.node].value != cell.value for cell in cells if cell.counted):
            raise ValueError("two cells of one figure say different numbers")
        self.earlier = [_sheets(release, policy) for release in earlier]
        self.before = {(c.group, c.node): c for release in earlier for c in release if c.counted}
        ever_held = {(c.group, c.node) for release in earlier for c in release if c.held}
        self.held: dict[Key, Reason] = {}
        periods = _periods([*self.cells.values(), *self.before.values()])
        for key, cell in self.cells.items():
            reason = self._first_reason(cell, periods, already=key in ever_held)
            if reason:
                self.held[key] = reason

    def _first_reason(self, cell: Cell, periods: Mapping[str, set[Period]], *, already: bool) -> Reason | None:
        if cell.value is not None and cell.value < self.policy.threshold(cell):
            return Reason.SMALL
        if already or cell.held:
            return Reason.ALREADY
        published = {(c.start, c.end) for c in self.before.values() if c.measure == cell.measure}
        if self.policy.threshold(cell) and _overlapped(cell, periods[cell.measure], published):
            return Reason.PERIOD
        return None

    def settle(self) -> None:
        """Hold back more until neither a sum nor an act gives anything away."""
        before = -1
        while len(self.held) != before:
            before = len(self.held)
            for key, reason in self._screened():
                self.held.setdefault(key, reason)
            for group, sheet in self._today().items():
                for node in complement(sheet, self._earlier(group), self._width(group), self._stale(group, sheet)):
                    self.held.setdefault((group, node), Reason.COMPLEMENT)

    def weak(self) -> tuple[Group, ...]:
        """Return the groups in which something stays exactly known in spite of all."""
        return tuple(
            group
            for group, sheet in self._today().items()
            if weakness(sheet, [[], *([s] for s in self._earlier(group))], self._width(group)) > Weakness(0, NO_LIMIT)
        )

    def _today(self) -> Sheets:
        today: Sheets = defaultdict(dict)
        for key, cell in self.cells.items():
            today[key[0]][key[1]] = _entry(cell, self.held.get(key), self.policy)
        return _under_totals(today)

    def _earlier(self, group: Group) -> list[dict[Node, Entry]]:
        return [sheets[group] for sheets in self.earlier if group in sheets]

    def _stale(self, group: Group, sheet: Mapping[Node, Entry]) -> frozenset[Node]:
        """Return the places whose number was given before and has not moved since."""
        past = self._earlier(group)
        return frozenset(
            node
            for node, entry in sheet.items()
            if entry.value is not None and any(node in s and s[node].value == entry.value for s in past)
        )

    def _width(self, group: Group) -> int:
        return self.policy.width(Cell("", *group[:3], act=group.act))

    def _screened(self) -> Iterable[tuple[Key, Reason]]:
        """Yield what to hold back because the acts of a place and its total tell of each other."""
        before, today = _by_place(self.before.values()), _by_place(self.cells.values())
        for place, mine in today.items():
            entries = {
                c.act: _entry(c, Reason(c.reason) if c.held else None, self.policy) for c in before.get(place, ())
            }
            entries |= {c.act: _entry(c, self.held.get((c.group, c.node)), self.policy) for c in mine}
            screen = Screen(entries, frozenset(c.act for c in mine), self.policy.small)
            for act, why in acts_to_hold(screen):
                yield (Group(*place[:3], act), place[3]), Reason(why)


def _sheets(cells: Iterable[Cell], policy: Policy) -> Sheets:
    sheets: Sheets = defaultdict(dict)
    for cell in cells:
        if cell.counted:
            sheets[cell.group][cell.node] = _entry(cell, Reason(cell.reason) if cell.held else None, policy)
    return _under_totals(sheets)


def _under_totals(sheets: Sheets) -> Sheets:
    """Lower what each act may be, held back, to the total given beside it."""
    for group, sheet in sheets.items():
        totals = sheets.get(group._replace(act=""), {}) if group.act else {}
        for node, entry in sheet.items():
            total = totals[node].value if node in totals else None
            if total is not None:
                sheet[node] = entry._replace(cap=min(entry.cap, total))
    return sheets


def _entry(cell: Cell, reason: Reason | None, policy: Policy) -> Entry:
    """Return what is known of a figure: the attacker knows the rules, and the reason for which it is held back."""
    if reason is None:
        return Entry(cell.value)
    return Entry(None, policy.threshold(cell) - 1 if reason is Reason.SMALL else NO_LIMIT)


def _by_place(cells: Iterable[Cell]) -> dict[Place, list[Cell]]:
    found: dict[Place, list[Cell]] = defaultdict(list)
    for cell in cells:
        found[cell.measure, cell.start, cell.end, cell.node].append(cell)
    return found


def _periods(cells: Iterable[Cell]) -> Mapping[str, set[Period]]:
    found: dict[str, set[Period]] = defaultdict(set)
    for cell in cells:
        found[cell.measure].add((cell.start, cell.end))
    return found


def _overlapped(cell: Cell, periods: Iterable[Period], published: set[Period]) -> bool:
    """Say whether another period overlaps a cell's, and is shorter or already published."""
    days = cell.end - cell.start
    return any(
        (start, end) != (cell.start, cell.end)
        and start <= cell.end
        and cell.start <= end
        and (((start, end) in published and (cell.start, cell.end) not in published) or end - start < days)
        for start, end in periods
    )
