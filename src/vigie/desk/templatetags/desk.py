"""Sentences of notifications and long work, from their codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import template
from django.utils.translation import gettext_lazy as _

from vigie.facts.api import WithdrawnBy, purpose_words
from vigie.kernel.api import Refusal
from vigie.ui.api import say

register = template.Library()
HOW = {
    WithdrawnBy.WORDS: _("par quatre mots"),
    WithdrawnBy.HOUSE: _("noté dans l’association"),
    WithdrawnBy.RESTORE: _("après une sauvegarde remise"),
}


@register.simple_tag
def say_code(code: str, params: Mapping[str, object] | None = None) -> str:
    """Return the sentence of a code, with its parameters."""
    refusal = Refusal(code)
    refusal.params = dict(params or {})
    return say(refusal)


@register.filter
def withdrawn_by(how: WithdrawnBy) -> str:
    """Say how the association heard of a withdrawal."""
    return str(HOW[how])


@register.filter
def purposes(codes: Iterable[str]) -> str:
    """Say which purposes were taken back."""
    return ", ".join(purpose_words(codes))
