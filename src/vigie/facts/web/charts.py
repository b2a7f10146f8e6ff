"""Charts as plain shapes, for templates to draw: columns in time, parts of what was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from vigie.kernel.api import Count, FuzzyDate, Qualifier
from vigie.ui.api import say_count, say_date

from ..queries.figures import Coverage, FigureRow, Figures
from ..rules.periods import Rows, bounds_of
from ..rules.units import EVENTS
from .sentence import say_period
from .words import say_tally

CHART_WIDTH, CHART_HEIGHT = 960, 220
WIDEST_COLUMN = 72
LABEL_ROOM = 7
"""Columns narrower than this many units per letter have no number above."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands, how high, how much of it was seen directly."""

    x: float
    width: float
    y: float
    height: float
    seen_y: float
    seen_height: float
    label: str
    number: str
    said: str
    key: str

    @property
    def middle(self) -> float:
        """Where its number and its label are centred."""
        return round(self.x + self.width / 2, 1)


def columns(figures: Figures) -> list[Column]:
    """Return the columns of a figure in time; what nobody counted has none."""
    rows = [row for row in figures.rows if row.key]
    largest = max((row.total.count.number or 0 for row in rows), default=0)
    if not largest:
        return []
    step = min(CHART_WIDTH / len(rows), WIDEST_COLUMN)
    return [_column(row, figures, index * step, step, largest) for index, row in enumerate(rows)]


def _column(row: FigureRow, figures: Figures, x: float, step: float, largest: int) -> Column:
    number = row.total.count.number or 0
    height = CHART_HEIGHT * number / largest
    seen = height * row.coverage.direct / row.events if row.events and figures.unit == EVENTS else 0.0
    return Column(
        x=round(x + step * 0.1, 1),
        width=round(step * 0.8, 1),
        y=round(CHART_HEIGHT - height, 1),
        height=round(height, 1),
        seen_y=round(CHART_HEIGHT - seen, 1),
        seen_height=round(seen, 1),
        label=short_period(row.key),
        number=str(number) if step >= LABEL_ROOM * (len(str(number)) + 1) else "",
        said=f"{say_key(row.key, figures.by)} : {say_tally(row.total.count, figures.unit)}",
        key=row.key,
    )


def say_key(key: str, by: Rows) -> str:
    """Say the period of a row."""
    if not key:
        return _("date trop vague")
    if by is Rows.MONTH:
        year, month = key.split("-")
        return say_date(FuzzyDate.month(int(year), int(month)))
    if by is Rows.WINTER_YEAR:
        first, second = key.split("-")
        return _("novembre %(first)s – octobre %(second)s") % {"first": first, "second": second}
    return key


def short_period(key: str) -> str:
    """Return what stands under a column: "01/18", "2018", "17-18"."""
    if "-" not in key:
        return key
    first, second = key.split("-")
    return f"{first[2:]}-{second[2:]}" if len(second) == 4 else f"{second}/{first[2:]}"


def title_of(figures: Figures, since_until: str) -> str:
    """Return the sentence that is the title of a chart: how many, when, how much of it was seen."""
    whole = figures.whole
    if not whole.events:
        return _("Rien de relevé pour cette recherche")
    count = whole.total.count
    if count.number is not None and count.qualifier is Qualifier.EXACT:
        count = Count(count.number, Qualifier.MIN)
    how_many = say_tally(count, figures.unit)
    when = since_until or span_of(figures.rows, figures.by)
    seen = say_share(whole.coverage.direct, whole.events)
    head = f"{how_many[:1].upper()}{how_many[1:]}"
    return ", ".join(part for part in (f"{head}, {when}" if when else head, seen) if part)


def span_of(rows: Sequence[FigureRow], by: Rows) -> str:
    """Say from when to when the rows of a figure in time go."""
    keys = sorted(row.key for row in rows if row.key)
    if not keys or by not in {Rows.MONTH, Rows.YEAR, Rows.WINTER_YEAR}:
        return ""
    return say_period(bounds_of(keys[0])[0], bounds_of(keys[-1])[1])


def say_share(part: int, whole: int) -> str:
    """Say how much of the events were seen directly, in words that hold whatever the rounding."""
    if not whole:
        return ""
    if part == 0:
        return _("aucun vu directement")
    if part == whole:
        return _("tous vus directement") if whole > 1 else _("vu directement")
    share = part / whole
    words = (
        (0.2, _("moins d’un quart vus directement")),
        (0.29, _("un quart vus directement")),
        (0.42, _("un tiers vus directement")),
        (0.58, _("la moitié vus directement")),
        (0.71, _("les deux tiers vus directement")),
        (0.85, _("les trois quarts vus directement")),
        (1.0, _("presque tous vus directement")),
    )
    return next(said for limit, said in words if share <= limit)


def say_coverage(held: Coverage) -> list[str]:
    """Return the sentences that travel with a figure: how it was seen, and how often somebody was there to see."""
    shares = (
        (held.whole, _("%(n)s vus en entier")),
        (held.part, _("%(n)s vus en partie")),
        (held.after, _("%(n)s constatés après")),
        (held.reported, _("%(n)s rapportés")),
        (held.other, _("%(n)s d’autre source")),
    )
    said = [", ".join(words % {"n": n} for n, words in shares if n)]
    if held.days:
        words = _(
            "Des équipes étaient dehors %(n)s jours sur %(days)s : les autres jours, ne rien voir n’est pas « rien »"
        )
        said.append(words % {"n": held.days_observed or 0, "days": held.days})
    if held.missed.counted or held.seen.counted:
        words = _("Opérations vues par les tournées : %(seen)s ; connues mais pas vues : %(missed)s")
        said.append(words % {"seen": say_count(held.seen.count), "missed": say_count(held.missed.count)})
    return [f"{line}." for line in said if line]
