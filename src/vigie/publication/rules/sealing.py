"""Hashes of what is signed and published: canonical JSON, SHA-256, each publication holding the one before. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .cells import Cell


def canonical(value: object) -> bytes:
    """Return JSON as bytes, the same for the same content: sorted keys, no spaces, UTF-8.

    Raises:
        TypeError: not plain JSON. ValueError: a number that JSON does not know.
    """
    written = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return written.encode()


def hash_of(value: object) -> str:
    """Return the SHA-256 of plain JSON, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def chained(
    *, number: int, content_hash: str, previous: str, files: Mapping[str, str], released_at: dt.datetime
) -> str:
    """Return the hash of one publication: its content, its files, when, and the hash of the one before."""
    moment = released_at.astimezone(dt.UTC).isoformat()
    return hash_of(
        {"number": number, "content": content_hash, "previous": previous, "files": dict(files), "at": moment}
    )


def plain(cell: Cell) -> dict[str, Any]:
    """Return a cell as plain JSON."""
    return {**asdict(cell), "start": cell.start.isoformat(), "end": cell.end.isoformat()}


def read_cell(row: Mapping[str, Any]) -> Cell:
    """Return the cell that ``plain`` wrote."""
    days = {name: dt.date.fromisoformat(row[name]) for name in ("start", "end")}
    return Cell(**{**row, **days})
