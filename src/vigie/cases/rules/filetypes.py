"""What a file is, by its first bytes and never by its name. Pure."""

from __future__ import annotations

from enum import StrEnum

from vigie.kernel.api import Invalid

HEAD = 4096
"""Bytes that are enough to tell."""


class FileKind(StrEnum):
    """What an exhibit is to the eye."""

    PHOTO = "photo"
    AUDIO = "audio"
    VIDEO = "video"
    DOCUMENT = "document"
    SHEET = "sheet"


PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
HEIC = "image/heic"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ARCHIVE = "application/zip"
"""Told apart once the whole file came: Word, a spreadsheet, or an archive, which is refused."""

KINDS: dict[str, FileKind] = {
    JPEG: FileKind.PHOTO,
    PNG: FileKind.PHOTO,
    "image/gif": FileKind.PHOTO,
    "image/webp": FileKind.PHOTO,
    "image/tiff": FileKind.PHOTO,
    "image/avif": FileKind.PHOTO,
    HEIC: FileKind.PHOTO,
    "audio/mpeg": FileKind.AUDIO,
    "audio/mp4": FileKind.AUDIO,
    "audio/ogg": FileKind.AUDIO,
    "audio/flac": FileKind.AUDIO,
    "audio/wav": FileKind.AUDIO,
    "audio/amr": FileKind.AUDIO,
    "audio/aac": FileKind.AUDIO,
    "video/mp4": FileKind.VIDEO,
    "video/quicktime": FileKind.VIDEO,
    "video/3gpp": FileKind.VIDEO,
    "video/webm": FileKind.VIDEO,
    "video/x-msvideo": FileKind.VIDEO,
    PDF: FileKind.DOCUMENT,
    DOCX: FileKind.DOCUMENT,
    ODT: FileKind.DOCUMENT,
    XLSX: FileKind.SHEET,
    ODS: FileKind.SHEET,
}
EXTENSIONS: dict[str, str] = {
    JPEG: "jpg", PNG: "png", "image/gif": "gif", "image/webp": "webp", "image/tiff": "tif", "image/avif": "avif",
    HEIC: "heic", "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/ogg": "ogg", "audio/flac": "flac", "audio/wav": "wav",
    "audio/amr": "amr", "audio/aac": "aac", "video/mp4": "mp4", "video/quicktime": "mov", "video/3gpp": "3gp",
    "video/webm": "webm", "video/x-msvideo": "avi", PDF: "pdf", DOCX: "docx", ODT: "odt", XLSX: "xlsx", ODS: "ods",
}  # fmt: skip

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf2", "audio/mpeg"),
    (b"\xff\xf1", "audio/aac"),
    (b"\xff\xf9", "audio/aac"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"PK\x03\x04", ARCHIVE),
)
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa")
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = {
    b"avif": "image/avif", b"avis": "image/avif", b"heic": HEIC, b"heix": HEIC, b"mif1": HEIC, b"msf1": HEIC,
    b"M4A ": "audio/mp4", b"M4B ": "audio/mp4", b"qt  ": "video/quicktime", b"3gp4": "video/3gpp",
    b"3gp5": "video/3gpp", b"3gp6": "video/3gpp",
}  # fmt: skip


def suffix(content_type: str) -> str:
    """Return the ending of a file's name."""
    return EXTENSIONS.get(content_type, "bin")


def shown_alone(content_type: str) -> bool:
    """Say whether a browser shows a file of this kind by itself: a picture, a sound, a film, a PDF."""
    kind = KINDS.get(content_type)
    return content_type == PDF or kind in {FileKind.PHOTO, FileKind.AUDIO, FileKind.VIDEO}


def sniff(head: bytes) -> str:
    """Return the content type of a file by its first bytes; ``ARCHIVE`` for what only its whole tells.

    Raises:
        Invalid: ``cases.exhibit_empty``; ``cases.exhibit_program``; ``cases.exhibit_markup``, a page or a drawing that
            can run code (HTML, SVG); ``cases.exhibit_unknown``.
    """
    if not head:
        raise Invalid("cases.exhibit_empty", field="file")
    found = known(head)
    if found:
        return found
    if head.startswith(_PROGRAMS):
        raise Invalid("cases.exhibit_program", field="file")
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<") or head[:4] in {b"\xff\xfe<\x00", b"\xfe\xff\x00<"}:
        raise Invalid("cases.exhibit_markup", field="file")
    raise Invalid("cases.exhibit_unknown", field="file")


def known(head: bytes) -> str:
    """Return the content type of a file by its first bytes, ``ARCHIVE`` for what only its whole tells, else empty."""
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return _opendocument(head) if name == ARCHIVE else name
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    return PDF if b"%PDF-" in head[:1024] and not head.lstrip().startswith(b"<") else ""


def _opendocument(head: bytes) -> str:
    """Tell an OpenDocument, which names itself at its very start, from any other archive."""
    for name in (ODT, ODS):
        if head[30 : 38 + len(name)] == b"mimetype" + name.encode():
            return name
    return ARCHIVE
