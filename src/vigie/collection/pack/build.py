"""Turn the forms of the pack into XLSForm workbooks: ``python -m vigie.collection.pack [FOLDER]``.

The same data always give the same bytes, so that a form that did not change keeps its hash on the phones.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from vigie.kernel.api import LANGUAGES

from .specs import NAMESPACE, Form, Labels, Question, choices, form

LANGUAGE_NAMES = {code: f"{language.name} ({code})" for code, language in LANGUAGES.items()}
ZIP_EPOCH = (2026, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")

Row = dict[str, str]


def build_xlsx(form_id: str) -> bytes:
    """Return one form of the pack as an XLSForm workbook.

    Raises:
        Missing: ``collection.form``, the pack has no such form.
    """
    source = form(form_id)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _sheet(workbook, "survey", _survey(source))
    _sheet(workbook, "choices", _choices(source))
    _sheet(workbook, "settings", [_settings(source)])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return _same_bytes(buffer.getvalue())


def _survey(source: Form) -> list[Row]:
    rows: list[Row] = []
    for question in source.questions:
        rows += _rows(question)
    return rows


def _rows(question: Question) -> list[Row]:
    """Return the lines of one entry: one for a question, the opening and closing lines around a group's."""
    if not question.container:
        return [_row(question, " ".join(filter(None, (question.type, question.list_name))))]
    inside = [row for child in question.children for row in _rows(child)]
    closing = {"type": f"end_{question.type}", "name": question.name}
    return [_row(question, f"begin_{question.type}"), *inside, closing]


def _row(question: Question, kind: str) -> Row:
    row = {"type": kind, "name": question.name, **_texts("label", question.labels)}
    row |= _texts("hint", question.hints) | _texts("constraint_message", question.message)
    row |= {
        "required": "yes" if question.required else "",
        "relevant": relevance(question.when),
        "constraint": question.constraint or "",
        "default": question.default or "",
        "appearance": question.appearance or "",
        "parameters": "max-pixels=1600" if question.type == "image" else "",
        "bind::vigie:ring": "" if question.container or question.type == "note" else question.ring.value,
    }
    return row


def relevance(when: Mapping[str, tuple[str, ...]]) -> str:
    """Write the conditions of a question as XPath: every select named must hold one of its answers."""
    parts = [" or ".join(f"selected(${{{name}}}, '{answer}')" for answer in answers) for name, answers in when.items()]
    return " and ".join(f"({part})" if len(parts) > 1 else part for part in parts)


def _texts(column: str, labels: Labels | None) -> Row:
    return {f"{column}::{LANGUAGE_NAMES[code]}": (labels or {}).get(code, "") for code in LANGUAGES}


def _choices(source: Form) -> list[Row]:
    known = choices()
    return [
        {"list_name": name, "name": choice.name, **_texts("label", choice.labels)}
        for name in source.lists
        for choice in known[name]
    ]


def _settings(source: Form) -> Row:
    """Return the settings line; the name of an instance says the form and the day, nothing of what is in it."""
    title = source.spec.title["fr"]
    return {
        "form_title": title,
        "form_id": source.spec.id,
        "version": source.spec.version,
        "default_language": LANGUAGE_NAMES["fr"],
        "instance_name": f"concat('{title} ', today())",
        "namespaces": f'vigie="{NAMESPACE}"',
        "client_editable": "yes" if source.client_editable else "",
        "auto_delete": "true" if source.auto_delete else "",
    }


def _sheet(workbook: Workbook, title: str, rows: list[Row]) -> None:
    """Write rows under a header made of the columns that hold something."""
    sheet: Worksheet = workbook.create_sheet(title)
    columns = list(dict.fromkeys(key for row in rows for key, value in row.items() if value))
    sheet.append(columns)
    for row in rows:
        sheet.append([row.get(column) or None for column in columns])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"


def _same_bytes(workbook: bytes) -> bytes:
    """Rewrite a workbook without the moment it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            content = _MODIFIED.sub(rb"\g<1>2026-01-01T00:00:00Z", source.read(name))
            info = zipfile.ZipInfo(name, ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return out.getvalue()


def write_all(folder: Path, form_ids: Iterable[str]) -> list[Path]:
    """Write the workbooks of these forms in a folder, which is made if needed, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for form_id in form_ids:
        path = folder / f"{form_id}.xlsx"
        path.write_bytes(build_xlsx(form_id))
        paths.append(path)
    return paths
