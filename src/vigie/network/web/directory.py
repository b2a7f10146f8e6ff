"""The directory of organisations, their pages, the places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
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
from ..queries import DirectoryFilter, communes_by_zone, directory, facilities, organisation_page
from ..queries import organisations as organisations_using
from ..requests import acting_of
from ..rules.permissions import Permission
from ..rules.vocabulary import DOMAINS, WIDE_AREAS
from ..words import AREAS, DOMAIN_WORDS, FACILITIES, KINDS, word
from .forms import MemberForm, OrganisationForm
from .history import organisation_history
from .journeys import attempt


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
    asked = DirectoryFilter(
        text=request.GET.get("q", "").replace("\x00", "").strip(),
        zone=request.GET.get("zone", ""),
        domain=request.GET.get("domaine", ""),
    )
    zones = zone_words()
    under_zone = directory(replace(asked, domain=""))
    under_domain = directory(replace(asked, zone=""))
    context = {
        "lines": [_line(row, zones) for row in directory(asked)],
        "asked": asked,
        "in_force": _in_force(asked, zones),
        "zone_facets": _facets(asked, "zone", zones, [z for row in under_domain for z in row.zones]),
        "domain_facets": _facets(asked, "domaine", _said(DOMAINS), [d for row in under_zone for d in row.domains]),
    }
    return render(request, "network/directory.html", context)


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
        "line": _line(row, zone_words()),
        "row": row,
        "members": [m for m in row.members.all() if m.ends is None or m.ends >= today()],
        "ties": [{**tie, "said": (english and tie.get("said_en")) or tie["said"]} for tie in row.ties],
        "mine": mine,
        "is_network": row.kind in NETWORKS,
        "offers_received": list(row.offers_received.filter(answer="").select_related("network")) if mine else [],
        "offers_made": list(row.offers_made.filter(answer="").select_related("member")) if mine else [],
        "member_form": MemberForm(others=possible_members(row)),
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


def _line(row: Organisation, zones: dict[str, str]) -> Line:
    return Line(
        row=row,
        kind=word(KINDS, row.kind),
        zones=", ".join(zones.get(z, z) for z in row.zones),
        domains=", ".join(word(DOMAIN_WORDS, d) for d in row.domains),
    )


def _address(asked: DirectoryFilter, **changed: str) -> str:
    values = {"q": asked.text, "zone": asked.zone, "domaine": asked.domain, **changed}
    kept = {name: value for name, value in values.items() if value}
    return f"?{urlencode(kept)}" if kept else "?"


def _in_force(asked: DirectoryFilter, zones: dict[str, str]) -> list[tuple[str, str]]:
    """Return the filters in force in words, each with the address without it."""
    said = [
        (f"« {asked.text} »" if asked.text else "", "q"),
        (zones.get(asked.zone, asked.zone), "zone"),
        (word(DOMAIN_WORDS, asked.domain) if asked.domain else "", "domaine"),
    ]
    return [(words, _address(asked, **{name: ""})) for words, name in said if words]


def _facets(
    asked: DirectoryFilter, name: str, words: dict[str, str], found: list[str]
) -> list[tuple[str, str, int, bool]]:
    now_in_force = asked.zone if name == "zone" else asked.domain
    rows = [
        (said, _address(asked, **{name: "" if code == now_in_force else code}), found.count(code), code == now_in_force)
        for code, said in words.items()
    ]
    return [row for row in rows if row[2]]


def _draft(row: Organisation, form: OrganisationForm) -> OrganisationDraft:
    data = form.cleaned_data
    return OrganisationDraft(slug=row.slug, languages=row.languages, source=row.source, **data)
