"""The figures of a year as a file: a table that any software reads, a page to print."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from vigie.facts.api import harmless, write_book
from vigie.kernel.api import Qualifier, world
from vigie.ui.api import render_pdf, say_day

from .activity import Line, YearFigures

Cell = str | int | None


def as_csv(figures: YearFigures) -> bytes:
    """Return the figures as CSV, in UTF-8 with its mark, as spreadsheets expect it."""
    out = io.StringIO()
    csv.writer(out).writerows(_rows(figures))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(figures: YearFigures) -> bytes:
    """Return the figures as a spreadsheet, its first row kept in sight."""
    banner = _("DONNÉES INVENTÉES") if world().invented else ""
    return b"".join(write_book([(str(figures.year), _rows(figures))], banner=banner))


def as_pdf(figures: YearFigures) -> bytes:
    """Return the figures as a page to print and to join to a request."""
    return render_pdf("desk/figures.typ", printed(figures))


def printed(figures: YearFigures) -> dict[str, Any]:
    """Return what the page says, in the language of the moment."""
    return {
        "title": _("Chiffres de l’année %(year)s") % {"year": figures.year},
        "kind": _("Activité"),
        "lead": figures.organisation,
        "colophon": _("Chiffres arrêtés le %(day)s par Vigie. Aucune donnée sur une personne.")
        % {"day": say_day(figures.as_of.date())},
        "held": _("« Moins de » et « non donné » : un petit nombre ferait reconnaître des personnes.")
        if figures.held
        else "",
        "heads": [_("Quoi"), _("Combien")],
        "parts": [
            {
                "title": part.title,
                "lines": [
                    {
                        "label": line.label,
                        "said": line.said,
                        "source": "" if line.part else line.source,
                        "part": line.part,
                    }
                    for line in part.lines
                ],
            }
            for part in figures.parts
        ],
    }


def _rows(figures: YearFigures) -> Iterator[list[Cell]]:
    yield [_("Année"), _("Partie"), _("Quoi"), _("Nombre"), _("Précision"), _("D’où vient ce chiffre")]
    for part in figures.parts:
        for line in part.lines:
            yield [
                figures.year,
                harmless(part.title),
                harmless(line.label),
                _number(line),
                _precision(line),
                harmless(line.source),
            ]


def _number(line: Line) -> Cell:
    if line.count is None or not line.count.number:  # nothing noted is not zero
        return None
    if not line.money:
        return line.count.number
    whole, cents = divmod(line.count.number, 100)
    return f"{whole}.{cents:02}" if cents else whole


def _precision(line: Line) -> str:
    if line.count is None or not line.count.number:
        return line.said
    words = {Qualifier.MIN: _("au moins"), Qualifier.ABOUT: _("environ")}
    return _("euros") if line.money else words.get(line.count.qualifier, "")
