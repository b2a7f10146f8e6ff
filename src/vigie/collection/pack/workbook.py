"""Look back into a workbook to say which row something stands in, and to read its conditions."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl import load_workbook

MAX_TITLE = 300
TITLE = "form_title::"
CONDITIONS = ("relevant", "constraint", "calculation", "choice_filter", "required")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_REFERENCE = re.compile(r"\$\{\s*[\w.-]+\s*\}")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the survey sheet: its number, as the spreadsheet shows it, and its cells by column."""

    row: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Survey:
    """The rows of the survey sheet; none when there is no such sheet."""

    lines: tuple[Line, ...]

    def row_of(self, column: str, value: str) -> int | None:
        """Return the first row that holds this value in this column."""
        return next((line.row for line in self.lines if line.cells.get(column) == value), None)

    def cell(self, row: int | None, column: str) -> str:
        """Return a cell, empty when there is none."""
        return next((line.cells.get(column, "") for line in self.lines if line.row == row), "")

    def bad_conditions(self) -> Iterator[tuple[int, str]]:
        """Yield the row and text of each condition that no phone could read: the converter does not look inside."""
        for line in self.lines:
            for column in CONDITIONS:
                text = line.cells.get(column, "")
                if not _well_formed(text):
                    yield line.row, text


def read_survey(content: bytes) -> Survey:
    """Read the survey sheet of a workbook; what openpyxl raises on an odd file goes through."""
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheet = next((workbook[name] for name in workbook.sheetnames if name.strip().lower() == "survey"), None)
    if sheet is None:
        return Survey(())
    rows = sheet.iter_rows(values_only=True)
    header = [str(cell or "").strip().lower() for cell in next(rows, ())]
    lines = []
    for number, row in enumerate(rows, start=2):
        cells = {key: str(cell).strip() for key, cell in zip(header, row, strict=False) if key and cell is not None}
        lines.append(Line(number, cells))
    return Survey(tuple(lines))


def read_titles(content: bytes) -> dict[str, str]:
    """Return the title of a form by language code: the columns ``form_title::English (en)`` of its settings sheet."""
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheet = next((workbook[name] for name in workbook.sheetnames if name.strip().lower() == "settings"), None)
    if sheet is None:
        return {}
    rows: list[tuple[object, ...]] = [*sheet.iter_rows(values_only=True, max_row=2), (), ()]
    header, values = rows[0], rows[1]
    found: dict[str, str] = {}
    for key, cell in zip(header, values, strict=False):
        column, _, language = str(key or "").partition("::")
        if column.strip().lower() == "form_title" and language.strip() and cell is not None and str(cell).strip():
            found[language_code(language.strip())] = str(cell).strip()[:MAX_TITLE]
    return found


def without_titles(content: bytes) -> bytes:
    """Return a workbook without the titles by language, which the converter does not know."""
    workbook = load_workbook(io.BytesIO(content))
    for sheet in workbook.worksheets:
        if sheet.title.strip().lower() == "settings":
            heads = enumerate((cell.value for cell in sheet[1]), 1)
            marked = [rank for rank, head in heads if str(head or "").strip().lower().startswith(TITLE)]
            for column in reversed(marked):
                sheet.delete_cols(column)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def language_code(name: str) -> str:
    """Return the code written in a language's column, ``Français (fr)`` -> ``fr``, or the name when it has none."""
    code = name.rpartition("(")[2].rstrip(") ").lower()
    return code if name.endswith(")") and code else name


def _well_formed(expression: str) -> bool:
    """Say whether quotes and brackets are in pairs and every ``$`` begins a reference."""
    bare = _REFERENCE.sub("x", _QUOTED.sub("''", expression))
    if bare.replace("''", "").count("'") or '"' in bare or "$" in bare:
        return False
    return _paired(bare)


def _paired(text: str) -> bool:
    closing = {")": "(", "]": "["}
    opened: list[str] = []
    for sign in text:
        if sign in closing.values():
            opened.append(sign)
        elif sign in closing and (not opened or opened.pop() != closing[sign]):
            return False
    return not opened
