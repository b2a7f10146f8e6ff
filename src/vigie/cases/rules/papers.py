"""Which papers are taken. Pure."""

from __future__ import annotations

from vigie.kernel.api import HEAD, FileFault, Media, look_at_head

MOST = 10_000_000
"""Bytes of the largest paper: a scan of twenty pages, not a film."""
LIMIT = 20_000_000
"""Bytes of a paper that is sealed as it comes."""
_TAKEN = (Media.PDF, Media.JPEG, Media.PNG)
FAULTS = {FileFault.LOCKED: "locked", FileFault.PIXELS: "pixels", FileFault.DAMAGED: "broken"}
"""Words for what is wrong with a file of a kind that is taken: a court could not open it."""


def content_type(data: bytes) -> str:
    """Return the kind of a paper from its first bytes, or an empty string for anything but PDF, JPEG or PNG."""
    media = look_at_head(data[:HEAD]).media
    return media.value if media in _TAKEN else ""


def whole_pdf(data: bytes) -> bool:
    """Say whether a PDF was not cut on its way: it ends as one does."""
    return b"%%EOF" in data[-2048:]
