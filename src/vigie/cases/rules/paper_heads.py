"""What kind of file a scanned paper is, by its first bytes: never by what its name or its sender says. Pure."""

from __future__ import annotations

LIMIT = 20_000_000
"""Bytes of one paper."""
HEAD = 16
"""Bytes that tell."""
_SIGNS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
)


def paper_type(head: bytes) -> tuple[str, str] | None:
    """Return the type of a paper and the end of its name; ``None`` when it is not one we take."""
    return next(((kind, end) for sign, kind, end in _SIGNS if head.startswith(sign)), None)
