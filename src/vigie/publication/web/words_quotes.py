"""How the standing of a quote and what is marked in it are said."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vigie.kernel.api import LANGUAGES, Language
from vigie.network.api import places

from ..entering import MARKS
from ..queries.quotes import QuoteCard, UseCard
from ..rules.identifiers import pieces, spot
from ..rules.quotes import Standing

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Said:
    """A standing in a word, with its colour and its icon, and what it means."""

    label: Text
    kind: str
    icon: str
    means: Text


STANDINGS: dict[Standing, Said] = {
    Standing.USABLE: Said(
        gettext_lazy("utilisable"), "done", "check", gettext_lazy("Relue par une deuxième personne ; l’accord tient.")
    ),
    Standing.UNREAD: Said(
        gettext_lazy("à relire"), "current", "clock", gettext_lazy("Une deuxième personne doit la relire.")
    ),
    Standing.RETURNED: Said(
        gettext_lazy("à reprendre"), "signal", "undo", gettext_lazy("La relecture a demandé une reprise.")
    ),
    Standing.WITHDRAWN: Said(gettext_lazy("retirée"), "", "cross", gettext_lazy("Elle ne sort plus nulle part.")),
    Standing.CONSENT: Said(
        gettext_lazy("accord retiré"),
        "signal",
        "warning",
        gettext_lazy("La personne ne veut plus être citée, ou son accord a pris fin. Elle ne sort plus nulle part."),
    ),
    Standing.MINOR: Said(
        gettext_lazy("mineur·e, retenue"),
        "signal",
        "warning",
        gettext_lazy("La personne se dit mineure : on attend le ou la référent·e protection de l’enfance."),
    ),
    Standing.GONE: Said(
        gettext_lazy("récit parti"), "", "bin", gettext_lazy("Le récit n’est plus là. Elle ne sort plus nulle part.")
    ),
    Standing.EXPIRED: Said(
        gettext_lazy("date passée"),
        "",
        "calendar",
        gettext_lazy("Sa date de fin est passée. Redemandez à la personne."),
    ),
}


@dataclass(frozen=True, slots=True)
class Version:
    """The words of a quote in one language, cut where something is marked."""

    language: Language
    direction: str
    pieces: list[tuple[str, Text]]


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """A quote as the pages show it: its own words first, then its translations."""

    card: QuoteCard
    said: Said
    original: Version
    translations: list[Version]
    marks: list[str]


def line(card: QuoteCard, sites: list[str] | None = None) -> QuoteLine:
    """Return a quote to show; with the names of known sites, what could tell who speaks is marked."""
    versions = [
        _version(code, words, sites) for code, words in [(card.language, card.text), *card.translations.items()]
    ]
    marks = dict.fromkeys(str(mark) for version in versions for _words, mark in version.pieces if mark)
    return QuoteLine(card, STANDINGS[card.standing], versions[0], versions[1:], list(marks))


def say_use(use: UseCard, zones: dict[str, str]) -> str:
    """Say where a quote was published."""
    return zones.get(use.zone, use.zone) if use.zone else _("tout le littoral")


def zone_names() -> dict[str, str]:
    """Return the names of zones, by slug."""
    return {card.slug: card.name for card in places(kind="zone")}


def _version(code: str, words: str, sites: list[str] | None) -> Version:
    language = LANGUAGES.get(code, LANGUAGES["fr"])
    cut = pieces(words, spot(words, sites)) if sites is not None else iter([(words, None)])
    said = [(piece, MARKS[mark] if mark else "") for piece, mark in cut]
    return Version(language, "rtl" if language.right_to_left else "ltr", said)
