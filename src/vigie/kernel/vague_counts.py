"""Counts as people write them: "environ 30", ">20", "une vingtaine", "nc"."""

from __future__ import annotations

import re
import unicodedata

from .counts import Count, Qualifier

UNKNOWN_WORDS = frozenset(
    [
        "nc",
        "n.c",
        "n/c",
        "n.c.",
        "nr",
        "na",
        "n/a",
        "nsp",
        "?",
        "??",
        "-",
        "—",
        "–",
        "/",
        "x",
        "inconnu",
        "inconnue",
        "inconnus",
        "inconnues",
        "unknown",
        "non-compte",
        "pas-compte",
        "not-counted",
        "non-renseigne",
        "ne-sait-pas",
        "don't-know",
        "dont-know",
        "aucune-idee",
    ]
)
NONE_WORDS = frozenset(["aucun", "aucune", "zero", "personne", "none", "nobody", "no-one", "rien"])
NUMBER_WORDS = {
    word: number
    for number, words in (
        (1, "un une one"),
        (2, "deux two"),
        (3, "trois three"),
        (4, "quatre four"),
        (5, "cinq five"),
        (6, "six"),
        (7, "sept seven"),
        (8, "huit eight"),
        (9, "neuf nine"),
        (10, "dix ten"),
        (11, "onze eleven"),
        (12, "douze twelve dozen"),
        (13, "treize thirteen"),
        (14, "quatorze fourteen"),
        (15, "quinze fifteen"),
        (16, "seize sixteen"),
        (20, "vingt twenty"),
        (30, "trente thirty"),
        (40, "quarante forty"),
        (50, "cinquante fifty"),
        (60, "soixante sixty"),
        (100, "cent hundred"),
    )
    for word in words.split()
}
ROUND_WORDS = {
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "dozen": 12,
    "score": 20,
    "hundred": 100,
}
ABOUT = re.compile(
    r"^(?:environ|env\.?|a peu pres|autour de|autour d'|pres de|presque|vers|quelque|approximativement|approx\.?|"
    r"about|around|roughly|nearly|circa|ca\.?|c\.|some|~|≈|±)\s*"
)
ABOUT_END = re.compile(r"\s*(?:environ|env\.?|a peu pres|approximativement|or so|approx\.?)$")
AT_LEAST = re.compile(r"^(?:au moins|au minimum|minimum|min\.?|a minima|at least|>=|=>|≥)\s*")
MORE_THAN = re.compile(r"^(?:plus de|plus d'|superieur a|more than|over|>)\s*")
AT_LEAST_END = re.compile(r"\s*(?:\+|au moins|au minimum|minimum|minimum|et plus|ou plus|and more|or more|at least)$")
EXACT = re.compile(r"^(?:exactement|exactly|=)\s*")
DIGITS = re.compile(r"(\d{1,3}(?:[ .,']\d{3})+|\d+)(?:[.,]0+)?")
RANGE = re.compile(r"(?:entre |de |between |from )?(\d+)\s?(?:-|a|et|to|and|ou|or)\s?(\d+)(?: [a-z' ]*)?")
TRAILING_WORD = re.compile(r"^(?:de |d'|of )?[a-z][a-z'’·.() -]*$")
LARGEST = 10_000_000


def parse_vague_count(text: str) -> Count:
    """Read a count in French or English.

    "12" is exact; "environ 30", "~30" and "une vingtaine" are about; "au moins 20", ">=20", "20+" are at least, and
    so are "plus de 20" (twenty is the number that was written) and "10 à 15" (ten). "nc", "?" and nothing at all are unknown. A word
    after the number ("12 personnes") is allowed.

    Raises:
        ValueError: it is not a count.
    """
    plain = _plain(text)
    if not plain or plain.replace(" ", "-") in UNKNOWN_WORDS:
        return Count.unknown()
    if plain in NONE_WORDS:
        return Count.exactly(0)
    for pattern, qualifier in (
        (AT_LEAST, Qualifier.MIN),
        (ABOUT, Qualifier.ABOUT),
        (MORE_THAN, Qualifier.MIN),
        (AT_LEAST_END, Qualifier.MIN),
        (ABOUT_END, Qualifier.ABOUT),
        (EXACT, Qualifier.EXACT),
    ):
        rest, found = pattern.subn("", plain, count=1)
        if found:
            return Count(_number(rest)[0], qualifier)
    span = RANGE.fullmatch(plain)
    if span and int(span.group(1)) <= int(span.group(2)):
        return Count(_bounded(int(span.group(1))), Qualifier.MIN)
    number, rounded = _number(plain)
    return Count(number, Qualifier.ABOUT if rounded else Qualifier.EXACT)


def _plain(text: str) -> str:
    """Lower the case, drop accents and fold every kind of space and apostrophe."""
    folded = unicodedata.normalize("NFKD", text.strip().lower()).replace("’", "'").replace("–", "-")
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return re.sub(r"\s+", " ", bare).strip(" .;:!")


def _number(text: str) -> tuple[int, bool]:
    """Return the number, and whether the word for it is a round one."""
    digits = DIGITS.match(text)
    if digits:
        rest = text[digits.end() :].strip()
        if rest and not TRAILING_WORD.match(rest):
            raise ValueError(text)
        return _bounded(int(re.sub(r"[ .,']", "", digits.group(1)))), False
    words = re.sub(rf"^(?:une|un|a|an|la|quelques)\s+(?={'|'.join(ROUND_WORDS)})", "", text).split()
    if not words:
        raise ValueError(text)
    head = words[0].removesuffix("s") if words[0] not in NUMBER_WORDS else words[0]
    if head in ROUND_WORDS:
        return ROUND_WORDS[head], True
    times = NUMBER_WORDS.get(head)
    if times is None:
        raise ValueError(text)
    following = words[1].removesuffix("s") if len(words) > 1 else ""
    if following in ("cent", "hundred") and len(words) == 2:
        return times * 100, False
    if following in ROUND_WORDS:
        return times * ROUND_WORDS[following], True
    if following in NUMBER_WORDS or re.search(r"[-\d]", " ".join(words[1:])):
        raise ValueError(text)
    return times, False


def _bounded(number: int) -> int:
    if number > LARGEST:
        raise ValueError(number)
    return number
