"""What a file is, told by its bytes and never by its name. Pure: each floor decides what it takes, and in which words it refuses."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image

HEAD = 4096
"""Bytes that are enough to tell a file's type, unless it is an archive."""
UNFOLDED = 400_000_000
"""Bytes to which a document may unfold: one that claims more is a trap."""
PIXELS = 60_000_000
"""Pixels beyond which an image would fill the memory of a small machine."""
_PARTS = 20_000
_STEEP = (10_000_000, 200)
"""A part of a document larger than so many bytes, and so many times larger than it came, is a trap."""


class Media(StrEnum):
    """The types the house knows, by their registered names."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ODT = "application/vnd.oasis.opendocument.text"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    ARCHIVE = "application/zip"
    JPEG = "image/jpeg"
    PNG = "image/png"
    GIF = "image/gif"
    WEBP = "image/webp"
    TIFF = "image/tiff"
    AVIF = "image/avif"
    HEIC = "image/heic"
    MP3 = "audio/mpeg"
    M4A = "audio/mp4"
    OGG = "audio/ogg"
    FLAC = "audio/flac"
    WAV = "audio/wav"
    AMR = "audio/amr"
    AAC = "audio/aac"
    MP4 = "video/mp4"
    MOV = "video/quicktime"
    THREE_GP = "video/3gpp"
    WEBM = "video/webm"
    AVI = "video/x-msvideo"

    @property
    def ending(self) -> str:
        """Return the ending of a name, without its dot."""
        return _ENDINGS.get(self, self.name.lower())


_ENDINGS = {Media.JPEG: "jpg", Media.TIFF: "tif", Media.THREE_GP: "3gp", Media.ARCHIVE: "zip"}


class FileFault(StrEnum):
    """What makes a file one that a floor may not want, the gravest first."""

    EMPTY = "empty"
    PROGRAM = "program"
    MARKUP = "markup"
    """A page or a drawing that can run code: HTML, SVG."""
    OLD = "old"
    """A document of before 2007, which may hold anything."""
    UNKNOWN = "unknown"
    TRAP = "trap"
    """It unfolds without end."""
    MACROS = "macros"
    LOCKED = "locked"
    """It asks for a password."""
    PIXELS = "pixels"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class FileLook:
    """What a file is, as far as it can be told, and the gravest thing that is wrong with it.

    ``media`` is ``None`` for what is of no type the house knows; ``ARCHIVE`` is any archive that is no document.
    """

    media: Media | None
    fault: FileFault | None = None


_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, Media], ...] = (
    (b"\xff\xd8\xff", Media.JPEG),
    (b"\x89PNG\r\n\x1a\n", Media.PNG),
    (b"GIF87a", Media.GIF),
    (b"GIF89a", Media.GIF),
    (b"II*\x00", Media.TIFF),
    (b"MM\x00*", Media.TIFF),
    (b"ID3", Media.MP3),
    (b"\xff\xfb", Media.MP3),
    (b"\xff\xf3", Media.MP3),
    (b"\xff\xf2", Media.MP3),
    (b"\xff\xf1", Media.AAC),
    (b"\xff\xf9", Media.AAC),
    (b"OggS", Media.OGG),
    (b"fLaC", Media.FLAC),
    (b"#!AMR", Media.AMR),
    (b"\x1aE\xdf\xa3", Media.WEBM),
    (b"PK\x03\x04", Media.ARCHIVE),
)
_RIFF = {b"WEBP": Media.WEBP, b"WAVE": Media.WAV, b"AVI ": Media.AVI}
_BRANDS = {
    b"avif": Media.AVIF, b"avis": Media.AVIF, b"heic": Media.HEIC, b"heix": Media.HEIC, b"mif1": Media.HEIC,
    b"msf1": Media.HEIC, b"M4A ": Media.M4A, b"M4B ": Media.M4A, b"qt  ": Media.MOV, b"3gp4": Media.THREE_GP,
    b"3gp5": Media.THREE_GP, b"3gp6": Media.THREE_GP,
}  # fmt: skip
_MAIN_PARTS = {Media.DOCX: "word/document.xml", Media.XLSX: "xl/workbook.xml"}
_MACROS = re.compile(r"vbaProject\.bin$|^(Basic|Scripts)/.+|activeX", re.IGNORECASE)
_ENCRYPT = re.compile(rb"/Encrypt\s*(\d+\s+\d+\s+R|<<)")
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""All that documents use; the others ask for as much memory as their header says."""
_BAD = (
    OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, RuntimeError, OverflowError, struct.error, zlib.error,
    zipfile.BadZipFile,
)  # fmt: skip
"""What zipfile and Pillow raise on bytes that are not what they say."""


