"""Spreadsheets as people have them, and as an enemy would make them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.collection.messy import ROWS, make_csv, make_xlsx
from vigie.collection.tables import MAX_COLUMNS, MAX_ROWS, read_table
from vigie.collection.tables.grid import make_grid
from vigie.collection.tables.headings import make_table
from vigie.collection.tables.reading import MAX_UNPACKED
from vigie.kernel.api import Invalid

MESSY = (
    "N°", "Date", "Heure", "Commune", "Lieu de vie", "Type", "Personnes", "Matériel saisi / Tentes",
    "Matériel saisi / Bâches", "Matériel saisi / Duvets", "CRS", "Remarques",
)  # fmt: skip


def xlsx(rows: list[list[object]], **merged: str) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    for ranged in merged.values():
        workbook.active.merge_cells(ranged)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def ods(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(
            "content.xml",
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
            ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="F1">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def row(*cells: str) -> str:
    inner = "".join(
        c if c.startswith("<") else f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in cells
    )
    return f"<table:table-row>{inner}</table:table-row>"


@pytest.mark.parametrize(("make", "first"), [(make_xlsx, 5), (make_csv, 3)])
def test_the_messy_sheet_is_read_whole(make: Callable[[], bytes], first: int) -> None:
    table = read_table(make())
    assert table.headings == MESSY
    assert len(table.lines) == ROWS
    assert [line.number for line in table.lines] == list(range(first, first + ROWS))


def test_a_file_of_two_encodings_keeps_its_accents() -> None:
    table = read_table(make_csv(400))
    assert {line.text("Type") for line in table.lines} >= {"Contrôle d'identité"}
    assert not any("�" in line.text("Remarques") for line in table.lines)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encoding_and_delimiter_are_found(encoding: str, delimiter: str) -> None:
    text = f"Date{delimiter}Lieu{delimiter}Été\r\n16/01/2018{delimiter}Grande-Synthe{delimiter}“oui”, peut-être\r\n"
    if delimiter == ",":
        text = 'Date,Lieu,Été\r\n16/01/2018,Grande-Synthe,"“oui”, peut-être"\r\n'
    table = read_table(text.encode(encoding))
    assert table.headings == ("Date", "Lieu", "Été")
    assert table.lines[0].cells == {"Date": "16/01/2018", "Lieu": "Grande-Synthe", "Été": "“oui”, peut-être"}


def test_merged_cells_give_their_value_to_each_row_they_cover() -> None:
    content = xlsx([["Date", "Lieu"], ["16/01/2018", "Calais"], [None, "Marck"], ["17/01/2018", "Calais"]], a="A2:A3")
    assert [line.text("Date") for line in read_table(content).lines] == ["16/01/2018", "16/01/2018", "17/01/2018"]


def test_a_blank_cell_that_is_not_merged_stays_blank() -> None:
    content = xlsx([["Date", "Lieu"], ["16/01/2018", "Calais"], [None, "Marck"]])
    assert [line.text("Date") for line in read_table(content).lines] == ["16/01/2018", ""]


def test_an_ods_with_repeats_and_spans() -> None:
    day = '<table:table-cell xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:value-type="date" office:date-value="2018-01-16" table:number-rows-spanned="2"/>'
    content = ods(
        row("Date", "Lieu", "Tentes")
        + row(day, "Calais", '<table:table-cell table:number-columns-repeated="900"/>')
        + row("<table:covered-table-cell/>", "Marck", "environ 12")
        + '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    table = read_table(content)
    assert table.headings == ("Date", "Lieu", "Tentes")
    assert [dict(line.cells) for line in table.lines] == [
        {"Date": dt.date(2018, 1, 16), "Lieu": "Calais", "Tentes": None},
        {"Date": dt.date(2018, 1, 16), "Lieu": "Marck", "Tentes": "environ 12"},
    ]


def test_headings_that_repeat_or_are_missing_get_a_name_each() -> None:
    table = read_table(b"Date;Lieu;;Lieu\n16/01/2018;Calais;x;Marck\n")
    assert table.headings == ("Date", "Lieu", "C", "Lieu (2)")


def test_one_row_of_headings_is_not_taken_for_two() -> None:
    assert read_table(b"Date;Lieu;Type\nlundi;Calais;Expulsion\n").headings == ("Date", "Lieu", "Type")


def test_a_formula_is_read_as_what_it_shows_and_never_run() -> None:
    assert read_table(b"Date;Lieu\n16/01/2018;=cmd|' /C calc'!A0\n").lines[0].text("Lieu") == "=cmd|' /C calc'!A0"


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<x/>")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(MAX_UNPACKED // 1_000_000 + 5):
                sheet.write(b" " * 1_000_000)
    return out.getvalue()


def laughs() -> bytes:
    out = io.BytesIO()
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9)
    )
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "x")
        packed.writestr("content.xml", f"{entities}]><x>&j;</x>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "collection.table.empty"),
        (b" \r\n \x00", "collection.table.empty"),
        (b"Date;Lieu;Type\n", "collection.table.no_rows"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "collection.table.old_excel"),
        (b"%PDF-1.4 x", "collection.table.not_a_table"),
        (b"PK\x03\x04 broken", "collection.table.damaged"),
        (bytes(range(256)) * 20 + b"\x00" * 300, "collection.table.not_a_table"),
        (xlsx([]), "collection.table.no_rows"),
        (xlsx([["Date", "Lieu"]]), "collection.table.no_rows"),
        (xlsx([["a", "b"], [1, 2]])[:900], "collection.table.damaged"),
        (ods(""), "collection.table.no_rows"),
        (laughs(), "collection.table.damaged"),
        (b"a;b\n" + b"1;2\n" * (MAX_ROWS + 5), "collection.table.too_many_rows"),
        (
            b";".join([b"a"] * (MAX_COLUMNS + 1)) + b"\n" + b";".join([b"1"] * (MAX_COLUMNS + 1)),
            "collection.table.too_many_columns",
        ),
    ],
)
def test_what_is_no_spreadsheet_is_refused_in_words(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_table(content)
    assert refused.value.code == code


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    content = bomb()
    assert len(content) < 1_000_000
    with pytest.raises(Invalid) as refused:
        read_table(content)
    assert refused.value.code == "collection.table.too_large"


def test_a_sheet_that_declares_a_million_rows_is_read_for_what_it_holds() -> None:
    workbook = Workbook()
    workbook.active.append(["Date", "Lieu"])
    workbook.active.append(["16/01/2018", "Calais"])
    workbook.active.cell(row=1_048_576, column=1).value = "fin"
    out = io.BytesIO()
    workbook.save(out)
    assert len(read_table(out.getvalue()).lines) == 1


def test_stray_nuls_are_dropped() -> None:
    assert read_table(b"Date;Lieu\n16/01/2018;Cal\x00ais\n").lines[0].text("Lieu") == "Calais"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        table = read_table(content)
    except Invalid:
        return
    assert table.lines
    assert len(set(table.headings)) == len(table.headings)


CELLS = st.one_of(st.none(), st.text(max_size=12), st.integers(), st.dates())


@given(st.lists(st.lists(CELLS, max_size=6), max_size=8))
def test_any_grid_has_headings_each_once_and_lines_in_order(rows: list[list[object]]) -> None:
    table = make_table("csv", make_grid(rows))  # type: ignore[arg-type]
    assert len(set(table.headings)) == len(table.headings)
    numbers = [line.number for line in table.lines]
    assert numbers == sorted(set(numbers))
