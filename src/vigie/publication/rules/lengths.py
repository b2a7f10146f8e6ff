"""How long a word to a colleague may be. Nothing is cut silently: what is too long comes back, to be shortened. Pure."""

from __future__ import annotations

from vigie.kernel.api import Invalid

NOTE = 300
"""Signs."""


def told(text: str, *, field: str, most: int = NOTE) -> str:
    """Return a text without the blanks around it.

    Raises:
        Invalid: ``publication.too_long``.
    """
    words = text.strip()
    if len(words) > most:
        raise Invalid("publication.too_long", field=field, most=most)
    return words
