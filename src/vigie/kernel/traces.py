"""What in a text leads to a person whatever floor reads it: addresses, phones, plates, positions; in any of our scripts. Pure.

It finds what has a shape, and too much rather than too little: a person looks at it, or refuses it. Each floor adds what it
looks for besides (names already known, references, hours, origins).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Protocol, TypeVar

from phonenumbers import Leniency, PhoneNumberMatcher

REGIONS = ("FR", "GB", "BE")


class Trace(StrEnum):
    """What a stretch of text could be."""

    EMAIL = "email"
    URL = "url"
    COORDINATES = "coordinates"
    PHONE = "phone"
    PLATE = "plate"
    HANDLE = "handle"


class Stretch(Protocol):
    """A stretch of a text, end excluded."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


S = TypeVar("S", bound=Stretch)

_SHAPES: Mapping[Trace, tuple[re.Pattern[str], ...]] = {
    Trace.EMAIL: (re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+"),),
    Trace.URL: (
        re.compile(r"(?i)\b(?:https?://|www\.)[^\s<>«»\"]+"),
        re.compile(
            r"(?i)\b(?:[\w-]+\.)*(?:facebook|fb|instagram|tiktok|t|wa|signal|telegram|youtube|youtu|x|twitter)\.(?:com|me|be|org)/[^\s<>]+"
        ),
    ),
    Trace.COORDINATES: (
        re.compile(r"-?\b\d{1,2}[.,]\d{3,}\s*°?\s*[NS]?\s*[,;/ ]\s*-?\d{1,3}[.,]\d{3,}\b"),
        re.compile(r"\b\d{1,2}°\s?\d{1,2}['’′][^\s]*\s*[NSns]?[\s,]+\d{1,3}°\s?\d{1,2}['’′]\S*"),
    ),
    Trace.PHONE: (
        re.compile(r"(?<![\d.,])(?:\+|00)[ ]?\d(?:[ .()/-]{0,2}\d){6,14}(?!\d)"),
        re.compile(r"(?<![\d.,])0\d(?:[ ./-]{0,2}\d\d){4}(?!\d)"),
        re.compile(r"(?<![\d.,])07\d{3}[ -]?\d{3}[ -]?\d{3}(?!\d)"),
    ),
    Trace.PLATE: (
        re.compile(r"\b[A-HJ-NP-TV-Z]{2}[ -]?\d{3}[ -]?[A-HJ-NP-TV-Z]{2}\b"),
        re.compile(r"\b\d{1,4}[ -][A-Z]{2,3}[ -](?:\d{2}|2[AB])\b"),
        re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b"),
        re.compile(r"\b[1-9]-[A-Z]{3}-\d{3}\b"),
        re.compile(r"(?i)\b[a-z]{2}-\d{3}-[a-z]{2}\b"),
    ),
    Trace.HANDLE: (re.compile(r"(?<![\w.@])@\w[\w.]{2,}"),),
}
_HIDDEN = dict.fromkeys((160, 8239, 8203, 8206, 8207, 8234, 8235, 8236, 8294, 8295, 8297), " ")
_DASHES = dict.fromkeys((8208, 8209, 8210, 8211, 8212, 8722), "-")


def traces_in(level: str) -> Iterator[tuple[Trace, tuple[int, int]]]:
    """Yield what leads to a person in a text that ``level_text`` made, with its bounds; two may overlap."""
    for trace, shapes in _SHAPES.items():
        for shape in shapes:
            for match in shape.finditer(level):
                yield trace, match.span()
    for region in REGIONS:
        for phone in PhoneNumberMatcher(level, region, leniency=Leniency.VALID):
            yield Trace.PHONE, (phone.start, phone.end)


def level_text(text: str) -> str:
    """Return a text of the same length with plain digits, plain dashes, and blanks for what does not print."""
    return "".join(_level(character) for character in text)


def _level(character: str) -> str:
    code = ord(character)
    if code < 0x80:
        return character
    if code in _HIDDEN:
        return " "
    if code in _DASHES:
        return "-"
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def without_overlaps(found: Iterable[S], ranks: Mapping[S, int]) -> list[S]:
    """Return, in order, the stretches left once of two that overlap the lower rank is kept, then the longer."""
    kept: list[S] = []
    for one in sorted(found, key=lambda s: (ranks[s], s.start - s.end, s.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda s: (s.start, s.end))


def cut(text: str, stretches: Sequence[S]) -> Iterator[tuple[str, S | None]]:
    """Yield a text cut at stretches in order, each piece with its stretch or ``None``, for a screen that marks in place."""
    at = 0
    for one in stretches:
        if one.start > at:
            yield text[at : one.start], None
        yield text[one.start : one.end], one
        at = one.end
    if at < len(text):
        yield text[at:], None
