"""The tables of a bulletin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("publication/parts/rows.html")
def rows(rows: Sequence[Sequence[str]], *heads: str) -> dict[str, Any]:
    """Draw rows under their heads; the first column names the row."""
    return {"rows": rows, "heads": heads}
