"""Find across floors, each by its own door and with its own rules of who sees what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vigie.cases.api import find_dossiers
from vigie.facts.api import FactFilter, StatementCard, families, page
from vigie.kernel.api import today
from vigie.learning.api import ResourceFilter, module_cards, resources, texts
from vigie.network.api import Acting, Permission, can, fold, organisations, places
from vigie.ui.api import say_date

from .guide import pages

Text = str | Promise
MOST = 8


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: its name, where it is, a word about it."""

    label: Text
    url: str
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What one floor found, and where to see the rest."""

    title: Text
    found: tuple[Found, ...]
    more_url: str = ""


def find(text: str, *, acting: Acting) -> list[Group]:
    """Return what each floor finds for a text, empty groups left out."""
    groups = (group for source in SOURCES for group in source(text, acting))
    return [group for group in groups if group.found]


def _facts(text: str, acting: Acting) -> Iterator[Group]:
    if not can(acting, Permission.SEE_FACTS):
        return
    where = FactFilter(text=text)
    shown = page(acting, where, limit=MOST)
    found = tuple(Found(_named(card), reverse("facts:statement", args=[card.id]), card.summary) for card in shown.cards)
    more = f"{reverse('facts:statements')}?{where.to_query()}" if shown.total > MOST else ""
    yield Group(_("Faits"), found, more)


def _named(card: StatementCard) -> str:
    acts = ", ".join(str(act.word.label) for act in card.acts)
    return f"{say_date(card.date)} · {card.place_name} · {acts}"


def _dossiers(text: str, acting: Acting) -> Iterator[Group]:
    """Only by title, and only those one is named in."""
    rows = find_dossiers(acting, text, limit=MOST)
    yield Group(
        _("Dossiers"),
        tuple(Found(d.title, reverse("cases:dossier", args=[d.slug]), d.organisation_name) for d in rows),
    )


def _acts(text: str, _acting: Acting) -> Iterator[Group]:
    wanted = fold(text)
    kinds = [kind for family in families() for kind in family.acts if wanted in fold(f"{kind.code} {kind.word.label}")][
        :MOST
    ]
    address = reverse("facts:statements")
    yield Group(
        _("Actes"),
        tuple(Found(f"{k.code} {k.word.label}", f"{address}?{FactFilter(acts=(k.code,)).to_query()}") for k in kinds),
    )


def _organisations(text: str, _acting: Acting) -> Iterator[Group]:
    wanted = fold(text)
    rows = [o for o in organisations() if wanted in fold(f"{o.name} {o.short_name}")][:MOST]
    yield Group(_("Associations"), tuple(Found(o.name, reverse("network:organisation", args=[o.slug])) for o in rows))


def _places(text: str, _acting: Acting) -> Iterator[Group]:
    wanted = fold(text)
    rows = [p for p in places() if wanted in fold(p.name)][:MOST]
    yield Group(
        _("Communes"),
        tuple(
            Found(p.name, f"{reverse('facts:statements')}?commune={p.slug}", _("Les faits de cette commune"))
            for p in rows
        ),
    )


def _law(text: str, acting: Acting) -> Iterator[Group]:
    """What the library holds: entries first, then the texts of the vocabulary."""
    if not can(acting, Permission.SEE_LEARNING):
        return
    where = ResourceFilter(text=text)
    entries = [
        Found(card.title, reverse("learning:resource", args=[card.id]), card.organisation_name)
        for card in resources(acting, where, day=today())
    ]
    address = reverse("learning:library")
    norms = [
        Found(f"{card.code} {card.label}", f"{address}?{urlencode({'text': card.code})}")
        for card, _w in texts(where, day=today())
    ]
    found = (*entries, *norms)
    yield Group(_("Droit"), tuple(found[:MOST]), f"{address}?{urlencode({'text': text})}" if len(found) > MOST else "")


def _modules(text: str, acting: Acting) -> Iterator[Group]:
    if not can(acting, Permission.SEE_LEARNING):
        return
    wanted, spoken = fold(text), get_language() or "fr"
    rows = [
        card.module
        for card in module_cards(acting)
        if wanted in fold(" ".join([card.module.title.told(spoken), *(p.text.told(spoken) for p in card.module.pages)]))
    ]
    yield Group(
        _("Formations"),
        tuple(
            Found(m.title.told(spoken), reverse("learning:module", args=[m.slug]), m.lead.told(spoken))
            for m in rows[:MOST]
        ),
    )


def _guide(text: str, _acting: Acting) -> Iterator[Group]:
    wanted = fold(text)
    rows = [p for p in pages() if wanted in fold(p.words)][:MOST]
    yield Group(_("Aide"), tuple(Found(p.title, reverse("desk:help-page", args=[p.name]), p.lead) for p in rows))


SOURCES: tuple[Callable[[str, Acting], Iterator[Group]], ...] = (
    _dossiers,
    _facts,
    _acts,
    _places,
    _organisations,
    _law,
    _modules,
    _guide,
)
