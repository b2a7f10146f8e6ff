"""The coast as SVG paths, one per sheet, drawn once."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from .rules.projection import VIEWS, View

SOURCE = Path(__file__).resolve().parent / "data" / "coast.json"


@cache
def coast(code: str) -> dict[str, str]:
    """Return the outline of the continent and of the isles opposite, as SVG path data on the sheet of a view."""
    view = VIEWS[code]
    paths: dict[str, str] = {"continent": "", "isles": ""}
    for shape in json.loads(SOURCE.read_text(encoding="utf-8")):
        paths[shape["land"]] += _path(shape["points"], view)
    return paths


def _path(points: list[list[float]], view: View) -> str:
    drawn = ["{:.1f} {:.1f}".format(*view.project(x, y)) for x, y in points]
    kept = [point for point, before in zip(drawn, ["", *drawn], strict=False) if point != before]
    return f"M{'L'.join(kept)}Z"
