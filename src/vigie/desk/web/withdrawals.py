"""Ce qui est retiré: the list, one withdrawal with all it touched, and what finishes it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from vigie.facts.api import WithdrawalCard, withdrawals
from vigie.kernel.api import now
from vigie.network.api import acting_of
from vigie.ui.api import toast

from ..withdrawals import close, erase_identity, mark, sheet

LONGEST = 300


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what was taken back here: what waits for somebody, what waits for its testimony, what is done."""
    acting = acting_of(request)
    waits = withdrawals(acting)
    context = {
        "open": [card for card in waits if _asks(card)],
        "unknown": [card for card in waits if not _asks(card)],
        "closed": withdrawals(acting, closed=True),
        "here": acting.organisation_slug,
    }
    return render(request, "desk/withdrawals/index.html", context)


@never_cache
@require_safe
def one(request: HttpRequest, withdrawal_id: str) -> HttpResponse:
    """Show one withdrawal and all it touched."""
    found = sheet(acting_of(request), withdrawal_id, now=now())
    return render(request, "desk/withdrawals/one.html", {"sheet": found, "card": found.card})


@require_POST
def seen(request: HttpRequest, withdrawal_id: str) -> HttpResponse:
    """Write that one line was seen to."""
    subject = request.POST.get("subject", "").replace("\x00", "")
    mark(acting=acting_of(request), withdrawal_id=withdrawal_id, subject=subject, now=now())
    return redirect("desk:withdrawal", withdrawal_id)


@require_POST
def erased(request: HttpRequest, withdrawal_id: str) -> HttpResponse:
    """Erase what is sealed of the person, because they ask so."""
    reason = request.POST.get("reason", "").replace("\x00", "").strip()[:LONGEST]
    number = erase_identity(acting=acting_of(request), withdrawal_id=withdrawal_id, reason=reason, now=now())
    words = ngettext("%(n)s contenu scellé est effacé.", "%(n)s contenus scellés sont effacés.", number)
    toast(request, words % {"n": number})
    return redirect("desk:withdrawal", withdrawal_id)


@require_POST
def closed(request: HttpRequest, withdrawal_id: str) -> HttpResponse:
    """Say that all was seen to."""
    close(acting=acting_of(request), withdrawal_id=withdrawal_id, now=now())
    toast(request, _("C’est traité. L’arrêt, lui, vaut pour toujours."))
    return redirect("desk:withdrawals")


def _asks(card: WithdrawalCard) -> bool:
    return card.met or card.contact is not None
