"""The border in dates: reference data from ``data/timeline.yaml``, each line with its source."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vigie.kernel.api import FuzzyDate

KINDS = ("treaty", "order", "court", "eviction", "deaths", "report", "network")
DATA = Path(__file__).parent / "data" / "timeline.yaml"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line: when, what sort, its title in both languages, its source; ``query`` narrows the facts it leads to."""

    date: FuzzyDate
    kind: str
    title: str
    title_en: str
    source: str
    url: str
    place: str
    verified: bool
    query: str


@cache
def timeline() -> tuple[TimelineEntry, ...]:
    """Return every line, oldest first."""
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))["entries"]
    return tuple(sorted((_entry(row) for row in rows), key=lambda entry: entry.date.start))


def read_on() -> dt.date:
    """Return the day on which the pages marked as verified were read."""
    day: dt.date = yaml.safe_load(DATA.read_text(encoding="utf-8"))["read_on"]
    return day


def _entry(row: dict[str, Any]) -> TimelineEntry:
    return TimelineEntry(
        date=_date(str(row["date"])),
        kind=row["kind"],
        title=row["title"],
        title_en=row["title_en"],
        source=row["source"],
        url=row.get("url", ""),
        place=row.get("place", ""),
        verified=row.get("verified", False),
        query=row.get("query", ""),
    )


def _date(text: str) -> FuzzyDate:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return FuzzyDate.year(parts[0])
    return FuzzyDate.month(*parts) if len(parts) == 2 else FuzzyDate.day(dt.date(*parts))
