"""Counts and dates as people say them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext, ngettext, pgettext

from vigie.kernel.api import PARIS, Count, FuzzyDate, Precision, Qualifier

NBSP = "\u00a0"
FRENCH_MONTHS = ["janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
Speak = Callable[[int], str]

UNITS: dict[str, Speak] = {
    "person": lambda n: ngettext("%(n)s personne", "%(n)s personnes", n),
    "minor": lambda n: ngettext("%(n)s mineur·e", "%(n)s mineur·es", n),
    "woman": lambda n: ngettext("%(n)s femme", "%(n)s femmes", n),
    "tent": lambda n: ngettext("%(n)s tente", "%(n)s tentes", n),
    "shelter": lambda n: ngettext("%(n)s abri", "%(n)s abris", n),
    "vehicle": lambda n: ngettext("%(n)s véhicule", "%(n)s véhicules", n),
    "officer": lambda n: ngettext("%(n)s agent·e", "%(n)s agent·es", n),
    "event": lambda n: ngettext("%(n)s évènement", "%(n)s évènements", n),
    "act": lambda n: ngettext("%(n)s acte", "%(n)s actes", n),
    "observation": lambda n: ngettext("%(n)s relevé", "%(n)s relevés", n),
    "testimony": lambda n: ngettext("%(n)s témoignage", "%(n)s témoignages", n),
    "exhibit": lambda n: ngettext("%(n)s pièce", "%(n)s pièces", n),
    "dossier": lambda n: ngettext("%(n)s dossier", "%(n)s dossiers", n),
    "shift": lambda n: ngettext("%(n)s tournée", "%(n)s tournées", n),
    "site": lambda n: ngettext("%(n)s lieu", "%(n)s lieux", n),
    "water_point": lambda n: ngettext("%(n)s point d’eau", "%(n)s points d’eau", n),
    "toilet": lambda n: ngettext("%(n)s toilette", "%(n)s toilettes", n),
    "line": lambda n: ngettext("%(n)s ligne", "%(n)s lignes", n),
    "result": lambda n: ngettext("%(n)s résultat", "%(n)s résultats", n),
    "time": lambda n: ngettext("%(n)s fois", "%(n)s fois", n),
    "day": lambda n: ngettext("%(n)s jour", "%(n)s jours", n),
    "hour": lambda n: ngettext("%(n)s heure", "%(n)s heures", n),
    "minute": lambda n: ngettext("%(n)s minute", "%(n)s minutes", n),
}
"""How each unit is said. ``%(n)s`` takes the written number."""


def register_unit(code: str, speak: Speak) -> None:
    """Add a unit: a function that returns the right plural, with ``%(n)s`` for the number."""
    UNITS[code] = speak


def say_number(number: int) -> str:
    """Write a number with the separators of the language of the moment."""
    return number_format(number, force_grouping=True)


def say_quantity(number: int, unit: str = "") -> str:
    """Say a plain number of a unit: "12 personnes". French says zero in the singular.

    Raises:
        KeyError: nobody registered the unit.
    """
    written = say_number(number)
    if not unit:
        return written
    grammatical = 1 if number == 0 and _french() else number
    return UNITS[unit](grammatical) % {"n": written}


def say_more_than(number: int, unit: str = "") -> str:
    """Say that there are more than a number, where counting stopped: "plus de 10 000 résultats"."""
    return gettext("plus de %(quantity)s") % {"quantity": say_quantity(number, unit)}


def say_count(count: Count, unit: str = "") -> str:
    """Say a count: "au moins 12 personnes", "environ 30", "pas compté"."""
    if count.number is None:
        return gettext("pas compté")
    quantity = say_quantity(count.number, unit)
    if count.qualifier is Qualifier.MIN:
        return gettext("au moins %(quantity)s") % {"quantity": quantity}
    if count.qualifier is Qualifier.ABOUT:
        return gettext("environ %(quantity)s") % {"quantity": quantity}
    return quantity


def say_day(day: dt.date, *, weekday: bool = True) -> str:
    """Say a day: "mardi 16 janvier 2018"."""
    first = _french() and day.day == 1
    number = f"1{'er'}" if first else str(day.day)
    name = f"{date_format(day, 'l')} " if weekday else ""
    return f"{name}{number}{NBSP}{date_format(day, 'F Y')}"


def say_time(moment: dt.time) -> str:
    """Say a time of day: "7 h 30"."""
    if not _french():
        return moment.strftime("%H:%M")
    minutes = f"{NBSP}{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour}{NBSP}h{minutes}"


def say_moment(moment: dt.datetime) -> str:
    """Say a moment as read on the coast: "mardi 16 janvier 2018, 7 h 30"."""
    local = timezone.localtime(moment, PARIS) if timezone.is_aware(moment) else moment
    return f"{say_day(local.date())}, {say_time(local.time())}"


def say_date(date: FuzzyDate) -> str:
    """Say a date no more finely than it is known: a day, a month, a season, a year or a span."""
    if date.precision is Precision.DAY:
        return say_day(date.start)
    if date.precision is Precision.MONTH:
        return date_format(date.start, "F Y")
    if date.precision is Precision.SEASON:
        return _say_season(date)
    if date.precision is Precision.YEAR:
        return str(date.start.year)
    return _say_span(date.start, date.end)


def say_short_date(date: FuzzyDate) -> str:
    """Say a date in a dense list: "mar. 16 janv. 2018", no more finely than it is known."""
    month = FRENCH_MONTHS[date.start.month - 1] if _french() else date_format(date.start, "M")
    if date.precision is Precision.DAY:
        day = f"{date_format(date.start, 'D')}{'.' if _french() else ''} {date.start.day}"
        return f"{day} {month} {date.start.year}".replace(" ", NBSP)
    if date.precision is Precision.MONTH:
        return f"{month}{NBSP}{date.start.year}"
    return say_date(date)


def _say_season(date: FuzzyDate) -> str:
    names = {
        3: pgettext("saison", "printemps %(year)s"),
        6: pgettext("saison", "été %(year)s"),
        9: pgettext("saison", "automne %(year)s"),
        12: pgettext("saison", "hiver %(year)s"),
    }
    name = names.get(date.start.month)
    if name is None:
        return _say_span(date.start, date.end)
    years = {date.start.year, date.end.year}
    return name % {"year": "-".join(str(year) for year in sorted(years))}


def _say_span(start: dt.date, end: dt.date) -> str:
    last = say_day(end, weekday=False)
    if (start.year, start.month) == (end.year, end.month):
        first = "1er" if _french() and start.day == 1 else str(start.day)
    elif start.year == end.year:
        first = say_day(start, weekday=False).removesuffix(f" {start.year}")
    else:
        first = say_day(start, weekday=False)
    return gettext("du %(first)s au %(last)s") % {"first": first, "last": last}


def _french() -> bool:
    return (get_language() or "fr").startswith("fr")
