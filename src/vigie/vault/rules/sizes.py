"""How much a sealed object weighs, in bands: a screen may say "a photo's weight", never a length."""

from __future__ import annotations

from enum import StrEnum


class SizeBand(StrEnum):
    """The order of magnitude of a sealed body."""

    NOTE = "note"
    PAGE = "page"
    PHOTO = "photo"
    VIDEO = "video"


_LIMITS = ((4 * 1024, SizeBand.NOTE), (128 * 1024, SizeBand.PAGE), (16 * 1024 * 1024, SizeBand.PHOTO))


def size_band(length: int) -> SizeBand:
    """Return the band of a body of ``length`` bytes: up to 4 KiB, 128 KiB, 16 MiB, more."""
    return next((band for limit, band in _LIMITS if length <= limit), SizeBand.VIDEO)
