"""All exhibits in one PDF to read: a slip before each, "Pièce n° X – k/z" on every page, bookmarks."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import override
from pypdf import PageObject, PdfReader, PdfWriter

from vigie.ui.api import render_pdf

from .bundle_pages import Unreadable, add_image_page, add_pdf_page, image_size, lay, pdf_pages, stamp_forms
from .contents import ExhibitFile, ExhibitLine, Trouble

STAMP = (230, 24)
"""Width and height of a stamp, in points."""
WHY = {
    "encrypted": "Ce fichier est protégé par un mot de passe : il n’a pas pu être joint ici. Il faut une copie sans mot de passe.",
    "broken": "Ce fichier ne se lit pas : il n’a pas pu être joint ici. Il faut le refaire ou le remplacer.",
    "apart": "Fichier remis à part : il s’écoute ou se regarde, il ne s’imprime pas. Son empreinte permet de vérifier que c’est bien lui.",
    "other": "Fichier remis à part : ce format ne se met pas en pages.",
}


@dataclass(frozen=True, slots=True)
class Bundle:
    """The PDF of all exhibits, its number of pages, and the exhibits whose file is not in it."""

    pdf: bytes = field(repr=False)
    pages: int
    troubles: tuple[Trouble, ...]


@dataclass(slots=True)
class _Part:
    """An exhibit on its way: its PDF pages or its image, or why there are none."""

    file: ExhibitFile
    pages: list[PageObject] = field(default_factory=list)
    image: bool = False
    why: str = ""

    @property
    def length(self) -> int:
        return len(self.pages) + self.image


def make_bundle(exhibits: Sequence[ExhibitFile], *, title: str, invented: bool = False) -> Bundle:
    """Put exhibits in one PDF, in their order. One that is protected or broken keeps its slip, which says so."""
    parts = [_read(file) for file in exhibits]
    drawn = PdfReader(io.BytesIO(_drawn(parts, title, invented=invented)))
    writer = PdfWriter()
    writer.add_metadata({"/Title": title, "/Producer": "Vigie"})
    stamps = iter(stamp_forms(writer, drawn.pages[len(parts) :]))
    for slip, part in zip(drawn.pages, parts, strict=False):
        line = part.file.line
        writer.add_page(slip)
        writer.add_outline_item(title=f"Pièce n° {line.number} – {line.title}", page_number=len(writer.pages) - 1)
        for added in range(part.length):
            stamp = next(stamps)
            page = _added(writer, part, added)
            if page is not None:
                lay(writer, page, stamp)
    out = io.BytesIO()
    writer.write(out)
    troubles = (
        Trouble(p.file.line.number, p.file.line.title, p.why) for p in parts if p.why in {"encrypted", "broken"}
    )
    return Bundle(out.getvalue(), len(writer.pages), tuple(troubles))


def _read(file: ExhibitFile) -> _Part:
    kind = file.line.content_type.partition(";")[0].strip().lower()
    try:
        if kind == "application/pdf":
            return _Part(file, pages=_copied(pdf_pages(file.content)))
        if kind.startswith("image/"):
            image_size(file.content)
            return _Part(file, image=True)
    except Unreadable as unreadable:
        return _Part(file, why=unreadable.why)
    return _Part(file, why="apart" if kind.startswith(("audio/", "video/")) else "other")


def _copied(pages: list[PageObject]) -> list[PageObject]:
    """Copy pages aside once, so that a broken one is known before the stamps are counted."""
    aside = PdfWriter()
    return [add_pdf_page(aside, page) for page in pages]


def _added(writer: PdfWriter, part: _Part, index: int) -> PageObject | None:
    if part.image:
        return add_image_page(writer, part.file.content)
    return writer.add_page(part.pages[index])


def _drawn(parts: Sequence[_Part], title: str, *, invented: bool) -> bytes:
    """Return slips then stamps, in one compile."""
    stamps = [
        f"Pièce n° {part.file.line.number} – {page}/{part.length}{' · DONNÉES INVENTÉES' if invented else ''}"
        for part in parts
        for page in range(1, part.length + 1)
    ]
    told = {
        "title": title,
        "slips": [_slip(part) for part in parts],
        "stamps": stamps,
        "width": STAMP[0] if invented else STAMP[0] / 2,
        "height": STAMP[1],
        "invented": invented,
    }
    with override("fr"):
        return render_pdf("cases/slips.typ", told)


def _slip(part: _Part) -> dict[str, Any]:
    line = part.file.line
    rows = [("Source", line.source), ("Date", line.date), ("Pages", str(part.length) if part.length else "")]
    rows.append(("Taille du fichier", size_words(line)))
    return {
        "number": line.number,
        "title": line.title,
        "rows": [row for row in rows if row[1]],
        "sha256": line.sha256,
        "note": WHY.get(part.why, ""),
    }


def size_words(line: ExhibitLine) -> str:
    """Return the size of a file in words, empty when it is not known."""
    if not line.size:
        return ""
    if line.size < 1_000_000:
        return f"{max(1, round(line.size / 1000))} ko"
    return f"{line.size / 1_000_000:.1f}".replace(".", ",") + " Mo"
