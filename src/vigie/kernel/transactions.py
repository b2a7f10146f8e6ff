"""One transaction in the database of the current world."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from django.db import connections, transaction

from .worlds import world_database

TURN_SECONDS = 20.0
_turns: dict[str, threading.RLock] = {}


def atomic() -> AbstractContextManager[None]:
    """Open a transaction in the database of the current world; everything of one action happens, or nothing."""
    alias = world_database()
    connection = connections[alias]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return transaction.atomic(using=alias)
    return _in_turn(alias)


@contextmanager
def _in_turn(alias: str) -> Iterator[None]:
    """Open a transaction of SQLite, which lets one write at a time, after those of this process's other threads.

    Whoever finds SQLite busy sleeps and tries again, longer each time; whoever waits here goes on at once. Past the time that
    SQLite itself would wait, it is left to SQLite to refuse. What is called after a commit may open a transaction of its own.
    """
    turn = _turns.setdefault(alias, threading.RLock())
    held = turn.acquire(timeout=TURN_SECONDS)
    try:
        with transaction.atomic(using=alias):
            yield
    finally:
        if held:
            turn.release()


def after_commit(callback: Callable[[], object]) -> None:
    """Call ``callback`` once the current transaction has been committed, at once if there is none."""
    transaction.on_commit(callback, using=world_database())
