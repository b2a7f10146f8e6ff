"""A spreadsheet written as it is sent: never whole in memory, never on disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from typing import IO
from xml.sax.saxutils import escape

from vigie.kernel.api import Pipe

from ..rules.cells import Cell

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
STYLE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill>'
    '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1">'
    '<border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/>'
    '<xf xfId="0" fontId="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
EPOCH = (2018, 1, 1, 0, 0, 0)
FLUSH = 64 * 1024
LONGEST = 32_767
"""A cell holds no more characters than this."""

Sheet = tuple[str, Iterable[Iterable[Cell]]]


def write_book(sheets: Iterable[Sheet], *, banner: str = "") -> Iterator[bytes]:
    """Yield the bytes of an XLSX file. The first row of each sheet is its header, bold and kept in sight.

    Args:
        sheets: name and rows of each; rows are read one by one.
        banner: words at the head of every printed page.
    """
    pipe = Pipe()
    names = []
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as book:
        for number, (name, rows) in enumerate(sheets, 1):
            names.append(name)
            with book.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as sheet:
                for _ in _write_sheet(sheet, rows, banner):
                    yield pipe.take()
        for path, content in _frame(names):
            book.writestr(_entry(path), content)
    yield pipe.take()


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _write_sheet(sheet: IO[bytes], rows: Iterable[Iterable[Cell]], banner: str) -> Iterator[None]:
    view = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>'
    held = [f'{XML}<worksheet xmlns="{MAIN}">{view}<sheetData>']
    size = 0
    for number, row in enumerate(rows):
        held.append(_row(row, style=' s="1"' if number == 0 else ""))
        size += len(held[-1])
        if size > FLUSH:
            sheet.write("".join(held).encode())
            held, size = [], 0
            yield
    head = f"<headerFooter><oddHeader>&amp;C{escape(banner)}</oddHeader></headerFooter>" if banner else ""
    held.append(f"</sheetData>{head}</worksheet>")
    sheet.write("".join(held).encode())
    yield


def _row(row: Iterable[Cell], *, style: str) -> str:
    return f"<row>{''.join(_cell(value, style) for value in row)}</row>"


def _cell(value: Cell, style: str) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, int):
        return f"<c{style}><v>{value}</v></c>"
    text = escape("".join(c for c in value[:LONGEST] if c >= " " or c in "\t\n"))
    return f'<c t="inlineStr"{style}><is><t xml:space="preserve">{text}</t></is></c>'


def _frame(names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the small files around the sheets."""
    numbers = range(1, len(names) + 1)
    parts = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{SHEET_TYPE}"/>' for n in numbers)
    types = (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{BOOK_TYPE}"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{STYLE_TYPE}"/>{parts}</Types>'
    )
    yield "[Content_Types].xml", types
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    sheets = "".join(f'<sheet name="{escape(n)}" sheetId="{i}" r:id="rId{i}"/>' for i, n in enumerate(names, 1))
    yield "xl/workbook.xml", f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")])
    yield "xl/styles.xml", STYLES


def _relations(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{path}"/>'
        for n, (kind, path) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'
