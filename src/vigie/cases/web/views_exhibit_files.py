"""The files of an exhibit, from the open vault to the browser, and to no cache."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from vigie.kernel.api import Media, Missing, now
from vigie.network.api import acting_of
from vigie.ui.api import file_name
from vigie.vault.api import unlocked_of

from ..actions.opening_exhibits import Which, open_exhibit_file, open_exhibit_page
from ..queries.access import enter
from ..queries.exhibits import exhibit
from ..rules.filetypes import KINDS, FileKind, suffix


@never_cache
@require_GET
def page(request: HttpRequest, slug: str, exhibit_id: str, which: str, page: int) -> HttpResponse:
    """Give one page (from 1) of the original or of the copy, as a picture."""
    moment = now()
    picture = open_exhibit_page(
        acting=acting_of(request),
        unlocked=unlocked_of(request, now=moment),
        slug=slug,
        exhibit_id=exhibit_id,
        which=_which(which),
        page=page - 1,
        now=moment,
    )
    return _unkept(HttpResponse(picture, content_type="image/jpeg"))


@never_cache
@require_GET
def file(request: HttpRequest, slug: str, exhibit_id: str, which: str) -> HttpResponse | StreamingHttpResponse:
    """Give the original, to save, or the copy, to look at full size."""
    moment, acting = now(), acting_of(request)
    card = exhibit(enter(acting, slug), exhibit_id)
    opened = open_exhibit_file(
        acting=acting,
        unlocked=unlocked_of(request, now=moment),
        slug=slug,
        exhibit_id=exhibit_id,
        which=_which(which),
        now=moment,
    )
    response = _unkept(StreamingHttpResponse(opened.pieces, content_type=opened.content_type))
    shown = which == "copie" and (opened.content_type == Media.PDF or KINDS.get(opened.content_type) is FileKind.PHOTO)
    name = file_name(f"piece-{card.number}-{which}.{suffix(opened.content_type)}")
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    return response


def _which(word: str) -> Which:
    if word not in {"original", "copie"}:
        raise Missing("cases.no_exhibit")
    return cast("Which", word)


def _unkept(response: HttpResponse | StreamingHttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return cast("HttpResponse", response)
