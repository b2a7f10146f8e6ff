"""What a paper may be, of what ``filetypes`` tells from its bytes. Pure."""

from __future__ import annotations

from .filetypes import HEAD, JPEG, PDF, PNG, known

MOST = 10_000_000
"""Bytes of the largest paper: a scan of twenty pages, not a film."""

_PIXELS = 60_000_000
_TAKEN = (PDF, JPEG, PNG)
LIMIT = 20_000_000
"""Bytes of a paper that is sealed as it comes."""


def content_type(data: bytes) -> str:
    """Return the kind of a paper from its first bytes, or an empty string for anything but PDF, JPEG or PNG."""
    kind = known(data[:HEAD])
    return kind if kind in _TAKEN else ""


def whole_pdf(data: bytes) -> bool:
    """Say whether a PDF was not cut on its way: it ends as one does."""
    return b"%%EOF" in data[-2048:]


def locked_pdf(data: bytes) -> bool:
    """Say whether a PDF asks for a password, or seems to: a court could not open it."""
    return b"/Encrypt" in data


def too_many_pixels(width: int, height: int) -> bool:
    """Say whether an image would fill the memory of a small machine."""
    return width * height > _PIXELS
