"""What makes a quote usable, and what in its words could tell who speaks. Pure.

After the anonymisation practice of human rights reports: chosen pseudonym, age band, month and commune, no rare combination.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .states import QuoteState

LONGEST = 600
"""Characters: what a poster or a bulletin's margin holds. A longer passage tells more of a life than it needs to."""
LONGEST_UNTIL = 5
"""Years that a quote may wait to be used, at most."""


class Standing(StrEnum):
    """Why a quote may or may not be used today."""

    USABLE = "usable"
    UNREAD = "unread"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    CONSENT = "consent"
    MINOR = "minor"
    GONE = "gone"
    EXPIRED = "expired"


LOST_FOR_GOOD = frozenset({Standing.CONSENT, Standing.GONE, Standing.EXPIRED})
"""What the night turns into a withdrawal. A minor who waits for a referent is only held."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What its testimony allows that day: see ``facts.api.QuoteStanding``."""

    holds: bool
    minor_held: bool
    until: dt.date | None = None


def standing(*, state: QuoteState, until: dt.date | None, allowed: Allowed | None, today: dt.date) -> Standing:
    """Return where a quote stands today. ``allowed``: ``None`` when its testimony is gone."""
    if state is QuoteState.WITHDRAWN:
        return Standing.WITHDRAWN
    if allowed is None:
        return Standing.GONE
    if not allowed.holds:
        return Standing.CONSENT
    if allowed.minor_held:
        return Standing.MINOR
    last = earliest(until, allowed.until)
    if last is not None and today > last:
        return Standing.EXPIRED
    waits = {QuoteState.PROPOSED: Standing.UNREAD, QuoteState.RETURNED: Standing.RETURNED}
    return waits.get(state, Standing.USABLE)


def earliest(*days: dt.date | None) -> dt.date | None:
    """Return the first of the days that are known."""
    known = [day for day in days if day is not None]
    return min(known) if known else None


class Mark(StrEnum):
    """What a stretch of a quote could tell. Where two overlap, the first of this list wins."""

    EMAIL = "email"
    LINK = "link"
    PHONE = "phone"
    PLATE = "plate"
    DAY = "day"
    HOUR = "hour"
    AGE = "age"
    SITE = "site"
    ORIGIN = "origin"


NEVER = frozenset({Mark.EMAIL, Mark.LINK, Mark.PHONE, Mark.PLATE})
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
    Mark.EMAIL: (re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+"),),
    Mark.LINK: (re.compile(r"(?i)\b(?:https?://|www\.)\S+"), re.compile(r"(?<![\w.@])@\w[\w.]{2,}")),
    Mark.PHONE: (re.compile(r"(?<!\d)(?:\+|00)?\d(?:[ .()/-]{0,2}\d){7,14}(?!\d)"),),
    Mark.PLATE: (
        re.compile(r"(?i)\b[a-z]{2}[ -]?\d{3}[ -]?[a-z]{2}\b"),
        re.compile(r"\b\d{1,4}[ -][A-Z]{2,3}[ -](?:\d{2}|2[AB])\b"),
        re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b"),
    ),
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
        re.compile(r"(?i)\b\d{1,2}\s?(?:ans?\b|years?\b|y\.?o\b)"),
        re.compile(r"(?i)\b(?:âgée?|aged?)\s+(?:de\s+)?\d{1,2}\b"),
        re.compile(r"\d{1,2}\s?(?:سنة|عام|سال|کال|ዓመት)"),
    ),
    Mark.ORIGIN: (re.compile(rf"(?i)\b(?:{_PEOPLES})\w*"), re.compile(rf"\w*(?:{_ORIGINS_ELSEWHERE})\w*")),
}


def spot(text: str, sites: Iterable[str] = ()) -> list[Spot]:
    """Return what could tell who speaks, in order, without overlaps.

    Args:
        text: a passage or its translation, in any script; digits of any script count.
        sites: names of living sites that are known; no output names one.
    """
    level = "".join(_level(character) for character in text)
    found = [
        Spot(*match.span(), mark) for mark, several in _PATTERNS.items() for p in several for match in p.finditer(level)
    ]
    found += [Spot(*match.span(), Mark.SITE) for name in sites for match in _named(name).finditer(level)]
    return _without_overlaps(found)


def pieces(text: str, spots: Iterable[Spot]) -> Iterator[tuple[str, Mark | None]]:
    """Yield the text cut at its spots, each piece with its mark or ``None``, for a screen that marks in place."""
    at = 0
    for found in spots:
        if found.start > at:
            yield text[at : found.start], None
        yield found.of(text), found.mark
        at = found.end
    if at < len(text):
        yield text[at:], None


def _level(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return " " if character in "\u00a0\u202f" else character if digit is None else str(digit)


def _named(name: str) -> re.Pattern[str]:
    words = name.split()
    if len("".join(words)) < 3:
        return re.compile(r"(?!)")
    return re.compile(r"(?i)\b" + r"\s+".join(map(re.escape, words)) + r"\b")


def _without_overlaps(found: Iterable[Spot]) -> list[Spot]:
    rank = {mark: position for position, mark in enumerate(Mark)}
    kept: list[Spot] = []
    for one in sorted(set(found), key=lambda s: (rank[s.mark], s.start - s.end, s.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept)
