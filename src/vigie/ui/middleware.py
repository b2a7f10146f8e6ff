"""A refusal nobody caught becomes a page in plain words, never a broken one."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from vigie.kernel.api import Invalid, Refusal, Refusals

from .phrases import say

log = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]
PAGES = frozenset({400, 403, 404, 409, 507})


class RefusalMiddleware:
    """Speak refusals: as a page, as a fragment to htmx, as JSON to a machine."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal, a full disk, or what no database keeps; leave every other exception alone."""
        if isinstance(exception, Refusals):
            return answer(request, exception.refusals)
        if isinstance(exception, Refusal):
            return answer(request, [exception])
        if isinstance(exception, OSError) and exception.errno == errno.ENOSPC:
            return answer(request, [DiskFull("ui.disk_full")])
        if isinstance(exception, DataError | OverflowError):
            log.warning("not kept: %s in %s", type(exception).__name__, _view_of(request))  # never the value itself
            return answer(request, [Invalid("ui.not_kept")])
        return None


class DiskFull(Refusal):
    """The machine has no room left."""

    status = 507


def _view_of(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def answer(request: HttpRequest, refusals: list[Refusal]) -> HttpResponse:
    """Return the answer to refusals, in the shape the client asked for, with the first one's status."""
    status = refusals[0].status
    told = [{"code": refusal.code, "field": refusal.field, "message": say(refusal)} for refusal in refusals]
    if _asks_json(request):
        return JsonResponse({"refusals": told}, status=status)
    sentences = [row["message"] for row in told]
    if request.headers.get("HX-Request") == "true":
        response = render(request, "ui/components/refusal.html", {"sentences": sentences}, status=status)
        response.headers["HX-Retarget"] = "#notices"
        response.headers["HX-Reswap"] = "innerHTML show:#notices:top"
        return response
    page = status if status in PAGES else 400
    return render(request, f"ui/errors/{page}.html", {"sentences": sentences}, status=status)


def _asks_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
