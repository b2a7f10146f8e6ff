"""Passphrases of six French words, drawn by the machine: people draw badly."""

from __future__ import annotations

import secrets
from functools import cache
from pathlib import Path

WORDS_FILE = Path(__file__).parent / "data" / "words_fr.txt"
WORDS_IN_PASSPHRASE = 6


@cache
def words() -> tuple[str, ...]:
    """Return the list: common French words of four to nine letters, without accents, each once."""
    return tuple(WORDS_FILE.read_text(encoding="ascii").split())


def passphrase_words() -> str:
    """Return six words drawn at random, separated by spaces: 66 bits, before 0.15 s of Argon2id for each guess."""
    return " ".join(secrets.choice(words()) for _ in range(WORDS_IN_PASSPHRASE))
