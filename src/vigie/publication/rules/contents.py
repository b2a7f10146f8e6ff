"""What a bulletin counts, and what a person puts into it. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from .cells import Cell

LANGUAGES = ("fr", "en")
"""A bulletin is written in both."""
SECTIONS: dict[str, int] = {"lead": 300, "month": 1500, "asks": 1000}
"""What a person writes, and at most how many characters."""
SENTENCE = 300
MOST_FACTS, MOST_QUOTES = 8, 3
BELONGINGS = (
    "tents",
    "tarps",
    "tents_and_tarps",
    "sleeping_bags",
    "blankets",
    "mattresses",
    "phones",
    "identity_documents",
    "medicines",
    "bags",
    "bicycles",
    "shelters_destroyed",
)
PEOPLE = ("persons", "arrests", "injured", "children", "minors_unaccompanied", "persons_deprived")
ALWAYS = ("persons", "arrests", "tents")
"""Said even when nobody counted: not counted is not zero."""
MANY = 10
"""From so many events of a commune in the month on, one of them may be told with its day."""
TABLES = ("whole", "communes", "months", "acts")


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell and what travels with it: in how many events it was counted, in how many not, how many were seen directly."""

    cell: Cell
    counted: int
    not_counted: int
    direct: int
    family: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """How the month was seen: events by the best way they are known, days with a tournée, operations seen and missed."""

    whole: int = 0
    part: int = 0
    after: int = 0
    reported: int = 0
    other: int = 0
    days: int = 0
    days_observed: int = 0

    @property
    def direct(self) -> int:
        """Events seen directly, in whole or in part."""
        return self.whole + self.part


@dataclass(frozen=True, slots=True)
class Contents:
    """The figures of a month of a zone, with their true numbers. ``sources``: how many associations they come from."""

    month: dt.date
    zone: str
    as_of: dt.datetime
    query: str
    figures: tuple[Figure, ...]
    seen: Seen
    sources: int
    events: int

    @property
    def cells(self) -> list[Cell]:
        """The figures as the disclosure control looks at them."""
        return [figure.cell for figure in self.figures]


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A fact told in the bulletin: when and where no more finely than may be said, and one sentence in each language."""

    statement: str
    start: dt.date
    end: dt.date
    place: str
    text: dict[str, str] = field(default_factory=dict)


def may_say_day(*, observed: bool, day: bool, events: int) -> bool:
    """Say whether a fact may be told with its day: seen by observers, in a commune where much happened that month."""
    return observed and day and events >= MANY
