"""Sentences of notifications and long work, from their codes."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from vigie.kernel.api import Refusal
from vigie.ui.api import say

register = template.Library()


@register.simple_tag
def say_code(code: str, params: Mapping[str, object] | None = None) -> str:
    """Return the sentence of a code, with its parameters."""
    refusal = Refusal(code)
    refusal.params = dict(params or {})
    return say(refusal)
