"""The figures of a year, for those who fund and those who read: asked of each floor, without a name, small numbers held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from vigie.cases.api import activity as of_dossiers
from vigie.facts.api import activity as of_facts
from vigie.facts.api import families
from vigie.journal.api import record
from vigie.kernel.api import PARIS, Activity, Count, Invalid, Qualifier, atomic
from vigie.learning.api import activity as of_trainings
from vigie.network.api import Acting, Permission, check
from vigie.network.api import activity as of_network
from vigie.programme.api import activity as of_programmes
from vigie.programme.api import say_euros
from vigie.publication.api import Policy, policy
from vigie.publication.api import activity as of_publications
from vigie.ui.api import say_count

from .activity_words import FIGURES, GROUPS
from .rules.activity import held_back

FIRST_YEAR = 2000
QUALIFIERS = {"programme.months": Qualifier.ABOUT, "facts.events": Qualifier.MIN, "facts.family": Qualifier.MIN}
MONEY = frozenset({"programme.paid"})


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. ``count`` is ``None`` when it is held back: then it is under ``under``, or held so that no sum tells (0).

    ``part``: one kind of the line above. ``money``: the number is cents.
    """

    code: str
    label: str
    count: Count | None
    source: str
    part: bool = False
    under: int = 0
    money: bool = False

    @property
    def said(self) -> str:
        """The number as it is read: "au moins 12", "1 244,50 €", "moins de 5", "non donné", "rien de noté"."""
        if self.count is None:
            return _("moins de %(n)s") % {"n": self.under} if self.under else _("non donné")
        if not self.count.number:
            return _("rien de noté")
        return say_euros(self.count.number) if self.money else say_count(self.count)


@dataclass(frozen=True, slots=True)
class Part:
    """Figures that go together."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class YearFigures:
    """All that an association may say of its year."""

    year: int
    organisation: str
    as_of: dt.datetime
    parts: tuple[Part, ...]

    @property
    def held(self) -> bool:
        """Say whether a number is held back."""
        return any(line.count is None for part in self.parts for line in part.lines)


def figures_of(acting: Acting, *, year: int, now: dt.datetime) -> YearFigures:
    """Return the figures of a civil year of the association acted for, and of the programmes it runs.

    Raises:
        Denied: ``network.denied.see_activity``.
        Invalid: ``desk.no_such_year``, before the year 2000 or still to come.
    """
    check(acting, Permission.SEE_ACTIVITY)
    day = now.astimezone(PARIS).date()
    if not FIRST_YEAR <= year <= day.year:
        raise Invalid("desk.no_such_year", year=year)
    found = [
        *of_facts(acting, year=year, day=day),
        *of_dossiers(acting, year=year),
        *of_publications(acting, year=year),
        *of_network(acting, year=year),
        *of_trainings(acting, year=year),
    ]
    told = policy()
    parts = [Part(str(title), tuple(_lines(found, codes, told))) for title, codes in GROUPS]
    for one in of_programmes(acting, year=year, now=now):
        codes = tuple(dict.fromkeys(line.code for line in one.lines))
        parts.append(Part(one.name, tuple(_lines(one.lines, codes, told))))
    return YearFigures(year, acting.organisation_name, now, tuple(parts))


def taken_away(acting: Acting, *, year: int, kind: str, now: dt.datetime) -> YearFigures:
    """Return the figures of a year to make a file of them, and write in the journal that somebody did.

    Raises:
        Denied, Invalid: as ``figures_of``.
    """
    with atomic():
        found = figures_of(acting, year=year, now=now)
        detail = {"year": year, "format": kind}
        record(
            acting=acting,
            verb="desk.figures_taken",
            kind="organisation",
            object_id=acting.organisation,
            now=now,
            detail=detail,
        )
    return found


def _lines(found: Sequence[Activity], codes: Iterable[str], told: Policy) -> Iterable[Line]:
    for code in codes:
        rows = [row for row in found if row.code == code]
        yield from _MAKERS.get(code, _plain)(rows, told)


def _plain(rows: Sequence[Activity], _told: Policy) -> Iterable[Line]:
    for row in rows:
        said = FIGURES[row.code]
        label = str(row.name if row.of else said.label)
        count = Count(row.number, QUALIFIERS.get(row.code, Qualifier.EXACT))
        yield Line(row.code, label, count, str(said.source), part=bool(row.of), money=row.code in MONEY)


def _testimonies(rows: Sequence[Activity], told: Policy) -> Iterable[Line]:
    """People: a small number of them is not given, zero included."""
    for row, line in zip(rows, _plain(rows, told), strict=True):
        yield replace(line, count=None, under=told.small) if row.number < told.small else line


def _families(rows: Sequence[Activity], told: Policy) -> Iterable[Line]:
    """Facts by family: those that the vocabulary protects are not given when they are few, nor what would tell them."""
    named = {family.word.code: family.label for family in families()}
    guarded = {act.family for code, act in told.acts.items() if _guards(told, code)}
    thresholds = dict.fromkeys(guarded, told.small_protected)
    held = held_back({row.of: row.number for row in rows}, thresholds)
    for row, line in zip(rows, _plain(rows, told), strict=True):
        told_line = replace(line, label=named[row.of])
        if row.of in held:
            under = thresholds.get(row.of, 0)
            yield replace(told_line, count=None, under=under if row.number < under else 0)
        elif row.number:
            yield told_line


def _guards(told: Policy, code: str) -> bool:
    return code in told.hidden_by_commune or bool(told.acts[code].marks & told.protected_marks)


_MAKERS: dict[str, Callable[[Sequence[Activity], Policy], Iterable[Line]]] = {
    "facts.testimonies": _testimonies,
    "facts.family": _families,
}
