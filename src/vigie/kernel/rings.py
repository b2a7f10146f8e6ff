"""The three rings of exposure."""

from __future__ import annotations

from enum import StrEnum


class Ring(StrEnum):
    """How far a value may travel. What bears no mark is sealed."""

    SEALED = "sealed"
    SHARED = "shared"
    PUBLISHED = "published"
