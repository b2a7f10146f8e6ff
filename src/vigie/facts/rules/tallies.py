"""The count of an event for one unit, from what its reports counted. Never their sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vigie.kernel.api import Count, Qualifier


@dataclass(frozen=True, slots=True)
class Settled:
    """The count of an event. ``picked``: a person chose it; ``disputed``: reports differ and nobody has chosen."""

    count: Count
    picked: bool = False
    disputed: bool = False


def settle(reported: Sequence[Count], picked: Count | None = None) -> Settled:
    """Return the count of an event for one unit.

    What a person picked; else the one count there is; else, while reports differ, "at least" the smallest number any of
    them gives: less is never claimed to be more.

    Args:
        reported: what each visible report counted; empty when none was asked.
        picked: the count a person picked, where it may be seen.
    """
    if picked is not None:
        return Settled(picked, picked=True)
    known = [count for count in reported if count.number is not None]
    if not known:
        return Settled(Count.unknown())
    if len(set(known)) == 1:
        return Settled(known[0])
    smallest = min(count.number for count in known if count.number is not None)
    return Settled(Count(smallest, Qualifier.MIN), disputed=True)
