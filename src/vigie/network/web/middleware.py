"""Put on each request who acts, and for which organisation."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from vigie.kernel.api import Missing, today

from ..acting import Acting, acting_for
from ..queries import organisations_of

SESSION_KEY = "organisation"


class ActingMiddleware:
    """Set ``request.acting`` to an :class:`Acting`, or to ``None`` for whoever is not signed in or has no role today."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find out who acts."""
        request.acting = self._acting(request) if request.user.is_authenticated else None  # type: ignore[attr-defined]
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
