"""Where a report comes from."""

from __future__ import annotations

from enum import StrEnum


class Origin(StrEnum):
    """By which way an observation came in."""

    FIELD = "field"
    PAPER = "paper"
    MESSAGE = "message"
    IMPORT = "import"
    HAND = "hand"
    EXTERNAL = "external"
