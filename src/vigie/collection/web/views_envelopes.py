"""Sealed envelopes in the mailbag: how many wait, opened so many at a time in front of whoever holds the key."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from vigie.kernel.api import now
from vigie.network.api import Permission, acting_of, check
from vigie.ui.api import toast
from vigie.vault.api import unlocked_of

from ..actions.unsealing import Stage, open_step, retry
from ..models import Envelope
from ..queries.envelopes import sealed_state
from .motives import motive_of
from .views_mailbag import sitting
from .words import STAGES, STUCK, Shut

MAX_DIGITS = 6


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def envelopes(request: HttpRequest) -> HttpResponse:
    """Show what rests sealed; or do the next step of opening it."""
    acting = acting_of(request)
    if request.method == "POST":
        check(acting, Permission.CLEAR_MAILBAG)
        return _step(request)
    moment = now()
    state = sealed_state(acting)
    context: dict[str, Any] = {
        "state": state,
        "ready": state.ready(moment),
        "under_way": state.under_way(moment),
        "stuck": [(row, _shut(row)) for row in state.stuck],
        "to_open": state.unsorted + sum(len(group.ids) for group in state.ready(moment)) + state.bundles,
        **sitting(request),
    }
    return render(request, "collection/mailbag/envelopes.html", context)


def _shut(row: Envelope) -> Shut:
    return STUCK.get(row.trouble, STUCK["collection.envelope.unread"])


def _step(request: HttpRequest) -> HttpResponse:
    """Do one step and show how far it has come. Left at any moment, what was not done is still there."""
    acting, moment = acting_of(request), now()
    unlocked, motive = unlocked_of(request, now=moment), motive_of(request)
    if unlocked is None or not motive:
        return _onward(request)
    if "begin" in request.POST:
        retry(acting=acting)
    step = open_step(
        acting=acting,
        unlocked=unlocked,
        motive=motive,
        now=moment,
        forced=request.POST.get("forced", ""),
        after=request.POST.get("after", ""),
    )
    records = _number(request, "records") + len(step.records) * (step.stage is Stage.OPEN)
    if step.stage is Stage.OVER:
        _tell(request, records)
        return _onward(request)
    done = step.done + (_number(request, "done") if request.POST.get("stage") == step.stage else 0)
    context = {
        "step": step,
        "stage": step.stage.value,
        "words": STAGES[step.stage],
        "done": done,
        "total": done + step.left,
        "records": records,
        "forced": request.POST.get("forced", ""),
    }
    page = (
        "collection/mailbag/_envelopes_step.html" if _by_script(request) else "collection/mailbag/envelopes_step.html"
    )
    return render(request, page, context)


def _tell(request: HttpRequest, records: int) -> None:
    """Say what came of it, once it is over."""
    if records:
        words = ngettext("%(n)s relevé attend maintenant.", "%(n)s relevés attendent maintenant.", records)
        toast(request, words % {"n": records})
    else:
        toast(request, _("Il n’y a plus rien à ouvrir pour l’instant."))


def _onward(request: HttpRequest) -> HttpResponse:
    here = reverse("collection:envelopes")
    return HttpResponse(headers={"HX-Redirect": here}) if _by_script(request) else redirect(here)


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _number(request: HttpRequest, name: str) -> int:
    said = request.POST.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= MAX_DIGITS else 0
