"""The disclosure control's numbers, with the acts as the vocabulary marks them today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from vigie.facts.api import UNITS, ActTypeCard, UnitKind, Waits, families

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
    marks: Iterable[tuple[str, bool]] = (
        ("extra_protection", card.extra_protection),
        ("minors", card.minors),
        ("medical", card.medical),
    )
    return Act(card.code, card.family, frozenset(name for name, held in marks if held))


def waits() -> Waits:
    """Return how long each act waits before what bears it is published."""
    control = policy()
    day = dt.date(2000, 1, 1)
    return Waits(control.delays.default, {code: (control.first_day(day, [code]) - day).days for code in control.acts})
