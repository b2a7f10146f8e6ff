"""Names of the purposes that a floor above knows: a body to which an account may go, ``body:<code>``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from .queries.vocabulary import all_terms

Namer = Callable[[Iterable[str]], Mapping[str, str]]
"""Called with purposes; returns words for those it knows, in the language of the moment."""
_namers: list[Namer] = []


def name_purposes(namer: Namer) -> None:
    """Offer the names of some purposes; a floor calls this when it is ready."""
    _namers.append(namer)


def purpose_names(purposes: Iterable[str]) -> dict[str, str]:
    """Return the words for the purposes that a floor above knows."""
    wanted = list(purposes)
    return {purpose: words for namer in _namers for purpose, words in namer(wanted).items()} if wanted else {}


def purpose_words(purposes: Iterable[str]) -> list[str]:
    """Return purposes in words, in their order; one that nobody knows, by its code."""
    wanted = list(purposes)
    known, terms = purpose_names(wanted), all_terms().get("consent_purpose", {})
    return [known.get(code) or (terms[code].label if code in terms else code) for code in wanted]
