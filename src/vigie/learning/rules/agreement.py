"""How far two people who code the same text agree. Pure.

Percent agreement, and Cohen's kappa, which takes away what chance alone would give: J. Cohen, "A Coefficient of Agreement for
Nominal Scales", Educational and Psychological Measurement 20 (1960), 37-46. Each passage has one code; "no act" is a code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

NOTHING = "-"
"""The code of a passage that tells no act."""

ASKED_PERCENT = 75
ASKED_KAPPA = Fraction(3, 5)
"""What the certificate asks. With ten passages kappa is a rough measure: the percentage counts as well."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of ``passages``, ``same`` were given the same code by both. ``kappa`` is ``None`` where both only ever used one code."""

    passages: int
    same: int
    kappa: Fraction | None

    @property
    def percent(self) -> int:
        """Passages coded alike, of a hundred, rounded down: 74.9 is not 75."""
        return self.same * 100 // self.passages if self.passages else 0

    @property
    def reached(self) -> bool:
        """Say whether it is enough for the certificate."""
        return self.percent >= ASKED_PERCENT and (self.kappa is None or self.kappa >= ASKED_KAPPA)


def compare(first: Sequence[str], second: Sequence[str]) -> Agreement:
    """Return how two codings of the same passages agree.

    Raises:
        ValueError: not the same number of passages, or none.
    """
    if len(first) != len(second) or not first:
        raise ValueError(len(first), len(second))
    number = len(first)
    same = sum(a == b for a, b in zip(first, second, strict=True))
    return Agreement(number, same, _kappa(Fraction(same, number), first, second))


def compare_choices(passages: Sequence[str], first: Mapping[str, str], second: Mapping[str, str]) -> Agreement:
    """Return how two codings by passage agree; a passage left out is "no act"."""
    return compare([first.get(p, NOTHING) for p in passages], [second.get(p, NOTHING) for p in passages])


def _kappa(observed: Fraction, first: Sequence[str], second: Sequence[str]) -> Fraction | None:
    one, other, number = Counter(first), Counter(second), len(first)
    chance = sum((Fraction(one[code] * other[code], number * number) for code in one), Fraction(0))
    return None if chance == 1 else (observed - chance) / (1 - chance)
