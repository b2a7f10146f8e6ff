"""What a candidate's file really is, told by its content: PDF, Word, OpenDocument, JPEG or PNG, readable, without a program. Pure."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeET
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from vigie.kernel.api import FileFault, Invalid, Media, look_at_file

MOST_BYTES = 10_000_000
MOST_UNPACKED = 120_000_000
TAKEN = (Media.PDF, Media.DOCX, Media.ODT, Media.JPEG, Media.PNG)
EXTENSIONS = {media.value: media.ending for media in TAKEN}
_WORDS = {
    FileFault.EMPTY: "empty",
    FileFault.PROGRAM: "program",
    FileFault.MACROS: "macro",
    FileFault.LOCKED: "locked",
    FileFault.OLD: "old",
    FileFault.TRAP: "damaged",
    FileFault.PIXELS: "damaged",
    FileFault.DAMAGED: "damaged",
}
"""What is said of each fault; of any other, that the file is of a kind that is not taken."""
_LIVE = {"/JavaScript", "/Launch"}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_WORDS_IN = {Media.DOCX.value: ("word/document.xml", f"{_W}p"), Media.ODT.value: ("content.xml", f"{_T}p")}


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
    if len(data) > MOST_BYTES:
        raise Invalid("programme.file_too_large", field=field)
    look = look_at_file(data, unfolded=MOST_UNPACKED)
    if look.media not in TAKEN or look.fault:
        word = _WORDS.get(look.fault, "unknown") if look.fault else "unknown"
        raise Invalid(f"programme.file_{word}", field=field)
    if look.media is Media.PDF:
        _check_pdf(data, field)
    return Paper(look.media.value, look.media.ending, len(data))


def _check_pdf(data: bytes, field: str) -> None:
    try:
        verdict = _read_pdf(data)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise Invalid("programme.file_damaged", field=field) from error
    if verdict:
        raise Invalid(f"programme.file_{verdict}", field=field)


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


def text_of(data: bytes, media_type: str) -> list[str]:
    """Return the paragraphs of a Word or OpenDocument file, without their look; nothing for another kind."""
    part, paragraph = _WORDS_IN.get(media_type, ("", ""))
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
