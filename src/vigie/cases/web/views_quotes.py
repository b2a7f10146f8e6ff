"""Choose a quote: open what a person told, take a passage of it, send it down to the bank."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from vigie.facts.api import StatementDetail
from vigie.kernel.api import LANGUAGES, Denied, Invalid, Refusal, Refusals, now, today
from vigie.network.api import Permission, acting_of, check
from vigie.publication.api import MARKS, pieces, site_names, spot
from vigie.ui.api import say, toast
from vigie.vault.api import unlocked_of

from ..actions.quotes import Chosen, choose_quote, open_told, to_quote, why_not
from ..rules.told import Told
from .forms_statements import MotiveForm, QuoteForm, tell

SHOWN_FOR = 300
"""Seconds a narrative stays open on the screen: the time to read it and to choose."""
YEARS = 2
"""How far ahead the proposed expiry lies, where the consent gives none."""


@require_GET
def quote_of(request: HttpRequest) -> HttpResponse:
    """Lead from the page of a fact to the choice of a quote of it."""
    check(acting_of(request), Permission.CHOOSE_QUOTE)
    statement = request.GET.get("quotable", "")
    return redirect("cases:choose_quote", statement) if statement else redirect("facts:statements")


@never_cache
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, statement_id: str) -> HttpResponse:
    """Show the narrative closed; open it for a motive; take a passage of it."""
    moment = now()
    acting = acting_of(request)
    found = to_quote(acting=acting, statement=statement_id, now=moment)
    refusal = why_not(found, today=today())
    if refusal is not None:
        return render(request, "cases/quotes/not_quotable.html", {"card": found.card, "why": say(refusal)})
    action = request.POST.get("action", "")
    sent = request.POST if action == "propose" else None
    form = QuoteForm(sent, initial=_initial(found))
    about: dict[str, Any] = {
        "card": found.card,
        "detail": found,
        "form": form,
        "motive_form": MotiveForm(),
        **_closed(request),
    }
    if request.method == "GET":
        return _page(request, about)
    motive = MotiveForm(request.POST)
    about["motive_form"] = motive
    if not motive.is_valid():
        return _page(request, about, status=400)
    try:
        told = open_told(
            acting=acting,
            unlocked=unlocked_of(request, now=moment),
            statement=statement_id,
            motive=motive.cleaned_data["motive"],
            now=moment,
        )
    except (Denied, Invalid) as closed:
        return _page(request, {**about, **_refused(closed)}, status=closed.status)
    about |= _opened(told, motive.cleaned_data["motive"])
    if sent is not None and form.is_valid():
        return _propose(request, about, told, moment)
    return _page(request, about, status=400 if form.errors else 200)


def _propose(request: HttpRequest, about: dict[str, Any], told: Told, moment: dt.datetime) -> HttpResponse:
    form: QuoteForm = about["form"]
    acting = acting_of(request)
    filled = form.cleaned_data
    chosen = Chosen(filled["text"], filled["language"], form.around(filled["language"]))
    try:
        quote = choose_quote(acting=acting, statement=about["card"].id, told=told, chosen=chosen, now=moment)
    except Refusals as several:
        tell(form, several.refusals)
        said = [chosen.text, *chosen.around.translations.values()]
        about["marked"] = _marked(said, site_names(acting))
        return _page(request, about, status=400)
    toast(request, _("Proposée : une autre personne doit la relire."))
    return redirect("publication:quote", quote)


def _marked(said: list[str], sites: list[str]) -> list[list[tuple[str, object]]]:
    """Return the texts in which something could tell who speaks, cut, each marked piece with what it could be."""
    found = [(words, spots) for words in said if (spots := spot(words, sites))]
    return [[(piece, MARKS[mark] if mark else "") for piece, mark in pieces(words, spots)] for words, spots in found]


def _page(request: HttpRequest, about: dict[str, Any], *, status: int = 200) -> HttpResponse:
    alone = bool(request.headers.get("HX-Request"))
    template = "cases/quotes/narrative.html" if alone else "cases/quotes/choose.html"
    return render(request, template, about, status=200 if alone else status)


def _closed(request: HttpRequest) -> dict[str, Any]:
    return {"told": None, "locked": False, "marked": [], "motive": "", "back": request.path}


def _refused(refusal: Refusal) -> dict[str, Any]:
    locked = refusal.code == "vault.locked"
    return {"locked": locked, "refused": "" if locked else say(refusal)}


def _opened(told: Told, motive: str) -> dict[str, Any]:
    return {"told": told, "motive": motive, "seconds": SHOWN_FOR, "minutes": SHOWN_FOR // 60}


def _initial(found: StatementDetail) -> dict[str, object]:
    told = found.testimony
    assert told is not None
    until = next((answer.until for answer in told.consents if answer.purpose == "quote"), None)
    day = today()
    ahead = day.replace(year=day.year + YEARS, day=min(day.day, 28))
    return {
        "pseudonym": told.pseudonym,
        "language": told.language if told.language in LANGUAGES else "fr",
        "until": until or ahead,
    }
