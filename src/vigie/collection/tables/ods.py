"""Read the first sheet of an ODS that holds anything.

The file is walked as XML, not through a document model: a sheet may declare a million repeated rows in one line, and only what is
within the limits is ever unrolled.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from vigie.kernel.api import Invalid

from .grid import MAX_COLUMNS, MAX_ROWS, Cell, Grid, make_grid

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DURATION = re.compile(r"PT(\d+)H(\d+)M(?:[\d.,]+S)?")


def read_ods(content: bytes) -> Grid:
    """Read the first sheet that holds anything.

    Raises:
        Invalid: ``collection.table.damaged``, ``collection.table.no_rows``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            root = fromstring(packed.read("content.xml"), forbid_dtd=True)
    except (zipfile.BadZipFile, DefusedXmlException, ParseError, KeyError, EOFError):
        raise Invalid("collection.table.damaged") from None
    for table in root.iter(f"{_TABLE}table"):
        rows, ranges = _sheet(table)
        if any(cell is not None for row in rows for cell in row):
            return make_grid(rows, ranges)
    raise Invalid("collection.table.no_rows")


def _sheet(table: Element) -> tuple[list[list[Cell]], list[tuple[int, int, int, int]]]:
    rows: list[list[Cell]] = []
    ranges: list[tuple[int, int, int, int]] = []
    for row in table.iter(f"{_TABLE}table-row"):
        cells = list(_cells(row, len(rows), ranges))
        blank = all(cell is None for cell in cells)
        repeated = _repeated(row, "rows", MAX_ROWS + 1)
        if blank and repeated > 1:
            repeated = min(repeated, 1000)
        rows += [list(cells) for _ in range(min(repeated, MAX_ROWS + 1 - len(rows)))]
        if len(rows) > MAX_ROWS:
            break
    return rows, ranges


def _cells(row: Element, at: int, ranges: list[tuple[int, int, int, int]]) -> Iterator[Cell]:
    column = 0
    for cell in row:
        if cell.tag not in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            continue
        value = _value(cell)
        down, right = _spanned(cell, "rows"), _spanned(cell, "columns")
        if down > 1 or right > 1:
            ranges.append((at, column, at + down - 1, column + right - 1))
        for _ in range(_repeated(cell, "columns", MAX_COLUMNS + 1 - column)):
            yield value
            column += 1
        if column > MAX_COLUMNS:
            return


def _repeated(element: Element, what: str, most: int) -> int:
    return min(_whole(element.get(f"{_TABLE}number-{what}-repeated")), max(most, 0))


def _spanned(element: Element, what: str) -> int:
    return min(_whole(element.get(f"{_TABLE}number-{what}-spanned")), MAX_ROWS)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 1


def _value(cell: Element) -> Cell:
    kind = cell.get(f"{_OFFICE}value-type", "")
    written = cell.get(f"{_OFFICE}{'value' if kind in {'float', 'currency', 'percentage'} else f'{kind}-value'}")
    try:
        if kind == "date" and written:
            return dt.datetime.fromisoformat(written) if "T" in written else dt.date.fromisoformat(written)
        if kind in {"float", "currency", "percentage"} and written:
            return float(written)
    except ValueError:
        return _words(cell)
    duration = _DURATION.fullmatch(written or "") if kind == "time" else None
    if duration and int(duration.group(1)) < 24 and int(duration.group(2)) < 60:
        return dt.time(int(duration.group(1)), int(duration.group(2)))
    return _words(cell)


def _words(cell: Element) -> Cell:
    lines = ["".join(paragraph.itertext()) for paragraph in cell.iterfind(f"{_TEXT}p")]
    return "\n".join(lines) or None
