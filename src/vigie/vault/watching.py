"""Who asks to know at once that an object is erased: upper floors that keep a copy made of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from vigie.kernel.api import VaultRef

Watcher = Callable[[VaultRef, dt.datetime], object]
"""Called with the reference of the object and the moment, in the transaction of the erasure."""
_watchers: list[Watcher] = []


def watch_erasure(watcher: Watcher) -> None:
    """Ask to be told of every erasure; a floor calls this when it is ready."""
    _watchers.append(watcher)


def erased(ref: VaultRef, now: dt.datetime) -> None:
    """Tell whoever asked."""
    for watcher in _watchers:
        watcher(ref, now)