def look_at_head(head: bytes) -> FileLook:
    """Tell a file by its first ``HEAD`` bytes; ``ARCHIVE`` is what only its whole tells, unless it is an OpenDocument."""
    if not head:
        return FileLook(None, FileFault.EMPTY)
    media = _known(head)
    if media:
        return FileLook(media)
    if head.startswith(_PROGRAMS):
        return FileLook(None, FileFault.PROGRAM)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<") or head[:4] in {b"\xff\xfe<\x00", b"\xfe\xff\x00<"}:
        return FileLook(None, FileFault.MARKUP)
    return FileLook(None, FileFault.OLD if head.startswith(_OLE) else FileFault.UNKNOWN)


def look_at_file(data: bytes, *, unfolded: int = UNFOLDED) -> FileLook:
    """Tell a file by all its bytes: its type, whether it opens, whether it holds macros or asks for a password.

    Args:
        data: the whole file; whoever calls has bounded it. An image is decoded once.
        unfolded: bytes to which a document may unfold.
    """
    look = look_at_head(data[:HEAD])
    if look.fault is FileFault.OLD and "EncryptedPackage".encode("utf-16-le") in data:
        return FileLook(None, FileFault.LOCKED)
    if look.media in {Media.ARCHIVE, Media.ODT, Media.ODS}:
        return look_at_archive(data, unfolded=unfolded)
    if look.media is Media.PDF and _ENCRYPT.search(data):
        return FileLook(Media.PDF, FileFault.LOCKED)
    if look.media in {Media.JPEG, Media.PNG}:
        return FileLook(look.media, _image_fault(data, look.media))
    return look


def look_at_archive(data: bytes, *, unfolded: int = UNFOLDED) -> FileLook:
    """Tell which document an archive is; see ``look_at_file``."""
    media = Media.ARCHIVE
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if _is_trap(parts, unfolded):
                return FileLook(media, FileFault.TRAP)
            if {part.compress_type for part in parts} - _METHODS:
                return FileLook(media, FileFault.DAMAGED)
            media = _document(archive)
            return FileLook(media, _document_fault(archive, media))
    except _BAD:
        return FileLook(media, FileFault.DAMAGED)


def _known(head: bytes) -> Media | None:
    for magic, media in _MAGIC:
        if head.startswith(magic):
            return _opendocument(head) if media is Media.ARCHIVE else media
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], Media.MP4)
    return Media.PDF if b"%PDF-" in head[:1024] and not head.lstrip().startswith((b"<", *_PROGRAMS)) else None


def _opendocument(head: bytes) -> Media:
    """Tell an OpenDocument, which names itself at its very start, from any other archive."""
    for media in (Media.ODT, Media.ODS):
        if head[30 : 38 + len(media)] == b"mimetype" + media.encode():
            return media
    return Media.ARCHIVE


def _is_trap(parts: Sequence[zipfile.ZipInfo], unfolded: int) -> bool:
    large, times = _STEEP
    steep = any(part.file_size > large and part.file_size > times * max(part.compress_size, 1) for part in parts)
    return steep or len(parts) > _PARTS or sum(part.file_size for part in parts) > unfolded


def _document(archive: zipfile.ZipFile) -> Media:
    names = set(archive.namelist())
    if "mimetype" in names:
        told = archive.open("mimetype").read(len(Media.ODS) + 2).strip()
        return next((media for media in (Media.ODT, Media.ODS) if told == media.encode()), Media.ARCHIVE)
    return next((media for media, part in _MAIN_PARTS.items() if part in names), Media.ARCHIVE)


def _document_fault(archive: zipfile.ZipFile, media: Media) -> FileFault | None:
    if any(_MACROS.search(name) for name in archive.namelist()):
        return FileFault.MACROS
    if media is Media.ARCHIVE:
        return None
    if media in _MAIN_PARTS:
        fault, mark, sheet = FileFault.MACROS, b"macroEnabled", "[Content_Types].xml"
    else:
        fault, mark, sheet = FileFault.LOCKED, b"encryption-data", "META-INF/manifest.xml"
    if mark in archive.read(sheet):
        return fault
    _read_through(archive, _MAIN_PARTS.get(media, "content.xml"))
    return None


def _read_through(archive: zipfile.ZipFile, name: str) -> None:
    """Read a part to its end, a piece at a time: its checksum is verified there."""
    with archive.open(name) as part:
        while part.read(65_536):
            pass


def _image_fault(data: bytes, media: Media) -> FileFault | None:
    try:
        with Image.open(io.BytesIO(data), formats=[media.name]) as image:
            if image.width * image.height > PIXELS:
                return FileFault.PIXELS
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return FileFault.PIXELS
    except _BAD:
        return FileFault.DAMAGED
    return None
