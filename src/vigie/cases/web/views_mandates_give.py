"""Give a mandate, print it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from vigie.kernel.api import Missing, Refusal, now, today
from vigie.network.api import Acting, Permission, acting_of, check
from vigie.ui.api import render_pdf, say, say_day, toast
from vigie.vault.api import is_keyholder, unlocked_of

from ..actions.mandates import MandateDraft, give_mandate
from ..models import Dossier
from ..queries.access import enter
from ..queries.mandates import LawyerCard, Lendable, lawyers, lendable, mandates
from ..rules.mandates import Piece
from .forms_mandates import MandateForm
from .shell import around
from .words_mandates import piece_name


@never_cache
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to whom, what, why; print the paper to sign, or give the mandate."""
    acting, moment = acting_of(request), now()
    entered = enter(acting, slug)
    check(acting, Permission.GIVE_MANDATE)
    unlocked = unlocked_of(request, now=moment)
    form = MandateForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        lawyers=lawyers(acting, entered.dossier),
        facts=lendable(acting, entered.dossier, today=today()),
        initial={"signed_on": today()},
    )
    if form.is_valid():
        if request.POST.get("what") == "print":
            return _printed(_told(acting, entered.dossier, form))
        try:
            give_mandate(acting=acting, unlocked=unlocked, slug=slug, draft=_draft(form), now=moment)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, say(refusal))
        else:
            return _thanked(request, slug, form)
    context = {
        **around(entered, "mandates"),
        "form": form,
        "facts": [(f, [(p, piece_name(p.piece)) for p in f.pieces]) for f in form.facts],
        "ready": [card for card in form.lawyers if card.has_key],
        "waiting": [card for card in form.lawyers if not card.has_key],
        "unlocked": unlocked,
        "holds_key": is_keyholder(acting),
    }
    return render(request, "cases/give_mandate.html", context, status=422 if form.errors else 200)


def _draft(form: MandateForm) -> MandateDraft:
    data = form.cleaned_data
    paper = data["paper"].read() if data["paper"] else None
    return MandateDraft(data["access_id"], data["refs"], data["purpose"], data["signed_on"], data["until"], paper)


def _thanked(request: HttpRequest, slug: str, form: MandateForm) -> HttpResponse:
    number = len(form.cleaned_data["refs"])
    words = ngettext(
        "Le mandat est donné : il ouvre %(n)s contenu. L’avocat·e est prévenu·e.",
        "Le mandat est donné : il ouvre %(n)s contenus. L’avocat·e est prévenu·e.",
        number,
    )
    toast(request, words % {"n": number})
    return redirect("cases:mandates", slug)


@never_cache
@require_GET
def paper(request: HttpRequest, slug: str, mandate_id: str) -> HttpResponse:
    """Print a mandate that was given, to sign or to file; for the two associations it binds.

    Raises:
        Missing: ``cases.no_mandate``.
    """
    acting = acting_of(request)
    entered = enter(acting, slug)
    card = next((c for c in mandates(acting, entered.dossier, now=now()) if c.id == mandate_id), None)
    if card is None or not (card.given or card.received):
        raise Missing("cases.no_mandate")
    covers = [(title, [piece_name(p.piece) for p in pieces]) for _fact, title, pieces, _opens in card.facts]
    return _printed(
        _words(
            lender=card.organisation_name,
            lawyer=card.lawyer_name,
            home=card.lawyer_organisation_name,
            dossier=entered.dossier,
            purpose=card.purpose,
            signed_on=card.signed_on,
            until=card.until,
            covers=covers,
        )
    )


def _told(acting: Acting, dossier: Dossier, form: MandateForm) -> dict[str, Any]:
    data = form.cleaned_data
    card: LawyerCard = next(c for c in form.lawyers if c.access.id == data["access_id"])
    return _words(
        lender=acting.organisation_name,
        lawyer=card.access.name,
        home=card.access.organisation_name,
        dossier=dossier,
        purpose=data["purpose"],
        signed_on=data["signed_on"],
        until=data["until"],
        covers=[(f.title, names) for f in form.facts if (names := _ticked(f, data["refs"]))],
    )


def _ticked(fact: Lendable, refs: list[str]) -> list[str]:
    return [piece_name(Piece(p.piece)) for p in fact.pieces if p.ref in refs]


def _words(
    *,
    lender: str,
    lawyer: str,
    home: str,
    dossier: Dossier,
    purpose: str,
    signed_on: dt.date,
    until: dt.date | None,
    covers: list[tuple[str, list[str]]],
) -> dict[str, Any]:
    return {
        "lender": lender,
        "lawyer": lawyer,
        "home": home,
        "dossier": dossier.title,
        "purpose": purpose,
        "signed_on": say_day(signed_on),
        "until": say_day(until) if until else "",
        "covers": [{"fact": title, "pieces": ", ".join(names).capitalize()} for title, names in covers],
    }


def _printed(told: dict[str, Any]) -> HttpResponse:
    response = HttpResponse(render_pdf("cases/mandat.typ", told), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="mandat.pdf"'
    return response
