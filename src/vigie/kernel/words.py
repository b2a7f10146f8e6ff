"""Plain French words: for passphrases, and for the four words by which a person says no later."""

from __future__ import annotations

import difflib
import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

WORDS_FILE = Path(__file__).parent / "data" / "words_fr.txt"
FOUR = 4
LONGEST_WORD = 30
"""Characters of a typed word that are looked at; the words of the list have nine at most."""


@cache
def word_list() -> tuple[str, ...]:
    """Return the list: common French words of four to nine letters, without accents, each once."""
    return tuple(WORDS_FILE.read_text(encoding="ascii").split())


@cache
def _known() -> frozenset[str]:
    return frozenset(word_list())


def draw_words(number: int) -> tuple[str, ...]:
    """Return words drawn at random: 11.4 bits each."""
    return tuple(secrets.choice(word_list()) for _ in range(number))


def plain_word(text: str) -> str:
    """Return a typed word as the list writes it: small letters, no accent, nothing else."""
    letters = unicodedata.normalize("NFKD", text[:LONGEST_WORD]).casefold().replace("œ", "oe").replace("æ", "ae")
    return "".join(re.findall("[a-z]+", letters))


def is_listed(word: str) -> bool:
    """Say whether a plain word is in the list."""
    return word in _known()


def near_words(word: str, *, most: int = 4) -> tuple[str, ...]:
    """Return the words of the list that a plain word was perhaps meant to be, the nearest first."""
    return tuple(difflib.get_close_matches(word, word_list(), n=most, cutoff=0.6)) if word else ()


def four_words(text: str) -> tuple[str, ...] | None:
    """Return the four words written in a text, in their order, or ``None`` if it is not four words of the list.

    Case, accents, spaces and hyphens do not count. A number, a name, three words are not.
    """
    parts = [part for part in re.split(r"[\s\-_.,;/'’·]+", text.strip()[: 2 * FOUR * LONGEST_WORD]) if part]
    words = tuple(plain_word(part) for part in parts)
    if len(parts) != FOUR or not all(map(is_listed, words)) or any(re.search(r"\d", part) for part in parts):
        return None
    return words
