"""pyxform's errors in plain words, with the row of the sheet they are about."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl import load_workbook

from .shape import Field

SUPPORTED = frozenset(
    [
        "text",
        "integer",
        "int",
        "decimal",
        "date",
        "time",
        "dateTime",
        "select_one",
        "select_multiple",
        "geopoint",
        "image",
        "audio",
        "video",
        "file",
        "note",
        "trigger",
    ]
)
_ROW = re.compile(r"\[row : (\d+)\]|row (\d+)|rows? :?\s*\[?(\d+)")
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(pattern, re.IGNORECASE | re.DOTALL))
    for code, pattern in (
        (
            "unknown_reference",
            r"\$\{(?P<detail>[^}]*)\}.{0,60}(?:not|no) |no survey element named '?(?P<detail2>[^'\s]+)",
        ),
        ("unknown_list", r"list name not in (?:external )?choices sheet: (?P<detail>.+)"),
        ("unknown_type", r"unknown question type '?(?P<detail>[^'.]+)"),
        ("no_type", r"question with no type"),
        ("no_name", r"question or group with no name|no name"),
        ("group_not_closed", r"unmatched 'begin_(?P<detail>\w+)'"),
        ("group_not_open", r"unmatched 'end_(?P<detail>\w+)'"),
        ("duplicate_choice", r"duplicated? .{0,30}choice|choice.{0,60}duplicate|'name' column.{0,80}unique"),
        (
            "duplicate_name",
            r"more than one (?:survey elements?|questions?).{0,30}named '?(?P<detail>[^'\s]+)|question name '(?P<detail2>[^']+)' is invalid",
        ),
        ("bad_name", r"invalid .{0,40}name '(?P<detail>[^']+)'|names? must begin with|xml tags"),
        ("no_label", r"missing a? ?(?:column header )?'?label|no label"),
        ("no_survey", r"sheet called 'survey'|must have a sheet named|no sheet"),
        ("choice_columns", r"mandatory columns"),
        ("choice_spaces", r"choice names with spaces.+\[(?P<detail>[^\]]+)\] in"),
        ("no_calculation", r"missing calculation"),
    )
)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing wrong in a workbook.

    Attributes:
        code: the end of a phrase code, ``collection.xlsform.<code>``.
        row: row of the sheet, ``None`` when it is about the whole workbook.
        detail: the name it is about, as written in the sheet.
        original: pyxform's sentence, in English, when there is one.
    """

    code: str
    row: int | None = None
    detail: str = ""
    original: str = ""

    @property
    def phrase(self) -> str:
        """Return the code of its sentence."""
        return f"collection.xlsform.{self.code}"


def explain(message: str) -> list[RowProblem]:
    """Turn pyxform's message into what is wrong and where; an unforeseen message is passed on as it is."""
    found = _ROW.search(message)
    row = int(next(filter(None, found.groups()))) if found else None
    for code, pattern in _RULES:
        match = pattern.search(message)
        if match:
            return [RowProblem(code, row, _detail(match), message)]
    return [RowProblem("other", row, "", message)]


def _detail(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return (groups.get("detail") or groups.get("detail2") or "").strip(" .[]")


def unsupported(fields: Iterable[Field], content: bytes) -> list[RowProblem]:
    """Return one problem for each question that not every one of our phones can show."""
    odd = [field for field in fields if field.type not in SUPPORTED]
    rows = _rows_by_name(content) if odd else {}
    return [RowProblem("unsupported", rows.get(f.path.rpartition("/")[2]), f"{f.path} ({f.type})") for f in odd]


def _rows_by_name(content: bytes) -> dict[str, int]:
    """Return the row of the survey sheet each name stands in."""
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    rows = list(workbook["survey"].iter_rows(values_only=True))
    header = [str(cell or "").strip().lower() for cell in rows[0]]
    column = header.index("name")
    return {str(row[column]): number for number, row in enumerate(rows[1:], start=2) if row[column]}
