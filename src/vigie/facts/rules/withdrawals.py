"""How someone takes back what they agreed to, and from what moment it binds. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from vigie.kernel.api import PARIS

from .consent import Answer


class WithdrawnBy(StrEnum):
    """How the association heard of it."""

    WORDS = "words"
    """The person typed the four words of their slip."""
    HOUSE = "house"
    """Somebody of the association wrote it for them."""
    RESTORE = "restore"
    """What they had told was erased after the backup from which these rows come."""


def start_of(day: dt.date) -> dt.datetime:
    """Return the first moment of a day on the coast: of a request made by words, no finer moment is kept anywhere."""
    return dt.datetime.combine(day, dt.time.min, PARIS)


def taken_back(before: Iterable[Answer], after: Iterable[Answer], *, on: dt.date) -> tuple[str, ...]:
    """Return the purposes that held that day and no longer do, in the order in which they held."""
    holding = {answer.purpose for answer in after if answer.holds(on)}
    return tuple(a.purpose for a in before if a.holds(on) and a.purpose not in holding)
