"""One file of a package that leaves the house, in the same shape for every floor."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file: its path in the package, its bytes piece by piece, read once. ``packed``: it does not get smaller."""

    path: str
    pieces: Iterable[bytes]
    packed: bool = False


def table_parcel(path: str, rows: Iterable[Sequence[object]]) -> Parcel:
    """Return a table as CSV, in UTF-8 with its mark; the first row says what each column is."""
    out = io.StringIO()
    csv.writer(out).writerows([_plain(cell) for cell in row] for row in rows)
    return Parcel(path, [b"\xef\xbb\xbf" + out.getvalue().encode()])


def json_parcel(path: str, value: object) -> Parcel:
    """Return plain values as JSON that a person can read."""
    return Parcel(path, [json.dumps(value, ensure_ascii=False, indent=1, default=str).encode() + b"\n"])


def _plain(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
