"""What may be taken back, kept in the session under a short name, with the dossier it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from vigie.kernel.api import new_id

KEY = "cases_undo"
KEPT = 5


@dataclass(frozen=True, slots=True)
class Kept:
    """What was done: its kind, the slug of the dossier, plain values."""

    kind: str
    slug: str
    detail: Mapping[str, Any]


def undo_address(request: HttpRequest, kept: Kept) -> str:
    """Keep what would undo something, and return the address that does it."""
    name = new_id()
    before = dict(list(request.session.get(KEY, {}).items())[1 - KEPT :])
    request.session[KEY] = {**before, name: {"kind": kept.kind, "slug": kept.slug, "detail": dict(kept.detail)}}
    return reverse("cases:undo", args=[name])


def take(request: HttpRequest, name: str) -> Kept | None:
    """Return what was kept under a name, once."""
    there = dict(request.session.get(KEY, {}))
    found = there.pop(name, None)
    request.session[KEY] = there
    return Kept(found["kind"], found["slug"], found["detail"]) if found else None
