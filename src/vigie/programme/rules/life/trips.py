"""A trip is places and a purpose, never who was in the car. Pure.

Driving someone is an act the law has punished (article L. 823-1 of the code on foreign nationals); a list of who was driven where
would harm them and the driver. So a trip has no field for it, and words that speak of a passenger are asked to be taken out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORDS = re.compile(
    r"\b(?:passag[eè]r(?:[eè]?s?|·es?)?|passagers?|conduit(?:es?|s)?\s+(?:un|une|des|deux|trois|quatre|\d+)|"
    r"emmen[ée]e?r?s?|d[ée]pos[ée](?:es?|s)?\s+(?:un|une|des|deux|trois|\d+)\s+\w+|transport(?:[ée]e?s?|er)\b|"
    r"co-?voitur\w*|ramen[ée]e?r?s?|famille\b|mineur(?:e|s|es)?\b|MNA\b|exil[ée](?:e|s|es|·e|·es)*\b|"
    r"avec\s+(?:M\.|Mme|monsieur|madame|un\s+jeune|une\s+jeune|des\s+jeunes|\d+\s+personnes?)|"
    r"passengers?|gave\s+(?:him|her|them|a\s+lift)|drove\s+(?:him|her|them|a|two|three)|a\s+lift\b|hitch\w*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word that speaks of a passenger, end excluded."""

    start: int
    end: int
    text: str


def passenger_words(text: str) -> list[Word]:
    """Return the words of a text that speak of somebody in the car. It finds too much rather than too little."""
    return [Word(m.start(), m.end(), m.group()) for m in _WORDS.finditer(text)]


def mileage_cents(km: int, tenths_of_cent: int) -> int:
    """Return what a distance is worth, in cents, rounded half up; the rate is in tenths of a cent per kilometre."""
    return (km * tenths_of_cent + 5) // 10
