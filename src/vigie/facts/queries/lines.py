"""Five lines for a message group: communes and months, "at least", no small number of people."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from vigie.kernel.api import PARIS, Count, FuzzyDate, Qualifier, world
from vigie.network.api import Acting
from vigie.ui.api import say_count, say_date, say_day, say_number, say_quantity

from ..models import ActType
from ..rules.filters import FactFilter
from ..rules.periods import Rows
from ..rules.units import is_people
from .cards import Word
from .figures import FigureRow, Figures, figures

SMALLEST = 5
"""Fewer people than this are not given in a message: they could be recognised."""
TOLD_UNITS = ("persons", "tents", "arrests", "injured")


def five_lines(acting: Acting, where: FactFilter, *, now: dt.datetime) -> tuple[str, ...]:
    """Return at most five lines to copy, in the language of the moment: where and when, how many, which acts, people and
    things, coverage. Acts that call for more protection are not named.

    Raises:
        Denied: no role that sees facts.
    """
    months = figures(acting, where, by=Rows.MONTH, now=now)
    if not months.whole.events:
        return (_("Aucun évènement enregistré pour cette recherche."),)
    communes = figures(acting, where, by=Rows.COMMUNE, now=now)
    lines = [
        f"{_invented()}{_places(communes)}, {_period(months)}",
        _("%(events)s enregistrés au moins, dont %(seen)s vus directement.")
        % {"events": say_quantity(months.whole.events, "event"), "seen": say_number(months.whole.coverage.direct)},
        _acts(figures(acting, where, by=Rows.ACT, now=now)),
        _numbers(acting, where, now),
        _coverage(months.whole, now),
    ]
    return tuple(line for line in lines if line)


def _invented() -> str:
    """Say it in the message itself: it will be read far from this screen."""
    return f"{_('DONNÉES INVENTÉES')} · " if world().invented else ""


def _places(communes: Figures) -> str:
    names = [row.label for row in communes.rows]
    shown = ", ".join(names[:3])
    return _("%(names)s et %(n)s autres communes") % {"names": shown, "n": len(names) - 3} if len(names) > 3 else shown


def _period(months: Figures) -> str:
    keys = [row.key for row in months.rows if row.key]
    if not keys:
        return _("dates imprécises")
    first, last = (say_date(FuzzyDate.month(*(int(n) for n in key.split("-")))) for key in (keys[0], keys[-1]))
    return first if first == last else _("entre %(first)s et %(last)s") % {"first": first, "last": last}


def _acts(by_act: Figures) -> str:
    rows = ActType.objects.filter(code__in=[r.key for r in by_act.rows], extra_protection=False)
    words = {row.code: Word(row.code, row.fr, row.en) for row in rows}
    said = [(words[row.key].label.split(" (")[0], row.events) for row in by_act.rows if row.key in words]
    return " ; ".join(_("%(act)s : %(n)s") % {"act": act, "n": say_number(n)} for act, n in said[:3])


def _numbers(acting: Acting, where: FactFilter, now: dt.datetime) -> str:
    said = []
    for unit in TOLD_UNITS:
        whole = figures(acting, where, by=Rows.YEAR, unit=unit, now=now).whole
        if (count := _safe(whole, unit)) is not None:
            said.append(say_count(count, unit))
    return ", ".join(said)


def _safe(whole: FigureRow, unit: str) -> Count | None:
    """Return what may be said of a sum: nothing of a few people, and never more surely than "at least"."""
    count = whole.total.count
    if not count.number or (is_people(unit) and count.number < SMALLEST):
        return None
    return count if count.qualifier is Qualifier.ABOUT else Count(count.number, Qualifier.MIN)


def _coverage(whole: FigureRow, now: dt.datetime) -> str:
    day = say_day(now.astimezone(PARIS).date(), weekday=False)
    held = whole.coverage
    if held.days and held.days_observed:
        shifts = _("Des équipes étaient sur place %(n)s jours sur %(days)s.") % {
            "n": say_number(held.days_observed),
            "days": say_number(held.days),
        }
        return f"{shifts} {_('Chiffres au %(day)s.') % {'day': day}}"
    return _("Chiffres au %(day)s.") % {"day": day}
