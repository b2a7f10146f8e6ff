"""Short messages that may be undone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

from .registry import Text

UNDO = "undo:"


def toast(request: HttpRequest, text: Text, *, undo_url: str = "", level: int = messages.SUCCESS) -> None:
    """Tell on the next page what was done; ``undo_url`` takes a POST that undoes it."""
    messages.add_message(request, level, str(text), extra_tags=f"{UNDO}{undo_url}" if undo_url else "")


def undo_url(extra_tags: str | None) -> str:
    """Return the undo address carried by a message, or an empty string."""
    tags = extra_tags or ""
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""
