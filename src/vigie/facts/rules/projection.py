"""From degrees to the sheet of the map: one flat projection, the views one may take of the coast, and where names go."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 1000.0
"""Every sheet is this wide, so that lines and letters stay the same when one comes near."""
MIDDLE = 50.5
"""The latitude drawn true to scale; elsewhere on the coast the other scale is wrong by less than 4 per cent."""
KM_PER_DEGREE = 111.32
LETTER = 0.52
"""Mean width of a letter, in parts of its size."""


@dataclass(frozen=True, slots=True)
class View:
    """A part of the coast between four edges in degrees, drawn on a sheet ``WIDTH`` wide."""

    code: str
    west: float
    south: float
    east: float
    north: float

    @property
    def height(self) -> float:
        """The height of the sheet."""
        return (self.north - self.south) * self._per_degree_north

    @property
    def per_km(self) -> float:
        """How long a kilometre is on the sheet."""
        return self._per_degree_north / KM_PER_DEGREE

    @property
    def _per_degree_north(self) -> float:
        return WIDTH / (self.east - self.west) / math.cos(math.radians(MIDDLE))

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a point falls on the sheet, x to the east and y to the south.

        Equirectangular: straight meridians and parallels, true at ``MIDDLE``.
        """
        x = (longitude - self.west) * WIDTH / (self.east - self.west)
        return x, (self.north - latitude) * self._per_degree_north

    def holds(self, longitude: float, latitude: float) -> bool:
        """Say whether a point is on the sheet."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


VIEWS = {
    view.code: view
    for view in (
        View("", -2.0, 49.0, 3.1, 51.5),
        View("calaisis", 1.50, 50.78, 2.16, 51.10),
        View("dunkerquois", 2.00, 50.86, 2.66, 51.18),
        View("cote", 1.20, 50.15, 2.40, 50.74),
        View("normandie", -1.95, 49.0, 1.35, 50.5),
    )
}
"""The whole coast, and the parts one looks at more closely."""


def radius(count: int, largest: int, *, widest: float, narrowest: float = 5.0) -> float:
    """Return the radius of a circle whose area says how many, the largest being ``widest``; nothing has no circle."""
    if count <= 0 or largest <= 0:
        return 0.0
    return max(narrowest, widest * math.sqrt(count / largest))


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle on the sheet, and what it is called."""

    x: float
    y: float
    r: float
    name: str


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the sheet; ``anchor`` is SVG's ``text-anchor``."""

    x: float
    y: float
    anchor: str
    name: str


Box = tuple[float, float, float, float]


def labels(circles: Sequence[Circle], *, size: float, height: float) -> list[Label]:
    """Place names beside their circles, largest first; a name that would cover another, or a circle, is left out."""
    taken: list[Box] = [(c.x - c.r, c.y - c.r, c.x + c.r, c.y + c.r) for c in circles]
    placed: list[Label] = []
    for circle in sorted(circles, key=lambda c: -c.r):
        own = (circle.x - circle.r, circle.y - circle.r, circle.x + circle.r, circle.y + circle.r)
        for label, box in _candidates(circle, size):
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= height
            if inside and not any(_overlap(box, other) for other in taken if other != own):
                placed.append(label)
                taken.append(box)
                break
    return placed


def _candidates(circle: Circle, size: float) -> list[tuple[Label, Box]]:
    wide, gap = len(circle.name) * size * LETTER, circle.r + size * 0.3
    x, y = circle.x, circle.y
    spots = [
        ("start", x + gap, y + size * 0.35, x + gap),
        ("end", x - gap, y + size * 0.35, x - gap - wide),
        ("middle", x, y - gap, x - wide / 2),
        ("middle", x, y + gap + size * 0.75, x - wide / 2),
    ]
    return [
        (Label(left, base, anchor, circle.name), (start, base - size * 0.8, start + wide, base + size * 0.25))
        for anchor, left, base, start in spots
    ]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
