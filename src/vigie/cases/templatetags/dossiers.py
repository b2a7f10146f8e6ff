"""The words of the pages of dossiers."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from vigie.facts.api import EventCount, StatementCard, unit_name
from vigie.ui.api import say_count

from ..queries.access import AccessCard
from ..rules.access import DossierRole
from ..rules.missing import Lack
from ..rules.states import DossierKind
from ..web import words
from ..web.words_referrals import RULES

register = template.Library()


@register.filter
def kind_name(kind: str) -> str:
    """Say what a dossier is about."""
    return str(words.KINDS[DossierKind(kind)])


@register.filter
def place_name(role: str) -> str:
    """Say what somebody is in a dossier."""
    return str(words.PLACES[DossierRole(role)])


@register.filter
def lack_name(lack: Lack) -> str:
    """Say what is missing."""
    return words.lack_name(lack)


@register.filter
def say_event_count(count: EventCount) -> str:
    """Say the count of an event for one unit: "au moins 12 personnes", "tentes : pas compté"."""
    if count.count.number is None:
        return _("%(unit)s : pas compté") % {"unit": unit_name(count.unit)}
    return say_count(count.count, count.unit)


@register.filter
def deadline_name(title: str) -> str:
    """Say what is due: its own words, or the name of its rule."""
    return str(RULES.get(title, title))


@register.filter
def says_it(card: StatementCard) -> str:
    """Say who says it and how they know: "Lisière, vu en entier", "Nour, recueilli par Lisière"."""
    if card.kind == "testimony":
        return _("%(name)s rapporte (recueilli par %(who)s)") % {"name": card.pseudonym, "who": card.owner_name}
    mode = words.mode_name(card.mode)
    return f"{card.owner_name}, {mode}" if mode else card.owner_name


@register.simple_tag
def is_me(card: AccessCard, me: tuple[str, str]) -> bool:
    """Say whether a place is one's own, for the association one acts for."""
    return (card.person, card.organisation) == me
