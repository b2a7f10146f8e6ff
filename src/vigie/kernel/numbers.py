"""Whole numbers as a browser sends them."""

from __future__ import annotations

DIGITS = 6


def whole_number(text: str | None, *, otherwise: int = 0) -> int:
    """Return a whole number from 0 to 999 999 that was sent as text; ``otherwise`` for all else: a sign, a point, ``²``, more digits."""
    said = (text or "").strip()
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= DIGITS else otherwise
