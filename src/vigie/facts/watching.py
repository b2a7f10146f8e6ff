"""Who asks to know at once that less is agreed to than before: upper floors that acted on a consent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

Watcher = Callable[[str, dt.datetime], object]
"""Called with the id of a testimony and the moment, in the transaction of the change."""
_watchers: list[Watcher] = []


def watch_consent(watcher: Watcher) -> None:
    """Ask to be told of every change of what someone agreed to; a floor calls this when it is ready."""
    _watchers.append(watcher)


def consent_changed(testimony_id: str, now: dt.datetime) -> None:
    """Tell whoever asked."""
    for watcher in _watchers:
        watcher(testimony_id, now)
