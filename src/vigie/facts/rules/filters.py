"""A filter of facts, and its querystring: what a page's address, a saved filter and a figure's query all hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import parse_qs, urlencode

KINDS = ("observation", "testimony")


@dataclass(frozen=True, slots=True)
class FactFilter:
    """Which facts. Several values of one field widen; several fields narrow. Empty: all that may be seen.

    ``since`` and ``until`` are days, both included. ``kind``: ``observation`` or ``testimony``. ``duplicates``: only those
    that wait for somebody to say whether they are the same happening. ``minors``: testimonies held for a child-protection
    referent, one's own only. ``publishable_on``: only what may be published on that day.
    """

    text: str = ""
    zones: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    families: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    forces: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    verifications: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    kind: str = ""
    media: bool = False
    duplicates: bool = False
    minors: bool = False
    publishable_on: dt.date | None = None

    def without(self, name: str) -> FactFilter:
        """Return the same filter with one field emptied."""
        return replace(self, **{name: getattr(FactFilter(), name)})

    def to_query(self) -> str:
        """Return its querystring, keys in a fixed order, nothing for an empty field."""
        pairs: list[tuple[str, str]] = []
        for name, key in KEYS.items():
            value = getattr(self, name)
            values = value if isinstance(value, tuple) else (value,)
            pairs += [(key, _written(v)) for v in values if v]
        return urlencode(pairs)

    @classmethod
    def from_query(cls, query: str | Mapping[str, Sequence[str]]) -> FactFilter:
        """Read a querystring or its parsed values. What is not understood is left out, never an error."""
        given = parse_qs(query) if isinstance(query, str) else query
        found: dict[str, Any] = {}
        for name, key in KEYS.items():
            values = [said for v in given.get(key, ()) if (said := v.replace("\x00", "").strip())]
            if values:
                found[name] = _READERS[name](values)
        return cls(**found)

    def __bool__(self) -> bool:
        return self != FactFilter()


KEYS = {
    "text": "q",
    "zones": "zone",
    "communes": "commune",
    "since": "du",
    "until": "au",
    "families": "famille",
    "acts": "acte",
    "forces": "force",
    "modes": "mode",
    "verifications": "verification",
    "origins": "origine",
    "organisations": "association",
    "sites": "lieu",
    "kind": "type",
    "media": "media",
    "duplicates": "doublons",
    "minors": "mineurs",
    "publishable_on": "publiable",
}
"""Names of the fields in an address."""


def _written(value: object) -> str:
    if value is True:
        return "1"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _texts(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v[:100] for v in values[:50]))


def _text(values: list[str]) -> str:
    return values[0][:200]


def _kind(values: list[str]) -> str:
    return values[0] if values[0] in KINDS else ""


def _day(values: list[str]) -> dt.date | None:
    try:
        return dt.date.fromisoformat(values[0])
    except ValueError:
        return None


def _tick(values: list[str]) -> bool:
    return values[0] == "1"


_SPECIAL = {
    "text": _text,
    "since": _day,
    "until": _day,
    "kind": _kind,
    "media": _tick,
    "duplicates": _tick,
    "minors": _tick,
    "publishable_on": _day,
}
_READERS = {f.name: _SPECIAL.get(f.name, _texts) for f in fields(FactFilter)}
