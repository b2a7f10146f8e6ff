"""A filter as a sentence ("Expulsions · Calaisis · janvier 2018 · à relire"), and the choices that would change it."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import Count, Qualifier
from vigie.network.api import organisations
from vigie.ui.api import say_day

from ..queries.filtering import Facet
from ..rules.filters import FactFilter
from .values import Names
from .words import KINDS, MODES, ORIGINS, VERIFICATIONS, Text, short

TITLES: dict[str, Text] = {
    "verifications": _("État"),
    "kind": _("Genre de récit"),
    "families": _("Genre d’actes"),
    "zones": _("Zone"),
    "communes": _("Commune"),
    "modes": _("Comment on le sait"),
    "forces": _("Forces présentes"),
    "organisations": _("Association"),
    "origins": _("Venu par"),
}
SHOWN = 8
Choice = tuple[str, str, int | Count, bool]
"""Words, address, how many, whether in force."""
TICKS: dict[str, Text] = {
    "media": _("avec des pièces"),
    "duplicates": _("doublons possibles"),
    "minors": _("mineur·es à valider"),
}


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of every value a filter may hold."""

    names: Names
    families: Mapping[str, str]
    organisations: Mapping[str, str]

    def say(self, field: str, value: str) -> str:
        """Say one value of one field."""
        if field == "forces":
            return self.names.term("forces", value)
        said: Text | None = {
            "zones": self.names.communes,
            "communes": self.names.communes,
            "families": self.families,
            "acts": {code: short(label) for code, label in self.names.acts.items()},
            "organisations": self.organisations,
            "sites": self.names.sites,
            "kind": KINDS,
            "origins": ORIGINS,
            "modes": {code: mark.label for code, mark in MODES.items()},
            "verifications": {code: mark.label for code, mark in VERIFICATIONS.items()},
        }[field].get(value)
        return str(said or value)


def labels_of(names: Names, families: Mapping[str, str]) -> Labels:
    """Return the names of all that a filter may hold."""
    return Labels(names, families, {o.slug: o.short_name for o in organisations()})


def sentence(where: FactFilter, labels: Labels, url: str) -> list[tuple[str, str]]:
    """Return the filter in force: (words, address without it), in the order one says it."""
    said: list[tuple[str, FactFilter]] = []
    for field in ("kind", "families", "acts", "forces", "zones", "communes", "sites"):
        said += _values(where, field, labels)
    if where.since or where.until:
        said.append((say_period(where.since, where.until), replace(where, since=None, until=None)))
    for field in ("verifications", "modes", "origins", "organisations"):
        said += _values(where, field, labels)
    said += [(str(words), where.without(name)) for name, words in TICKS.items() if getattr(where, name)]
    if where.publishable_on:
        words = gettext("publiable le %(day)s") % {"day": say_day(where.publishable_on, weekday=False)}
        said.append((words, where.without("publishable_on")))
    if where.text:
        said.append((gettext("« %(text)s »") % {"text": where.text}, where.without("text")))
    return [(words, address(url, without)) for words, without in said]


def say_period(since: dt.date | None, until: dt.date | None) -> str:
    """Say a span of days: "janvier 2018", "2018", "depuis le 3 mars 2018"."""
    if since and until:
        if since.day == 1 and until == _last(since):
            return f"{MONTHS[since.month]} {since.year}"
        if (since.month, since.day, until.month, until.day) == (1, 1, 12, 31) and since.year == until.year:
            return str(since.year)
        first, last = say_day(since, weekday=False), say_day(until, weekday=False)
        return first if since == until else gettext("du %(first)s au %(last)s") % {"first": first, "last": last}
    if since:
        return gettext("depuis le %(day)s") % {"day": say_day(since, weekday=False)}
    return gettext("jusqu’au %(day)s") % {"day": say_day(until, weekday=False)} if until else ""


def say_filter(where: FactFilter, labels: Labels) -> str:
    """Say a filter in one line."""
    return " · ".join(words for words, _url in sentence(where, labels, ""))


def choices(
    where: FactFilter, found: Mapping[str, Sequence[Facet]], labels: Labels, url: str
) -> list[tuple[Text, list[Choice]]]:
    """Return, for each field worth choosing from, its title and its rows (words, address, how many, in force)."""
    lists = []
    for field, title in TITLES.items():
        rows = [row for row in found.get(field, ()) if row.value]
        if len(rows) > 1 or any(row.chosen for row in rows):
            lists.append((title, [_choice(where, field, row, labels, url) for row in rows[:SHOWN]]))
    return lists


def toggled(where: FactFilter, field: str, value: str) -> FactFilter:
    """Return the filter with one value put in, or taken out if it was there."""
    if field == "kind":
        return replace(where, kind="" if where.kind == value else value)
    held: tuple[str, ...] = getattr(where, field)
    values = tuple(v for v in held if v != value) if value in held else (*held, value)
    return replace(where, **{field: values})  # type: ignore[arg-type]


def address(url: str, where: FactFilter) -> str:
    """Return the address of a page under a filter."""
    query = where.to_query()
    return f"{url}?{query}" if query else url


def _values(where: FactFilter, field: str, labels: Labels) -> list[tuple[str, FactFilter]]:
    held = getattr(where, field)
    values = held if isinstance(held, tuple) else (held,) if held else ()
    return [(labels.say(field, value), toggled(where, field, value)) for value in values]


def _choice(where: FactFilter, field: str, row: Facet, labels: Labels, url: str) -> Choice:
    number = Count(row.count, Qualifier.MIN) if row.at_least else row.count
    return labels.say(field, row.value), address(url, toggled(where, field, row.value)), number, row.chosen


def _last(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
