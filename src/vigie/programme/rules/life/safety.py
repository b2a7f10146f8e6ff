"""What keeps a post from naming anybody: words that look like a person's name, answers about faces. Pure.

Numbers, plates, places on a map, hours and ages are told by the house's one detector; here is what a blog asks besides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from enum import StrEnum


class Face(StrEnum):
    """What a person sees on a picture."""

    NONE = "none"
    HIDDEN = "hidden"
    SEEN = "seen"


_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_AFTER_END = re.compile(r"(?:^|[.!?…:»\"“(\n#*>–-])\s*$")
_CALLED = re.compile(
    r"\b(?:s’appel(?:le|ait)|s'appel(?:le|ait)|nommée?s?|prénommée?s?|named|called|M\.|Mme|Mlle|Mr|Mrs|Ms)\s*$",
    re.IGNORECASE,
)
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)[’'](?=\w)", re.IGNORECASE)
_ALWAYS = frozenset(
    [
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "manche",
        "nord",
        "sud",
        "est",
        "ouest",
        "france",
        "europe",
        "angleterre",
        "royaume-uni",
        "belgique",
        "paris",
        "londres",
        "calais",
        "dunkerque",
        "république",
        "état",
        "défenseur",
        "droits",
        "conseil",
        "cour",
        "ministère",
        "préfecture",
        "préfet",
        "mairie",
        "le",
        "la",
        "les",
        "l",
        "d",
        "un",
        "une",
        "des",
        "de",
        "du",
        "et",
        "en",
        "au",
        "aux",
        "ce",
        "cette",
        "ces",
        "il",
        "elle",
        "on",
        "nous",
        "vous",
        "je",
        "j",
        "c",
        "s",
        "qu",
        "ici",
        "ailleurs",
        "vues",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "channel",
        "england",
        "britain",
        "kingdom",
        "united",
        "i",
        "the",
    ]
)


def fold(text: str) -> str:
    """Return a word as it is compared."""
    return text.casefold().replace("'", "’")


def maybe_names(text: str, *, allowed: Collection[str], people: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield where a text may name a person: a word that begins with a capital inside a sentence, or a name that is known.

    Args:
        text: a text in Latin letters; other scripts have no capitals, a second person reads them.
        allowed: folded names of places and organisations, which are nobody's.
        people: folded first and last names known in the house.
    """
    for match in _WORD.finditer(text):
        start, end = match.span()
        if elided := _ELIDED.match(match.group()):
            start += elided.end()
        word = fold(text[start:end])
        if word in _ALWAYS or word in allowed:
            continue
        before = text[max(0, start - 24) : start]
        capital = text[start].isupper() and not text[start:end].isupper()
        inside = not _AFTER_END.search(text[:start][-3:])
        if capital and (word in people or inside or _CALLED.search(before)):
            yield start, end
