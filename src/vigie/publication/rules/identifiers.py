"""What in a text could lead to a person, looked for before it is published: in a quote, in a bulletin. Pure.

What has a shape is told by ``kernel``'s traces; publishing asks for more: days, hours, ages, origins, living places, and any long
run of figures. It does not know people's names: two persons read after it. After the anonymisation practice of human rights
reports: chosen pseudonym, age band, month and commune, no rare combination.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vigie.kernel.api import Trace, cut, level_text, traces_in, without_overlaps


class Mark(StrEnum):
    """What a stretch of a text could tell. Where two overlap, the first of this list wins."""

    EMAIL = "email"
    LINK = "link"
    COORDINATES = "coordinates"
    PHONE = "phone"
    PLATE = "plate"
    DAY = "day"
    HOUR = "hour"
    AGE = "age"
    SITE = "site"
    ORIGIN = "origin"


SHORTEST_SITE = 3
"""Letters: a shorter name is in too many words."""
NEVER = frozenset({Mark.EMAIL, Mark.LINK, Mark.COORDINATES, Mark.PHONE, Mark.PLATE})
"""Never published, whatever one says; the others are looked at by a person, who says that they tell nobody."""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A stretch of a text, end excluded, and what it could tell."""

    start: int
    end: int
    mark: Mark

    def of(self, text: str) -> str:
        """Return the words it covers."""
        return text[self.start : self.end]


_MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "january|february|march|april|may|june|july|august|september|october|november|december"
)
_PEOPLES = (
    "afghan|soudan|sudan|érythré|eritre|éthiopi|ethiopi|irak|iraq|iran|kurd|syri|vietnam|albanais|albanian|somal|tchad|chad|"
    "kowe[iï]t|kuwait|palestin|égypti|egypti|pakistan|yémén|yemen|libyen|libyan|guiné|guine|malien|malian|nigéri|nigeri|"
    "sénégal|senegal|gambi|ivoiri|camerou|cameroon|congolais|congolese|bédoun|bidoon|oromo|tigr[ié]|pachtoun|pashtun|hazara"
)
_ORIGINS_ELSEWHERE = (
    "أفغان|سودان|إريتر|ارتر|إثيوب|عراق|إيران|كرد|سوري|يمن|مصري|صومال|افغان|ایران|کرد|پښتون|ሱዳን|ኤርትራ|ኢትዮጵያ"
)

_PATTERNS: Mapping[Mark, tuple[re.Pattern[str], ...]] = {
    Mark.DAY: (
        re.compile(rf"(?i)\b\d{{1,2}}(?:er|st|nd|rd|th)?\s+(?:{_MONTHS})\b"),
        re.compile(rf"(?i)\b(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?\b"),
        re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"),
    ),
    Mark.HOUR: (
        re.compile(r"(?i)\b\d{1,2}\s?(?:h(?:eures?|rs?)?)(?:\s?\d{2})?\b"),
        re.compile(r"(?i)\b\d{1,2}(?::\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.|o[’']clock)"),
        re.compile(r"\b\d{1,2}:\d{2}\b"),
        re.compile(r"(?:الساعة|ساعت|سعت|ሰዓት)\s?\d{1,2}"),
    ),
    Mark.AGE: (
        re.compile(r"(?i)\b\d{1,2}[\s-]?(?:ans?\b|years?\b|y\.?o\b)"),
        re.compile(r"(?i)\b(?:âgée?|aged?)\s+(?:de\s+)?\d{1,2}\b"),
        re.compile(r"\d{1,2}\s?(?:سنة|عام|سال|کال|ዓመት)"),
    ),
    Mark.ORIGIN: (re.compile(rf"(?i)\b(?:{_PEOPLES})\w*"), re.compile(rf"\w*(?:{_ORIGINS_ELSEWHERE})\w*")),
}
_TRACES = {
    Trace.EMAIL: Mark.EMAIL,
    Trace.URL: Mark.LINK,
    Trace.HANDLE: Mark.LINK,
    Trace.COORDINATES: Mark.COORDINATES,
    Trace.PHONE: Mark.PHONE,
    Trace.PLATE: Mark.PLATE,
}
_RANK = {mark: position for position, mark in enumerate(Mark)}
_DIGITS = re.compile(r"(?<!\d)(?:\+|00)?\d(?:[ .()/-]{0,2}\d){7,14}(?!\d)")
"""As many figures as a phone has, however they are grouped; a day written in figures is not one."""
_DAY_IN_FIGURES = re.compile(r"\d{1,2}[ /.-]\d{1,2}[ /.-](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}")
_ONE_COORDINATE = re.compile(r"\b\d{1,2}\.\d{3,}\b|\b\d{1,2},\d{4,}\b|\b\d{1,3}°\s?\d{1,2}")


def spot(text: str, sites: Iterable[str] = ()) -> list[Spot]:
    """Return what could lead to a person, in order, without overlaps.

    Args:
        text: a sentence, a passage or its translation, in any script; digits of any script count.
        sites: names of living sites that are known; no output names one.
    """
    level = level_text(text)
    found = {Spot(*bounds, mark) for mark, bounds in _shapes(level)}
    found |= {Spot(*bounds, Mark.SITE) for bounds in _sites(level, sites)}
    return without_overlaps(found, {one: _RANK[one.mark] for one in found})


def pieces(text: str, spots: Sequence[Spot]) -> Iterator[tuple[str, Mark | None]]:
    """Yield the text cut at its spots, each piece with its mark or ``None``, for a screen that marks in place."""
    return ((words, found.mark if found else None) for words, found in cut(text, spots))


def _shapes(level: str) -> Iterator[tuple[Mark, tuple[int, int]]]:
    for trace, bounds in traces_in(level):
        yield _TRACES[trace], bounds
    for mark, several in _PATTERNS.items():
        for pattern in several:
            for match in pattern.finditer(level):
                yield mark, match.span()
    for match in _ONE_COORDINATE.finditer(level):
        yield Mark.COORDINATES, match.span()
    for match in _DIGITS.finditer(level):
        if not _DAY_IN_FIGURES.fullmatch(match[0]):
            yield Mark.PHONE, match.span()


def _sites(level: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where a living site is named, whatever its case and accents."""
    folded, at = _folded(level)
    for name in names:
        words = _folded(name)[0].split()
        if len("".join(words)) < SHORTEST_SITE:
            continue
        for match in re.finditer(r"\b" + r"\s+".join(map(re.escape, words)) + r"\b", folded):
            yield at[match.start()], at[match.end() - 1] + 1


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text without case nor accents, and where each of its letters stood."""
    letters, at = [], []
    for position, character in enumerate(text):
        for one in unicodedata.normalize("NFKD", character).casefold():
            if not unicodedata.combining(one):
                letters.append(one)
                at.append(position)
    return "".join(letters), at
