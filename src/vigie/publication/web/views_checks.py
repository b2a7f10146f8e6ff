"""What one signs: the figures as they would be published, those held back and why, who has signed."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vigie.kernel.api import Conflict, Invalid, Refusal, now
from vigie.network.api import Permission, acting_of, can
from vigie.ui.api import say, toast

from ..actions.checks import SIGNATURES, sign, take_back
from ..queries.checks import CheckCard, check_detail, to_check
from ..queries.ledger import drift_of_bulletin
from ..rules.states import BulletinState
from .words import STATES, Text, drifts, lines, zone_name

ANSWERS = frozenset({"agree", "refuse"})


@require_GET
def waiting_page(request: HttpRequest) -> HttpResponse:
    """List what waits for signatures."""
    cards = to_check(acting_of(request))
    rows = [(card, zone_name(card.zone)) for card in cards]
    return render(request, "publication/to_check.html", {"rows": rows, "needed": SIGNATURES})


@require_GET
def check_page(request: HttpRequest, bulletin_id: str) -> HttpResponse:
    """Show exactly what is signed."""
    return _page(request, bulletin_id)


def _page(request: HttpRequest, bulletin_id: str, *, refusal: Refusal | None = None, note: str = "") -> HttpResponse:
    acting = acting_of(request)
    card, bulletin, cells = check_detail(acting, bulletin_id)
    if bulletin.state != BulletinState.CHECKING:
        return _over(request, card, STATES[bulletin.state], note)
    shown = lines(cells)
    context = {
        "card": card,
        "zone": zone_name(card.zone),
        "needed": SIGNATURES,
        "given": [line for line in shown if not line.held],
        "held": [line for line in shown if line.held],
        "content": json.dumps((bulletin.snapshot or {})["content"], ensure_ascii=False, indent=2),
        "changes": drifts(drift_of_bulletin(bulletin, acting, now=now())),
        "may_write": can(acting, Permission.WRITE_BULLETIN),
        "refused": say(refusal) if refusal else "",
        "note": note,
    }
    return render(request, "publication/check.html", context, status=refusal.status if refusal else 200)


def _over(request: HttpRequest, card: CheckCard, state: tuple[Text, str, str], note: str) -> HttpResponse:
    """Say that a bulletin is no longer to be signed, what of it is kept, and give back the word that was typed."""
    context = {"card": card, "zone": zone_name(card.zone), "state": state, "note": note}
    return render(request, "publication/check_over.html", context, status=409)


@require_POST
def sign_it(request: HttpRequest, bulletin_id: str) -> HttpResponse:
    """Sign, or refuse with a note; what was typed comes back with what keeps it from being taken."""
    answer, note = request.POST.get("answer", ""), request.POST.get("note", "").replace("\x00", "")
    agreed = answer == "agree"
    if answer not in ANSWERS:
        return _page(request, bulletin_id, refusal=Invalid("publication.no_answer", field="answer"), note=note)
    try:
        sign(
            acting=acting_of(request),
            bulletin_id=bulletin_id,
            content_hash=request.POST.get("hash", ""),
            agreed=agreed,
            note=note,
            now=now(),
        )
    except (Invalid, Conflict) as refusal:
        return _page(request, bulletin_id, refusal=refusal, note=note)
    if not agreed:
        toast(request, _("Vous n’avez pas signé. Le bulletin retourne à qui l’écrit, avec votre mot."))
        return redirect("publication:to_check")
    toast(request, _("Votre signature est posée, pour exactement ce contenu."))
    return redirect("publication:check", bulletin_id)


@require_POST
def take_it_back(request: HttpRequest, bulletin_id: str) -> HttpResponse:
    """Take a bulletin back to change it."""
    take_back(acting=acting_of(request), bulletin_id=bulletin_id, now=now())
    toast(request, _("Le bulletin est de nouveau un brouillon. Les signatures ne tiennent plus."))
    return redirect("publication:to_check")
