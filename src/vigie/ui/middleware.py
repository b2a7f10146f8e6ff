"""A refusal nobody caught becomes a page in plain words, never a broken one."""

from __future__ import annotations

import errno
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from vigie.kernel.api import Refusal, Refusals

from .phrases import say

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
        """Answer a refusal, or a full disk; leave every other exception alone."""
        if isinstance(exception, Refusals):
            return answer(request, exception.refusals)
        if isinstance(exception, Refusal):
            return answer(request, [exception])
        if isinstance(exception, OSError) and exception.errno == errno.ENOSPC:
            return answer(request, [DiskFull("ui.disk_full")])
        return None


class DiskFull(Refusal):
    """The machine has no room left."""

    status = 507


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
