"""A passage must be literally in what was told; a cut is said by brackets. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_BRACKETS = re.compile(r"\[[^\]\n]{0,40}\]")
_BLANK = re.compile(r"[\s\u00a0\u202f\u200b\u200e\u200f\u2060\ufeff]+")
SHORTEST = 10
"""Letters that the parts of a passage hold together, at least: less quotes nobody."""


def tidy(text: str) -> str:
    """Return a text with single blanks, and its letters composed in one way, to compare and to print."""
    return _BLANK.sub(" ", unicodedata.normalize("NFC", text)).strip()


def is_in(passage: str, *texts: str) -> bool:
    """Say whether a passage is literally in one of the texts, blanks apart.

    What stands between brackets is the editor's: ``[…]`` for a cut, ``[un ami]`` for a name. The parts around it must all be
    there, in their order.
    """
    wanted = tidy(passage)
    if sum(map(str.isalpha, wanted)) < SHORTEST:
        return False
    parts = [part.strip() for part in _BRACKETS.split(wanted)]
    return any(wanted in whole or _in_order(parts, whole) for whole in map(tidy, texts) if whole)


def _in_order(parts: Iterable[str], whole: str) -> bool:
    at = 0
    kept = [part for part in parts if part]
    for part in kept:
        found = whole.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return sum(c.isalpha() for part in kept for c in part) >= SHORTEST


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Return the names of a record that a text holds, whatever their case and accents."""
    words = {_fold(word) for word in re.findall(r"[^\W\d_]+", text)}
    return [name for name in names if any(_fold(part) in words for part in re.findall(r"[^\W\d_]{2,}", name))]


def betrays(pseudonym: str, names: Iterable[str]) -> bool:
    """Say whether a pseudonym holds a name of the record, or is made of its initials."""
    known = [name for name in names if name]
    if names_in(pseudonym, known):
        return True
    letters = [_fold(c) for c in pseudonym if c.isalpha()]
    initials = [_fold(name[0]) for name in known]
    bare = re.sub(r"[\W\d_]", "", pseudonym)
    return 0 < len(bare) <= 3 and bare.isupper() and sorted(letters) == sorted(initials[: len(letters)])


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()
