"""Find which rows of a sheet are headings, and join those that stand in two rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .grid import Cell, Grid

LOOKED_AT = 12
"""Headings are looked for in the first rows: above them stand titles and logos."""
JOINED = " / "


@dataclass(frozen=True, slots=True)
class Line:
    """A row of data: its number as the spreadsheet shows it, its cells by heading."""

    number: int
    cells: Mapping[str, Cell]

    def text(self, heading: str) -> str:
        """Return a cell as text; a whole number without its point, a day as in ISO."""
        return as_text(self.cells.get(heading))


@dataclass(frozen=True, slots=True)
class Table:
    """What was read of a file: headings, each once, and the rows that hold anything."""

    kind: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def as_text(cell: Cell) -> str:
    """Return a cell as a person would type it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat()).removesuffix("T00:00:00")
    return str(cell)


def make_table(kind: str, grid: Grid) -> Table:
    """Return the table of a grid; a grid of one row or none has no lines."""
    if not grid.rows:
        return Table(kind, (), ())
    first = _first_heading(grid)
    depth = 2 if _two_rows(grid, first) else 1
    headings = _headings(grid, first, depth)
    lines = tuple(_lines(grid, first + depth, headings))
    return Table(kind, headings, lines)


def _first_heading(grid: Grid) -> int:
    """Return the row with the most words among the first ones; the earliest where several have as many."""
    scores = [(_words(grid, row), -row) for row in range(min(LOOKED_AT, len(grid.rows)))]
    best, row = max(scores)
    widest = -row
    above = widest - 1
    if best and above >= 0 and _heads_groups(grid, above):
        return above
    return widest


def _words(grid: Grid, row: int) -> int:
    """Count the different short texts of a row: numbers and days are data."""
    texts = {cell for cell in grid.rows[row] if isinstance(cell, str) and len(cell) < 80 and not _like_data(cell)}
    return len(texts)


def _like_data(text: str) -> bool:
    digits = sum(c.isdigit() for c in text)
    return digits * 2 >= len(text)


def _heads_groups(grid: Grid, row: int) -> bool:
    """Say whether a row names groups of columns: at least two cells, or one that is merged over several, not only the first."""
    filled = [column for column, cell in enumerate(grid.rows[row]) if isinstance(cell, str)]
    spans = {source for hidden, source in grid.merged.items() if source[0] == row and hidden[0] == row}
    if any(column > 0 for _, column in spans):
        return True
    return len(filled) >= 2 and all(not _like_data(str(grid.rows[row][c])) for c in filled)


def _two_rows(grid: Grid, first: int) -> bool:
    """Say whether headings go on in the next row: some cells are blank or merged here and named below, none is data below."""
    if first + 1 >= len(grid.rows):
        return False
    here, below = grid.rows[first], grid.rows[first + 1]
    named_below = [c for c, cell in enumerate(below) if isinstance(cell, str) and not _like_data(cell)]
    if not named_below or any(cell is not None and not isinstance(cell, str) for cell in below):
        return False
    if any(isinstance(cell, str) and _like_data(cell) for cell in below):
        return False
    spans = {source for hidden, source in grid.merged.items() if source[0] == first and hidden[0] == first}
    blank_here = [c for c in named_below if here[c] is None]
    return bool(blank_here) and (bool(spans) or _only_fills_gaps(here, below))


def _only_fills_gaps(here: tuple[Cell, ...], below: tuple[Cell, ...]) -> bool:
    """Say whether the second row names just the columns of groups: it leaves blank a column that is named above."""
    return any(above is not None and under is None for above, under in zip(here, below, strict=True))


def _headings(grid: Grid, first: int, depth: int) -> tuple[str, ...]:
    width = len(grid.rows[first])
    names: list[str] = []
    group = ""
    for column in range(width):
        top = as_text(grid.cell(first, column))
        if depth == 1:
            names.append(" ".join(top.split()))
            continue
        under = as_text(grid.rows[first + 1][column])
        group = top or (group if under else "")
        parts = [part for part in (group, under) if part]
        names.append(" ".join(JOINED.join(dict.fromkeys(parts)).split()))
    return _each_once(names)


def _each_once(names: list[str]) -> tuple[str, ...]:
    """Return the headings, the unnamed ones by their letter and the repeated ones numbered."""
    seen: dict[str, int] = {}
    unique = []
    for position, name in enumerate(names):
        base = name or column_letter(position)
        seen[base] = seen.get(base, 0) + 1
        unique.append(base if seen[base] == 1 else f"{base} ({seen[base]})")
    return tuple(unique)


def column_letter(position: int) -> str:
    """Return how a spreadsheet names a column, from 0: A, B… Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _lines(grid: Grid, start: int, headings: tuple[str, ...]) -> list[Line]:
    lines = []
    for row in range(start, len(grid.rows)):
        cells = {heading: grid.cell(row, column) for column, heading in enumerate(headings)}
        if any(grid.rows[row][column] is not None for column in range(len(headings))):
            lines.append(Line(row + 1, cells))
    return lines
