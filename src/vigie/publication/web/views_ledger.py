"""The register of publications: what was published, what was held back and why, what has changed since."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vigie.journal.api import history
from vigie.kernel.api import Conflict, Invalid, Refusal, now
from vigie.network.api import Permission, acting_of, can
from vigie.ui.api import say, toast

from ..actions.releases import correct, withdraw_release
from ..queries.ledger import drift, ledger, release_detail, verify_chain
from .words import drifts, lines, zone_name


@require_GET
def ledger_page(request: HttpRequest) -> HttpResponse:
    """Show every publication, newest first."""
    cards = ledger(acting_of(request))
    names = {zone: zone_name(zone) for zone in {card.zone for card in cards}}
    rows = [(card, names[card.zone]) for card in cards]
    return render(request, "publication/ledger.html", {"rows": rows, "broken": verify_chain() if cards else []})


@require_GET
def release_page(request: HttpRequest, release_id: str) -> HttpResponse:
    """Show one publication. ``?comparer=1`` asks its queries again, for its own association."""
    return _page(request, release_id)


def _page(request: HttpRequest, release_id: str, *, refusal: Refusal | None = None, because: str = "") -> HttpResponse:
    acting = acting_of(request)
    card, cells = release_detail(acting, release_id)
    compared = card.own and "comparer" in request.GET
    shown = lines(cells)
    context = {
        "card": card,
        "zone": zone_name(card.zone),
        "given": [line for line in shown if not line.held],
        "held": [line for line in shown if line.held],
        "compared": compared,
        "changes": drifts(drift(release_id, acting, now=now())) if compared else [],
        "may_write": card.own and can(acting, Permission.WRITE_BULLETIN),
        "journal": history(kind="release", object_id=card.id) if card.own else [],
        "broken": card.number in verify_chain(),
        "refused": say(refusal) if refusal else "",
        "because": because,
    }
    return render(request, "publication/release.html", context, status=refusal.status if refusal else 200)


@require_POST
def withdraw(request: HttpRequest, release_id: str) -> HttpResponse:
    """Say that a publication no longer stands."""
    because = request.POST.get("because", "").replace("\x00", "")
    try:
        withdraw_release(acting=acting_of(request), release_id=release_id, because=because, now=now())
    except (Invalid, Conflict) as refusal:
        return _page(request, release_id, refusal=refusal, because=because)
    toast(request, _("La publication est retirée. Elle reste au registre, avec votre raison."))
    return redirect("publication:release", release_id)


@require_POST
def start_correction(request: HttpRequest, release_id: str) -> HttpResponse:
    """Open a draft that corrects a publication."""
    draft = correct(acting=acting_of(request), release_id=release_id, now=now())
    toast(request, _("Un brouillon de correction est ouvert. L’ancienne version reste au registre."))
    return redirect("publication:bulletin", draft)
