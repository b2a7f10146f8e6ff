"""A sheet as cells, before one knows which row bears the headings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 20_000

Cell = str | int | float | dt.date | dt.datetime | dt.time | None
"""What a cell holds once read. A blank cell is ``None``."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet, in order, all of the same width, and its merged ranges.

    ``merged`` maps each hidden cell (row, column), from 0, to the one that shows its value.
    """

    rows: tuple[tuple[Cell, ...], ...]
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell; a hidden one has the value of the range it is merged in."""
        source = self.merged.get((row, column))
        return self.rows[source[0]][source[1]] if source else self.rows[row][column]


def make_grid(rows: Iterable[Iterable[Cell]], ranges: Iterable[tuple[int, int, int, int]] = ()) -> Grid:
    """Return a grid of even width without empty rows or columns at its end.

    Args:
        rows: cells; blanks as ``None`` or blank text.
        ranges: merged ranges: first row, first column, last row, last column, from 0.
    """
    cleaned = [[clean(cell) for cell in row] for row in rows]
    while cleaned and not any(cell is not None for cell in cleaned[-1]):
        cleaned.pop()
    width = max((_width(row) for row in cleaned), default=0)
    even = tuple(tuple(row[:width] + [None] * (width - len(row))) for row in cleaned)
    return Grid(even, dict(_hidden(ranges, len(even), width)))


def clean(cell: Cell) -> Cell:
    """Return a cell without control characters or blanks around it; a blank one is ``None``."""
    if not isinstance(cell, str):
        return cell
    printable = "".join(c for c in cell[:MAX_CELL] if c >= " " or c in "\n\t")
    return printable.replace("\u00a0", " ").strip() or None


def _width(row: list[Cell]) -> int:
    return max((position + 1 for position, cell in enumerate(row) if cell is not None), default=0)


def _hidden(
    ranges: Iterable[tuple[int, int, int, int]], height: int, width: int
) -> Iterable[tuple[tuple[int, int], tuple[int, int]]]:
    for top, left, bottom, right in ranges:
        if top >= height or left >= width:
            continue
        for row in range(top, min(bottom + 1, height)):
            for column in range(left, min(right + 1, width)):
                if (row, column) != (top, left):
                    yield (row, column), (top, left)
