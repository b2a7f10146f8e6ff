"""The frame alone: its own addresses, no other floor, a sign that an undefined template variable was met."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import set_script_prefix
from django.utils import translation

from vigie.ui import registry

UNDEFINED = "<<undefined: %s>>"
MIDDLEWARE = [
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "vigie.config.middleware.WorldMiddleware",
    "tests.ui.conftest.nobody",
    "csp.middleware.CSPMiddleware",
    "vigie.ui.middleware.RefusalMiddleware",
]


def nobody(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Say that nobody is signed in, unless the request asks to go unlooked at."""

    def look(request: HttpRequest) -> HttpResponse:
        if "unlooked" not in request.GET:
            request.user = AnonymousUser()
        return get_response(request)

    return look


@pytest.fixture(autouse=True)
def frame_alone() -> Iterator[None]:
    """Serve only the frame, in development, and forget afterwards what a test registered."""
    templates = [
        {**engine, "OPTIONS": {**engine["OPTIONS"], "string_if_invalid": UNDEFINED}} for engine in settings.TEMPLATES
    ]
    alone = {
        "ROOT_URLCONF": "tests.ui.urls",
        "MIDDLEWARE": MIDDLEWARE,
        "MESSAGE_STORAGE": "django.contrib.messages.storage.cookie.CookieStorage",
        "TEMPLATES": templates,
        "DEBUG": True,
    }
    kept = [(store, store.copy()) for store in (registry._nav, registry._slots, registry._phrases, registry._who)]
    registry._nav.clear()
    registry._slots.clear()
    registry._who.clear()
    with override_settings(**alone):
        yield
    translation.activate("fr")  # what a request spoke outlives it too
    set_script_prefix("/")  # the practice world's prefix outlives a test client's request
    for store, content in kept:
        store.clear()
        store.update(content) if isinstance(store, dict) else store.extend(content)


@pytest.fixture
def client() -> Client:
    """A browser that reads French and does not raise what the views raise."""
    return Client(headers={"accept-language": "fr", "accept": "text/html"}, raise_request_exception=False)
