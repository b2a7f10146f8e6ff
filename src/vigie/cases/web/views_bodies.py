"""Bodies: the list, a sheet, its verification; what a person answers about one of them."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.facts.api import detail
from vigie.kernel.api import Conflict, Invalid, Missing, now, today
from vigie.network.api import Permission, acting_of, can, check
from vigie.ui.api import say, toast

from ..actions.bodies import unverify_body, verify_body
from ..actions.consents import answer_consent
from ..queries.bodies import bodies, body_sheet
from .inputs import day_of
from .words_referrals import LEVELS


@require_GET
def body_list(request: HttpRequest) -> HttpResponse:
    """List the bodies by level, with what has been verified."""
    acting = acting_of(request)
    asked = {name: request.GET.get(name, "") for name in ("q", "level", "state")}
    found = bodies(acting, text=asked["q"], level=asked["level"], state=asked["state"])
    order = list(LEVELS)
    ranked = sorted(found, key=lambda card: order.index(card.level) if card.level in order else len(order))
    groups = [(level, list(cards)) for level, cards in groupby(ranked, key=lambda card: card.level)]
    return render(
        request, "cases/bodies.html", {"groups": groups, "asked": asked, "levels": LEVELS, "total": len(found)}
    )


@require_GET
def body(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is known of one body."""
    acting = acting_of(request)
    sheet = body_sheet(acting, code)
    context = {"sheet": sheet, "card": sheet.card, "may_verify": can(acting, Permission.VERIFY_BODY)}
    return render(request, "cases/body.html", context)


@require_POST
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say that a sheet was checked, or take that back."""
    acting = acting_of(request)
    if request.POST.get("what") == "unverify":
        unverify_body(acting=acting, code=code, now=now())
        toast(request, _("Cette fiche est de nouveau à vérifier."))
    else:
        verify_body(acting=acting, code=code, now=now())
        toast(request, _("Cette fiche est marquée vérifiée, par vous, aujourd’hui."))
    return redirect("cases:body", code)


@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest, statement: str, code: str) -> HttpResponse:
    """Write what a person of one's own association answers about one body."""
    acting = acting_of(request)
    check(acting, Permission.CODE_FACTS)
    found = detail(acting, statement, today=today())
    if not found.card.own or found.testimony is None:
        raise Missing("facts.no_testimony")
    sheet = body_sheet(acting, code)
    refused, onward = "", _onward(request)
    if request.method == "POST":
        try:
            granted, until = _answer(request), day_of(request, "until")
            answer_consent(acting=acting, statement=statement, body=code, granted=granted, until=until, now=now())
        except (Invalid, Conflict) as refusal:
            refused = str(say(refusal))
        else:
            toast(request, _("Sa réponse est notée."), level=messages.SUCCESS)
            return redirect(onward) if onward else redirect("facts:statement", statement)
    held = next((c for c in found.testimony.consents if c.purpose == f"body:{code}"), None)
    context = {"sheet": sheet, "card": found.card, "held": held, "refused": refused, "today": today(), "onward": onward}
    return render(request, "cases/body_consent.html", context, status=400 if refused else 200)


def _onward(request: HttpRequest) -> str:
    """Return the address of this house one came from, to go back to it; nothing for any other."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    here = {request.get_host()}
    return wanted if url_has_allowed_host_and_scheme(wanted, here, require_https=request.is_secure()) else ""


def _answer(request: HttpRequest) -> bool:
    said = {"yes": True, "no": False}.get(request.POST.get("answer", ""))
    if said is None:
        raise Invalid("cases.answer_needed", field="answer")
    return said
