"""A picture for the public: pixels alone. No place, no date, no camera, no thumbnail of what was cropped."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from vigie.kernel.api import Invalid, Media

from ...rules.papers import check_paper

LONGEST_SIDE = 1600
QUALITY = 82


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A JPEG made again from its pixels."""

    data: bytes
    width: int
    height: int


def clean_picture(data: bytes, *, field: str = "picture") -> Cleaned:
    """Return a picture turned upright, made smaller when it is large, encoded again without anything but its pixels.

    Raises:
        Invalid: ``programme.not_a_picture``; as ``rules.papers.check_paper``.
    """
    if check_paper(data, field=field).media_type not in {Media.JPEG, Media.PNG}:
        raise Invalid("programme.not_a_picture", field=field)
    with Image.open(io.BytesIO(data)) as read:
        upright = ImageOps.exif_transpose(read)
        flat = Image.new("RGB", upright.size, "white")
        seen = upright.convert("RGBA")
        flat.paste(seen, mask=seen.getchannel("A"))
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Cleaned(out.getvalue(), flat.width, flat.height)
