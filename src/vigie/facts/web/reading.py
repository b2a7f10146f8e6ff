"""What several pages read once: the choices of the forms, the names behind codes, the filter of an address."""

from __future__ import annotations

from math import ceil
from typing import Any

from django.http import HttpRequest

from vigie.kernel.api import whole_number
from vigie.network.api import Acting, places
from vigie.ui.api import Page

from ..queries.cards import StatementCard
from ..queries.lists import PAGE, StatementPage, sites
from ..queries.vocabulary import all_terms, families
from ..rules.filters import FactFilter
from .forms_statement import Choices
from .values import Names


def place_labels() -> dict[str, str]:
    """Return the names of communes, then of zones, by slug."""
    return {p.slug: p.name for p in (*places(), *places(kind="zone"))}


def choices_of(acting: Acting) -> Choices:
    """Return what an entry form offers: the living sites are one's own."""
    own = [site for site in sites(acting) if site.own]
    return Choices(families=families(), terms=all_terms(), communes=place_labels(), sites=own)


def names_of(acting: Acting) -> Names:
    """Return the names behind the codes of a statement."""
    return Names(
        acts={act.code: act.label for family in families() for act in family.acts},
        terms=all_terms(),
        communes=place_labels(),
        sites={site.id: site.pseudonym for site in sites(acting, closed=True)},
    )


def filter_of(request: HttpRequest) -> FactFilter:
    """Read the filter in the address."""
    return FactFilter.from_query(dict(request.GET.lists()))


def offset_of(request: HttpRequest) -> int:
    """Return where the page asked for by ``?page=`` starts; a wrong number is the first page."""
    return (max(1, whole_number(request.GET.get("page"), otherwise=1)) - 1) * PAGE


def page_of(found: StatementPage) -> Page[StatementCard]:
    """Return a page of statements as the foot of a list wants it."""
    first = found.offset + 1 if found.cards else 0
    number = found.offset // PAGE + 1
    return Page(
        rows=found.cards,
        number=number,
        pages=max(1, ceil(found.total / PAGE), number + 1 if found.next_offset else number),
        total=found.total,
        first=first,
        last=found.offset + len(found.cards),
        more=found.more,
    )


def one_title(card: StatementCard, short: Any) -> str:
    """Return the title of a statement: its first act and its commune."""
    act = short(card.acts[0].label) if card.acts else ""
    return f"{act}, {card.place_name}" if act else card.place_name
