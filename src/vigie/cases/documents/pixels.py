"""PDF: what its file tells, its pages as pixels, and the copy in which boxes have become pixels. Bytes in, bytes out."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from vigie.kernel.api import Invalid

from ..rules.exhibits import DPI, MAX_PAGES, Box, Problem
from .pictures import SEEN, burn, encoded

_ONE_AT_A_TIME = threading.RLock()
"""PDFium is not made for several threads."""
MOST_PIXELS = 12_000_000
"""Pixels of one page: an A2 sheet at 150 dots per inch."""
PASSWORD = "password"  # noqa: S105 -- a word of PDFium's messages


@contextmanager
def _document(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF.

    Raises:
        PdfiumError: it is encrypted, or no PDF.
    """
    with _ONE_AT_A_TIME:
        document = pdfium.PdfDocument(data)
        try:
            yield document
        finally:
            document.close()


def told_by_pdf(data: bytes) -> dict[str, Any]:
    """Return what a PDF tells of itself: pages, the program that made it, its date; or why it cannot be read."""
    try:
        with _document(data) as document:
            pages = len(document)
            told = document.get_metadata_dict(skip_empty=True)
            _rendered(document, 0, 20) if pages else None
    except pdfium.PdfiumError as error:
        problem = Problem.ENCRYPTED if PASSWORD in str(error).lower() else Problem.BROKEN
        return {"problem": problem.value}
    found: dict[str, Any] = {"pages": pages}
    for name in ("Producer", "Creator"):
        if told.get(name):
            found[name.lower()] = "".join(c for c in told[name] if c.isprintable())[:80]
    if told.get("CreationDate"):
        found["made"] = told["CreationDate"][:20]
    if not pages:
        found["problem"] = Problem.BROKEN.value
    elif pages > MAX_PAGES:
        found["problem"] = Problem.TOO_MANY_PAGES.value
    return found


def _rendered(document: pdfium.PdfDocument, page: int, longest: int | None = None) -> Image.Image:
    """Return one page as pixels, at ``DPI`` or with a longer side of so many pixels, within the bound of a page."""
    sheet = document[page]
    try:
        width, height = sheet.get_size()
        scale = DPI / 72 if longest is None else longest / max(width, height, 1)
        scale = min(scale, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        bitmap = sheet.render(scale=scale, may_draw_forms=True)
        try:
            picture: Image.Image = bitmap.to_pil()
            return picture.convert("RGB")
        finally:
            bitmap.close()
    finally:
        sheet.close()


def shown_page(data: bytes, page: int) -> bytes:
    """Return one page (from 0) as a JPEG for the screen.

    Raises:
        Invalid: ``cases.exhibit_unreadable``; ``cases.no_page``.
    """
    try:
        with _document(data) as document:
            if not 0 <= page < len(document):
                raise Invalid("cases.no_page")
            return encoded(_rendered(document, page, SEEN))
    except pdfium.PdfiumError:
        raise Invalid("cases.exhibit_unreadable", problem=Problem.BROKEN.value) from None


def redacted_pdf(data: bytes, boxes: Sequence[Box]) -> bytes:
    """Return a PDF of the same pages as pixels, boxes burned in: no text, no link, no attachment, no metadata is left.

    One page is in memory at a time, besides the copy itself.

    Raises:
        Invalid: ``cases.exhibit_unreadable``.
    """
    try:
        with _document(data) as document:
            if len(document) > MAX_PAGES:
                raise Invalid("cases.exhibit_unreadable", problem=Problem.TOO_MANY_PAGES.value)
            return _rebuilt(document, boxes)
    except pdfium.PdfiumError:
        raise Invalid("cases.exhibit_unreadable", problem=Problem.BROKEN.value) from None


def _rebuilt(document: pdfium.PdfDocument, boxes: Sequence[Box]) -> bytes:
    copy = pdfium.PdfDocument.new()
    try:
        for number in range(len(document)):
            width, height = document.get_page_size(number)
            image = _rendered(document, number)
            burn(image, [box for box in boxes if box.page == number])
            _add_page(copy, encoded(image), width, height)
        out = io.BytesIO()
        copy.save(out)
        return out.getvalue()
    finally:
        copy.close()


def _add_page(copy: pdfium.PdfDocument, picture: bytes, width: float, height: float) -> None:
    image = pdfium.PdfImage.new(copy)
    image.load_jpeg(io.BytesIO(picture), inline=True)
    image.set_matrix(pdfium.PdfMatrix().scale(width, height))
    page = copy.new_page(width, height)
    page.insert_obj(image)
    page.gen_content()
    page.close()
