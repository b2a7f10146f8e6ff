"""What the house looks at all day long, each at its own pace: who is late from a round, what was asked by four words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from vigie.facts.api import bind_unread, tell_overdue

LATE_EVERY = dt.timedelta(minutes=10)
"""Somebody alone in a ditch does not wait for the hour; who is told is told again only every hour."""
WORDS_EVERY = dt.timedelta(minutes=1)
"""Whoever takes back their word is obeyed soon; no finer, so that nobody learns by watching whether their words met anything."""


class Watch:
    """Remembers, for one world, when one last looked at each thing; a house that starts looks at all of it at once."""

    def __init__(self) -> None:
        self._last: dict[Callable[[dt.datetime], object], dt.datetime] = {}

    def look(self, *, now: dt.datetime) -> None:
        """Look, in the current world, at what is due."""
        for look, every in LOOKS:
            last = self._last.get(look)
            if last is None or now - last >= every:
                look(now)
                self._last[look] = now


def _who_is_late(now: dt.datetime) -> None:
    tell_overdue(now=now)


def _what_was_asked_by_words(_now: dt.datetime) -> None:
    while bind_unread():  # a handful at a time
        pass


LOOKS = ((_who_is_late, LATE_EVERY), (_what_was_asked_by_words, WORDS_EVERY))
