"""Small filters of the mailbag's pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms, template

from ..models import Form
from ..queries.forms import title_of

register = template.Library()


@register.filter
def at(mapping: Mapping[str, Any], key: str) -> Any:
    """Return what a mapping holds under a key; the key itself when it holds nothing."""
    return mapping.get(key, key)


@register.filter
def titled(form: Form) -> str:
    """Return the title of a form in the language of the screen."""
    return title_of(form)


@register.filter
def bound(form: forms.Form, name: str) -> forms.BoundField:
    """Return one field of a form."""
    return form[name]


@register.filter
def words(text: str) -> list[str]:
    """Cut a text at its blanks."""
    return text.split()
