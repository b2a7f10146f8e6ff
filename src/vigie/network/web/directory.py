"""The directory of organisations, their pages, the places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vigie.kernel.api import now, today
from vigie.ui.api import toast

from ..acting import check
from ..actions.organisations import NETWORKS, OrganisationDraft, change_organisation
from ..models import Organisation, Place
from ..queries import DirectoryFilter, communes_by_zone, everything, facilities, narrowed, organisation_page
from ..queries import organisations as organisations_using
from ..queries.contacts import networks_with_members
from ..requests import acting_of
from ..rules.permissions import Permission
from ..rules.vocabulary import DOMAINS, WIDE_AREAS
from ..words import AREAS, DOMAIN_WORDS, FACILITIES, KINDS, word
from ..words_life import CONTACT_NAMES, LANGUAGE_NAMES
from .forms import MemberForm, OrganisationForm
from .history import organisation_history
from .journeys import attempt

NAMES = {
    "text": "q",
    "zone": "zone",
    "domain": "domaine",
    "language": "langue",
    "network": "reseau",
    "commune": "commune",
}
"""How each part of the filter stands in an address."""


@dataclass(frozen=True, slots=True)
class Line:
    """An organisation in the directory, in words."""

    row: Organisation
    kind: str
    zones: str
    domains: str


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Show the directory, narrowed by text, zone and domain."""
    asked, day, zones = asked_of(request), today(), zone_words()
    rows = everything()

    def found(without: str, attribute: str) -> list[str]:
        kept = narrowed(rows, replace(asked, **{without: ""}), day=day)
        return [code for row in kept for code in getattr(row, attribute)]

    networks = networks_with_members(day)
    context = {
        "lines": [line_of(row, zones) for row in narrowed(rows, asked, day=day)],
        "asked": asked,
        "in_force": in_force_of(request),
        "query": request.GET.urlencode(),
        "zone_facets": _facets(asked, "zone", zones, found("zone", "zones")),
        "domain_facets": _facets(asked, "domain", _said(DOMAINS), found("domain", "domains")),
        "language_facets": _facets(asked, "language", dict(LANGUAGE_NAMES), found("language", "languages")),
        "network_facets": [
            (name, _address(asked, network="" if slug == asked.network else slug), number, slug == asked.network)
            for slug, name in networks
            if (number := len(narrowed(rows, replace(asked, network=slug), day=day)))
        ],
    }
    return render(request, "network/directory.html", context)


def asked_of(request: HttpRequest) -> DirectoryFilter:
    """Return what an address narrows the directory to."""
    values = {name: request.GET.get(said, "").replace("\x00", "").strip()[:80] for name, said in NAMES.items()}
    return DirectoryFilter(**values)


