"""Passphrases of six French words, drawn by the machine: people draw badly."""

from __future__ import annotations

from vigie.kernel.api import draw_words, word_list

WORDS_IN_PASSPHRASE = 6
words = word_list


def passphrase_words() -> str:
    """Return six words drawn at random, separated by spaces: 66 bits, before 0.15 s of Argon2id for each guess."""
    return " ".join(draw_words(WORDS_IN_PASSPHRASE))
