"""The words of the pages of facts: states, ways of knowing, counts of a unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from vigie.kernel.api import Count

from ..queries.cards import SiteCard, StatementCard, Word
from ..web import words

register = template.Library()


@register.inclusion_tag("facts/parts/mark.html")
def verification(code: str) -> dict[str, Any]:
    """Draw how far a report was checked."""
    return {"state": words.VERIFICATIONS[code]}


@register.inclusion_tag("facts/parts/mark.html")
def known_by(card: StatementCard) -> dict[str, Any]:
    """Draw how one knows: seen, seen afterwards, reported."""
    return {"state": words.known_by(card.mode, card.kind)}


@register.simple_tag
def tally(count: Count | None, unit: str) -> str:
    """Say a count of a unit; nothing when nobody spoke of it."""
    return "" if count is None else words.say_tally(count, unit)


@register.filter
def persons(card: StatementCard) -> Count | None:
    """Return how many people a report counted."""
    return card.count("persons")


@register.filter
def short(label: str) -> str:
    """Return the head of a long name of the vocabulary."""
    return words.short(label)


@register.filter
def origin(code: str) -> str:
    """Say by which way a report came in."""
    return str(words.ORIGINS.get(code, code))


@register.filter
def shared_with(audience: str) -> str:
    """Say how far a fact was shared."""
    return str(words.AUDIENCES.get(audience, audience))


@register.filter
def likeness(code: str) -> str:
    """Say why two reports look like one happening."""
    return str(words.LIKENESSES.get(code, code))


@register.filter
def unit_name(unit: str) -> str:
    """Return the name of a unit, several."""
    return words.unit_name(unit)


@register.filter
def verb(code: str) -> str:
    """Return what the button says that gives a report this state."""
    return str(words.VERIFYING[code])


@register.filter
def site_kind(site: SiteCard, kinds: Mapping[str, Word]) -> str:
    """Return what people live in, in words."""
    word = kinds.get(site.kind)
    return word.label if word else site.kind


@register.filter
def at(mapping: Mapping[str, str], key: str) -> str:
    """Return what a mapping holds under a key, nothing when it holds nothing."""
    return mapping.get(key, "")


@register.filter
def units_of(units: Mapping[str, Sequence[str]], code: str) -> str:
    """Return what is worth counting of an act."""
    return ", ".join(units.get(code, ()))
