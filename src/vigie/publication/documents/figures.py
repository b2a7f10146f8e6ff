"""The chart and the map of a bulletin, as SVG with no style of its own."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.html import escape

from vigie.facts.api import MapFigure, Sheet, map_sheet
from vigie.kernel.api import world
from vigie.ui.api import FONTS

log = logging.getLogger(__name__)
DRAWING = "vigie.publication.documents.drawing"
PATIENCE = 60
SEA, SEA_LINE, LAND, TIDE, INK, QUIET = "#f1f4f3", "#9aa5a8", "#e6e0d3", "#0f4c5c", "#15232e", "#4d5b64"
FACE = "Source Sans 3, Source Sans Pro, sans-serif"


def chart_svg(page: dict[str, Any]) -> str:
    """Return the months of a bulletin as columns; nothing with fewer than two that have a number, which words say.

    Kept by the hash of what it shows. A chart that cannot be drawn is left out, and logged: its table stands beside.
    """
    (svg,) = chart_svgs([page])
    return svg


def chart_svgs(pages: Sequence[dict[str, Any]]) -> list[str]:
    """Return the chart of each page; those that were never drawn are drawn together, by one process of its own."""
    asked = [_asked(page) if moves(page) else "" for page in pages]
    new = [told for told in dict.fromkeys(asked) if told and not _kept(told).exists()]
    drawn = dict(zip(new, _drawn(new), strict=True)) if new else {}
    for told, svg in drawn.items():
        if svg:
            _keep(_kept(told), svg)
    return ["" if not told else drawn[told] if told in drawn else _kept(told).read_text("utf-8") for told in asked]


def moves(page: dict[str, Any]) -> bool:
    """Say whether a bulletin has months to compare: two that have a number."""
    return sum(row["events"] is not None for row in page["months"]) > 1


def _asked(page: dict[str, Any]) -> str:
    heads = page["heads"]
    told = {
        "language": page["language"],
        "months": page["months"],
        "direct": heads["direct"],
        "other": heads["other"],
        "fonts": str(FONTS),
    }
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


def _kept(asked: str) -> Path:
    return world().folder / "figures" / f"{hashlib.sha256(asked.encode() + _pen()).hexdigest()}.svg"


def _keep(path: Path, svg: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(svg, encoding="utf-8")
    draft.replace(path)


@cache
def _pen() -> bytes:
    """Return how charts are drawn: a chart kept before that changed is not shown again."""
    return Path(__file__).with_name("drawing.py").read_bytes()


def _drawn(asked: Sequence[str]) -> list[str]:
    root = Path(__file__).resolve().parents[3]
    env = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(root), "HOME": os.environ.get("HOME", "/")}
    try:
        run = subprocess.run(  # noqa: S603 -- our own module, nothing from outside in its arguments
            [sys.executable, "-m", DRAWING],
            input=f"[{','.join(asked)}]".encode(),
            capture_output=True,
            timeout=PATIENCE,
            check=True,
            env=env,
        )
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("charts could not be drawn: %s", type(error).__name__)
        return [""] * len(asked)
    found: list[str] = json.loads(run.stdout)
    return found


def map_svg(page: dict[str, Any]) -> str:
    """Return the communes of a bulletin as circles on the coast; nothing where none can be placed."""
    points = [
        MapFigure(p["slug"], p["name"], p["latitude"], p["longitude"], p["events"])
        for p in page["points"]
        if p["events"]
    ]
    sheet = map_sheet(page["view"], points, letters=26)
    return _drawn_map(sheet, page["zone"]) if sheet.circles else ""


def _drawn_map(sheet: Sheet, label: str) -> str:
    x, y = sheet.sea
    base = sheet.height - 24
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 {sheet.height}" role="img" '
            f'aria-label="{escape(label)}" font-family="{FACE}">'
        ),
        f'<rect width="1000" height="{sheet.height}" fill="{SEA}"/>',
        f'<path d="{sheet.isles}" fill="{LAND}" stroke="{SEA_LINE}"/>',
        f'<path d="{sheet.continent}" fill="{LAND}" stroke="{SEA_LINE}"/>',
        _text(x, y, "La Manche", size=24, fill=QUIET, extra='font-style="italic"'),
        _text(x, y + 28, "English Channel", size=24, fill=QUIET, extra='font-style="italic"'),
        *(
            f'<circle cx="{c.x}" cy="{c.y}" r="{c.r}" fill="{TIDE}" fill-opacity="0.72" stroke="#fff" stroke-width="2"/>'
            for c in sheet.circles
        ),
        *(_text(n.x, n.y, n.name, size=26, fill=INK, extra=f'text-anchor="{n.anchor}"') for n in sheet.names),
        f'<path d="M24 {base}v6h{sheet.scale_length}v-6" fill="none" stroke="{INK}" stroke-width="2"/>',
        _text(30, base - 4, f"{sheet.scale_km} km", size=22, fill=INK),
        "</svg>",
    ]
    return "".join(parts)


def _text(x: float, y: float, words: str, *, size: int, fill: str, extra: str = "") -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}" {extra}>{escape(words)}</text>'
