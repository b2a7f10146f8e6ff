"""The cookie that holds a vault open. The key is in it, and nowhere on the server."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from vigie.kernel.api import WorldName, world

NAME = "vigie-coffre"
PRACTICE_SUFFIX = "-exercice"


def name_of_cookie() -> str:
    """Return the cookie's name: ``__Host-`` when HTTPS is on, another one in the practice world."""
    prefix = "__Host-" if settings.SESSION_COOKIE_SECURE else ""
    suffix = PRACTICE_SUFFIX if world().name is WorldName.PRACTICE else ""
    return prefix + NAME + suffix


def read_cookie(request: HttpRequest) -> str:
    """Return the cookie of a request, or an empty string."""
    return request.COOKIES.get(name_of_cookie(), "")


def set_cookie(response: HttpResponse, cookie: str) -> None:
    """Give the cookie to the browser, until it closes; no script and no other site can read or send it."""
    response.set_cookie(
        name_of_cookie(), cookie, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict", path="/"
    )


def clear_cookie(response: HttpResponse) -> None:
    """Take the cookie back."""
    response.set_cookie(
        name_of_cookie(),
        "",
        max_age=0,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
        path="/",
    )
