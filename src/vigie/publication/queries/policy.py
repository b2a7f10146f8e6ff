"""The disclosure control's numbers, with the acts as the vocabulary marks them today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from vigie.facts.api import UNITS, ActMarks, ActTypeCard, UnitKind, Waits, families

from ..loading import read_numbers
from ..rules.policy import Act, Delays, Policy


def policy() -> Policy:
    """Return what is small, what is protected, what comes late."""
    numbers = read_numbers()
    people = {code for code, unit in UNITS.items() if unit.kind is UnitKind.PEOPLE}
    delays = numbers["delays"]
    return Policy(
        people=frozenset(people | set(numbers["about_people"])),
        protected=frozenset(numbers["protected_measures"]),
        acts={act.code: _act(act) for family in families() for act in family.acts},
        small=numbers["thresholds"]["people"],
        small_protected=numbers["thresholds"]["protected"],
        protected_marks=frozenset(numbers["protected_marks"]),
        hidden_by_commune=frozenset(numbers["hidden_by_commune"]),
        delays=Delays(delays["default"], delays["families"], delays["marks"], delays["acts"]),
    )


def _act(card: ActTypeCard) -> Act:
    return Act(card.code, card.family, _marks(card))


def waits(acts: Sequence[ActMarks]) -> Waits:
    """Return how long facts wait before they are published, by what the vocabulary marks of each act."""
    numbers = read_numbers()["delays"]
    delays = Delays(numbers["default"], numbers["families"], numbers["marks"], numbers["acts"])
    known = {act.code: Act(act.code, act.family, _marks(act)) for act in acts}
    control = Policy(frozenset(), frozenset(), known, delays=delays)
    day = dt.date(2000, 1, 1)
    return Waits(delays.default, {code: (control.first_day(day, [code]) - day).days for code in known})


def _marks(act: ActMarks | ActTypeCard) -> frozenset[str]:
    return frozenset(name for name in ("extra_protection", "minors", "medical") if getattr(act, name))
