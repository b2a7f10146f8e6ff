"""The words of bodies, referrals and deadlines, for their pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import get_language, ngettext

from vigie.network.api import Permission, acting_of, can

from ..models import Dossier
from ..queries.referrals import ReferralSheet
from ..rules.deadlines import DeadlineRule, Urgency, length_of
from ..rules.probes import Hindrance
from ..rules.requirements import Line, Requirement, Row
from ..web import words_referrals as words

register = template.Library()


@register.filter
def level_name(code: str) -> str:
    """Say where a body stands."""
    return str(words.LEVELS.get(code, code))


@register.filter
def section_name(code: str) -> str:
    """Return the heading of a section of a sheet."""
    return str(words.SECTIONS.get(code, code))


@register.filter
def confidence(code: str) -> str:
    """Say how a sheet is known."""
    return str(words.CONFIDENCES.get(code, code))


@register.inclusion_tag("cases/parts/sign.html")
def referral_state(code: str) -> dict[str, Any]:
    """Draw where a referral stands."""
    return {"sign": words.STATES[code]}


@register.inclusion_tag("cases/parts/sign.html")
def line_state(line: Line, draft: bool = True) -> dict[str, Any]:  # noqa: FBT001, FBT002 -- a template's word
    """Draw where a line stands; once it was sent nothing stops a filing any more, what lacks is told all the same."""
    return {"sign": words.STATUSES[line.status] if draft or not line.stops else words.NO_LONGER}


@register.inclusion_tag("cases/parts/sign.html")
def urgency(code: Urgency) -> dict[str, Any]:
    """Draw how near a deadline is."""
    return {"sign": words.URGENCIES[code]}


@register.filter
def requirement(line: Requirement) -> str:
    """Return the words of a line, in English on an English screen."""
    return line.en if (get_language() or "fr").startswith("en") else line.fr


@register.filter
def row_name(row: Row) -> str:
    """Name the row that satisfies a line."""
    return words.row_words(row.kind, row.label)


@register.filter
def where_to(probe: str) -> str:
    """Say what to do to turn a line green."""
    return str(words.where_words(probe))


_NEEDED = {"minors": Permission.VALIDATE_MINOR, "five_years": Permission.MANAGE_ORGANISATION}
"""The right that the page of a line asks for: whoever does not hold it is not sent to a door that stays shut."""


@register.simple_tag(takes_context=True)
def line_address(context: Context, line: Requirement, dossier: Dossier, sheet: ReferralSheet) -> str:
    """Return where a line is satisfied; nothing when it is on the spot, or in another association's own papers."""
    acting = acting_of(context["request"])
    needed = _NEEDED.get(line.probe)
    if needed is not None and not can(acting, needed):
        return ""
    own = acting.organisation == dossier.organisation_id
    return words.where_address(line.probe, dossier.slug, own=own, some_exhibit=bool(sheet.exhibits))


@register.filter
def hindrance(code: Hindrance) -> str:
    """Say what stops one person's words from going."""
    return str(words.HINDRANCES[code])


@register.filter
def rule_name(rule: DeadlineRule) -> str:
    """Name a rule."""
    return str(words.RULES[rule.code])


@register.filter
def rule_event(rule: DeadlineRule) -> str:
    """Name the event a rule starts from."""
    return str(words.EVENTS[rule.event])


@register.filter
def rule_length(rule: DeadlineRule, start: dt.date | None) -> str:
    """Say how long a rule runs: "2 mois", "15 jours"."""
    length = length_of(rule, start)
    parts = (
        ngettext("%(n)s an", "%(n)s ans", length.years) % {"n": length.years} if length.years else "",
        ngettext("%(n)s mois", "%(n)s mois", length.months) % {"n": length.months} if length.months else "",
        ngettext("%(n)s jour", "%(n)s jours", length.days) % {"n": length.days} if length.days else "",
    )
    return " ".join(part for part in parts if part)


@register.filter
def rule_counting(rule: DeadlineRule) -> str:
    """Say how a rule counts."""
    return str(words.COUNTINGS[rule.counting])


@register.filter
def outcome_name(code: str) -> str:
    """Name what a body answered."""
    return str(words.OUTCOMES.get(code, code))


@register.filter
def name_of(names: dict[str, str], person: str) -> str:
    """Return a person's name."""
    return names.get(person, "")


@register.filter
def deed(verb: str) -> str:
    """Say what was done."""
    return str(words.DEEDS.get(verb, verb))
