"""Papers that people scan: whole, of a kind a court can open, small enough for this machine."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

from vigie.kernel.api import Invalid

from ..rules.filetypes import PDF
from ..rules.papers import MOST, content_type, locked_pdf, too_many_pixels, whole_pdf


def check_paper(data: bytes, *, field: str = "file") -> str:
    """Return the kind of a paper, read from its bytes. ``field``: where a refusal is shown.

    Raises:
        Invalid: ``cases.paper_empty``, ``cases.paper_large``, ``cases.paper_type``, ``cases.paper_broken``,
            ``cases.paper_locked``, ``cases.paper_pixels``.
    """
    if not data:
        raise Invalid("cases.paper_empty", field=field)
    if len(data) > MOST:
        raise Invalid("cases.paper_large", field=field, limit=MOST // 1_000_000)
    kind = content_type(data)
    if not kind:
        raise Invalid("cases.paper_type", field=field)
    if kind == PDF:
        if not whole_pdf(data):
            raise Invalid("cases.paper_broken", field=field)
        if locked_pdf(data):
            raise Invalid("cases.paper_locked", field=field)
    else:
        _check_image(data, field)
    return kind


def _check_image(data: bytes, field: str) -> None:
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
            if too_many_pixels(*image.size):
                raise Invalid("cases.paper_pixels", field=field)
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Invalid("cases.paper_pixels", field=field) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise Invalid("cases.paper_broken", field=field) from None
