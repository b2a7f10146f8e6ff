"""What may be taken back, kept in the session under a short name: ids and states, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from vigie.kernel.api import new_id

KEY = "facts_undo"
KEPT = 5


def undo_address(request: HttpRequest, kind: str, detail: Mapping[str, Any]) -> str:
    """Keep what would undo something, and return the address that does it."""
    name = new_id()
    kept = dict(list(request.session.get(KEY, {}).items())[1 - KEPT :])
    request.session[KEY] = {**kept, name: {"kind": kind, "detail": dict(detail)}}
    return reverse("facts:undo", args=[name])


def take(request: HttpRequest, name: str) -> tuple[str, dict[str, Any]] | None:
    """Return what was kept under a name, once."""
    kept = dict(request.session.get(KEY, {}))
    found = kept.pop(name, None)
    request.session[KEY] = kept
    return (found["kind"], found["detail"]) if found else None
