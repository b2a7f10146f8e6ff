"""What makes a form likely sent by a machine. It is held for a person's eye, never dropped. Pure."""

from __future__ import annotations

from enum import StrEnum

FASTEST_SECONDS = 5
MOST_A_DAY = 6
"""Applications begun from one address in a day before the next are held: a shared computer sends a few."""


class Held(StrEnum):
    """Why an application waits for a person's eye."""

    NONE = ""
    TRAP = "trap"
    FAST = "fast"
    MANY = "many"


def why_held(*, trap: str, seconds: float | None, already: int) -> Held:
    """Return why a form is held: the field no person sees is filled, it came too fast, or too many from one address.

    ``seconds``: since the page was given, ``None`` when its mark is missing or false.
    """
    if trap.strip():
        return Held.TRAP
    if seconds is None or seconds < FASTEST_SECONDS:
        return Held.FAST
    return Held.MANY if already >= MOST_A_DAY else Held.NONE
