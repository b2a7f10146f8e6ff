"""Pages of a bundle: those of a PDF made safe, an image on an A4 page, a stamp laid over without reading the page."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from typing import cast

from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

A4 = (595.276, 841.89)
"""Width and height in points."""
MARGIN = 42.0
MOST_PIXELS = 80_000_000
_ACTING = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Movie", "/Rendition", "/Sound"}
)
_COLOURS = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}


BROKEN = (
    PyPdfError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RecursionError,
    OSError,
    NotImplementedError,
    zlib.error,
)
"""What pypdf lets out when a file is not what it says."""


class Unreadable(Exception):
    """A file that cannot be put in a bundle; ``why`` is ``encrypted`` or ``broken``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def pdf_pages(content: bytes) -> list[PageObject]:
    """Return the pages of a PDF.

    Raises:
        Unreadable: a password protects it, or it is broken.
    """
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        shut = reader.is_encrypted and not reader.decrypt("")
        pages = [] if shut else list(reader.pages)
        sizes = [(float(page.cropbox.width), float(page.cropbox.height)) for page in pages]
    except BROKEN as error:
        raise Unreadable("broken") from error
    if shut:
        raise Unreadable("encrypted")
    if not pages or any(min(size) <= 0 for size in sizes):
        raise Unreadable("broken")
    return pages


def add_pdf_page(writer: PdfWriter, source: PageObject) -> PageObject:
    """Copy a page, upright, without what could act when it is read.

    Raises:
        Unreadable: the page is broken.
    """
    try:
        page = writer.add_page(
            source, excluded_keys=["/AA", "/B", "/Thumb", "/StructParents", "/PieceInfo", "/Metadata"]
        )
        if page.rotation:
            page.transfer_rotation_to_content()
            page.compress_content_streams()
        _quieten(page)
    except BROKEN as error:
        raise Unreadable("broken") from error
    return page


def _quieten(page: PageObject) -> None:
    if "/Annots" not in page:
        return
    kept = ArrayObject()
    for reference in cast("ArrayObject", page["/Annots"].get_object()):
        note = reference.get_object()
        action = note.get("/A")
        kind = action.get_object().get("/S") if action is not None else None
        if (
            kind not in _ACTING
            and "/AA" not in note
            and note.get("/Subtype") not in {"/FileAttachment", "/Widget", "/Popup"}
        ):
            kept.append(reference)
    page[NameObject("/Annots")] = kept


