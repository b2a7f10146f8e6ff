"""The proxy's word, the world of a path, the token in a log line."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory, override_settings
from django.urls import get_script_prefix

from vigie.config.logs import HideTokens
from vigie.config.middleware import NoNullMiddleware, ProxyMiddleware, WorldMiddleware, session_cookie_name
from vigie.kernel.api import practising, world


def seen_by(middleware: type, request: HttpRequest) -> dict[str, object]:
    found: dict[str, object] = {}

    def view(request: HttpRequest) -> HttpResponse:
        found.update(
            world=world().name,
            path=request.path_info,
            prefix=get_script_prefix(),
            address=request.META["REMOTE_ADDR"],
            secure=request.is_secure(),
            forwarded="HTTP_X_FORWARDED_FOR" in request.META,
        )
        return HttpResponse()

    middleware(view)(request)
    return found


@pytest.mark.parametrize(
    ("path", "name", "inside"),
    [
        ("/faits/", "real", "/faits/"),
        ("/exercice/faits/", "practice", "/faits/"),
        ("/exercice", "practice", "/"),
        ("/exercices", "real", "/exercices"),
    ],
)
def test_a_path_chooses_its_world(path: str, name: str, inside: str) -> None:
    found = seen_by(WorldMiddleware, RequestFactory().get(path))
    assert (found["world"], found["path"]) == (name, inside)
    assert found["prefix"] == ("/exercice/" if name == "practice" else "/")


def test_the_world_ends_with_the_request() -> None:
    seen_by(WorldMiddleware, RequestFactory().get("/exercice/faits/"))
    assert (world().name, get_script_prefix()) == ("real", "/")


def test_what_is_streamed_from_the_practice_world_is_made_in_it() -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(2):
            yield f"{world().name} {get_script_prefix()}".encode()

    middleware = WorldMiddleware(lambda request: StreamingHttpResponse(pieces()))
    answer = middleware(RequestFactory().get("/exercice/faits/exporter"))
    assert list(answer) == [b"practice /exercice/"] * 2
    assert list(middleware(RequestFactory().get("/faits/exporter"))) == [b"real /"] * 2
    assert (world().name, get_script_prefix()) == ("real", "/")


def test_each_world_has_its_session_cookie() -> None:
    real = session_cookie_name()
    with practising():
        assert session_cookie_name() != real


def test_a_forwarded_header_from_anyone_is_dropped() -> None:
    request = RequestFactory().get(
        "/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR="198.51.100.1", HTTP_X_FORWARDED_PROTO="https"
    )
    found = seen_by(ProxyMiddleware, request)
    assert (found["address"], found["secure"], found["forwarded"]) == ("203.0.113.9", False, False)


@override_settings(TRUSTED_PROXIES=frozenset({"127.0.0.1"}))
def test_a_configured_proxy_is_believed_for_the_last_hop() -> None:
    request = RequestFactory().get(
        "/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="10.0.0.1, 198.51.100.1", HTTP_X_FORWARDED_PROTO="https"
    )
    found = seen_by(ProxyMiddleware, request)
    assert (found["address"], found["secure"]) == ("198.51.100.1", True)


def test_a_phone_token_never_reaches_a_log() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "GET %s 201", ("/k/S3cr3tT0k3n/submission?deviceID=1",), None)
    HideTokens().filter(record)
    assert record.getMessage() == "GET /k/***/submission?deviceID=1 201"


@pytest.mark.parametrize("address", ["/faits/a%00b", "/faits/?q=%00", "/k/x%00/formList"])
def test_an_address_with_a_nul_does_not_exist(address: str) -> None:
    with pytest.raises(Http404):
        NoNullMiddleware(lambda _: HttpResponse())(RequestFactory().get(address))
