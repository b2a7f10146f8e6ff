"""Look inside a Word file before anything reads it: no bomb, no macro, nothing that calls outside."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from vigie.kernel.api import Invalid

LARGEST = 5_000_000
"""Bytes of a Word file, as it comes."""
LARGEST_OPEN = 40_000_000
"""Bytes of all its parts together, unpacked."""
MOST_PARTS = 300
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FORBIDDEN_PARTS = re.compile(
    r"vbaproject|vbadata|/activex/|/embeddings/|/afchunk|\.(bin|exe|dll|docm|dotm)$", re.IGNORECASE
)
_FORBIDDEN_FIELDS = re.compile(rb"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|MACROBUTTON)\s", re.IGNORECASE)
_INSTRUCTION = re.compile(rb'<w:instrText[^>]*>([^<]*)|w:instr="([^"]*)"')
_SAFE_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)


def check_package(content: bytes) -> None:
    """Refuse a Word file that could harm who opens it.

    Raises:
        Invalid: ``cases.word_too_big``; ``cases.not_word``; ``cases.word_bomb``; ``cases.word_macros``;
            ``cases.word_outside``, it fetches something from elsewhere when opened.
    """
    if len(content) > LARGEST:
        raise Invalid("cases.word_too_big", field="file", limit=LARGEST // 1_000_000)
    parts = _parts(content)
    types = parts.get("[Content_Types].xml", b"")
    if "word/document.xml" not in parts or not types:
        raise Invalid("cases.not_word", field="file")
    if b"macroEnabled" in types or any(_FORBIDDEN_PARTS.search(f"/{name}") for name in parts):
        raise Invalid("cases.word_macros", field="file")
    if DOCUMENT.encode() not in types:
        raise Invalid("cases.not_word", field="file")
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            _check_part(name, part)


def _parts(content: bytes) -> dict[str, bytes]:
    """Unpack in memory, never more than ``LARGEST_OPEN`` bytes whatever the file says of itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            infos = package.infolist()
            names = {info.filename for info in infos}
            if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST_OPEN:
                raise Invalid("cases.word_bomb", field="file")
            if len(names) != len(infos) or any(".." in name or name.startswith("/") for name in names):
                raise Invalid("cases.not_word", field="file")
            return {info.filename: package.read(info) for info in infos}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise Invalid("cases.not_word", field="file") from error


def _check_part(name: str, part: bytes) -> None:
    try:
        root = fromstring(part, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Invalid("cases.not_word", field="file") from error
    if name.endswith(".rels"):
        for link in root:
            kind, target = link.get("Type", "").rpartition("/")[2], link.get("Target", "")
            outside = link.get("TargetMode") == "External"
            if kind == "aFChunk" or (outside and not (kind == "hyperlink" and _SAFE_LINK.match(target))):
                raise Invalid("cases.word_outside", field="file")
    for found in _INSTRUCTION.finditer(part):
        if _FORBIDDEN_FIELDS.search((found.group(1) or found.group(2) or b"").strip() + b" "):
            raise Invalid("cases.word_outside", field="file")
