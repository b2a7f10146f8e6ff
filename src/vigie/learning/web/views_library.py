"""The library of the law: shelves, one resource, its file, its verification."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vigie.kernel.api import LANGUAGES, now, today
from vigie.network.api import Permission, acting_of, can
from vigie.ui.api import file_name, toast

from ..actions.library import set_aside, verify_resource
from ..documents.printed import norm_mark, norms_by_code
from ..queries.library import ResourceCard, ResourceFilter, resource, resource_file, resources, texts
from ..queries.studies import modules_about
from ..rules.uploads import MIME
from .reading import FRESH, KINDS, READERS

NAMES = ("text", "kind", "reader", "language", "freshness", "norm")


@require_GET
def shelves(request: HttpRequest) -> HttpResponse:
    """Show what answers to a search: what associations added, then the texts of the vocabulary."""
    acting = acting_of(request)
    asked = {name: request.GET.get(name, "").replace("\x00", "")[:200] for name in NAMES}
    where = ResourceFilter(**asked)
    found = [line_of(card) for card in resources(acting, where, day=today()) if not card.aside or where]
    context = {
        "lines": found,
        "texts": [(card, FRESH[worth.value], norm_mark(card)) for card, worth in texts(where, day=today())],
        "asked": asked,
        "filtered": bool(where),
        "kinds": KINDS,
        "readers": READERS,
        "languages": {code: spoken.name for code, spoken in LANGUAGES.items()},
        "fresh": {code: words[0] for code, words in FRESH.items()},
        "keeps": can(acting, Permission.KEEP_LIBRARY),
    }
    return render(request, "learning/library.html", context)


def line_of(card: ResourceCard) -> dict[str, Any]:
    """Return a resource with the words that go with it."""
    return {
        "card": card,
        "kind": KINDS.get(card.kind, card.kind),
        "readers": [READERS[reader] for reader in card.readers if reader in READERS],
        "language": LANGUAGES[card.language].name if card.language in LANGUAGES else card.language,
        "fresh": FRESH[card.freshness.value],
    }


@require_GET
def resource_page(request: HttpRequest, resource_id: str) -> HttpResponse:
    """Show one resource."""
    acting = acting_of(request)
    card = resource(acting, resource_id, day=today())
    known = norms_by_code()
    context = {
        **line_of(card),
        "norms": [(known[code], norm_mark(known[code])) for code in card.norms if code in known],
        "modules": modules_about(card.norms),
        "keeps": card.own and can(acting, Permission.KEEP_LIBRARY),
        "verifies": card.own and can(acting, Permission.VERIFY_RESOURCE),
    }
    return render(request, "learning/resource.html", context)


@require_GET
def file(request: HttpRequest, resource_id: str) -> HttpResponse:
    """Hand out the file."""
    name, content = resource_file(acting_of(request), resource_id)
    answer = HttpResponse(content, content_type=MIME.get(name.rpartition(".")[2], "application/octet-stream"))
    answer["Content-Disposition"] = f'attachment; filename="{file_name(name)}"'
    return answer


@require_POST
def verify(request: HttpRequest, resource_id: str) -> HttpResponse:
    """Say that it is still right today, or take that back."""
    verified = request.POST.get("what") != "undo"
    verify_resource(acting=acting_of(request), resource_id=resource_id, verified=verified, now=now())
    toast(request, _("Vérifié aujourd’hui, par vous.") if verified else _("La vérification est reprise."))
    return redirect("learning:resource", resource_id)


@require_POST
def shelve(request: HttpRequest, resource_id: str) -> HttpResponse:
    """Take a resource off the shelves, or put it back."""
    aside = request.POST.get("what") != "back"
    set_aside(acting=acting_of(request), resource_id=resource_id, aside=aside, now=now())
    toast(request, _("La fiche est mise de côté.") if aside else _("La fiche est de nouveau en rayon."))
    return redirect("learning:resource", resource_id)
