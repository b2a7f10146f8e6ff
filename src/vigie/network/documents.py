"""Papers of the network: minutes as a Word document or a PDF, from the same content."""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import gettext as _

from vigie.kernel.api import PARIS, today, world
from vigie.ui.api import say_day, say_time

from .models import Meeting
from .rules.meetings import ActionState

STATES = {ActionState.OPEN: "", ActionState.DONE: "✓", ActionState.DROPPED: "–"}


def printed(row: Meeting) -> dict[str, Any]:
    """Return what the minutes say, in the language of the moment: plain values for either document."""
    starts, ends = row.starts_at.astimezone(PARIS), row.ends_at.astimezone(PARIS)
    presences = list(row.presences.all())
    when = f"{say_day(starts.date())}, {say_time(starts.time())} – {say_time(ends.time())}"
    return {
        "title": row.title,
        "kind": _("Compte rendu"),
        "lead": row.group.name if row.group else str(row.organisation),
        "colophon": _("Écrit avec Vigie, imprimé le %(day)s.") % {"day": say_day(today())},
        "band": _("DONNÉES INVENTÉES") if world().invented else "",
        "facts": [
            line
            for line in (
                [_("Quand"), when],
                [_("Où"), row.place],
                [_("Présent·es"), _names(presences, came=True)],
                [_("Excusé·es"), _names(presences, came=False)],
            )
            if line[1]
        ],
        "parts": [
            {"title": _("Ordre du jour"), "lines": _lines(row.agenda), "numbered": True},
            {"title": _("Ce qui s’est dit"), "lines": _lines(row.minutes), "numbered": False},
            {"title": _("Décisions"), "lines": list(row.decisions), "numbered": True},
        ],
        "actions_title": _("Actions"),
        "heads": [_("Action"), _("Qui"), _("Pour le"), _("Fait")],
        "actions": [
            [a.text, a.owner.name if a.owner else "", say_date_or_nothing(a.due_on), STATES[ActionState(a.state)]]
            for a in row.actions.all()
        ],
    }


def as_docx(data: dict[str, Any]) -> bytes:
    """Return the minutes as a Word document that anyone may go on writing."""
    from docx import Document  # noqa: PLC0415 -- slow to load, and for this alone

    made = Document()
    if data["band"]:
        made.add_paragraph(data["band"])
    made.add_heading(data["title"], level=0)
    made.add_paragraph(data["lead"])
    _docx_table(made, data["facts"])
    for part in data["parts"]:
        if part["lines"]:
            made.add_heading(part["title"], level=1)
            for line in part["lines"]:
                made.add_paragraph(line, style="List Number" if part["numbered"] else None)
    if data["actions"]:
        made.add_heading(data["actions_title"], level=1)
        _docx_table(made, [data["heads"], *data["actions"]])
    made.add_paragraph(data["colophon"])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def say_date_or_nothing(day: Any) -> str:
    """Return a day in words, nothing when there is none."""
    return str(say_day(day)) if day else ""


def _docx_table(made: Any, rows: list[list[str]]) -> None:
    table = made.add_table(rows=len(rows), cols=len(rows[0]) if rows else 1, style="Table Grid")
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = _xml(text)


def _names(presences: list[Any], *, came: bool) -> str:
    return ", ".join(f"{p.person.name} ({p.organisation})" for p in presences if p.came is came and p.person)


def _lines(text: str) -> list[str]:
    return [_xml(line.strip()) for line in text.splitlines() if line.strip()]


def _xml(text: str) -> str:
    """Return a text without the signs that no XML document may hold."""
    return "".join(c for c in text if c >= " " or c in "\t\n")
