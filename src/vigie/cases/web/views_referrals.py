"""Referrals of a dossier: the list, one with its checklist, and each thing one changes in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.facts.api import orders as visible_orders
from vigie.kernel.api import Conflict, Invalid, now, today
from vigie.network.api import Acting, acting_of
from vigie.ui.api import say, toast

from ..actions.consents import ask_consent
from ..actions.keeping import strategy_of
from ..actions.referrals import (
    Mark,
    abandon,
    attach_order,
    choose_exhibits,
    choose_people,
    confirm,
    detach_order,
    open_referral,
    write_asked,
    write_line,
)
from ..queries.access import enter
from ..queries.bodies import bodies
from ..queries.documents import documents_card
from ..queries.referrals import referral_sheet, referrals
from .forms_referrals import OutcomeForm
from .inputs import words_of
from .shell import around

COURTS = frozenset({"juridiction", "parquet"})
"""Before them the other side reads everything that is sent."""


@require_http_methods(["GET", "POST"])
def referral_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the referrals of a dossier; open one."""
    acting = acting_of(request)
    entered = enter(acting, slug)
    if request.method == "POST":
        opened = open_referral(acting=acting, slug=slug, body=request.POST.get("body", ""), now=now())
        toast(request, _("La saisine est ouverte : rien n’est envoyé."))
        return redirect("cases:referral", slug, opened)
    attached = list(entered.dossier.orders.select_related("order"))
    taken = {row.order_id for row in attached}
    context = {
        "referrals": referrals(acting, entered, today=today()),
        "bodies": bodies(acting),
        "attached": attached,
        "orders": [card for card in visible_orders(acting) if card.id not in taken],
        **around(entered, "referrals"),
    }
    return render(request, "cases/referrals.html", context)


@require_GET
def referral(request: HttpRequest, slug: str, referral_id: str) -> HttpResponse:
    """Show one referral: its checklist, its people, its deadlines, the one next step."""
    return show(request, slug, referral_id)


def show(request: HttpRequest, slug: str, referral_id: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """Draw the page of a referral; ``more`` brings back what was typed and why it was refused."""
    acting = acting_of(request)
    entered = enter(acting, slug)
    sheet = referral_sheet(acting, entered, referral_id, today=today())
    draft = sheet.row.state == "draft"
    context = {
        "r": sheet,
        "card": sheet.sheet.card,
        "draft": draft,
        "court": sheet.sheet.card.nature in COURTS,
        "outcome_form": OutcomeForm(),
        "strategy_asks": bool(strategy_of(entered.dossier).asked.strip()) and not sheet.row.asked.strip(),
        "documents": documents_card(acting, entered, sheet.row, now=now()),
        "typed": None,
        "starts": {},
        "proof_refused": None,
        "today": today(),
        **around(entered, "referrals"),
        **more,
    }
    context["may_change"] = draft and context["may_work"]
    return render(request, "cases/referral.html", context, status=status)


@require_POST
def change(request: HttpRequest, slug: str, referral_id: str) -> HttpResponse:
    """Do one thing to a referral: whichever button was pressed."""
    acting, what = acting_of(request), request.POST.get("what", "")
    enter(acting, slug)
    if what in {"line", "asked"}:
        return _write(request, acting, slug, referral_id, what)
    try:
        told = DEEDS.get(what, _unknown)(request, acting, slug, referral_id)
    except (Invalid, Conflict) as refusal:
        toast(request, say(refusal), level=messages.ERROR)
    else:
        toast(request, told)
    return redirect("cases:referral", slug, referral_id)


def _write(request: HttpRequest, acting: Acting, slug: str, referral_id: str, what: str) -> HttpResponse:
    """Write a text; refused, it comes back on the page as it was typed."""
    code = words_of(request, "code") if what == "line" else "asked"
    text, base = words_of(request, "text"), words_of(request, "base")
    same: dict[str, Any] = {"acting": acting, "slug": slug, "referral_id": referral_id, "now": now()}
    try:
        if what == "asked":
            write_asked(text=text, base=base, **same)
        else:
            write_line(line=code, text=text, base=base, aside=bool(request.POST.get("aside")), **same)
    except (Invalid, Conflict) as refusal:
        typed = {"code": code, "text": text, "why": str(say(refusal))}
        return show(request, slug, referral_id, status=type(refusal).status, typed=typed)
    toast(request, _("C’est écrit."))
    return redirect("cases:referral", slug, referral_id)


def _people(request: HttpRequest, acting: Acting, slug: str, referral_id: str) -> str:
    named = set(request.POST.getlist("named"))
    people = {fact: fact in named for fact in request.POST.getlist("fact")}
    choose_people(acting=acting, slug=slug, referral_id=referral_id, people=people, now=now())
    return _("Les personnes de la saisine sont choisies.")


def _exhibits(request: HttpRequest, acting: Acting, slug: str, referral_id: str) -> str:
    chosen = request.POST.getlist("exhibit")
    choose_exhibits(acting=acting, slug=slug, referral_id=referral_id, exhibits=chosen, now=now())
    return _("Les pièces produites sont choisies.")


def _confirm(request: HttpRequest, acting: Acting, slug: str, referral_id: str) -> str:
    try:
        mark = Mark(request.POST.get("mark", ""))
    except ValueError:
        raise Invalid("cases.change_unknown") from None
    holds = not request.POST.get("back")
    confirm(acting=acting, slug=slug, referral_id=referral_id, mark=mark, holds=holds, now=now())
    return _("C’est confirmé, à votre nom.") if holds else _("La confirmation est reprise.")


def _ask(request: HttpRequest, acting: Acting, slug: str, referral_id: str) -> str:
    person = request.POST.get("person", "")
    told = ask_consent(acting=acting, slug=slug, referral_id=referral_id, person_id=person, now=now())
    words = ngettext("La demande est partie à %(n)s personne.", "La demande est partie à %(n)s personnes.", told)
    return words % {"n": told}


def _abandon(request: HttpRequest, acting: Acting, slug: str, referral_id: str) -> str:  # noqa: ARG001 -- a deed
    abandon(acting=acting, slug=slug, referral_id=referral_id, now=now())
    return _("La saisine est abandonnée. Rien n’en est effacé.")


def _take_up(request: HttpRequest, acting: Acting, slug: str, referral_id: str) -> str:  # noqa: ARG001 -- a deed
    abandon(acting=acting, slug=slug, referral_id=referral_id, now=now(), back=True)
    return _("La saisine est reprise.")


def _unknown(_request: HttpRequest, _acting: Acting, _slug: str, _referral_id: str) -> str:
    raise Invalid("cases.change_unknown")


DEEDS: dict[str, Callable[[HttpRequest, Acting, str, str], str]] = {
    "people": _people,
    "exhibits": _exhibits,
    "confirm": _confirm,
    "ask": _ask,
    "abandon": _abandon,
    "take_up": _take_up,
}


@require_POST
def orders(request: HttpRequest, slug: str) -> HttpResponse:
    """Attach an order to a dossier, or take it off."""
    acting = acting_of(request)
    enter(acting, slug)
    try:
        if request.POST.get("what") == "detach":
            detach_order(acting=acting, slug=slug, row_id=request.POST.get("row", ""), now=now())
        else:
            attach_order(acting=acting, slug=slug, order_id=request.POST.get("order", ""), now=now())
    except (Invalid, Conflict) as refusal:
        toast(request, say(refusal), level=messages.ERROR)
    else:
        toast(request, _("C’est noté."))
    return redirect("cases:referrals", slug)
