"""One transaction in the database of the current world."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from django.db import transaction

from .worlds import world


def atomic() -> AbstractContextManager[None]:
    """Open a transaction in the database of the current world; everything of one action happens, or nothing."""
    return transaction.atomic(using=world().database)


def after_commit(callback: Callable[[], object]) -> None:
    """Call ``callback`` once the current transaction has been committed, at once if there is none."""
    transaction.on_commit(callback, using=world().database)
