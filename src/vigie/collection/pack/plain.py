"""pyxform's errors in plain words, with the row of the sheet they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .shape import Field
from .workbook import Survey

SUPPORTED = frozenset(
    {
        *("text", "integer", "decimal", "date", "time", "dateTime", "select_one", "select_multiple"),
        *("geopoint", "image", "audio", "video", "file", "note", "trigger"),
    }
)
MAX_FIELDS = 1_000
_ROW = re.compile(r"\[row : (\d+)\]")
_SHEET = re.compile(r"\b(survey|choices|settings)\b")
_PATTERNS = {
    "unknown_reference": r"could not find the name '(?P<detail>[^']*)'|could not find the (?P<other>\S+)",
    "unknown_list": r"list name not in (?:external )?choices sheet: (?P<detail>.+)",
    "unknown_type": r"unknown question type '?(?P<detail>[^'.]+)",
    "no_type": r"question with no type",
    "no_name": r"question or group with no name",
    "choice_no_name": r"choices must have a name",
    "group_not_closed": r"unmatched 'begin_(?P<detail>\w+)'",
    "group_not_open": r"unmatched 'end_(?P<detail>\w+)'",
    "duplicate_choice": r"choice names must be unique",
    "duplicate_name": r"'name' value '(?P<detail>[^']+)' is invalid.+must be unique",
    "bad_name": r"names must begin with a letter",
    "no_label": r"element named '(?P<detail>[^']+)' has no label",
    "no_survey": r"must have a sheet named 'survey'",
    "choice_columns": r"invalid headers provided for sheet: 'choices'|mandatory columns",
    "choice_spaces": r"choice names with spaces.+see \[(?P<detail>[^\]]+)\] in",
    "no_calculation": r"missing calculation",
}
_RULES = tuple((code, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for code, pattern in _PATTERNS.items())
_FOUND_IN = {"unknown_type": "type", "no_label": "name", "duplicate_name": "name"}


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing wrong in a workbook.

    Attributes:
        code: the end of a phrase code, ``collection.xlsform.<code>``.
        row: row as the spreadsheet numbers it, ``None`` when it is about the whole workbook.
        detail: the name it is about, as written in the sheet.
        sheet: ``survey``, ``choices`` or ``settings``.
        original: pyxform's sentence, in English, when there is one.
    """

    code: str
    row: int | None = None
    detail: str = ""
    sheet: str = "survey"
    original: str = ""

    @property
    def phrase(self) -> str:
        """Return the code of its sentence; ``params`` go with it."""
        return f"collection.xlsform.{self.code}"

    @property
    def params(self) -> dict[str, str]:
        """Return what the sentence names."""
        return {"detail": self.detail, "original": self.original}


def explain(message: str, survey: Survey) -> RowProblem:
    """Turn pyxform's message into what is wrong and where; an unforeseen message is passed on as it is."""
    match, code = None, "other"
    for rule, pattern in _RULES:
        match = pattern.search(message)
        if match:
            code = rule
            break
    detail = _detail(match)
    named = _ROW.search(message)
    sheet = _SHEET.search(message.partition("sheet, the")[0]) if "sheet, the" in message else None
    row = int(named[1]) if named else survey.row_of(_FOUND_IN.get(code, ""), detail)
    if code == "bad_name":
        detail = survey.cell(row, "name")
    return RowProblem(code, row, detail, sheet[1] if sheet else _usual_sheet(code), message)


def _usual_sheet(code: str) -> str:
    return "choices" if code.startswith("choice") else "survey"


def _detail(match: re.Match[str] | None) -> str:
    groups = match.groupdict() if match else {}
    return next((value.strip(" .[]'") for value in groups.values() if value), "")


def problems(fields: tuple[Field, ...], survey: Survey) -> list[RowProblem]:
    """Return what the converter let through and a phone would not: odd types, broken conditions, nothing to ask."""
    found = [RowProblem("bad_condition", row, text) for row, text in survey.bad_conditions()]
    found += _unsupported(fields, survey)
    if not fields:
        found.append(RowProblem("empty"))
    if len(fields) > MAX_FIELDS:
        found.append(RowProblem("too_many", detail=str(MAX_FIELDS)))
    return found


def _unsupported(fields: Iterable[Field], survey: Survey) -> Iterable[RowProblem]:
    for field in fields:
        if field.type not in SUPPORTED:
            name = field.path.rpartition("/")[2]
            yield RowProblem("unsupported", survey.row_of("name", name), f"{name} ({field.type})")
