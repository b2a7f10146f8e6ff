"""What a candidate's file really is, told by its content: PDF, Word, OpenDocument, JPEG or PNG, readable, without a program. Pure."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeET
from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from vigie.kernel.api import Invalid

MOST_BYTES = 10_000_000
MOST_UNPACKED = 120_000_000
MOST_PIXELS = 60_000_000
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
JPEG = "image/jpeg"
PNG = "image/png"
EXTENSIONS = {PDF: "pdf", DOCX: "docx", ODT: "odt", JPEG: "jpg", PNG: "png"}
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS = re.compile(r"vbaProject\.bin$|^(Basic|Scripts)/.+|activeX", re.IGNORECASE)
_LIVE = {"/JavaScript", "/Launch"}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that was checked: its real type, the ending that goes with it, its length in bytes."""

    media_type: str
    extension: str
    size: int


def check_paper(data: bytes, *, field: str = "file") -> Paper:
    """Return what a file is.

    Raises:
        Invalid: ``programme.file_empty``, ``programme.file_too_large``, ``programme.file_program``, ``programme.file_macro``,
            ``programme.file_locked`` (a password), ``programme.file_old`` (a .doc), ``programme.file_damaged``,
            ``programme.file_unknown``. Nothing of it is kept.
    """
    if not data:
        raise Invalid("programme.file_empty", field=field)
    if len(data) > MOST_BYTES:
        raise Invalid("programme.file_too_large", field=field)
    media = _kind(data, field)
    return Paper(media, EXTENSIONS[media], len(data))


def _kind(data: bytes, field: str) -> str:
    if data.startswith(_PROGRAMS):
        raise Invalid("programme.file_program", field=field)
    if data.startswith(_OLE):
        raise Invalid(
            "programme.file_locked" if _holds(data, "EncryptedPackage") else "programme.file_old", field=field
        )
    if b"%PDF-" in data[:1024]:
        return _pdf(data, field)
    if data.startswith(b"PK\x03\x04"):
        return _packed(data, field)
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return _image(data, field)
    raise Invalid("programme.file_unknown", field=field)


def _holds(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data


def _pdf(data: bytes, field: str) -> str:
    try:
        verdict = _read_pdf(data)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise Invalid("programme.file_damaged", field=field) from error
    if verdict:
        raise Invalid(f"programme.file_{verdict}", field=field)
    return PDF


def _read_pdf(data: bytes) -> str:
    """Return what is wrong with a PDF, or nothing."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        return "locked"
    root = reader.root_object
    names = root.get("/Names")
    if bool(names and "/JavaScript" in names.get_object()) or _acts(root.get("/OpenAction")) or "/AA" in root:
        return "macro"
    pages = list(reader.pages)
    if any("/AA" in page or any(_acts(a.get_object().get("/A")) for a in page.get("/Annots") or ()) for page in pages):
        return "macro"
    return "" if pages else "damaged"


def _acts(action: object) -> bool:
    found = action.get_object() if hasattr(action, "get_object") else action
    return isinstance(found, dict) and str(found.get("/S", "")) in _LIVE


def _packed(data: bytes, field: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED:
                raise Invalid("programme.file_damaged", field=field)
            if any(_MACROS.search(name) for name in names):
                raise Invalid("programme.file_macro", field=field)
            if "word/document.xml" in names:
                return _word(archive, field)
            if "mimetype" in names and archive.read("mimetype").strip() == ODT.encode():
                return _opendocument(archive, field)
    except (zipfile.BadZipFile, RuntimeError, KeyError, NotImplementedError, OSError, EOFError) as error:
        raise Invalid("programme.file_damaged", field=field) from error
    raise Invalid("programme.file_unknown", field=field)


def _word(archive: zipfile.ZipFile, field: str) -> str:
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise Invalid("programme.file_macro", field=field)
    archive.read("word/document.xml")
    return DOCX


def _opendocument(archive: zipfile.ZipFile, field: str) -> str:
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Invalid("programme.file_locked", field=field)
    archive.read("content.xml")
    return ODT


def _image(data: bytes, field: str) -> str:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Invalid("programme.file_damaged", field=field)
            found = {"JPEG": JPEG, "PNG": PNG}.get(picture.format or "")
            picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Invalid("programme.file_damaged", field=field) from error
    if not found:
        raise Invalid("programme.file_unknown", field=field)
    return found


def text_of(data: bytes, media_type: str) -> list[str]:
    """Return the paragraphs of a Word or OpenDocument file, without their look; nothing for another kind."""
    part, paragraph = {DOCX: ("word/document.xml", f"{_W}p"), ODT: ("content.xml", f"{_T}p")}.get(media_type, ("", ""))
    if not part:
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            tree = SafeET.fromstring(archive.read(part))
    except (ParseError, zipfile.BadZipFile, KeyError, DefusedXmlException):
        return []
    headings = f"{_T}h"
    lines = ["".join(node.itertext()).strip() for node in tree.iter() if node.tag in {paragraph, headings}]
    return [line for line in lines if line]
