"""Charts as plain shapes, for templates to draw: columns in time, parts of what was seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vigie.kernel.api import Count, FuzzyDate, Qualifier
from vigie.ui.api import say_count, say_date, say_number, say_quantity

from ..queries.figures import Coverage, FigureRow, Figures
from ..rules.periods import Rows, bounds_of
from ..rules.units import EVENTS
from .sentence import say_period
from .words import say_tally

CHART_WIDTH, CHART_HEIGHT, LOW_HEIGHT = 960, 220, 90
WIDEST_COLUMN = 120
GAP = 0.5
"""Between two periods that do not follow each other: nobody noted anything there, which is not zero."""
LETTER, PHONE_LETTER = 8.0, 15.0
"""How wide a letter is on the sheet of a screen, and of a phone."""


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
    after_gap: bool = False
    on_phone: bool = True

    @property
    def middle(self) -> float:
        """Where its number and its label are centred."""
        return round(self.x + self.width / 2, 1)


def columns(figures: Figures, *, height: int = CHART_HEIGHT) -> list[Column]:
    """Return the columns of a figure in time; what nobody counted has none, and a gap says that periods are missing."""
    rows = [row for row in figures.rows if row.key]
    largest = max((row.total.count.number or 0 for row in rows), default=0)
    if not largest:
        return []
    gaps = [bool(n) and not _follows(rows[n - 1].key, row.key) for n, row in enumerate(rows)]
    step = min(CHART_WIDTH / (len(rows) + GAP * sum(gaps)), WIDEST_COLUMN)
    found, x = [], 0.0
    for number, row in enumerate(rows):
        x += step * GAP if gaps[number] else 0
        column = _column(row, figures, x, step, height / largest)
        found.append(replace(column, y=column.y + height, seen_y=column.seen_y + height, after_gap=gaps[number]))
        x += step
    return [_thinned(column, len(found) - 1 - n, step) for n, column in enumerate(found)]


def _column(row: FigureRow, figures: Figures, x: float, step: float, scale: float) -> Column:
    number = row.total.count.number or 0
    seen = row.coverage.direct / row.events if row.events and figures.unit == EVENTS else 0.0
    return Column(
        x=round(x + step * 0.1, 1),
        width=round(step * 0.8, 1),
        y=round(-number * scale, 1),
        height=round(number * scale, 1),
        seen_y=round(-number * scale * seen, 1),
        seen_height=round(number * scale * seen, 1),
        label=short_period(row.key),
        number=say_number(number),
        said=f"{say_key(row.key, figures.by)} : {say_tally(row.total.count, figures.unit)}",
        key=row.key,
    )


def _thinned(column: Column, from_end: int, step: float) -> Column:
    """Leave out the words that would run into each other, counting back from the last column."""
    wide = max(len(column.label), len(column.number)) + 1
    every, every_on_phone = ceil(wide * LETTER / step), ceil(wide * PHONE_LETTER / step)
    if from_end % every:
        column = replace(column, label="", number="")
    return replace(column, on_phone=from_end % every_on_phone == 0)


def _follows(before: str, key: str) -> bool:
    return bounds_of(key)[0] - bounds_of(before)[1] == dt.timedelta(days=1)


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
    among = "" if figures.unit == EVENTS else _("dans %(events)s") % {"events": say_quantity(whole.events, "event")}
    return ", ".join(part for part in (head, when, among, seen) if part)


def span_of(rows: Sequence[FigureRow], by: Rows) -> str:
    """Say from when to when the rows of a figure in time go."""
    keys = sorted(row.key for row in rows if row.key)
    if not keys or by not in {Rows.MONTH, Rows.YEAR, Rows.WINTER_YEAR}:
        return ""
    if len(keys) == 1 or by is not Rows.MONTH:
        return say_period(bounds_of(keys[0])[0], bounds_of(keys[-1])[1])
    return _("entre %(first)s et %(last)s") % {"first": say_key(keys[0], by), "last": say_key(keys[-1], by)}


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
        (held.whole, ngettext("%(n)s vu en entier", "%(n)s vus en entier", held.whole)),
        (held.part, ngettext("%(n)s vu en partie", "%(n)s vus en partie", held.part)),
        (held.after, ngettext("%(n)s constaté après", "%(n)s constatés après", held.after)),
        (held.reported, ngettext("%(n)s rapporté", "%(n)s rapportés", held.reported)),
        (held.other, ngettext("%(n)s d’autre source", "%(n)s d’autre source", held.other)),
    )
    said = [", ".join(words % {"n": say_number(n)} for n, words in shares if n)]
    if held.days:
        words = _(
            "Des équipes étaient dehors %(n)s jours sur %(days)s : les autres jours, ne rien voir n’est pas « rien »"
        )
        said.append(words % {"n": say_number(held.days_observed or 0), "days": say_number(held.days)})
    if held.missed.counted or held.seen.counted:
        words = _("Opérations vues par les tournées : %(seen)s ; connues mais pas vues : %(missed)s")
        said.append(words % {"seen": say_count(held.seen.count), "missed": say_count(held.missed.count)})
    return [f"{line}." for line in said if line]
