"""A browser for the vault's pages: who acts is given, everything else is the real stack."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.test import Client

from vigie.network.api import Acting

MIDDLEWARE = [
    "vigie.config.middleware.WorldSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tests.vault.browser.acts",
    "csp.middleware.CSPMiddleware",
    "vigie.ui.middleware.RefusalMiddleware",
]
_people: dict[str, Acting] = {}


def acts(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set who acts, from a header of the test's client."""

    def middleware(request: HttpRequest) -> HttpResponse:
        acting = _people.get(request.headers.get("X-Acts", ""))
        request.acting = acting
        request.user = SimpleNamespace(is_authenticated=acting is not None, pk=acting and acting.actor)
        return get_response(request)

    return middleware


def browser(acting: Acting) -> Client:
    """Return the browser of one person."""
    key = f"{acting.actor}@{acting.organisation}@{','.join(sorted(acting.roles))}"
    _people[key] = acting
    return Client(headers={"X-Acts": key}, raise_request_exception=True)
