"""A bulletin said in one language: plain JSON that every form of it is made from, and that two people sign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from vigie.facts.api import EVENTS
from vigie.kernel.api import PARIS, Count, FuzzyDate, Precision, Qualifier
from vigie.ui.api import say_count, say_date, say_day, say_number, say_quantity

from ..queries.quotes import QuoteCard
from ..rules.cells import Cell, Group, Node
from ..rules.contents import BELONGINGS, PEOPLE, Contents, DatedFact, Figure
from ..rules.disclosure import Verdict
from ..rules.months import months_before
from .messages import five_lines, mail
from .naming import Names, names, unit_title
from .notes import colophon, held_lines, method_lines, seen_lines

OBSERVERS, SERVICES = "OBS", "ACC"
MOST_ACTS = 12
Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Told:
    """All that a bulletin says, before it is said in a language."""

    contents: Contents
    verdict: Verdict
    words: dict[str, dict[str, str]]
    facts: Sequence[DatedFact]
    quotes: Sequence[QuoteCard]
    organisation: str
    invented: bool
    version: int = 1


def say_bulletin(told: Told, language: str) -> dict[str, Any]:
    """Return the whole bulletin in French or English. No number that is held back stands in it."""
    with translation.override(language):
        return _Page(told, language).page()


class _Page:
    """One bulletin in one language."""

    def __init__(self, told: Told, language: str) -> None:
        self.told, self.language, self.names = told, language, names()
        self.shown: dict[tuple[str, Group, Node], Cell] = {
            (c.table, c.group, c.node): c for c in told.verdict.published
        }
        self.figures = [f for f in told.contents.figures if self._cell(f) is not None]

    def page(self) -> dict[str, Any]:
        """Return the page."""
        contents = self.told.contents
        month = FuzzyDate.month(contents.month.year, contents.month.month)
        zone = self.names.place(contents.zone)
        page: dict[str, Any] = {
            "language": self.language,
            "kind": _("Bulletin mensuel"),
            "title": f"{zone}, {say_date(month)}",
            "zone": zone,
            "view": contents.zone,
            "month": f"{contents.month:%Y-%m}",
            "headline": self._headline(),
            "organisation": self.told.organisation,
            "invented": self.told.invented,
            "words": {name: self._paragraphs(name) for name in ("lead", "month", "asks")},
            "heads": _heads(),
            "key": self._key(),
            **self._tables(),
            "where_said": self._where_said(),
            "months_said": self._months_said(),
            "facts": [self._fact(fact) for fact in self.told.facts],
            "quotes": [self._quote(quote) for quote in self.told.quotes],
            "seen": seen_lines(contents.seen),
            "method": method_lines(),
            "held": held_lines(c for c in self.told.verdict.published if c.held),
            "queries": self._queries(),
        }
        page["lines"] = five_lines(page, contents.seen, contents.as_of)
        page["mail"] = mail(page)
        page["colophon"] = colophon(contents, version=self.told.version)
        return page

    def _cell(self, figure: Figure) -> Cell | None:
        cell = figure.cell
        return self.shown.get((cell.table, cell.group, cell.node))

    def _of(self, table: str) -> list[tuple[Figure, Cell]]:
        return [(f, cell) for f in self.figures if f.cell.table == table and (cell := self._cell(f)) is not None]

    def _headline(self) -> str:
        contents = self.told.contents
        if not contents.events:
            return _("Rien de publiable n’a été relevé ce mois-ci : cela ne veut pas dire que rien n’est arrivé.")
        count = say_count(Count(contents.events, Qualifier.MIN), "event")
        return _("%(count)s relevés en %(month)s, dont %(seen)s vus directement") % {
            "count": count[:1].upper() + count[1:],
            "month": _month_name(contents.month),
            "seen": say_number(contents.seen.direct),
        }

    def _paragraphs(self, section: str) -> list[str]:
        text = self.told.words.get(self.language, {}).get(section, "")
        return [part.strip() for part in text.split("\n") if part.strip()]

    def _key(self) -> list[dict[str, str]]:
        chosen = (EVENTS, "persons", "tents", "arrests")
        rows = {f.cell.measure: (f, cell) for f, cell in self._of("whole")}
        return [
            {"unit": unit, "said": _say(cell), "note": _counted_in(figure, cell)}
            for unit in chosen
            if unit in rows
            for figure, cell in [rows[unit]]
        ]

    def _tables(self) -> dict[str, Any]:
        communes, points = self._communes()
        return {
            "communes": communes,
            "points": points,
            "months": self._months(),
            "people": self._units(PEOPLE),
            "belongings": self._units(BELONGINGS),
            "acts": self._acts(lambda family: family not in {OBSERVERS, SERVICES})[:MOST_ACTS],
            "observers": self._acts(lambda family: family == OBSERVERS),
            "services": self._acts(lambda family: family == SERVICES),
        }

    def _communes(self) -> tuple[Rows, list[dict[str, Any]]]:
        found: dict[str, dict[str, Cell]] = {}
        for _figure, cell in self._of("communes"):
            found.setdefault(cell.place, {})[cell.measure] = cell
        rows, points = [], []
        for place, cells in found.items():
            events = cells[EVENTS]
            rows.append([self.names.place(place), _number(events), _number(cells.get("persons"))])
            card = self.names.places.get(place)
            if card is not None and events.given:
                point = {"slug": place, "name": card.name, "events": events.value}
                points.append({**point, "latitude": card.latitude, "longitude": card.longitude})
        return rows, points

    def _months(self) -> list[dict[str, Any]]:
        """Return every month of the chart, in order: one without a relevé, or held back, has no number, which is not zero."""
        own = [pair for pair in self._of("whole") if pair[1].measure == EVENTS]
        known = {cell.start: (figure, cell) for figure, cell in [*self._of("months"), *own]}
        return [_month(month, *known.get(month, (None, None))) for month in months_before(self.told.contents.month)]

    def _where_said(self) -> str:
        """Return the sentence over the map: the commune where most was seen."""
        cells = [c for _f, c in self._of("communes") if c.measure == EVENTS and c.given and c.value]
        if not cells:
            return self.names.place(self.told.contents.zone)
        most = max(cells, key=lambda c: c.value or 0)
        return _("%(place)s : au moins %(n)s des %(all)s évènements") % {
            "place": self.names.place(most.place),
            "n": say_number(most.value or 0),
            "all": say_number(self.told.contents.events),
        }

    def _months_said(self) -> str:
        """Return the sentence over the chart: this month beside the one before."""
        known = {
            cell.start: cell.value for _f, cell in [*self._of("months"), *self._of("whole")] if cell.measure == EVENTS
        }
        month, before = self.told.contents.month, months_before(self.told.contents.month, 1)[0]
        if known.get(before) is None:
            return _("Depuis six mois")
        return _("Au moins %(n)s évènements en %(month)s, après %(before)s en %(previous)s") % {
            "n": say_number(known.get(month) or 0),
            "month": _month_name(month),
            "before": say_number(known[before] or 0),
            "previous": _month_name(before),
        }

    def _units(self, units: Iterable[str]) -> Rows:
        rows = {f.cell.measure: (f, cell) for f, cell in self._of("whole")}
        return [
            [unit_title(unit), _number(cell), "" if cell.held else say_number(figure.counted)]
            for unit in units
            if unit in rows
            for figure, cell in [rows[unit]]
        ]

    def _acts(self, chosen: Any) -> Rows:
        return [[self.names.act(cell.act), _number(cell)] for figure, cell in self._of("acts") if chosen(figure.family)]

    def _fact(self, fact: DatedFact) -> dict[str, str]:
        precision = Precision.DAY if fact.start == fact.end else Precision.MONTH
        when = say_date(FuzzyDate(fact.start, fact.end, precision))
        text = fact.text.get(self.language) or fact.text.get("fr", "")
        language = self.language if fact.text.get(self.language) else "fr"
        return {"when": when, "where": self.names.place(fact.place), "text": text, "language": language}

    def _quote(self, quote: QuoteCard) -> dict[str, str]:
        who = [quote.pseudonym]
        if quote.age_band:
            who.append(_("%(band)s ans") % {"band": quote.age_band.replace("-", "–")})
        if quote.place_name:
            who.append(quote.place_name)
        who.append(say_date(FuzzyDate.month(quote.month.year, quote.month.month)))
        told = "" if quote.language == self.language else quote.translations.get(self.language, "")
        by = _translated_by(quote) if told else ""
        return {
            "id": quote.id,
            "text": quote.text,
            "language": quote.language,
            "translation": told,
            "who": ", ".join(who),
            "by": by,
        }

    def _queries(self) -> list[dict[str, str]]:
        return [
            {"what": _what(cell, self.names), "said": _number(cell), "query": cell.query}
            for cell in self.told.verdict.published
        ]


def _heads() -> dict[str, str]:
    return {
        "month": _("Ce que fut le mois"),
        "asks": _("Ce que nous demandons"),
        "commune": _("Commune"),
        "events": _("Évènements"),
        "persons": _("Personnes"),
        "month_name": _("Mois"),
        "direct": _("vus directement"),
        "other": _("constatés après ou rapportés"),
        "acts": _("Ce qui a été fait"),
        "act": _("Acte"),
        "people": _("Des personnes"),
        "belongings": _("Biens et abris"),
        "unit": _("Compté"),
        "number": _("Nombre"),
        "counted": _("Évènements où c’est compté"),
        "observers": _("Entraves à l’observation"),
        "services": _("Eau, soins, services"),
        "facts": _("Des faits"),
        "quotes": _("Des paroles"),
        "seen": _("Comment nous le savons"),
        "method": _("Méthode et limites"),
        "held": _("Chiffres retenus"),
        "nothing": _("Rien n’a été relevé : cela ne veut pas dire que rien n’est arrivé."),
        "draft": _("BROUILLON"),
        "invented": _("DONNÉES INVENTÉES"),
        "source": _("Trait de côte : GSHHG (Wessel et Smith), LGPL."),
        "circles": _("Un cercle par commune, en son centre : jamais un lieu de vie."),
        "queries": _("D’où vient chaque chiffre"),
    }


def _say(cell: Cell) -> str:
    """Say a figure with its unit."""
    unit = "event" if cell.measure == EVENTS else cell.measure
    if cell.held:
        return _("%(unit)s : retenu") % {"unit": unit_title(cell.measure)}
    if cell.value is None:
        return _("%(unit)s : pas compté") % {"unit": unit_title(cell.measure)}
    said = say_count(Count(cell.value, Qualifier(cell.qualifier)), unit)
    return said[:1].upper() + said[1:]


def _number(cell: Cell | None) -> str:
    """Say a figure under the head of its column."""
    if cell is None:
        return ""
    if cell.held:
        return _("retenu")
    if cell.value is None:
        return _("pas compté")
    return say_count(Count(cell.value, Qualifier(cell.qualifier)))


def _translated_by(quote: QuoteCard) -> str:
    """Say who translated, and who compared it with the original: where nobody did, it is printed."""
    if not quote.translation_checked_by:
        return _("traduit par %(name)s, sans seconde lecture de la traduction") % {"name": quote.translator}
    return _("traduit par %(name)s, vérifié par %(other)s") % {
        "name": quote.translator,
        "other": quote.translation_checked_by,
    }


def _counted_in(figure: Figure, cell: Cell) -> str:
    if cell.held:
        return _("un petit nombre pourrait désigner quelqu’un")
    if cell.measure == EVENTS:
        return _("%(seen)s vus directement") % {"seen": say_number(figure.direct)}
    counted, missing = figure.counted, figure.not_counted
    if not missing:
        return _("comptées dans chaque évènement")
    return _("compté dans %(events)s sur %(all)s") % {
        "events": say_quantity(counted, "event"),
        "all": say_number(counted + missing),
    }


def _what(cell: Cell, known: Names) -> str:
    where = known.place(cell.place or cell.zone)
    when = say_date(FuzzyDate.month(cell.start.year, cell.start.month))
    parts = [unit_title(cell.measure), known.act(cell.act) if cell.act else "", where, when]
    return " · ".join(part for part in parts if part)


def _month_name(month: dt.date) -> str:
    return str(MONTHS[month.month])


def _month(month: dt.date, figure: Figure | None, cell: Cell | None) -> dict[str, Any]:
    given = figure is not None and cell is not None and cell.given
    return {
        "label": say_date(FuzzyDate.month(month.year, month.month)),
        "short": f"{month:%m/%y}",
        "events": cell.value if given and cell else None,
        "direct": figure.direct if given and figure else None,
        "said": _number(cell) if cell else _("pas de relevé"),
    }


def made_on(as_of: dt.datetime) -> str:
    """Say the day on which figures were made."""
    return say_day(as_of.astimezone(PARIS).date(), weekday=False)
