"""The cookies whose keys are nowhere on the server: one holds a vault open, one opens the drafts of its browser."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from vigie.kernel.api import WorldName, world

NAME = "vigie-coffre"
DRAFTS = "vigie-brouillons"
PRACTICE_SUFFIX = "-exercice"


def name_of_cookie(plain: str = NAME) -> str:
    """Return a cookie's name: ``__Host-`` when HTTPS is on, another one in the practice world."""
    prefix = "__Host-" if settings.SESSION_COOKIE_SECURE else ""
    suffix = PRACTICE_SUFFIX if world().name is WorldName.PRACTICE else ""
    return prefix + plain + suffix


def read_cookie(request: HttpRequest, plain: str = NAME) -> str:
    """Return the cookie of a request, or an empty string."""
    return request.COOKIES.get(name_of_cookie(plain), "")


def set_cookie(response: HttpResponse, cookie: str, plain: str = NAME) -> None:
    """Give the cookie to the browser, until it closes; no script and no other site can read or send it."""
    response.set_cookie(
        name_of_cookie(plain), cookie, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict", path="/"
    )


def clear_cookie(response: HttpResponse) -> None:
    """Take the vault's cookie back."""
    response.set_cookie(
        name_of_cookie(),
        "",
        max_age=0,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
        path="/",
    )
