"""What surrounds every request: the proxy's word, the world, its session, the headers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, get_script_prefix, resolve, set_script_prefix

from vigie.kernel.api import WorldName, practising, world

Handler = Callable[[HttpRequest], HttpResponse]
PRACTICE_PREFIX = "/exercice"
DOOR_PREFIXES = ("/k/", "/carnet/")
DOOR_URLS = "vigie.config.urls_door"
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")


class ProxyMiddleware:
    """Believe forwarded headers only from a configured proxy; drop them otherwise."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Correct the request's origin and pass it on."""
        if request.META.get("REMOTE_ADDR") in settings.TRUSTED_PROXIES:
            self._believe(request)
        else:
            for name in FORWARDED:
                request.META.pop(name, None)
        return self.get_response(request)

    @staticmethod
    def _believe(request: HttpRequest) -> None:
        addresses = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if addresses:
            request.META["REMOTE_ADDR"] = addresses.rsplit(",", 1)[-1].strip()
        if request.META.get("HTTP_X_FORWARDED_PROTO") == "https":
            request.META["wsgi.url_scheme"] = "https"
            request.environ["wsgi.url_scheme"] = "https"  # type: ignore[attr-defined] # WSGI requests carry it


class NoNullMiddleware:
    """Answer 404 to an address that holds a NUL: no id of ours does, and PostgreSQL refuses the character."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Stop such an address here.

        Raises:
            Http404: it holds a NUL.
        """
        if _holds_nul(request):
            raise Http404
        return self.get_response(request)


def _holds_nul(request: HttpRequest) -> bool:
    return "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")


class DoorMiddleware:
    """Lead phones straight to the door and to the field app: no session, no cookie, no form token, no language of a person.

    Whatever no view of the door answers takes the long way, as any other address.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a phone here, pass on anything else.

        Raises:
            DisallowedHost: the house is not called by one of its names.
        """
        if not request.path_info.startswith(DOOR_PREFIXES) or _holds_nul(request):
            return self.get_response(request)
        try:
            match = resolve(request.path_info, DOOR_URLS)
        except Resolver404:
            return self.get_response(request)
        request.get_host()
        request.resolver_match = match
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return response


class WorldMiddleware:
    """Serve every path under ``/exercice`` in the practice world: its database, its keys, its folder.

    The prefix is moved into the script name, so that every address the views build stays inside.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Choose the world."""
        if request.path_info != PRACTICE_PREFIX and not request.path_info.startswith(PRACTICE_PREFIX + "/"):
            return self.get_response(request)
        request.path_info = request.path_info[len(PRACTICE_PREFIX) :] or "/"
        request.META["SCRIPT_NAME"] = PRACTICE_PREFIX
        with _inside():
            response: HttpResponseBase = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) and not response.is_async:
            response.streaming_content = _streamed(cast("Iterator[bytes]", response.streaming_content))
        return response


@contextmanager
def _inside() -> Iterator[None]:
    """Be in the practice world, and let addresses be built there; then be where one was."""
    outside = get_script_prefix()
    set_script_prefix(PRACTICE_PREFIX + "/")
    try:
        with practising():
            yield
    finally:
        set_script_prefix(outside)


def _streamed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Make each piece in the practice world: the server asks for them when the request has long left it."""
    while True:
        with _inside():
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


class WorldSessionMiddleware(SessionMiddleware):
    """One session per world: the practice world's cookie opens nothing else."""

    def process_request(self, request: HttpRequest) -> None:
        """Read the session of this world."""
        name = session_cookie_name()
        request.session = self.SessionStore(request.COOKIES.get(name))

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Save the session under the cookie of this world."""
        response = super().process_response(request, response)
        name = session_cookie_name()
        if name != settings.SESSION_COOKIE_NAME and settings.SESSION_COOKIE_NAME in response.cookies:
            morsel = response.cookies.pop(settings.SESSION_COOKIE_NAME)
            response.cookies[name] = morsel.value
            for key, value in morsel.items():
                response.cookies[name][key] = value
        return response


def session_cookie_name() -> str:
    """Return the name of the session cookie of the current world."""
    suffix = "-exercice" if world().name is WorldName.PRACTICE else ""
    return settings.SESSION_COOKIE_NAME + suffix


class HeadersMiddleware:
    """Headers Django does not set."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add them; pages behind sign-in are never kept by a browser's cache."""
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "geolocation=(), camera=(), microphone=(), interest-cohort=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response
