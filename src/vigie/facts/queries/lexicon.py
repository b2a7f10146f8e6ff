"""The vocabulary and the places, read once for a piece of work: to check codes, to name them, to index them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vigie.network.api import PlaceCard, place_names, places

from ..models import ActType, Term
from .cards import Word


@dataclass(frozen=True, slots=True)
class ActWords:
    """Names of an act and of its family."""

    word: Word
    family: Word


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Codes and names in force: acts, closed lists by dimension, places by slug, and each commune's other names."""

    acts: Mapping[str, ActWords]
    terms: Mapping[str, Mapping[str, Word]]
    places: Mapping[str, PlaceCard]
    other_names: Mapping[str, tuple[str, ...]]

    def term(self, dimension: str, code: str) -> Word:
        """Return the names of a code; a code that left the list is its own name."""
        return self.terms.get(dimension, {}).get(code) or Word(code, code, code)

    def names(self, dimension: str, codes: Iterable[str]) -> list[str]:
        """Return the French and English names of codes."""
        words = [self.term(dimension, code) for code in codes if code]
        return [name for word in words for name in (word.fr, word.en)]


def read_terms() -> dict[str, dict[str, Word]]:
    """Return the closed lists, by dimension and code, in order."""
    terms: dict[str, dict[str, Word]] = defaultdict(dict)
    for term in Term.objects.all():
        terms[term.dimension][term.code] = Word(term.code, term.fr, term.en)
    return dict(terms)


def read_lexicon() -> Lexicon:
    """Read the vocabulary and the places, in a constant number of queries."""
    acts = {
        a.code: ActWords(Word(a.code, a.fr, a.en), Word(a.family_id, a.family.fr, a.family.en))
        for a in ActType.objects.select_related("family")
    }
    known = {p.slug: p for p in (*places(), *places(kind="zone"))}
    others: dict[str, list[str]] = defaultdict(list)
    for name, slug in place_names().items():
        others[slug].append(name)
    return Lexicon(acts, read_terms(), known, {slug: tuple(names) for slug, names in others.items()})
