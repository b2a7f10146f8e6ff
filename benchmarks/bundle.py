"""Thirty exhibits in one stamped PDF, against a bare merge of the same files: ``.venv/bin/python benchmarks/bundle.py``.

15 PDFs (5 of them A3, turned), 10 photos of twelve megapixels, 5 PNG. The bare merge is what pypdf does with the PDFs, and with each
image saved as a PDF page by Pillow. Fails above 10 seconds.
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
LIMIT = 10.0

if TYPE_CHECKING:
    from vigie.cases.documents.contents import ExhibitFile


def a_pdf(pages: int, *, turned: bool) -> bytes:
    """Pages of text, some A3 and turned."""
    import typst

    size = 'paper: "a3", flipped: true' if turned else 'paper: "a4"'
    source = f"#set page({size})\n" + "#pagebreak()\n".join("#lorem(450)\n" for _ in range(pages))
    made: bytes = typst.compile(source.encode(), format="pdf")
    if not turned:
        return made
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(made)).pages:
        writer.add_page(page).rotate(90)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def an_image(kind: str, size: tuple[int, int]) -> bytes:
    """A picture with some grain, so that it weighs what a photo weighs."""
    from PIL import Image

    small = Image.frombytes("RGB", (400, 300), random.Random(7).randbytes(360_000))
    out = io.BytesIO()
    small.resize(size, Image.Resampling.BICUBIC).save(out, kind, quality=88)
    return out.getvalue()


def exhibits() -> list[ExhibitFile]:
    from vigie.cases.documents.contents import ExhibitFile, ExhibitLine

    photo, screen = an_image("JPEG", (4000, 3000)), an_image("PNG", (1280, 800))
    files = [(a_pdf(7, turned=n % 3 == 0), "application/pdf") for n in range(15)]
    files += [(photo, "image/jpeg")] * 10 + [(screen, "image/png")] * 5
    return [
        ExhibitFile(
            ExhibitLine(
                n,
                f"Pièce inventée {n}",
                "équipe de terrain",
                "16 janvier 2018",
                1,
                hashlib.sha256(c).hexdigest(),
                len(c),
                kind,
            ),
            c,
        )
        for n, (c, kind) in enumerate(files, start=1)
    ]


def bare(files: list[ExhibitFile]) -> bytes:
    """The limit: the same files end to end, without a slip, a stamp or a bookmark."""
    from PIL import Image
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for file in files:
        content = file.content
        if file.line.content_type.startswith("image/"):
            page = io.BytesIO()
            Image.open(io.BytesIO(content)).save(page, "PDF")
            content = page.getvalue()
        for one in PdfReader(io.BytesIO(content)).pages:
            writer.add_page(one)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="vigie-bench-") as folder:
        os.environ.update(VIGIE_DATA=folder, VIGIE_WORLD="real", DJANGO_SETTINGS_MODULE="vigie.config.settings")
        import django

        django.setup()
        from vigie.cases.documents.bundle import make_bundle

        files = exhibits()
        start, cpu = time.perf_counter(), time.process_time()
        made = make_bundle(files, title="Pièces inventées")
        seconds, used = time.perf_counter() - start, time.process_time() - cpu
        start, cpu = time.perf_counter(), time.process_time()
        merged = bare(files)
        limit, limit_used = time.perf_counter() - start, time.process_time() - cpu
    given = sum(len(f.content) for f in files) / 1e6
    print(
        f"30 exhibits, {given:.1f} MB: {made.pages} pages, {len(made.pdf) / 1e6:.1f} MB, troubles: {len(made.troubles)}"
    )
    print(f"bundle     {seconds:6.2f} s, {used:5.2f} s of CPU")
    print(f"bare merge {limit:6.2f} s, {limit_used:5.2f} s of CPU, {len(merged) / 1e6:.1f} MB")
    print(f"ratio      {seconds / limit:6.2f} of the clock, {used / limit_used:.2f} of the CPU")
    sys.exit(seconds > LIMIT)


if __name__ == "__main__":
    main()
