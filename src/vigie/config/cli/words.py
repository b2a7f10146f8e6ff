"""Sentences of the command line: French, or English when the system speaks English. No Django needed."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def _language() -> str:
    for name in ("VIGIE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "fr"
    return "fr"


_catalogue = gettext.translation("django", str(LOCALE), languages=[_language()], fallback=True)


def _(message: str) -> str:
    """Return the sentence in the language of the system."""
    return _catalogue.gettext(message)
