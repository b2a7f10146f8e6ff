"""The life of an import. Pure."""

from __future__ import annotations

from enum import StrEnum


class ImportState(StrEnum):
    """Where an import is: a file just read, rows being recorded, done, failed, taken back."""

    DRAFT = "draft"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"


TRANSITIONS: dict[ImportState, frozenset[ImportState]] = {
    ImportState.DRAFT: frozenset({ImportState.RUNNING}),
    ImportState.RUNNING: frozenset({ImportState.DONE, ImportState.FAILED}),
    ImportState.DONE: frozenset({ImportState.UNDONE}),
    ImportState.FAILED: frozenset({ImportState.RUNNING}),
    ImportState.UNDONE: frozenset(),
}

UNDO_DAYS = 30
"""How long a *verser* or an import can be taken back."""
