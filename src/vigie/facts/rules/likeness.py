"""When two reports look like one happening. A proposal, never a decision."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from vigie.kernel.api import FuzzyDate

WIDEST_DAYS = 7
"""A report dated more vaguely than a week looks like everything: it is proposed to nobody."""
CLOSE_MINUTES = 60
FAR_MINUTES = 120
CLOSE_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Sketch:
    """What of a statement is compared. ``source``: the relevé or témoignage it comes from."""

    statement: str
    event: str
    owner: str
    source: str
    import_id: str
    place: str
    date: FuzzyDate
    site: str = ""
    time: dt.time | None = None
    persons: int | None = None
    families: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two are, and why: codes of the ``likeness`` list."""

    score: int
    reasons: tuple[str, ...]


def likeness(one: Sketch, other: Sketch) -> Likeness | None:
    """Return how alike two statements are, or nothing when they cannot be one happening.

    They must share a commune, a day and a family of acts. Three evictions told by one person are three happenings, and so
    are the rows of one table; one association's reports of two sites, or two hours apart, too.
    """
    if not _comparable(one, other) or (one.owner == other.owner and _apart(one, other)):
        return None
    found = [("day", 60)] if one.date == other.date else [("span", 40)]
    found.append(("family", 10))
    if one.site and one.site == other.site:
        found.append(("site", 15))
    if (gap := _gap(one, other)) is not None and gap <= CLOSE_MINUTES:
        found.append(("time", 10))
    if _close(one.persons, other.persons):
        found.append(("persons", 5))
    return Likeness(sum(points for _, points in found), tuple(reason for reason, _ in found))


def _comparable(one: Sketch, other: Sketch) -> bool:
    return (
        one.event != other.event
        and one.source != other.source
        and one.place == other.place
        and not (one.import_id and one.import_id == other.import_id)
        and not one.families.isdisjoint(other.families)
        and one.date.overlaps(other.date)
        and max(_days(one.date), _days(other.date)) <= WIDEST_DAYS
    )


def _apart(one: Sketch, other: Sketch) -> bool:
    if one.site and other.site and one.site != other.site:
        return True
    gap = _gap(one, other)
    return gap is not None and gap > FAR_MINUTES


def _days(date: FuzzyDate) -> int:
    return (date.end - date.start).days + 1


def _gap(one: Sketch, other: Sketch) -> int | None:
    if one.time is None or other.time is None:
        return None
    return abs((one.time.hour - other.time.hour) * 60 + one.time.minute - other.time.minute)


def _close(one: int | None, other: int | None) -> bool:
    return bool(one and other) and abs((one or 0) - (other or 0)) <= CLOSE_SHARE * max(one or 0, other or 0)
