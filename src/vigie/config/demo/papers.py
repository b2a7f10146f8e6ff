"""Invented papers and photos of the demonstration, made when it loads. Each says in its own middle that it is invented."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from django.utils.translation import override
from PIL import Image, ImageDraw, ImageFont

from vigie.ui.api import FONTS, render_pdf, say_day

Row = dict[str, Any]
SIZE = (960, 720)
SKY, GROUND, TENT, SHADE, INK = (196, 205, 210), (128, 136, 112), (44, 106, 122), (30, 74, 86), (20, 28, 32)


def paper(row: Row, *, day: dt.date) -> bytes:
    """Return a paper of one page as a PDF, in French, dated ``day``."""
    with override("fr"):
        told = {
            "kind": row["kind"],
            "title": row["title"],
            "from": row["from"],
            "dated": f"Le {say_day(day)}",
            "rows": [list(pair) for pair in row.get("rows", ())],
            "words": row.get("words", ()),
            "signed": row.get("signed", ""),
        }
        return render_pdf("config/invented.typ", told)


def photo(words: str) -> bytes:
    """Return a drawn picture as a JPEG: a tent, a bare head to hide, and above them that it is invented."""
    picture = Image.new("RGB", SIZE, SKY)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 430, 960, 720), fill=GROUND)
    pen.polygon(((120, 560), (300, 330), (480, 560)), fill=TENT)
    pen.polygon(((255, 560), (300, 430), (345, 560)), fill=SHADE)
    pen.ellipse((640, 300, 720, 390), fill=(188, 150, 124))
    pen.rounded_rectangle((610, 392, 750, 600), radius=40, fill=(92, 84, 96))
    pen.text((480, 120), "PHOTO INVENTÉE", fill=INK, font=_face(84), anchor="mm")
    pen.text((480, 660), words, fill=INK, font=_face(34), anchor="mm")
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=82)
    return made.getvalue()


def _face(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / "SourceSans3_600SemiBold.ttf"), size)
