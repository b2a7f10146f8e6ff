"""Who goes out, when, and what is expected of them: initials alone, in pairs, back by an hour. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum

FEWEST, MOST = 2, 8
"""Nobody observes alone; more than this is a march."""

LETTERS = 3
DAYS_KEPT = 30
"""After this many days nobody can tell any more who went."""

FURTHEST = 120
LATEST_BACK = dt.timedelta(hours=18)
ASK_AGAIN = dt.timedelta(hours=1)
_PARTED = re.compile(r"[,;/+&\s]+|\bet\b|\band\b", re.IGNORECASE)


class PlanState(StrEnum):
    """Where a planned outing stands. Overdue is no state: the clock says it."""

    PLANNED = "planned"
    BACK = "back"
    CANCELLED = "cancelled"


PLAN_MOVES: Mapping[PlanState, frozenset[PlanState]] = {
    PlanState.PLANNED: frozenset({PlanState.BACK, PlanState.CANCELLED}),
    PlanState.BACK: frozenset({PlanState.PLANNED}),
    PlanState.CANCELLED: frozenset({PlanState.PLANNED}),
}
"""Both ends can be taken back: a thumb slips, a round that was called off goes out after all."""


def may_become(before: PlanState, after: PlanState) -> bool:
    """Say whether one state follows another."""
    return after in PLAN_MOVES[before]


def read_initials(text: str) -> tuple[str, ...]:
    """Return the initials in a text, each once, in capitals: "a.b, Cd" is ("AB", "CD").

    Raises:
        ValueError: something longer than three letters (a name, whose text is the argument), or a sign that is no letter.
    """
    found: list[str] = []
    for piece in _PARTED.split(text):
        bare = piece.replace(".", "").replace("-", "").strip()
        if not bare:
            continue
        if len(bare) > LETTERS or not bare.isalpha():
            raise ValueError(piece)
        found.append(bare.upper())
    return tuple(dict.fromkeys(found))


def overdue(state: PlanState, back_by: dt.datetime, now: dt.datetime) -> bool:
    """Say whether people are out and should have said that they are back."""
    return state is PlanState.PLANNED and now > back_by


def to_tell(back_by: dt.datetime, told_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Say whether the coordination must hear (again) of an outing that is overdue: at once, then every hour."""
    return now > back_by and (told_at is None or now - told_at >= ASK_AGAIN)


def monday_of(day: dt.date) -> dt.date:
    """Return the Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def read_week(text: str, *, today: dt.date) -> dt.date:
    """Return the Monday of a week written ``2018-W03``; of this week when it is not one."""
    try:
        return dt.datetime.strptime(f"{text}-1", "%G-W%V-%u").replace(tzinfo=dt.UTC).date()
    except ValueError:
        return monday_of(today)


def write_week(day: dt.date) -> str:
    """Write the week of a day: ``2018-W03``."""
    return f"{day:%G-W%V}"
