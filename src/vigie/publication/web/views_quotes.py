"""The bank of quotes: the list, one quote, its second reading, its withdrawal."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.facts.api import all_terms
from vigie.journal.api import history
from vigie.kernel.api import LANGUAGES, Conflict, Invalid, Missing, Refusal, Refusals, now, today
from vigie.network.api import Acting, Permission, acting_of, can, check, person_names
from vigie.ui.api import say, toast

from ..actions.quotes import read_quote, revise_quote, withdraw_quote
from ..entering import AroundForm
from ..phrases import SENTENCES
from ..queries.quotes import QuoteCard, QuoteFilter, quote, quotes, site_names
from ..rules.quotes import Standing
from ..rules.states import QUOTE_MOVES, QuoteState
from .words_quotes import STANDINGS, line, say_use, zone_names

KEYS = {"language": "langue", "zone": "zone", "standing": "etat"}


@require_GET
def quotes_page(request: HttpRequest) -> HttpResponse:
    """List the quotes one may see."""
    acting = acting_of(request)
    where = QuoteFilter(**{field: request.GET.get(key, "") for field, key in KEYS.items()})
    everything = quotes(acting, QuoteFilter(), today=today())
    zones = zone_names()
    found = quotes(acting, where, today=today())
    context = {
        "lines": [line(card) for card in found],
        "filters": _in_force(where, zones),
        "all_url": reverse("publication:quotes"),
        "lists": _choices(where, everything, zones),
        "may_choose": can(acting, Permission.CHOOSE_QUOTE),
        "any": bool(everything),
    }
    return render(request, "publication/quotes.html", context)


@require_GET
def quote_page(request: HttpRequest, quote_id: str) -> HttpResponse:
    """Show one quote: its words, its consent today, where it was used."""
    acting = acting_of(request)
    card = quote(acting, quote_id, today=today())
    return _detail(request, acting, card)


@require_POST
def read(request: HttpRequest, quote_id: str) -> HttpResponse:
    """Accept a quote as its second reader, or send it back."""
    acting = acting_of(request)
    card = _before(acting, quote_id, Permission.SIGN_RELEASE)
    agreed = request.POST.get("agreed") == "yes"
    note = request.POST.get("note", "")
    try:
        read_quote(acting=acting, quote_id=quote_id, agreed=agreed, note=note, now=now())
    except (Invalid, Conflict) as refusal:
        return _detail(request, acting, card, refusal=refusal, typed={"note": note})
    toast(request, _("La citation peut être utilisée.") if agreed else _("Renvoyée à qui l’a choisie."))
    return redirect("publication:quote", quote_id)


@require_POST
def withdraw(request: HttpRequest, quote_id: str) -> HttpResponse:
    """Take a quote out of every future output."""
    acting = acting_of(request)
    card = _before(acting, quote_id, Permission.SIGN_RELEASE)
    because = request.POST.get("because", "")
    try:
        withdraw_quote(acting=acting, quote_id=quote_id, because=because, now=now())
    except (Invalid, Conflict) as refusal:
        return _detail(request, acting, card, refusal=refusal, typed={"because": because})
    toast(request, _("La citation est retirée : elle ne sort plus nulle part."))
    return redirect("publication:quote", quote_id)


@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, quote_id: str) -> HttpResponse:
    """Mend what stands around a quote that was sent back."""
    acting = acting_of(request)
    card = _before(acting, quote_id, Permission.CHOOSE_QUOTE)
    form = AroundForm(request.POST if request.method == "POST" else None, initial=_filled(card))
    if form.is_valid():
        try:
            revise_quote(acting=acting, quote_id=quote_id, around=form.around(card.language), now=now())
        except Conflict as refusal:
            form.add_error(None, say(refusal))
        except Refusals as several:
            for one in several.refusals:
                form.add_error(one.field if one.field in form.fields else None, say(one))
        else:
            toast(request, _("Proposée de nouveau, à relire."))
            return redirect("publication:quote", quote_id)
    context = {"form": form, "line": line(card, site_names(acting)), "card": card}
    return render(request, "publication/quote_revise.html", context, status=400 if form.errors else 200)


def _before(acting: Acting, quote_id: str, permission: Permission) -> QuoteCard:
    """Return a quote one may act upon.

    Raises:
        Denied: without the right. Missing: it is another association's, or is not there.
    """
    check(acting, permission)
    card = quote(acting, quote_id, today=today())
    if not card.own:
        raise Missing("publication.no_quote")
    return card


def _detail(
    request: HttpRequest,
    acting: Acting,
    card: QuoteCard,
    *,
    refusal: Refusal | None = None,
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    signs = card.own and can(acting, Permission.SIGN_RELEASE)
    waits = card.state is QuoteState.PROPOSED
    zones = zone_names()
    context: dict[str, Any] = {
        "card": card,
        "line": line(card, site_names(acting) if card.own and waits else None),
        "age": _age(card),
        "because": _because(card),
        "uses": [(use, say_use(use, zones)) for use in card.uses],
        "may_read": signs and waits and not card.chosen_by_me and card.standing is Standing.UNREAD,
        "waits_for_another": waits and card.chosen_by_me,
        "may_withdraw": signs and QuoteState.WITHDRAWN in QUOTE_MOVES[card.state],
        "may_revise": card.own and card.state is QuoteState.RETURNED and can(acting, Permission.CHOOSE_QUOTE),
        "history": _history(card) if card.own else [],
        "refusal": say(refusal) if refusal else "",
        "typed": typed or {},
    }
    return render(request, "publication/quote.html", context, status=refusal.status if refusal else 200)


def _age(card: QuoteCard) -> str:
    word = all_terms().get("age_band", {}).get(card.age_band)
    return word.label if word else ""


def _because(card: QuoteCard) -> str:
    if card.because in set(Standing):
        return str(STANDINGS[Standing(card.because)].means)
    return card.because


def _history(card: QuoteCard) -> list[dict[str, Any]]:
    entries = history(kind="quote", object_id=card.id)
    names = person_names(entry.actor for entry in entries)
    return [
        {"at": e.at, "who": names.get(e.actor, _("Une personne partie depuis")), "did": SENTENCES.get(e.verb, e.verb)}
        for e in entries
    ]


def _filled(card: QuoteCard) -> dict[str, object]:
    said = {f"translation_{code}": words for code, words in card.translations.items()}
    return {
        **said,
        "translator": card.translator,
        "checked_by": card.translation_checked_by,
        "pseudonym": card.pseudonym,
        "age_band": card.age_band,
        "until": card.until,
    }


def _address(where: QuoteFilter) -> str:
    asked = {key: value for field, key in KEYS.items() if (value := getattr(where, field))}
    url = reverse("publication:quotes")
    return f"{url}?{urlencode(asked)}" if asked else url


def _say(field: str, value: str, zones: dict[str, str]) -> str:
    if field == "language":
        return LANGUAGES[value].name if value in LANGUAGES else value
    if field == "zone":
        return zones.get(value, value)
    return str(STANDINGS[Standing(value)].label) if value in set(Standing) else value


def _in_force(where: QuoteFilter, zones: dict[str, str]) -> list[tuple[str, str]]:
    held = [(field, value) for field in KEYS if (value := getattr(where, field))]
    return [(_say(field, value, zones), _address(replace(where, **{field: ""}))) for field, value in held]


def _choices(
    where: QuoteFilter, found: list[QuoteCard], zones: dict[str, str]
) -> list[tuple[str, list[tuple[str, str, int, bool]]]]:
    titles = {"standing": _("État"), "language": _("Langue"), "zone": _("Zone")}
    lists = []
    for field, title in titles.items():
        counted = Counter(str(getattr(card, field)) for card in found if getattr(card, field))
        rows = []
        for value, number in counted.most_common():
            chosen = getattr(where, field) == value
            url = _address(replace(where, **{field: "" if chosen else value}))
            rows.append((_say(field, value, zones), url, number, chosen))
        if len(rows) > 1:
            lists.append((title, rows))
    return lists
