"""Values as a spreadsheet takes them without doing anything with them."""

from __future__ import annotations

import datetime as dt

Cell = str | int | None
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: object) -> Cell:
    """Return a value as a cell: numbers as numbers, yes and no, days as ISO, and no text that a spreadsheet would run."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int):
        return value
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text
