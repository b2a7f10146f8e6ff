"""An attacker who has kept every publication: integer programming over what all of them say, and the rules.

Written apart from the house's own ranges: one system of equations and inequalities, solved exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from vigie.publication.rules.cells import Cell

Unknown = tuple[str, str, str]
"""Zone, place, act, of one measure and period."""
Geography = Mapping[str, tuple[str, ...]]
LARGE = 100_000


@dataclass
class System:
    """Whole numbers, their bounds, and rows ``low <= sum(coefficient * unknown) <= high``."""

    bounds: dict[Unknown, tuple[int, int]] = field(default_factory=dict)
    rows: list[tuple[dict[Unknown, int], float, float]] = field(default_factory=list)

    def narrow(self, unknown: Unknown, low: int, high: int) -> None:
        before = self.bounds.get(unknown, (0, LARGE))
        self.bounds[unknown] = (max(before[0], low), min(before[1], high))

    @property
    def possible(self) -> bool:
        return all(low <= high for low, high in self.bounds.values())

    def fixed(self, targets: Iterable[Unknown]) -> dict[Unknown, int]:
        """The unknowns that can have one number only; none when the system contradicts itself.

        Two solutions that differ on an unknown clear it; what no solution cleared is maximised and minimised by itself.
        """
        solve = self._solver()
        left = dict.fromkeys(targets)
        seen: dict[Unknown, int] = {}
        for goal in chain(
            [(list(left), 1), (list(left), -1)], (([one], sign) for one in list(left) for sign in (1, -1))
        ):
            if not any(one in left for one in goal[0]):
                continue
            solution = solve({one: goal[1] for one in goal[0] if one in left})
            if solution is None:
                return {}
            for one in list(left):
                if seen.setdefault(one, solution[one]) != solution[one]:
                    del left[one]
        return {one: seen[one] for one in left}

    def _solver(self) -> Callable[[Mapping[Unknown, int]], dict[Unknown, int] | None]:
        at = {name: n for n, name in enumerate(self.bounds)}
        matrix = np.zeros((len(self.rows), len(at)))
        for n, (terms, _least, _most) in enumerate(self.rows):
            for name, coefficient in terms.items():
                matrix[n, at[name]] = coefficient
        rows = LinearConstraint(matrix, [row[1] for row in self.rows], [row[2] for row in self.rows])
        bounds = Bounds(*(np.array(side, dtype=float) for side in zip(*self.bounds.values(), strict=True)))

        def solve(goal: Mapping[Unknown, int]) -> dict[Unknown, int] | None:
            cost = np.zeros(len(at))
            for name, sign in goal.items():
                cost[at[name]] = sign
            found = milp(cost, constraints=rows, bounds=bounds, integrality=np.ones(len(at)))
            return None if found.x is None else {name: round(float(found.x[n])) for name, n in at.items()}

        return solve


def system_of(releases: Sequence[Sequence[Cell]], geography: Geography, caps: Mapping[str, int]) -> System:
    """What some publications of one measure and period say together. ``caps``: the largest small figure, by act."""
    made = System()
    acts = {cell.act for cell in chain(*releases)} | {""}
    for cell in chain(*releases):
        if cell.held:
            made.narrow((*cell.node, cell.act), 0, caps[cell.act] if cell.reason == "small" else LARGE)
        elif cell.value is not None:
            made.narrow((*cell.node, cell.act), cell.value, cell.value)
    for act in acts:
        _add_up(made, ("", "", act), [(zone, "", act) for zone in geography])
        for zone, places in geography.items():
            _add_up(made, (zone, "", act), [(zone, place, act) for place in places])
    listed = {(cell.zone, cell.place) for cell in chain(*releases) if cell.act}
    for node in listed:
        total, of_acts = (*node, ""), [(*node, act) for act in acts - {""}]
        made.rows.append(({total: -1, **dict.fromkeys(of_acts, 1)}, 0, np.inf))
        made.rows += [({total: 1, one: -1}, 0, np.inf) for one in of_acts]
    return made


def _add_up(made: System, whole: Unknown, parts: Sequence[Unknown]) -> None:
    for unknown in (whole, *parts):
        made.narrow(unknown, 0, LARGE)
    made.rows.append(({whole: -1, **dict.fromkeys(parts, 1)}, 0, 0))


def recovered(
    releases: Sequence[Sequence[Cell]], geography: Geography, caps: Mapping[str, int]
) -> Iterator[tuple[Unknown, int, tuple[int, ...]]]:
    """Yield each figure held back that some choice of publications gives away: which, its number, from which of them.

    Every choice is tried on the whole coast, and on each zone by itself: what changed elsewhere does not stop anyone.
    """
    for size in range(1, len(releases) + 1):
        for chosen in combinations(range(len(releases)), size):
            for zone in ("", *(geography if size > 1 else ())):
                kept = [[c for c in releases[n] if zone in {"", c.zone}] for n in chosen]
                for unknown, number in _fixed(kept, geography, caps):
                    yield unknown, number, chosen


def _fixed(
    kept: Sequence[Sequence[Cell]], geography: Geography, caps: Mapping[str, int]
) -> Iterable[tuple[Unknown, int]]:
    system = system_of(kept, geography, caps)
    given = {(*c.node, c.act) for c in chain(*kept) if c.given}
    targets = {(*c.node, c.act) for c in chain(*kept) if c.held} - given
    return system.fixed(sorted(targets)).items() if system.possible and targets else ()
