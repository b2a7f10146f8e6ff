"""Which numbers of a year's figures are too small to be given, and which go with them so that no sum tells. Pure."""

from __future__ import annotations

from collections.abc import Mapping


def held_back(numbers: Mapping[str, int], thresholds: Mapping[str, int]) -> frozenset[str]:
    """Return the kinds whose number is not given, among kinds that add up at most to a total that is.

    A kind with a threshold is held under it, zero included: "nobody" beside "a few" would say who is in the few. The next
    smallest kinds are held as well until what is held could hide any small number: at least two of them, together at least
    twice the widest threshold less one, or nothing is left to hold.
    """
    small = {kind for kind, number in numbers.items() if number < thresholds.get(kind, 0)}
    if not small:
        return frozenset()
    held = set(small)
    enough = 2 * (max(thresholds[kind] for kind in small) - 1)
    for kind in sorted(numbers.keys() - held, key=lambda kind: (numbers[kind], kind)):
        if len(held) > 1 and sum(numbers[one] for one in held) >= enough:
            break
        if numbers[kind]:
            held.add(kind)
    return frozenset(held)
