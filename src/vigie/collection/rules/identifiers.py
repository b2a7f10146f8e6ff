"""Find in a text what could name a person: numbers, addresses, plates, references, known names; in any of our scripts.

It finds too much rather than too little: what it marks is shown to a person, who decides. Offsets are those of the text as
given, so that a screen marks the words in place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from rapidfuzz import fuzz

from vigie.kernel.api import Trace, cut, level_text, traces_in, without_overlaps

THRESHOLD = 85
"""How alike two folded names are, out of 100, to be taken for the same."""
LONGEST_NAME = 3
SHORT_ANSWER = 4
SHORTEST_FUZZY = 4
"""Shorter names are compared letter for letter: at four letters one in four may differ, and no more."""


class Kind(StrEnum):
    """What a stretch of text could be. Where two overlap, the first of this list wins."""

    EMAIL = "email"
    URL = "url"
    IBAN = "iban"
    COORDINATES = "coordinates"
    RIO = "rio"
    HOME_OFFICE = "home_office"
    PHONE = "phone"
    AGDREF = "agdref"
    PLATE = "plate"
    HANDLE = "handle"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text, end excluded, and what it could be."""

    start: int
    end: int
    kind: Kind

    def of(self, text: str) -> str:
        """Return the words it covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decided to write in place of a stretch of text."""

    start: int
    end: int
    words: str


_DOUBLED = re.compile(r"(\w)\1+")
_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")

_PATTERNS: Mapping[Kind, tuple[re.Pattern[str], ...]] = {
    Kind.IBAN: (re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b"),),
    Kind.RIO: (
        re.compile(
            r"(?i)\b(?:RIO|matricule|num[ée]ro (?:d['’]agent|individuel)|officer number)\b\D{0,20}(?P<it>\d{7})(?!\d)"
        ),
        re.compile(r"(?i)(?<!\d)(?P<it>\d{7})(?!\d)\W{0,6}\(?(?:RIO|matricule)\b"),
    ),
    Kind.AGDREF: (re.compile(r"(?<![\d.,])[1-9]\d{9}(?![\d.,]\d|\d)"),),
    Kind.HOME_OFFICE: (
        re.compile(r"\bGWF ?\d{9}\b"),
        re.compile(r"\b[A-Z]\d{7}(?:/\d{1,3})?\b"),
        re.compile(r"\b(?:AA|DA|DC|EA|HU|IA|PA|RP)/\d{5}/\d{4}\b"),
        re.compile(r"(?<!\d)\d{4}-\d{4}-\d{4}-\d{4}(?!\d)"),
        re.compile(r"(?i)\b(?:CID|HO ref|PORT ref(?:erence)?)\b\W{0,4}(?P<it>[A-Z0-9][A-Z0-9/-]{5,})"),
    ),
    Kind.NUMBER: (re.compile(r"(?<![\d.,+])\d{8,}(?!\d)"),),
}
_TRACES = {trace: Kind(trace.value) for trace in Trace}
_RANK = {kind: position for position, kind in enumerate(Kind)}
_TITLES = r"(?:je m['’]appelle|il s['’]appelle|elle s['’]appelle|nomm[ée]e?|pr[ée]nomm[ée]e?|my name is|(?:he|she) is called|called|named|اسمي|اسمه|اسمها|یک نفر به نام|به نام|نام من|اسمش|زما نوم)"
_INTRODUCED = re.compile(rf"(?i:\b{_TITLES})\s*[:,]?\s+(?P<it>[^\W\d_](?:[^\W\d_]|[’'-])+(?:\s+[A-ZÀ-ÖØ-Þ][\w’'-]+)?)")
_CIVIL = re.compile(
    r"\b(?:M\.|Mr\.?|Mme|Mlle|Mrs\.?|Ms\.?|Dr\.?|Me)\s+(?P<it>[A-ZÀ-ÖØ-Þ][\w’'-]+(?:\s+[A-ZÀ-ÖØ-Þ][\w’'-]+)?)"
)
_COMMON = frozenset(
    [
        "le",
        "la",
        "les",
        "un",
        "une",
        "des",
        "de",
        "du",
        "et",
        "ou",
        "à",
        "au",
        "aux",
        "avec",
        "pour",
        "chez",
        "par",
        "dans",
        "sur",
        "ami",
        "amie",
        "frère",
        "soeur",
        "sœur",
        "cousin",
        "cousine",
        "mère",
        "père",
        "fils",
        "fille",
        "oncle",
        "tante",
        "famille",
        "voisin",
        "voisine",
        "interprète",
        "bénévole",
        "avocat",
        "avocate",
        "madame",
        "monsieur",
        "tel",
        "téléphone",
        "numéro",
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "to",
        "with",
        "for",
        "by",
        "in",
        "on",
        "at",
        "friend",
        "brother",
        "sister",
        "mother",
        "father",
        "son",
        "daughter",
        "uncle",
        "aunt",
        "family",
        "interpreter",
        "volunteer",
        "lawyer",
        "mr",
        "mrs",
        "phone",
        "number",
        "contact",
        "name",
        "whatsapp",
        "signal",
    ]
)


def find(text: str, known: Iterable[str] = ()) -> list[Span]:
    """Return what could name a person, in order, without overlaps.

    Args:
        text: any text, in any script.
        known: names already known of this record (contact, interpreter, family), as written in its sealed answers.
    """
    level = level_text(text)
    found = [Span(*_trim(level, *bounds), kind) for kind, bounds in _by_pattern(level)]
    found += [Span(*bounds, Kind.NAME) for bounds in _known_names(level, known)]
    return _without_overlaps(found)


def fold_name(name: str) -> str:
    """Return a name without case, accents, vowel signs, lengthenings or doubled letters, to compare."""
    plain = unicodedata.normalize("NFKD", name.replace("ـ", ""))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return _DOUBLED.sub(r"\1", letters.replace("ى", "ي").replace("ی", "ي").replace("ک", "ك"))


def propose(text: str, spans: Sequence[Span], words: Mapping[Kind, str]) -> list[Choice]:
    """Return, for each stretch, what to write in its place; the same name gets the same letter through the text.

    Args:
        text: the text the spans were found in.
        spans: from ``find``.
        words: by kind, in the reader's language; the one of names takes ``{letter}``.
    """
    letters: dict[str, str] = {}
    choices = []
    for span in spans:
        label = words[span.kind]
        if span.kind is Kind.NAME:
            name = fold_name(span.of(text))
            letter = letters.setdefault(name, _letter(len(letters)))
            label = label.format(letter=letter)
        choices.append(Choice(span.start, span.end, label))
    return choices


def pseudonymise(text: str, choices: Iterable[Choice]) -> str:
    """Return the text with each chosen stretch replaced.

    Raises:
        ValueError: stretches that overlap or leave the text.
    """
    ordered = sorted(choices, key=lambda c: c.start)
    if any(a.end > b.start for a, b in pairwise(ordered)):
        raise ValueError("two replacements overlap")
    parts, at = [], 0
    for choice in ordered:
        if not 0 <= choice.start < choice.end <= len(text):
            raise ValueError("a replacement leaves the text")
        parts += [text[at : choice.start], choice.words]
        at = choice.end
    return "".join([*parts, text[at:]])


def pieces(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, Span | None]]:
    """Yield the text cut at its spans, each piece with its span or ``None``, for a screen that marks in place."""
    return cut(text, spans)


