"""What a sign-in name may be. Pure."""

from __future__ import annotations

import re

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


def tidy_username(text: str) -> str:
    """Return the sign-in name meant: no capitals, no blanks around.

    Raises:
        ValueError: not 3 to 60 letters without accents, digits, dots, dashes or underscores.
    """
    name = text.strip().lower()
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    return name
