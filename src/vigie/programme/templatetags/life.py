"""Words of the templates of the life of a mission."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from .. import wording_life as words

register = template.Library()

_TABLES: Mapping[str, Mapping[Any, Any]] = {
    "report": words.REPORT_STATES,
    "line": words.LINE_STATES,
    "line_kind": words.LINE_KINDS,
    "need": words.NEED_STATES,
    "post": words.POST_STATES,
    "document": words.DOCUMENT_STATES,
    "evening": words.EVENING_STATES,
    "paper": words.PAPERS,
    "absence": words.ABSENCES,
    "face": words.FACES,
    "found": words.FOUND,
    "skill": words.SKILLS,
    "handed": words.HANDED,
    "licence": words.LICENCES,
}


@register.filter
def life_named(code: str, table: str) -> str:
    """Say a code: ``{{ report.state|life_named:"report" }}``."""
    return str(_TABLES[table].get(code, code))


@register.filter
def skill_level(level: int) -> str:
    """Say where one stands, 0 to 4."""
    return str(words.LEVELS_OF_SKILL[level])
