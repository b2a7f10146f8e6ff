"""Words of the programme's templates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .. import wording as words
from ..rules.eligibility import Said
from ..rules.phases import Alert, LengthRule, Span
from ..rules.texts import language_of, said
from ..web.prose import prose

register = template.Library()
_UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def _here() -> str:
    return (get_language() or "fr").split("-")[0]


@register.filter
def spoken(text: Mapping[str, str] | None) -> str:
    """Say a text in the language of the page, or in the one it is written in."""
    return said(text or {}, _here())


@register.filter
def rich(text: Mapping[str, str] | None) -> SafeString:
    """Set a text written in Markdown."""
    return prose(said(text or {}, _here()))


@register.simple_tag
def lang_of(text: Mapping[str, str] | None) -> SafeString:
    """Mark the language of a text that is not the page's own: ``<p{% lang_of text %}>``."""
    found = language_of(text or {}, _here())
    return mark_safe("") if found == _here() else format_html(' lang="{}"', found)


@register.filter
def say_span(span: Span) -> str:
    """Say when a phase is."""
    return words.say_span(span.start, span.end)


@register.filter
def say_rule(rule: LengthRule) -> str:
    """Say how long the programme wants a phase."""
    return words.say_rule(rule)


@register.filter
def say_alert(alert: Alert) -> str:
    """Say what is wrong with a phase."""
    return words.say_alert(alert)


@register.filter
def say_euros(cents: int | None) -> str:
    """Say an amount in cents."""
    return words.say_euros(cents)


@register.filter
def say_note(note: Said) -> str:
    """Say what an answer means for the call."""
    return words.say_note(note)


@register.filter
def say_short_note(note: Said) -> str:
    """Say to the jury what an answer means."""
    return words.say_short_note(note)


@register.filter
def say_deadline(card: Any) -> str:
    """Say until when one may apply to a call card."""
    return words.say_deadline(card.openness, card.deadline)


_TABLES: Mapping[str, Mapping[Any, Any]] = {
    "phase": words.PHASES,
    "part": words.PARTS,
    "call_state": words.CALL_STATES,
    "mission_state": words.MISSION_STATES,
    "application_state": words.APPLICATION_STATES,
    "state_sentence": words.STATE_SENTENCES,
    "file": words.FILES,
    "age": words.AGES,
    "level": words.LEVELS,
    "advice": words.ADVICES,
    "outcome": words.OUTCOMES,
    "reply": words.REPLIES,
    "held": words.HELD,
    "lack": words.LACKS,
    "missing_part": words.PARTS_MISSING,
    "sheet": words.SHEET,
    "milestone": words.MILESTONES,
    "language": words.LANGUAGES,
    "criterion": words.CRITERIA,
}


@register.filter
def named(code: str, table: str) -> str:
    """Say a code: ``{{ phase.kind|named:"phase" }}``."""
    return str(_TABLES[table].get(code, code))


@register.simple_tag
def json_ld(data: Mapping[str, object]) -> SafeString:
    """Write linked data for machines; nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, default=str).translate(_UNSAFE)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 -- escaped above
