"""Read the first sheet of an XLSX that holds anything, row by row."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any, cast
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from vigie.kernel.api import Invalid

from .grid import MAX_COLUMNS, MAX_ROWS, Cell, Grid, make_grid

_RANGE = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_MAX_MERGED = 20_000
_BLANKS_IN_A_ROW = 500
"""After so many blank rows the sheet is over: some programs declare a million."""


def read_xlsx(content: bytes) -> Grid:
    """Read the first sheet that holds anything; a formula gives the value it had when the file was saved.

    Raises:
        Invalid: ``collection.table.damaged``, ``collection.table.no_rows``.
    """
    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for sheet in cast("list[Any]", workbook.worksheets):  # openpyxl's types know no read-only sheet
            sheet.reset_dimensions()
            rows = list(_rows(sheet))
            if any(cell is not None for row in rows for cell in row):
                return make_grid(rows, _merged(content, sheet))
    except (InvalidFileException, zipfile.BadZipFile, DefusedXmlException, ParseError, KeyError, ValueError, TypeError,
            AttributeError, EOFError, IndexError):  # fmt: skip
        # openpyxl answers a broken file with whatever the broken part trips on
        raise Invalid("collection.table.damaged") from None
    raise Invalid("collection.table.no_rows")


def _rows(sheet: Any) -> Iterator[tuple[Cell, ...]]:
    blanks = 0
    for row in islice(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1), MAX_ROWS + 1):
        blanks = 0 if any(cell is not None for cell in row) else blanks + 1
        if blanks > _BLANKS_IN_A_ROW:
            return
        yield tuple(_plain(cell) for cell in row)


def _plain(cell: object) -> Cell:
    """Return a cell's value; what is neither text, number nor time (an error, a drawing) as its words."""
    return cell if isinstance(cell, str | int | float | dt.date | dt.time | None) else str(cell)


def _merged(content: bytes, sheet: Any) -> Iterator[tuple[int, int, int, int]]:
    """Yield the merged ranges, read from the sheet itself: the row-by-row reader does not tell them."""
    path = sheet._worksheet_path  # noqa: SLF001 -- told nowhere else
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        tail = packed.read(path).rpartition(b"</sheetData>")[2]
    for left, top, right, bottom in islice(_RANGE.findall(tail), _MAX_MERGED):
        yield int(top) - 1, _column(left), int(bottom) - 1, min(_column(right), MAX_COLUMNS)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
