"""The map: communes as circles on a quiet coast. Never a living site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from vigie.kernel.api import now
from vigie.network.api import MapPoint, acting_of

from ..coast import coast
from ..queries.figures import MapFigure, figures, map_figures
from ..queries.vocabulary import families
from ..rules.filters import FactFilter
from ..rules.periods import Rows
from ..rules.projection import VIEWS, View, labels
from ..sheets import SCALE_KM, SEA, circle_of, on_view
from .charts import say_coverage, title_of
from .reading import filter_of, names_of
from .sentence import address, labels_of, say_period
from .views_figures import shared
from .words import Text

LETTERS, LETTERS_ON_PHONE = 19.0, 40.0
"""Sizes of the names, in units of a sheet that is 1000 wide."""
NAMES: dict[str, Text] = {
    "": _("Toute la côte"),
    "calaisis": _("Calaisis"),
    "dunkerquois": _("Dunkerquois"),
    "cote": _("Côte d’Opale"),
    "normandie": _("Normandie"),
}


@require_GET
def map_page(request: HttpRequest) -> HttpResponse:
    """Show where, commune by commune, and the same in a table."""
    acting = acting_of(request)
    where = filter_of(request)
    view = VIEWS.get(request.GET.get("vue", ""), VIEWS[""])
    communes = map_figures(acting, where)
    whole = figures(acting, where, by=Rows.MONTH, now=now())
    words = labels_of(names_of(acting), {f.word.code: f.label for f in families()})
    context = {
        "title": title_of(whole, say_period(where.since, where.until)),
        "view": view,
        "sheet": sheet_of(view, [(c, _list_url(where, c)) for c in communes]),
        "unit": "event",
        "communes": [(c, _list_url(where, c)) for c in communes],
        "outside": sum(not on_view(view, c) for c in communes),
        "map_views": [(name, _view_url(where, code), code == view.code) for code, name in NAMES.items()],
        "coverage": say_coverage(whole.whole.coverage) if whole.whole.events else [],
        "as_of": whole.as_of,
        **shared(where, words, "facts:map", keep=f"vue={view.code}" if view.code else ""),
    }
    return render(request, "facts/map.html", context)


def drawn(points: Sequence[MapPoint], title: str, unit: str) -> str:
    """Draw communes for a floor below: circles, names, the sea, without the rest of a page."""
    figured = [(MapFigure(p.slug, p.name, p.latitude, p.longitude, p.number), p.url) for p in points]
    context = {"sheet": sheet_of(VIEWS[""], figured), "title": title, "unit": unit}
    return render_to_string("facts/parts/map_sheet.html", context)


def sheet_of(view: View, communes: Sequence[tuple[MapFigure, str]]) -> dict[str, Any]:
    """Return what is drawn: the coast, circles largest first with their addresses, names for a screen and a phone, a scale.

    Circles are measured against the largest of the view, so that a quieter part of the coast can be read too.
    """
    shown = [(c, url) for c, url in communes if on_view(view, c)]
    largest = max((c.events for c, _url in shown), default=0)
    circles = [(circle_of(view, commune, largest), commune, url) for commune, url in shown]
    placed = [circle for circle, _commune, _url in circles]
    x, y = view.project(*SEA[view.code])
    scale = SCALE_KM[view.code]
    return {
        "coast": coast(view.code),
        "height": round(view.height),
        "circles": circles,
        "names": labels(placed, size=LETTERS, height=view.height),
        "phone_names": labels(placed, size=LETTERS_ON_PHONE, height=view.height),
        "sea": {"x": round(x), "y": round(y), "english_y": round(y) + 28},
        "scale": {"km": scale, "length": round(scale * view.per_km), "y": round(view.height) - 24},
    }


def _list_url(where: FactFilter, commune: MapFigure) -> str:
    return address(reverse("facts:statements"), replace(where, communes=(commune.place_slug,)))


def _view_url(where: FactFilter, code: str) -> str:
    query = "&".join(part for part in (f"vue={code}" if code else "", where.to_query()) if part)
    return f"{reverse('facts:map')}?{query}" if query else reverse("facts:map")
