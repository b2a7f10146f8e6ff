"""The map of a document or of a page: communes as circles on a quiet coast, their names, a scale. Never a living site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .coast import coast
from .queries.figures import MapFigure
from .rules.projection import VIEWS, Circle, Label, View, labels, radius

WIDEST = 56.0
SCALE_KM = {"": 50, "calaisis": 10, "dunkerquois": 10, "cote": 10, "normandie": 50}
SEA: dict[str, tuple[float, float]] = {
    "": (0.35, 50.25),
    "calaisis": (1.64, 51.04),
    "dunkerquois": (2.16, 51.13),
    "cote": (1.36, 50.45),
    "normandie": (-0.4, 49.95),
}
"""Where each sheet writes the Channel's names: at sea, away from the communes."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn, on a sheet 1000 wide: outlines as SVG paths, circles largest first, names placed, where words stand."""

    height: int
    continent: str
    isles: str
    circles: tuple[Circle, ...]
    names: tuple[Label, ...]
    sea: tuple[int, int]
    scale_km: int
    scale_length: float


def view_of(code: str) -> View:
    """Return the part of the coast of that name; the whole of it for a name it does not know."""
    return VIEWS.get(code, VIEWS[""])


def on_view(view: View, commune: MapFigure) -> bool:
    """Say whether a commune is on a sheet."""
    place = (commune.longitude, commune.latitude)
    return place[0] is not None and place[1] is not None and view.holds(place[0], place[1])


def circle_of(view: View, commune: MapFigure, largest: int) -> Circle:
    """Return the circle of a commune, measured against the largest of the view."""
    x, y = view.project(commune.longitude or 0, commune.latitude or 0)
    r = radius(commune.events, largest, widest=WIDEST)
    return Circle(round(x, 1), round(y, 1), round(r, 1), commune.place_name)


def map_sheet(code: str, communes: Sequence[MapFigure], *, letters: float = 19.0) -> Sheet:
    """Return the sheet of a part of the coast with its communes. ``letters``: size of the names, on a sheet 1000 wide."""
    view = view_of(code)
    shown = [c for c in communes if on_view(view, c)]
    largest = max((c.events for c in shown), default=0)
    circles = tuple(circle_of(view, c, largest) for c in shown)
    x, y = view.project(*SEA[view.code])
    return Sheet(
        height=round(view.height),
        continent=coast(view.code)["continent"],
        isles=coast(view.code)["isles"],
        circles=circles,
        names=tuple(labels(circles, size=letters, height=view.height)),
        sea=(round(x), round(y)),
        scale_km=SCALE_KM[view.code],
        scale_length=round(SCALE_KM[view.code] * view.per_km, 1),
    )
