"""From the bytes of a file to a table, whatever its kind, or a refusal that says why."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable

from vigie.kernel.api import Invalid

from .grid import MAX_COLUMNS, MAX_ROWS, Cell, Grid, make_grid
from .headings import Table, make_table
from .ods import read_ods
from .xlsx import read_xlsx

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
_DELIMITERS = (";", ",", "\t", "|")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OLE = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF"


def read_table(content: bytes) -> Table:
    """Read a spreadsheet; its kind is told by its bytes, not by its name.


    Raises:
        Invalid: ``collection.table.empty``, ``.too_large``, ``.old_excel``, ``.protected``, ``.not_a_table``, ``.damaged``, ``.no_rows``,
            ``.too_many_rows``, ``.too_many_columns``.
    """
    if not content.strip(b"\x00 \r\n\t"):
        raise Invalid("collection.table.empty")
    if len(content) > MAX_BYTES:
        raise Invalid("collection.table.too_large", megabytes=MAX_BYTES // 1024 // 1024)
    kind, read = _reader(content)
    table = make_table(kind, _bounded(read(content)))
    if not table.lines:
        raise Invalid("collection.table.no_rows")
    return table


def _reader(content: bytes) -> tuple[str, Callable[[bytes], Grid]]:
    if content.startswith(b"PK"):
        names = _packed_names(content)
        if "xl/workbook.xml" in names:
            return "xlsx", read_xlsx
        if "content.xml" in names:
            return "ods", read_ods
        raise Invalid("collection.table.not_a_table")
    if content.startswith(_OLE):
        raise Invalid("collection.table.old_excel")
    if content.startswith(_PDF):
        raise Invalid("collection.table.not_a_table")
    return "csv", read_csv


def _packed_names(content: bytes) -> set[str]:
    """Return the names inside a zip whose unpacked size is bearable: Python never unpacks more than a file declares."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            files = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Invalid("collection.table.damaged") from None
    if sum(file.file_size for file in files) > MAX_UNPACKED or len(files) > 2000:
        raise Invalid("collection.table.too_large", megabytes=MAX_UNPACKED // 1024 // 1024)
    if any(file.flag_bits & 1 for file in files):
        raise Invalid("collection.table.protected")
    return {file.filename for file in files}


def _bounded(grid: Grid) -> Grid:
    if len(grid.rows) > MAX_ROWS:
        raise Invalid("collection.table.too_many_rows", limit=MAX_ROWS)
    if grid.rows and len(grid.rows[0]) > MAX_COLUMNS:
        raise Invalid("collection.table.too_many_columns", limit=MAX_COLUMNS)
    return grid


def read_csv(content: bytes) -> Grid:
    """Read a CSV of any usual encoding and delimiter.

    Raises:
        Invalid: ``collection.table.empty``; ``collection.table.not_a_table``, bytes that are no text.
    """
    text = decode(content)
    if not text.strip():
        raise Invalid("collection.table.empty")
    rows: list[list[Cell]] = []
    try:
        delimiter = _delimiter(text)
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([*row])
            if len(rows) > MAX_ROWS + 1:
                break
    except csv.Error:
        raise Invalid("collection.table.not_a_table") from None
    return make_grid(rows)


def decode(content: bytes) -> str:
    """Return the text of a file: by its mark when it has one, else UTF-8, else line by line UTF-8 or Windows'.

    A file put together from two computers has lines of both.

    Raises:
        Invalid: ``collection.table.not_a_table``.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    nulls = content.count(0)
    if nulls:
        return _decode_with_nulls(content, nulls)
    try:
        return content.decode()
    except UnicodeDecodeError:
        return "".join(_decode_line(line) for line in content.splitlines(keepends=True))


def _decode_with_nulls(content: bytes, nulls: int) -> str:
    """Return the text of UTF-16 without its mark; a few stray NULs are dropped; more of them is no text."""
    if nulls > len(content) * 0.3:
        first_byte_null = content[0:200:2].count(0) > content[1:200:2].count(0)
        return content.decode("utf-16-be" if first_byte_null else "utf-16-le", errors="replace")
    if nulls > 20 + len(content) // 1000:
        raise Invalid("collection.table.not_a_table")
    return decode(content.replace(b"\x00", b""))


def _decode_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the first lines into the most columns, the same number on most lines."""
    sample = [line for line in text.splitlines()[:30] if line.strip()]

    def score(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter)]
        usual = max(set(widths), key=widths.count)
        return (widths.count(usual) if usual > 1 else 0), usual

    return max(_DELIMITERS, key=score)
