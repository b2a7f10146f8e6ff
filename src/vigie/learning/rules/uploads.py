"""Which files the library takes: what they are is read in them, not in their name. Pure."""

from __future__ import annotations

import io
import zipfile

LARGEST = 10 * 1024 * 1024
MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "png": "image/png",
    "jpg": "image/jpeg",
}
_SIGNS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
_MACROS = ("vbaproject.bin", "basic/script-lc.xml", "scripts/")


def kind_of(content: bytes) -> str:
    """Return what a file is, or an empty string when it is not taken: anything else, a document with macros."""
    for sign, kind in _SIGNS.items():
        if content.startswith(sign):
            return kind
    return _document(content) if content.startswith(b"PK") else ""


def _document(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name.casefold() for name in archive.namelist()]
            mime = archive.read("mimetype")[:80].decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, ValueError):
        return ""
    if any(sign in name for name in names for sign in _MACROS):
        return ""
    if "word/document.xml" in names:
        return "docx"
    return "odt" if mime.strip() == MIME["odt"] else ""
