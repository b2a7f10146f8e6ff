"""Pictures: what their file tells, and the copy in which boxes have become pixels. Bytes in, bytes out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from PIL import ExifTags, Image, ImageDraw, ImageOps, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

from vigie.kernel.api import Invalid, Media

from ..rules.exhibits import MAX_PIXELS, Box, Problem

FORMATS = ("PNG", "GIF", "WEBP", "TIFF", "AVIF")
QUALITY = 90
SEEN = 1600
"""Pixels of the longer side of a picture shown on a page."""
LOSSLESS = 8_000_000
"""Pixels up to which a PNG stays one: beyond, its copy would weigh too much."""
INK = (0, 0, 0)
_SCALES = (1, 2, 4, 8)
_TRIED = 1_000_000
"""Pixels at which a picture is decoded once, to know that it can be."""
_BAD = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError)
"""What Pillow raises on files that are not what they say."""


class Unreadable(Exception):
    """No picture can be made of this; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def told_by_picture(data: bytes, content_type: str, *, whole: bool = True) -> dict[str, Any]:
    """Return what a picture's file tells of itself: size in pixels, device, moment, whether it holds a position.

    Never the position itself. ``problem`` says why no copy can be made; ``whole`` is false for the beginning of a file.
    """
    if content_type == Media.HEIC:
        return {"problem": Problem.NOT_READ_HERE.value}
    try:
        image = _opened(data, content_type)
    except Unreadable as error:
        return {"problem": error.problem.value}
    told: dict[str, Any] = {"width": image.width, "height": image.height, **_exif(image)}
    try:
        if whole:
            _decoded(data, content_type, _TRIED)
    except Unreadable as error:
        told["problem"] = error.problem.value
    return told


def _opened(data: bytes, content_type: str) -> Image.Image:
    """Open a picture without decoding it. A JPEG may be of any size: it is decoded reduced."""
    try:
        if content_type == Media.JPEG:
            return JpegImageFile(io.BytesIO(data))
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unreadable(Problem.TOO_MANY_PIXELS) from None
    except (UnidentifiedImageError, *_BAD):
        raise Unreadable(Problem.BROKEN) from None


def _check(image: Image.Image) -> None:
    if getattr(image, "n_frames", 1) > 1:
        raise Unreadable(Problem.SEVERAL_FRAMES)
    reducible = image.format == "JPEG" and not image.info.get("progressive")
    if image.width * image.height > (MAX_PIXELS * _SCALES[-1] ** 2 if reducible else MAX_PIXELS):
        raise Unreadable(Problem.TOO_MANY_PIXELS)


def _exif(image: Image.Image) -> dict[str, Any]:
    try:
        tags = image.getexif()
        inner = tags.get_ifd(ExifTags.IFD.Exif)
        position = bool(tags.get_ifd(ExifTags.IFD.GPSInfo))
    except _BAD:
        return {"position": False}
    device = " ".join(filter(None, (_words(tags.get(ExifTags.Base[n])) for n in ("Make", "Model"))))
    moment = _words(inner.get(ExifTags.Base.DateTimeOriginal) or tags.get(ExifTags.Base.DateTime))
    told = {"device": device, "taken": moment, "turned": tags.get(ExifTags.Base.Orientation, 1) not in {0, 1}}
    return {name: value for name, value in told.items() if value} | {"position": position}


def _words(value: object) -> str:
    return "".join(c for c in str(value or "") if c.isprintable()).strip()[:60]


def _decoded(data: bytes, content_type: str, most: int = MAX_PIXELS) -> Image.Image:
    """Return a picture upright, in RGB, on white, of at most so many pixels.

    Raises:
        Unreadable: no picture can be made of it.
    """
    image = _opened(data, content_type)
    _check(image)
    try:
        if isinstance(image, JpegImageFile):
            _draft(image, most)
        image = ImageOps.exif_transpose(image)
        if image.width * image.height > most:
            image.thumbnail(_fitting(image, most))
        return _on_white(image)
    except _BAD:
        raise Unreadable(Problem.BROKEN) from None


def _draft(image: JpegImageFile, most: int) -> None:
    scale = next((s for s in _SCALES if image.width * image.height <= most * s * s), _SCALES[-1])
    if scale > 1:
        image.draft("RGB", (max(1, image.width // scale), max(1, image.height // scale)))


def _fitting(image: Image.Image, most: int) -> tuple[int, int]:
    share = (most / (image.width * image.height)) ** 0.5
    return max(1, int(image.width * share)), max(1, int(image.height * share))


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image if image.mode == "RGB" else image.convert("RGB")
    clear = image.convert("RGBA")
    ground = Image.new("RGB", clear.size, (255, 255, 255))
    ground.paste(clear, mask=clear.getchannel("A"))
    return ground


def redacted_picture(data: bytes, content_type: str, boxes: Sequence[Box]) -> tuple[bytes, str]:
    """Return a picture's copy, made of pixels alone, its boxes burned in black, and its content type.

    Nothing but pixels is copied: no EXIF, no thumbnail, no comment, no colour profile.

    Raises:
        Invalid: ``cases.exhibit_unreadable``.
    """
    try:
        image = _decoded(data, content_type)
    except Unreadable as error:
        raise Invalid("cases.exhibit_unreadable", problem=error.problem.value) from None
    burn(image, boxes)
    lossless = content_type == Media.PNG and image.width * image.height <= LOSSLESS
    return (encoded(image, "PNG"), Media.PNG.value) if lossless else (encoded(image), Media.JPEG.value)


def burn(image: Image.Image, boxes: Sequence[Box]) -> None:
    """Paint boxes over a picture, opaque, rounded outwards to whole pixels."""
    brush = ImageDraw.Draw(image)
    for box in boxes:
        left, top = int(box.x * image.width), int(box.y * image.height)
        right, bottom = -int(-(box.x + box.w) * image.width // 1), -int(-(box.y + box.h) * image.height // 1)
        brush.rectangle((left, top, right, bottom), fill=INK)


def encoded(image: Image.Image, form: str = "JPEG") -> bytes:
    """Return a picture's pixels as a file that holds nothing else: whatever its own file told is dropped."""
    image.info = {}
    out = io.BytesIO()
    if form == "PNG":
        image.save(out, "PNG")
    else:
        image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def shown_picture(data: bytes, content_type: str) -> bytes:
    """Return a picture as a JPEG small enough for a page, upright.

    Raises:
        Invalid: ``cases.exhibit_unreadable``.
    """
    try:
        image = _decoded(data, content_type, SEEN * SEEN)
    except Unreadable as error:
        raise Invalid("cases.exhibit_unreadable", problem=error.problem.value) from None
    image.thumbnail((SEEN, SEEN))
    return encoded(image)
