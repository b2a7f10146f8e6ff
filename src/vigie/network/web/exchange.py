"""Who has what: the list, one listing, posting, answering."""

from __future__ import annotations

from dataclasses import asdict
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vigie.kernel.api import now, today
from vigie.ui.api import toast

from ..actions.exchange import (
    ListingDraft,
    answer_listing,
    close_listing,
    let_answer_go,
    post_listing,
    reopen_listing,
    take_answer,
)
from ..models import Listing
from ..queries.exchange import ListingFilter, counterparts, listing, listings
from ..requests import acting_of
from ..rules.exchange import THINGS, Kind, State
from ..words_life import LANGUAGE_NAMES, LISTING_KINDS, LISTING_STATES, THING_NAMES
from .directory import zone_words
from .forms_life import ListingForm, WordsForm
from .journeys import attempt

NAMES = {"kind": "sorte", "thing": "quoi", "zone": "zone"}


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Show what is offered and asked, narrowed by kind, thing and zone."""
    acting = acting_of(request)
    zones = zone_words()
    asked = ListingFilter(
        kind=_one_of(request, "sorte", set(Kind)),
        thing=_one_of(request, "quoi", set(THINGS)),
        zone=_one_of(request, "zone", set(zones)),
        ours=request.GET.get("nous") == "1",
    )
    rows = listings(acting, asked, day=today())
    words = {"kind": LISTING_KINDS, "thing": THING_NAMES, "zone": zones}
    in_force = [
        (words[name][value], _address(asked, **{name: ""}))
        for name, value in asdict(asked).items()
        if value and name in words
    ]
    context = {
        "lines": [line_of(row, zones) for row in rows],
        "in_force": in_force + ([(_("de mon association"), _address(asked, ours=False))] if asked.ours else []),
        "ours_url": _address(asked, ours=not asked.ours),
        "asked": asked,
        "kind_facets": _facets(asked, "kind", LISTING_KINDS, [row.kind for row in rows]),
        "thing_facets": _facets(asked, "thing", THING_NAMES, [row.thing for row in rows]),
        "zone_facets": _facets(asked, "zone", zones, [row.zone for row in rows]),
    }
    return render(request, "network/listings.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Offer or ask for something."""
    acting = acting_of(request)
    zones = [(slug, name) for slug, name in zone_words().items() if slug not in {"france", "international"}]
    form = ListingForm(request.POST or None, zones=zones, today=today())
    made: list[str] = []

    def act() -> None:
        data = {**form.cleaned_data, "kind": Kind(form.cleaned_data["kind"])}
        made.append(post_listing(acting=acting, draft=ListingDraft(**data), now=now()))

    if request.method == "POST" and attempt(form, act):
        toast(request, _("Annonce posée. Vous serez prévenu·e des réponses."))
        return redirect("network:listing", made[0])
    return render(request, "network/listing_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, listing_id: str) -> HttpResponse:
    """Show one listing and its answers; answer it."""
    acting = acting_of(request)
    row = listing(acting, listing_id)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda: answer_listing(acting=acting, listing_id=listing_id, words=form.cleaned_data["words"], now=now()),
    ):
        toast(request, _("Réponse envoyée."))
        return redirect("network:listing", listing_id)
    ours = row.organisation_id == acting.organisation
    answers = [a for a in row.answers.all() if ours or a.organisation_id == acting.organisation]
    suits = counterparts(acting, row, day=today()) if ours and row.state == State.OPEN else []
    context = {
        "line": line_of(row, zone_words()),
        "row": row,
        "ours": ours,
        "answers": answers,
        "suits": suits,
        "may_answer": not ours and row.state == State.OPEN and row.expires_on >= today() and not answers,
        "form": form,
    }
    return render(request, "network/listing.html", context)


@require_POST
def take(request: HttpRequest, listing_id: str, answer_id: str) -> HttpResponse:
    """Agree with an answer."""
    take_answer(acting=acting_of(request), listing_id=listing_id, answer_id=answer_id, now=now())
    toast(request, _("C’est entendu. L’autre association est prévenue."))
    return redirect("network:listing", listing_id)


@require_POST
def let_go(request: HttpRequest, listing_id: str) -> HttpResponse:
    """Say that it did not work out."""
    let_answer_go(acting=acting_of(request), listing_id=listing_id, now=now())
    return redirect("network:listing", listing_id)


@require_POST
def close(request: HttpRequest, listing_id: str) -> HttpResponse:
    """Take a listing out."""
    close_listing(acting=acting_of(request), listing_id=listing_id, now=now())
    toast(request, _("Annonce retirée."), undo_url=reverse("network:reopen_listing", args=[listing_id]))
    return redirect("network:listing", listing_id)


@require_POST
def reopen(request: HttpRequest, listing_id: str) -> HttpResponse:
    """Put a listing back."""
    reopen_listing(acting=acting_of(request), listing_id=listing_id, now=now())
    toast(request, _("Annonce remise."))
    return redirect("network:listing", listing_id)


def line_of(row: Listing, zones: dict[str, str]) -> dict[str, object]:
    """Return a listing in words."""
    return {
        "row": row,
        "kind": LISTING_KINDS[row.kind],
        "thing": THING_NAMES[row.thing],
        "language": LANGUAGE_NAMES.get(row.language, ""),
        "zone": zones.get(row.zone, ""),
        "state": LISTING_STATES[row.state],
        "answers": len(row.answers.all()),
    }


def _one_of(request: HttpRequest, name: str, known: set[str]) -> str:
    asked = request.GET.get(name, "")
    return asked if asked in {str(code) for code in known} else ""


def _address(asked: ListingFilter, **changed: object) -> str:
    values = {**asdict(asked), **changed}
    kept = {NAMES[name]: str(value) for name, value in values.items() if value and name in NAMES}
    return "?" + urlencode({**kept, **({"nous": "1"} if values["ours"] else {})})


def _facets(asked: ListingFilter, name: str, words: object, found: list[str]) -> list[tuple[object, str, int, bool]]:
    held = getattr(asked, name)
    pairs = dict(words)  # type: ignore[call-overload] # any mapping of codes to words
    rows = [
        (said, _address(asked, **{name: "" if code == held else code}), found.count(code), code == held)
        for code, said in pairs.items()
    ]
    return [row for row in rows if row[2]]
