"""What the house looks at all day long: who should be back from a round and has not said so."""

from __future__ import annotations

import datetime as dt

from vigie.facts.api import tell_overdue

EVERY = dt.timedelta(minutes=10)
"""Somebody alone in a ditch does not wait for the hour; who is told is told again only every hour."""


class Watch:
    """Remembers, for one world, the last time one looked."""

    def __init__(self) -> None:
        self._last: dt.datetime | None = None

    def is_due(self, now: dt.datetime) -> bool:
        """Say whether it is time to look again; a house that starts looks at once."""
        return self._last is None or now - self._last >= EVERY

    def done(self, now: dt.datetime) -> None:
        """Remember that one looked."""
        self._last = now


def look(*, now: dt.datetime) -> None:
    """Look, in the current world."""
    tell_overdue(now=now)
