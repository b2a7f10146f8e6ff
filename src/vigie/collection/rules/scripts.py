"""Guess, from its letters alone, in which language a text of ours is written. A guess for showing labels, nothing else."""

from __future__ import annotations

from collections.abc import Iterable

_PASHTO = frozenset("ټډړږښڼېۍ")
_PERSIAN = frozenset("پچژگ")


def language_of(texts: Iterable[str]) -> str:
    """Return ``ar``, ``fa``, ``ps``, ``ti``, or nothing for letters that several of our languages share."""
    letters = frozenset("".join(texts))
    if any("\u1200" <= letter <= "\u139f" for letter in letters):
        return "ti"
    if not any("\u0600" <= letter <= "\u06ff" for letter in letters):
        return ""
    if letters & _PASHTO:
        return "ps"
    return "fa" if letters & _PERSIAN else "ar"
