"""Nos chiffres de l'année: the page, and the same figures to take away."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vigie.kernel.api import Missing, now, today
from vigie.network.api import acting_of
from vigie.ui.api import file_name

from ..activity import YearFigures, figures_of, taken_away
from ..activity_files import as_csv, as_pdf, as_xlsx

OFFERED = 10
"""So many years are offered; an older one is asked by its address."""

FILES: dict[str, tuple[Callable[[YearFigures], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": (as_pdf, "application/pdf"),
}
OFFERED_AS = (("xlsx", "XLSX"), ("csv", "CSV"), ("pdf", "PDF"))


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the figures of a year, this one unless another is asked, each with where it comes from."""
    asked = request.GET.get("annee", "")
    year = int(asked) if asked.isdecimal() and len(asked) == len("2018") else today().year
    found = figures_of(acting_of(request), year=year, now=now())
    years = range(today().year, today().year - OFFERED, -1)
    context = {"figures": found, "files": OFFERED_AS, "years": years if year in years else [*years, year]}
    return render(request, "desk/activity/page.html", context)


@never_cache
@require_safe
def file(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """Send the figures of a year as a table or a page to print; the journal says that they were taken."""
    if kind not in FILES:
        raise Missing("desk.no_such_file")
    make, media = FILES[kind]
    found = taken_away(acting_of(request), year=year, kind=kind, now=now())
    headers = {"Content-Disposition": f'attachment; filename="{file_name(f"vigie-chiffres-{year}.{kind}")}"'}
    return HttpResponse(make(found), content_type=media, headers=headers)
