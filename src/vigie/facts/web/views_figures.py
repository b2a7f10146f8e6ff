"""Figures, and the chronology: how many, of what, how much of it was seen. The table is always there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from vigie.kernel.api import Precision, now
from vigie.network.api import acting_of
from vigie.ui.api import say_count, say_date

from ..queries.cards import StatementCard
from ..queries.figures import FigureRow, Figures, figures
from ..queries.lines import five_lines
from ..queries.lists import page
from ..queries.vocabulary import families
from ..rules.filters import FactFilter
from ..rules.periods import IN_TIME, Rows, bounds_of
from ..rules.units import EVENTS, UNITS
from .charts import CHART_HEIGHT, CHART_WIDTH, LOW_HEIGHT, columns, say_coverage, say_key, title_of
from .reading import filter_of, names_of
from .sentence import Labels, address, labels_of, say_period, sentence, toggled
from .words import Text, short, unit_name

CUTS: dict[str, tuple[Rows, Text]] = {
    "mois": (Rows.MONTH, _("par mois")),
    "annee": (Rows.YEAR, _("par année")),
    "hiver": (Rows.WINTER_YEAR, _("de novembre à octobre")),
    "commune": (Rows.COMMUNE, _("par commune")),
    "famille": (Rows.FAMILY, _("par genre d’actes")),
    "acte": (Rows.ACT, _("par acte")),
}
CUT_TITLES: dict[Rows, Text] = {
    Rows.MONTH: _("Mois"),
    Rows.YEAR: _("Année"),
    Rows.WINTER_YEAR: _("De novembre à octobre"),
    Rows.COMMUNE: _("Commune"),
    Rows.FAMILY: _("Genre d’actes"),
    Rows.ACT: _("Acte"),
}
OFFERED = (EVENTS, "persons", "children", "tents", "arrests", "injured", "shelters_destroyed", "officers")
MONTH_AT_MOST = 400


@require_GET
def figures_page(request: HttpRequest) -> HttpResponse:
    """Show a figure: its sentence, its chart, its table, its coverage, five lines to copy."""
    acting = acting_of(request)
    where = filter_of(request)
    cut = request.GET.get("par", "mois")
    by = CUTS.get(cut, CUTS["mois"])[0]
    unit = request.GET.get("unite", EVENTS)
    unit = unit if unit in UNITS else EVENTS
    found = figures(acting, where, by=by, unit=unit, now=now())
    labels = labels_of(names_of(acting), {f.word.code: f.label for f in families()})
    context = {
        "figures": found,
        "title": title_of(found, say_period(where.since, where.until)),
        "rows": [_row(row, found, labels, where) for row in found.rows],
        "largest": max((row.total.count.number or 0 for row in found.rows), default=0),
        "columns": columns(found) if by in IN_TIME else [],
        "chart": {"width": CHART_WIDTH, "height": CHART_HEIGHT},
        "whole": say_count(found.whole.total.count),
        "coverage": say_coverage(found.whole.coverage) if found.whole.events else [],
        "lines": five_lines(acting, where, now=now()),
        "counts_events": unit == EVENTS,
        "unit_title": unit_name(unit).capitalize(),
        "cut_title": CUT_TITLES[by],
        **_choices(where, cut if cut in CUTS else "mois", unit),
        **shared(where, labels, "facts:figures", keep=f"par={cut}&unite={unit}"),
    }
    return render(request, "facts/figures.html", context)


def _row(row: FigureRow, found: Figures, labels: Labels, where: FactFilter) -> dict[str, Any]:
    return {
        "label": _label(row, found, labels),
        "url": address(reverse("facts:statements"), _narrowed(row.key, found.by, where)) if row.key else "",
        "said": say_count(row.total.count),
        "number": row.total.count.number or 0,
        "events": row.events,
        "direct": row.coverage.direct,
        "not_counted": row.total.not_counted,
        "disputed": row.disputed,
    }


def _label(row: FigureRow, found: Figures, labels: Labels) -> str:
    if found.by in IN_TIME:
        return say_key(row.key, found.by)
    if found.by is Rows.COMMUNE:
        return row.label
    return labels.families.get(row.key) or short(labels.names.acts.get(row.key, row.key))


def _narrowed(key: str, by: Rows, where: FactFilter) -> FactFilter:
    """Return the filter of the statements behind a row."""
    if by in IN_TIME:
        first, last = bounds_of(key)
        since, until = max(first, where.since or first), min(last, where.until or last)
        return replace(where, since=since, until=until)
    field = {Rows.COMMUNE: "communes", Rows.ACT: "acts", Rows.FAMILY: "families"}[by]
    return where if key in getattr(where, field) else toggled(replace(where, **{field: ()}), field, key)  # type: ignore[arg-type]


def _choices(where: FactFilter, cut: str, unit: str) -> dict[str, Any]:
    here, query = reverse("facts:figures"), where.to_query()
    tail = f"&{query}" if query else ""
    return {
        "cuts": [
            (words, f"{here}?par={code}&unite={unit}{tail}", code == cut) for code, (_rows, words) in CUTS.items()
        ],
        "units": [(unit_name(code), f"{here}?par={cut}&unite={code}{tail}", code == unit) for code in OFFERED],
    }


def shared(where: FactFilter, labels: Labels, here: str, *, keep: str = "") -> dict[str, Any]:
    """Return what every page of a filter shows: its sentence, and the same filter on the other pages."""
    url = reverse(here)
    said = sentence(where, labels, url)
    if keep:
        said = [(words, f"{without}{'&' if '?' in without else '?'}{keep}") for words, without in said]
    return {
        "sentence": said,
        "clear_url": f"{url}?{keep}" if keep else url,
        "query": where.to_query(),
        "views": [(words, address(reverse(name), where), name == here) for name, words in VIEWS.items()],
    }


VIEWS: dict[str, Text] = {
    "facts:statements": _("Liste"),
    "facts:chronology": _("Chronologie"),
    "facts:map": _("Carte"),
    "facts:figures": _("Chiffres"),
}


@require_GET
def chronology(request: HttpRequest) -> HttpResponse:
    """Show one month day by day, and all months to choose from."""
    acting = acting_of(request)
    where = filter_of(request)
    found = figures(acting, where, by=Rows.MONTH, now=now())
    months = [row.key for row in found.rows if row.key]
    month = request.GET.get("mois", "")
    month = month if month in months else (months[-1] if months else "")
    labels = labels_of(names_of(acting), {f.word.code: f.label for f in families()})
    context = {
        "columns": [
            {"shape": column, "url": _month_url(where, column.key), "here": column.key == month}
            for column in columns(found, height=LOW_HEIGHT)
        ],
        "chart": {"width": CHART_WIDTH, "height": LOW_HEIGHT},
        "month": say_key(month, Rows.MONTH) if month else "",
        "days": _days(page(acting, _of_month(where, month), limit=MONTH_AT_MOST).cards) if month else [],
        "figure": next((row for row in found.rows if row.key == month), None),
        **shared(where, labels, "facts:chronology"),
        **_neighbours(where, months, month),
    }
    return render(request, "facts/chronology.html", context)


def _of_month(where: FactFilter, month: str) -> FactFilter:
    first, last = bounds_of(month)
    return replace(where, since=max(first, where.since or first), until=min(last, where.until or last))


def _month_url(where: FactFilter, month: str) -> str:
    query = where.to_query()
    return f"{reverse('facts:chronology')}?mois={month}{'&' + query if query else ''}"


def _neighbours(where: FactFilter, months: list[str], month: str) -> dict[str, Any]:
    at = months.index(month) if month in months else -1
    before = months[at - 1] if at > 0 else ""
    after = months[at + 1] if 0 <= at < len(months) - 1 else ""
    return {
        key: (say_key(found, Rows.MONTH), _month_url(where, found)) if found else None
        for key, found in (("before", before), ("after", after))
    }


def _days(cards: Iterable[StatementCard]) -> list[tuple[str, list[StatementCard]]]:
    """Return the statements of a month by day, first day first; last, those dated less finely."""
    ordered = sorted(
        cards,
        key=lambda c: (
            c.date.precision is not Precision.DAY,
            c.date.start,
            c.date.end,
            c.time_from is None,
            str(c.time_from),
            c.id,
        ),
    )
    return [(said, list(group)) for said, group in groupby(ordered, key=lambda c: say_date(c.date))]
