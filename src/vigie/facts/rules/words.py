"""Words as they are looked for: without case, accents or endings, in French, English, Arabic and Farsi."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Protocol

import snowballstemmer

from vigie.network.api import fold

SHORTEST = 2
PREFIX_FROM = 3
EMPTY_WORDS = """
de la le les du des un une et ou en au aux par sur pour dans avec sans que qui est ce se sa son ses leur leurs
the of and or in on at to for by with an is are was were
من في على إلى عن مع و أو از در به با که را این
"""
ARTICLES = ("وال", "بال", "فال", "كال", "لل", "ال")
ONE_LETTER = str.maketrans({"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": None})


class Stemmer(Protocol):
    """What snowball gives."""

    def stemWord(self, word: str) -> str:  # noqa: N802 -- snowball's name
        """Return the stem of a word."""


@cache
def _stemmer(language: str) -> Stemmer:
    found: Stemmer = snowballstemmer.stemmer(language)
    return found


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, accents kept, without the ones that say nothing."""
    composed = unicodedata.normalize("NFC", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in composed if not unicodedata.combining(c))
    return [word for word in letters.split() if _says_something(word)]


@lru_cache(maxsize=50_000)
def forms_of(word: str) -> tuple[str, ...]:
    """Return the folded forms under which a word is kept and found: itself, then its stems in the languages of its script.

    A French stem is taken with its accents and without: people type both.
    """
    plain = _folded(word)
    if any("\u0600" <= letter <= "\u06ff" for letter in plain):
        bare = _without_article(plain)
        forms = [plain, bare, _stemmer("arabic").stemWord(bare), _stemmer("persian").stemWord(plain)]
    else:
        stems = [
            _stemmer("french").stemWord(word),
            _stemmer("french").stemWord(plain),
            _stemmer("english").stemWord(plain),
        ]
        forms = [plain, *stems]
    return tuple(dict.fromkeys(folded for form in forms if (folded := _folded(form))))


def index_words(texts: Iterable[str]) -> str:
    """Return all forms of all words of several texts, each once, parted by spaces."""
    return " ".join(dict.fromkeys(form for text in texts for form in _forms_in(text)))


def query_words(text: str) -> list[tuple[str, ...]]:
    """Return, for each word looked for, the forms that answer to it. Twenty words at most."""
    return [forms for word in words_of(text)[:20] if (forms := forms_of(word))]


@lru_cache(maxsize=2_000)
def _forms_in(text: str) -> tuple[str, ...]:
    """Return the forms of a text. Kept for a while: the same names of acts and places come back with every row."""
    return tuple(dict.fromkeys(form for word in words_of(text) for form in forms_of(word)))


def _folded(word: str) -> str:
    return fold(word).translate(ONE_LETTER).replace(" ", "")


@cache
def _empty_words() -> frozenset[str]:
    return frozenset(_folded(word) for word in EMPTY_WORDS.split())


def _says_something(word: str) -> bool:
    plain = _folded(word)
    return plain not in _empty_words() and (len(plain) >= SHORTEST or plain.isdigit())


def _without_article(word: str) -> str:
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= PREFIX_FROM:
            return word.removeprefix(article)
    return word
