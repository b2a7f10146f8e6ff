"""Load the bodies from ``data/``: what is there is brought up to date; what a lawyer verified stays verified."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vigie.journal.api import last_time, record
from vigie.kernel.api import atomic

from .models import Body

DATA = Path(__file__).resolve().parent / "data"
_COLUMNS = ("fr", "en", "level", "nature", "worked")
_KEPT = ["verified_on", "verified_by", "verified_for"]


@cache
def read_bodies() -> dict[str, dict[str, Any]]:
    """Return what the file says of each body, by code."""
    content: dict[str, dict[str, Any]] = yaml.safe_load((DATA / "bodies.yaml").read_text(encoding="utf-8"))
    return content


def load_bodies(*, now: dt.datetime) -> None:
    """Load the bodies. Idempotent. A sheet whose text changed since it was verified is to be verified again."""
    with atomic():
        before = {body.code: body for body in Body.objects.all()}
        rows = [_row(code, content, n, before.get(code)) for n, (code, content) in enumerate(read_bodies().items())]
        names = ["fr", "en", "level", "nature", "worked", "sheet", "position", *_KEPT]
        Body.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=names)
        if last_time(verb="cases.bodies_loaded") is None:
            record(acting=None, verb="cases.bodies_loaded", kind="body", object_id="bodies", now=now)


def _row(code: str, content: dict[str, Any], position: int, before: Body | None) -> Body:
    sheet = {key: value for key, value in content.items() if key not in _COLUMNS}
    row = Body(
        code=code,
        fr=content["fr"],
        en=content["en"],
        level=content["level"],
        nature=content["nature"],
        worked=content.get("worked", False),
        sheet=sheet,
        position=position,
    )
    if before is not None and before.sheet == sheet:
        for name in _KEPT:
            setattr(row, name, getattr(before, name))
    return row
