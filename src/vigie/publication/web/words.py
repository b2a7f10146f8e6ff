"""How a figure, a zone and a reason are said on the pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vigie.facts.api import EVENTS, UNITS, families, unit_name
from vigie.kernel.api import Count, FuzzyDate, Precision, Qualifier
from vigie.network.api import places
from vigie.ui.api import say_count, say_date

from ..queries.ledger import Drift
from ..rules.cells import Cell

Text = str | Promise
STATES: dict[str, tuple[Text, str, str]] = {
    "draft": (gettext_lazy("brouillon"), "", "edit"),
    "checking": (gettext_lazy("à vérifier"), "current", "clock"),
    "released": (gettext_lazy("publié"), "done", "check"),
    "corrected": (gettext_lazy("remplacé par une correction"), "", "history"),
}
"""States of a bulletin: words, kind of mark, icon."""
REASONS: dict[str, Text] = {
    "small": gettext_lazy("trop peu de personnes : on pourrait les reconnaître"),
    "already": gettext_lazy("déjà retenu dans une publication d’avant : le donner maintenant dévoilerait l’ancien"),
    "complement": gettext_lazy("donné, il permettrait de calculer par soustraction un chiffre retenu"),
    "with_total": gettext_lazy("son total est retenu : il le dévoilerait"),
    "protected": gettext_lazy("il dévoilerait un acte qui demande plus de protection"),
    "period": gettext_lazy("sa période en chevauche une autre : la différence parlerait de quelques personnes"),
}


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure as it is shown: what, where, its number or why there is none."""

    what: str
    where: str
    said: str
    reason: str
    held: bool


def lines(cells: Iterable[Cell]) -> list[FigureLine]:
    """Return figures as they are shown, those given first."""
    kept = list(cells)
    words = _Words(kept)
    return [words.line(cell) for cell in sorted(kept, key=lambda c: c.held)]


def drifts(changes: Iterable[Drift]) -> list[tuple[FigureLine, str]]:
    """Return changed figures, each with what the facts say now; nothing for one that is held back."""
    kept = list(changes)
    words = _Words([change.cell for change in kept])
    return [(words.line(change.cell), _now(change)) for change in kept]


def zone_name(slug: str) -> str:
    """Return the name of a zone; the whole coast without one."""
    return _names().get(slug, slug) if slug else _("Tout le littoral")


def _names() -> dict[str, str]:
    return {card.slug: card.name for kind in ("zone", "commune") for card in places(kind=kind)}


def _now(change: Drift) -> str:
    if change.cell.held:
        return _("un autre nombre, retenu lui aussi")
    return _said(change.cell.qualifier, change.now)


def _said(qualifier: str, value: int | None) -> str:
    if value is None:
        return say_count(Count.unknown())
    known = Qualifier(qualifier) if qualifier in {q.value for q in Qualifier} else Qualifier.EXACT
    return say_count(Count(value, Qualifier.EXACT if known is Qualifier.UNKNOWN else known))


class _Words:
    """Names read once for a page."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        kept = list(cells)
        self.places = _names()
        acts = {c.act for c in kept if c.act}
        self.acts = {a.code: a.label for f in families() for a in f.acts if a.code in acts} if acts else {}

    def line(self, cell: Cell) -> FigureLine:
        """Say one figure."""
        where = cell.place or cell.zone
        return FigureLine(
            self._what(cell),
            self.places.get(where, where) if where else _("Tout le littoral"),
            _("retenu") if cell.held else _said(cell.qualifier, cell.value),
            str(REASONS.get(cell.reason, "")) if cell.held else "",
            cell.held,
        )

    def _what(self, cell: Cell) -> str:
        counted = _("Évènements") if cell.measure == EVENTS else cell.measure
        counted = unit_name(cell.measure).capitalize() if cell.measure in UNITS else counted
        act = self.acts.get(cell.act, cell.act)
        when = say_date(FuzzyDate(cell.start, cell.end, _precision(cell)))
        return " · ".join(part for part in (counted, act, when) if part)


def _precision(cell: Cell) -> Precision:
    month = FuzzyDate.month(cell.start.year, cell.start.month)
    if (month.start, month.end) == (cell.start, cell.end):
        return Precision.MONTH
    return Precision.DAY if cell.start == cell.end else Precision.SPAN
