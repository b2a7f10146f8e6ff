"""What a paper may be: read from its bytes, never from its name. Pure."""

from __future__ import annotations

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
MOST = 10_000_000
"""Bytes of the largest paper: a scan of twenty pages, not a film."""

_PIXELS = 60_000_000
_SUFFIXES = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
_SIGNS = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}
LIMIT = 20_000_000
"""Bytes of a paper that is sealed as it comes."""
HEAD = 16
"""Bytes that tell what comes."""


def content_type(data: bytes) -> str:
    """Return the kind of a paper from its first bytes, or an empty string for anything but PDF, JPEG or PNG."""
    if b"%PDF-" in data[:1024]:
        return PDF
    told = paper_type(data)
    return told[0] if told else ""


def paper_type(head: bytes) -> tuple[str, str] | None:
    """Return the type of a paper and the end of its name; ``None`` when it is not one we take."""
    kind = next((kind for sign, kind in _SIGNS.items() if head.startswith(sign)), None)
    return (kind, _SUFFIXES[kind]) if kind else None


def whole_pdf(data: bytes) -> bool:
    """Say whether a PDF was not cut on its way: it ends as one does."""
    return b"%%EOF" in data[-2048:]


def locked_pdf(data: bytes) -> bool:
    """Say whether a PDF asks for a password, or seems to: a court could not open it."""
    return b"/Encrypt" in data


def too_many_pixels(width: int, height: int) -> bool:
    """Say whether an image would fill the memory of a small machine."""
    return width * height > _PIXELS


def suffix(kind: str) -> str:
    """Return the ending of the file's name."""
    return _SUFFIXES.get(kind, "bin")