def image_size(content: bytes) -> tuple[int, int]:
    """Return an image's width and height in pixels, upright; its data are looked at, coarsely.

    Raises:
        Unreadable: it is no image, or is cut short.
    """
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unreadable("broken")
            turned = image.getexif().get(0x0112, 1) >= 5
            size = (image.height, image.width) if turned else image.size
            if image.format == "JPEG":
                image.draft("RGB", (image.width // 8, image.height // 8))
            image.load()
            return size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Unreadable("broken") from error


def add_image_page(writer: PdfWriter, content: bytes) -> PageObject:
    """Put an image on an A4 page, as large as the margins let it; a JPEG goes in as it is, nothing re-encoded."""
    drawn, upright = _image_object(content)
    width, height = float(upright[0]), float(upright[1])
    paper = A4 if height >= width else (A4[1], A4[0])
    room = (paper[0] - 2 * MARGIN, paper[1] - 2 * MARGIN)
    scale = min(room[0] / width, room[1] / height)
    size = (width * scale, height * scale)
    left, low = (paper[0] - size[0]) / 2, (paper[1] - size[1]) / 2
    page = writer.add_blank_page(*paper)
    reference = writer._add_object(drawn)  # noqa: SLF001 -- pypdf's only way to add an object
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/Im"): reference})}
    )
    draw = f"q {size[0]:.3f} 0 0 {size[1]:.3f} {left:.3f} {low:.3f} cm /Im Do Q"
    page[NameObject("/Contents")] = ArrayObject([_stream(writer, draw.encode())])
    return page


def _image_object(content: bytes) -> tuple[StreamObject, tuple[int, int]]:
    with Image.open(io.BytesIO(content)) as image:
        as_it_is = image.format == "JPEG" and image.mode in _COLOURS and image.getexif().get(0x0112, 1) == 1
        if as_it_is:
            return _pixels(content, image.size, image.mode, "/DCTDecode"), image.size
        upright = ImageOps.exif_transpose(image)
        if image.format in {"JPEG", "MPO"}:
            out = io.BytesIO()
            upright.convert("RGB").save(out, "JPEG", quality=92)
            return _pixels(out.getvalue(), upright.size, "RGB", "/DCTDecode"), upright.size
        flat = upright if upright.mode in _COLOURS else _on_white(upright)
        return _pixels(zlib.compress(flat.tobytes(), 3), flat.size, flat.mode, "/FlateDecode"), flat.size


def _on_white(image: Image.Image) -> Image.Image:
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    return ground.convert("RGB")


def _pixels(data: bytes, size: tuple[int, int], mode: str, how: str) -> StreamObject:
    drawn = StreamObject()
    drawn._data = data  # noqa: SLF001 -- already encoded: pypdf would encode it again
    entries: dict[str, PdfObject] = {
        "/Type": NameObject("/XObject"),
        "/Subtype": NameObject("/Image"),
        "/Width": NumberObject(size[0]),
        "/Height": NumberObject(size[1]),
        "/ColorSpace": NameObject(_COLOURS[mode]),
        "/BitsPerComponent": NumberObject(8),
        "/Filter": NameObject(how),
    }
    drawn.update({NameObject(name): value for name, value in entries.items()})
    return drawn


def stamp_forms(writer: PdfWriter, stamps: Iterable[PageObject]) -> list[tuple[IndirectObject, float, float]]:
    """Turn drawn stamps into forms of a bundle, fonts shared; each with its width and height in points."""
    forms = []
    for page in stamps:
        box, content = page.mediabox, page.get_contents()
        form = DecodedStreamObject()
        form.set_data(content.get_data() if content is not None else b"")
        form.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): ArrayObject(FloatObject(v) for v in (box.left, box.bottom, box.right, box.top)),
                NameObject("/Resources"): page["/Resources"].clone(writer),
            }
        )
        forms.append((writer._add_object(form), float(box.width), float(box.height)))  # noqa: SLF001
    return forms


def lay(writer: PdfWriter, page: PageObject, stamp: tuple[IndirectObject, float, float]) -> None:
    """Draw a stamp at the top right of what is seen of a page; the page's own drawing is closed off, not read."""
    form, width, height = stamp
    box = page.cropbox
    scale = min(1.0, float(box.width) / (1.6 * width))
    right, top = float(box.right) - 12 * scale, float(box.top) - 10 * scale
    place = Transformation().scale(scale).translate(right - width * scale, top - height * scale).ctm
    name = f"/Piece{len(writer.pages)}"
    shared = page.get("/Resources")
    resources = DictionaryObject(shared.get_object() if shared is not None else {})
    known = resources.get("/XObject")
    drawn = DictionaryObject(known.get_object() if known is not None else {})
    drawn[NameObject(name)] = form
    resources[NameObject("/XObject")] = drawn
    page[NameObject("/Resources")] = resources
    numbers = " ".join(f"{value:.3f}" for value in place)
    before = _stream(writer, b"q\n")
    after = _stream(writer, f"\nQ q {numbers} cm {name} Do Q".encode())
    page[NameObject("/Contents")] = ArrayObject([before, *_contents(page), after])


def _contents(page: PageObject) -> list[PdfObject]:
    own = page.get("/Contents")
    if own is None:
        return []
    found = own.get_object()
    if isinstance(found, ArrayObject):
        return list(found)
    return [page.raw_get("/Contents")]


def _stream(writer: PdfWriter, data: bytes) -> IndirectObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    return writer._add_object(stream)  # noqa: SLF001
