"""Put on each request who acts and for which organisation; hold at the threshold whoever has something to do first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from vigie.kernel.api import Missing, today

from ..acting import Acting, acting_for
from ..queries import organisations_of
from .thresholds import THRESHOLDS, is_open

SESSION_KEY = "organisation"
Handler = Callable[[HttpRequest], HttpResponse]


class ActingMiddleware:
    """Set ``request.acting`` to an :class:`Acting`, or to ``None`` for whoever is not signed in or has no role today."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find out who acts, and speak their language unless this browser asked for another."""
        request.acting = None  # type: ignore[attr-defined] # ours, see requests.acting_of
        if request.user.is_authenticated:
            request.acting = self._acting(request)  # type: ignore[attr-defined]
            if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
                translation.activate(request.user.language)
        return self.get_response(request)

    @staticmethod
    def _acting(request: HttpRequest) -> Acting | None:
        person_id = str(request.user.pk)
        chosen = request.session.get(SESSION_KEY)
        if chosen:
            try:
                return acting_for(person_id=person_id, organisation_id=chosen, day=today())
            except Missing:
                request.session.pop(SESSION_KEY, None)
        mine = organisations_of(person_id, day=today())
        return acting_for(person_id=person_id, organisation_id=mine[0].id, day=today()) if mine else None


class ThresholdMiddleware:
    """Before any page of the house: the charter, the page that opens the house, the second factor where it is required."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Return the page of the first threshold not yet crossed, or let through."""
        if not request.user.is_authenticated or is_open(request, view):
            return None
        for threshold in THRESHOLDS:
            held = threshold(request)
            if held is not None:
                return held
        return None
