"""What was entrusted in a dossier: by one's association, or to oneself; opened, revoked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from vigie.kernel.api import HEAD, Missing, look_at_head, now
from vigie.network.api import Permission, acting_of, can
from vigie.ui.api import toast
from vigie.vault.api import is_keyholder, open_stream, unlocked_of

from ..actions.mandates import revoke_mandate
from ..queries.access import enter
from ..queries.mandates import MandateCard, MandatedPiece, mandated_fact, mandates, opens_for
from ..rules.access import Deed
from ..rules.filetypes import shown_alone, suffix
from .inputs import words_of
from .shell import around


@never_cache
@require_GET
def mandates_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the mandates of a dossier: those to oneself first, then those given."""
    acting, moment = acting_of(request), now()
    entered = enter(acting, slug)
    cards = mandates(acting, entered.dossier, now=moment)
    context = {
        **around(entered, "mandates"),
        "mine": [card for card in cards if card.received and card.live],
        "given": [card for card in cards if not (card.received and card.live)],
        "may_give": can(acting, Permission.GIVE_MANDATE),
        "receives": entered.may(Deed.RECEIVE_MANDATE),
        "holds_key": is_keyholder(acting),
        "unlocked": unlocked_of(request, now=moment),
    }
    return render(request, "cases/mandates.html", context)


@require_POST
def revoke(request: HttpRequest, slug: str, mandate_id: str) -> HttpResponse:
    """Take a mandate back for the future."""
    acting = acting_of(request)
    enter(acting, slug)
    revoke_mandate(acting=acting, mandate_id=mandate_id, now=now())
    toast(request, _("Le mandat est révoqué : rien de ce qu’il ouvrait ne s’ouvre plus. L’avocat·e est prévenu·e."))
    return redirect("cases:mandates", slug)


@never_cache
@require_GET
def fact(request: HttpRequest, slug: str, fact_id: str) -> HttpResponse:
    """Show an avocat·e a fact that another association entrusted to them, and what of it opens."""
    acting, moment = acting_of(request), now()
    entered = enter(acting, slug)
    found = mandated_fact(acting, entered, fact_id, now=moment)
    context = {
        **around(entered, "mandates"),
        "found": found,
        "card": found.detail.card,
        "testimony": found.detail.testimony,
        "unlocked": unlocked_of(request, now=moment),
    }
    return render(request, "cases/mandated_fact.html", context)


@never_cache
@require_POST
def piece(request: HttpRequest, slug: str, piece_id: str) -> HttpResponseBase:
    """Hand over a photo, a sound, a film or a document, for the motive given; nothing of it touches the disk here.

    Raises:
        Missing: ``cases.no_mandate``, it is not entrusted to this person today.
    """
    acting, moment = acting_of(request), now()
    entered = enter(acting, slug, Deed.RECEIVE_MANDATE)
    wanted = _piece(piece_id, opens_for(acting, entered.dossier, now=moment))
    mandated_fact(acting, entered, wanted.fact_id, now=moment)
    chunks = open_stream(
        unlocked=unlocked_of(request, now=moment),
        ref=wanted.ref,
        motive=words_of(request, "motive"),
        now=moment,
    )
    return _handed(chunks)


def _piece(piece_id: str, held: list[MandateCard]) -> MandatedPiece:
    found = next((one for card in held for one in card.objects if one.id == piece_id and one.live), None)
    if found is None:
        raise Missing("cases.no_mandate")
    return found


def _handed(chunks: Iterator[bytes]) -> StreamingHttpResponse:
    first = next(chunks, b"")
    kind = look_at_head(first[:HEAD]).media or ""
    response = StreamingHttpResponse(chain([first], chunks), content_type=kind or "application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline" if shown_alone(kind) else f"attachment; filename=piece.{suffix(kind)}"
    return response