def _by_pattern(level: str) -> Iterator[tuple[Kind, tuple[int, int]]]:
    for kind, patterns in _PATTERNS.items():
        for pattern in patterns:
            for match in pattern.finditer(level):
                if kind is not Kind.IBAN or _long_enough(match.group()):
                    yield kind, match.span("it" if "it" in pattern.groupindex else 0)
    for match in (*_INTRODUCED.finditer(level), *_CIVIL.finditer(level)):
        yield Kind.NAME, match.span("it")
    for trace, bounds in traces_in(level):
        yield _TRACES[trace], bounds


def _long_enough(iban: str) -> bool:
    return len(iban.replace(" ", "")) >= 15


def _trim(level: str, start: int, end: int) -> tuple[int, int]:
    while end > start + 1 and level[end - 1] in " .,;:!?)»":
        end -= 1
    return start, end


def _known_names(level: str, known: Iterable[str]) -> Iterator[tuple[int, int]]:
    wholes, parts = _fold_known(known)
    if not parts:
        return
    words = [(m.start(), m.end(), fold_name(m.group())) for m in _WORD.finditer(level)]
    for size in range(LONGEST_NAME, 0, -1):
        names = parts if size == 1 else wholes
        for at in range(len(words) - size + 1):
            gram = words[at : at + size]
            if _is_one_of(" ".join(word for _, _, word in gram), names):
                yield gram[0][0], gram[-1][1]


def _fold_known(known: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return the known names whole, then word by word; words of everyday language name nobody."""
    wholes: set[str] = set()
    parts: set[str] = set()
    for name in known:
        words = [w for w in map(fold_name, _likely(name)) if len(w) > 1 and w not in _FOLDED_COMMON]
        wholes.add(" ".join(words))
        parts.update(words)
    return {w for w in wholes if " " in w}, parts


def _likely(answer: str) -> list[str]:
    """Return the words of an answer that may be names: all of a short one, those with a capital of a sentence."""
    words = [match.group() for match in _WORD.finditer(answer)]
    return words if len(words) <= SHORT_ANSWER else [word for word in words if word[0].isupper()]


_FOLDED_COMMON = frozenset(fold_name(word) for word in _COMMON)


def _is_one_of(candidate: str, names: set[str]) -> bool:
    if candidate in names:
        return True
    if len(candidate) < SHORTEST_FUZZY or candidate in _FOLDED_COMMON:
        return False
    long = [name for name in names if len(name) >= SHORTEST_FUZZY]
    return any(fuzz.ratio(candidate, name, score_cutoff=THRESHOLD) > 0 for name in long)


def _without_overlaps(found: Iterable[Span]) -> list[Span]:
    """Keep, where stretches overlap, the kind that stands first, then the longest."""
    return without_overlaps(once := set(found), {span: _RANK[span.kind] for span in once})


def _letter(position: int) -> str:
    """Return A, B… Z, AA, AB…"""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