def in_force_of(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the filters in force in words, each with the address without it."""
    asked = asked_of(request)
    communes = {p.slug: p.name for p in Place.objects.filter(slug=asked.commune)} if asked.commune else {}
    said = {
        "text": f"« {asked.text} »" if asked.text else "",
        "zone": zone_words().get(asked.zone, asked.zone),
        "domain": word(DOMAIN_WORDS, asked.domain) if asked.domain else "",
        "language": str(LANGUAGE_NAMES.get(asked.language, asked.language)),
        "network": dict(networks_with_members(today())).get(asked.network, asked.network) if asked.network else "",
        "commune": communes.get(asked.commune, asked.commune),
    }
    return [(words, _address(asked, **{name: ""})) for name, words in said.items() if words]


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one organisation: what it is, what it does, its ties, and what is said of it by whom."""
    row = organisation_page(slug)
    return render(request, "network/organisation.html", page_of(request, row))


def page_of(request: HttpRequest, row: Organisation) -> dict[str, object]:
    """Return what the page of an organisation shows to who asks."""
    acting = getattr(request, "acting", None)
    english = get_language() == "en"
    ours = acting if acting is not None and acting.organisation == row.id else None
    mine = ours is not None and ours.can(Permission.MANAGE_ORGANISATION)
    return {
        "line": line_of(row, zone_words()),
        "row": row,
        "members": [m for m in row.members.all() if m.ends is None or m.ends >= today()],
        "ties": [{**tie, "said": (english and tie.get("said_en")) or tie["said"]} for tie in row.ties],
        "mine": mine,
        "is_network": row.kind in NETWORKS,
        "offers_received": list(row.offers_received.filter(answer="").select_related("network")) if mine else [],
        "offers_made": list(row.offers_made.filter(answer="").select_related("member")) if mine else [],
        "member_form": MemberForm(others=possible_members(row)),
        "contacts": [(CONTACT_NAMES[c.kind], c) for c in row.contacts.all()],
        "communes": list(Place.objects.filter(slug__in=row.communes)),
        "languages": ", ".join(str(LANGUAGE_NAMES[code]) for code in row.languages if code in LANGUAGE_NAMES),
        "history": organisation_history(ours, row.id),
        "day": today(),
    }


def possible_members(row: Organisation) -> list[tuple[str, str]]:
    """Return the associations a network may offer to be its members: id and name."""
    here = {m.member_id for m in row.members.all() if m.ends is None} | {row.id}
    return [(str(card.id), card.name) for card in organisations_using(using_vigie=True) if card.id not in here]


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Change what the association acted for says of itself."""
    acting = acting_of(request)
    check(acting, Permission.MANAGE_ORGANISATION)
    row = Organisation.objects.get(id=acting.organisation)
    form = OrganisationForm(request.POST or None, instance=row, zones=list(zone_words().items()))
    if request.method == "POST" and attempt(
        form, lambda: change_organisation(acting=acting, draft=_draft(row, form), now=now())
    ):
        toast(request, _("Page de l’association enregistrée."))
        return redirect("network:organisation", slug=row.slug)
    return render(request, "network/organisation_form.html", {"form": form, "row": row})


@require_safe
def place_list(request: HttpRequest) -> HttpResponse:
    """Show communes by zone and facilities by kind."""
    english = get_language() == "en"
    kinds = [
        (word(FACILITIES, kind), list(rows)) for kind, rows in groupby(facilities(), key=lambda facility: facility.kind)
    ]
    zones = [(_place_name(zone, english=english), communes) for zone, communes in communes_by_zone() if communes]
    return render(request, "network/places.html", {"zones": zones, "kinds": kinds, "english": english, "day": today()})


def zone_words() -> dict[str, str]:
    """Return the name of each zone in the language of the page, by code; wide areas last."""
    english = get_language() == "en"
    rows = Place.objects.filter(kind=Place.Kind.ZONE)
    return {row.slug: _place_name(row, english=english) for row in rows} | {a: word(AREAS, a) for a in WIDE_AREAS}


def _place_name(row: Place, *, english: bool) -> str:
    return row.name_en if english and row.name_en else row.name


def _said(codes: Iterable[str]) -> dict[str, str]:
    return {code: word(DOMAIN_WORDS, code) for code in codes}


def line_of(row: Organisation, zones: dict[str, str]) -> Line:
    """Return an organisation in words."""
    return Line(
        row=row,
        kind=word(KINDS, row.kind),
        zones=", ".join(zones.get(z, z) for z in row.zones),
        domains=", ".join(word(DOMAIN_WORDS, d) for d in row.domains),
    )


def _address(asked: DirectoryFilter, **changed: str) -> str:
    values = {**asdict(asked), **changed}
    kept = {NAMES[name]: value for name, value in values.items() if value}
    return f"?{urlencode(kept)}" if kept else "?"


def _facets(
    asked: DirectoryFilter, name: str, words: Mapping[str, object], found: list[str]
) -> list[tuple[object, str, int, bool]]:
    held = getattr(asked, name)
    rows = [
        (said, _address(asked, **{name: "" if code == held else code}), found.count(code), code == held)
        for code, said in words.items()
    ]
    return [row for row in rows if row[2]]


def _draft(row: Organisation, form: OrganisationForm) -> OrganisationDraft:
    data = form.cleaned_data
    return OrganisationDraft(slug=row.slug, source=row.source, **data)
