"""Contents and files of documents, by situation. Everything here is invented."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from dataclasses import replace

from docx import Document
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from vigie.cases.documents.contents import (
    ExhibitFile,
    ExhibitLine,
    FactLine,
    Ground,
    PersonLine,
    ReferralContent,
)
from vigie.kernel.api import Media

ARABIC = "جاؤوا في الصباح وأخذوا خيمتي."
TIGRINYA = "ሓደ ፖሊስ ብበትሪ ወቒዑኒ።"


def content(**changes: object) -> ReferralContent:
    """A referral with two facts, their words in Arabic and Tigrinya, and two exhibits; ``<`` and ``&`` in its words."""
    made = ReferralContent(
        title="Saisies de tentes & d'effets <à Calais>",
        body="Défenseur des droits",
        association="Lisière",
        made_on=dt.date(2018, 2, 1),
        purpose="Faire cesser les saisies.",
        people=(PersonLine("Alem"), PersonLine("نور", named=True)),
        facts=(
            FactLine("mardi 16 janvier 2018", "Calais", "Tentes emportées.", "vu par une équipe", ARABIC, "ar", (1, 2)),
            FactLine("mercredi 17 janvier 2018", "Grande-Synthe", "Gaz dans les tentes.", "", TIGRINYA, "ti"),
        ),
        requests=("Constater les atteintes.", "Recommander la restitution."),
        grounds=(Ground("Convention européenne, article 8", "domicile"), Ground("Article vérifié", verified=True)),
        exhibits=(ExhibitLine(1, "Photographie", "équipe", sha256="a" * 64), ExhibitLine(2, "Relevé", sha256="b" * 64)),
        signatories=("Aviva, avocat·e",),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def exhibit(number: int, data: bytes, kind: str, title: str = "") -> ExhibitFile:
    """An exhibit and its file."""
    sha256 = hashlib.sha256(data).hexdigest()
    return ExhibitFile(
        ExhibitLine(number, title or f"Pièce {number}", "équipe", sha256=sha256, size=len(data), content_type=kind),
        data,
    )


def pdf(
    pages: int = 2, *, turned: int = 0, size: tuple[int, int] = (595, 842), password: str = "", script: str = ""
) -> bytes:
    """A PDF of blank pages, turned, locked or with a script if one wants."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(*size).rotate(turned)
    if script:
        act = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)}
        )
        link = {NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): act, NameObject("/Rect"): ArrayObject()}
        writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): act})
        writer.pages[0][NameObject("/Annots")] = ArrayObject([DictionaryObject(link)])
    if password:
        writer.encrypt(password)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    """The bytes of a PDF being made."""
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def image(kind: str = "JPEG", size: tuple[int, int] = (400, 300), *, orientation: int = 1) -> bytes:
    """A plain image; ``orientation`` as a camera writes it."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.new("RGB", size, "teal").save(out, kind, exif=exif)
    return out.getvalue()


def word(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def opendocument(
    text: str = "Bonjour",
    *,
    media: str = Media.ODT,
    manifest: bytes = b"<manifest/>",
    extra: dict[str, bytes] | None = None,
) -> bytes:
    """An OpenDocument of one paragraph, with more parts if one wants."""
    parts = {
        "mimetype": media.encode(),
        "content.xml": f'<c xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><t:p>{text}</t:p></c>'.encode(),
        "META-INF/manifest.xml": manifest,
        **(extra or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def repacked(
    content: bytes, *, add: dict[str, bytes] | None = None, change: tuple[str, bytes, bytes] | None = None
) -> bytes:
    """A Word file with parts added, or some bytes of one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            part = source.read(info)
            if change and info.filename == change[0]:
                assert change[1] in part
                part = part.replace(change[1], change[2])
            target.writestr(info.filename, part)
        for name, part in (add or {}).items():
            target.writestr(name, part)
    return out.getvalue()


def text_of(content: bytes) -> list[str]:
    """The text of each page of a PDF."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
