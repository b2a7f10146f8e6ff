"""The checker of links: what it finds, what it tells of who asks (nothing), whom it never asks."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.factories.browsing import signed_in
from tests.factories.programme import call_draft, published
from vigie.programme import api
from vigie.programme.actions import linking
from vigie.programme.models import CallLink

SEEN: list[dict[str, str]] = []


class Site(http.server.BaseHTTPRequestHandler):
    """A site with a page, one that is gone, one that moved, one that turns in circles, one that leads inside."""

    def do_GET(self) -> None:
        SEEN.append(dict(self.headers))
        moved = {
            "/moved": "/here",
            "/circle": "/circle",
            "/inside": "http://127.0.0.1:1/secret",
            "/broken": "http://[x",
        }
        if self.path in moved:
            self.send_response(302)
            self.send_header("Location", moved[self.path])
        else:
            self.send_response(200 if self.path == "/here" else 404)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Stay quiet."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site that stands for one of the open internet, at a port of this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    real = linking.resolve

    def resolve(url: str) -> linking.Target | str:
        if f"site.example:{port}" not in url:
            return real(url)
        return linking.Target("site.example", port, "127.0.0.1", secure=False, path=linking.urlsplit(url).path)

    monkeypatch.setattr(linking, "resolve", resolve)
    yield f"http://site.example:{port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/here", "200"),
        ("/gone", "404"),
        ("/moved", "200"),
        ("/circle", "loop"),
        ("/inside", "private"),
        ("/broken", "nowhere"),
    ],
)
def test_a_link_is_followed_to_its_end(site: str, path: str, answer: str) -> None:
    assert linking.ask(site + path) == answer


def test_nothing_tells_who_asks(site: str) -> None:
    SEEN.clear()
    linking.ask(f"{site}/here")
    (headers,) = SEEN
    assert set(headers) == {"Host", "User-Agent", "Accept", "Connection", "Accept-Encoding"}
    assert "vigie" not in str(headers).lower()


@pytest.mark.parametrize(
    ("url", "answer"),
    [
        ("http://127.0.0.1/x", "private"),
        ("http://[::1]/", "private"),
        ("http://169.254.169.254/latest", "private"),
        ("http://[64:ff9b::7f00:1]/", "private"),
        ("http://[::ffff:127.0.0.1]/", "private"),
        ("file:///etc/passwd", "nowhere"),
        ("http://a.invalid/", "nowhere"),
        ("http://x:99999/", "nowhere"),
        ("http://[x/", "nowhere"),
    ],
)
def test_no_machine_of_one_s_own_network_is_asked(url: str, answer: str) -> None:
    assert linking.ask(url) == answer


def test_an_address_with_accents_is_asked_as_browsers_ask_it() -> None:
    target = linking.resolve("http://9.9.9.9/été à l’abri?q=%C3%A9&b=1")
    assert isinstance(target, linking.Target)
    assert target.path == "/%C3%A9t%C3%A9%20%C3%A0%20l%E2%80%99abri?q=%C3%A9&b=1"


@pytest.mark.django_db
@pytest.mark.usefixtures("folder", "moved_clock")
def test_a_check_runs_as_a_job_and_what_it_finds_stays_with_the_link(site: str) -> None:
    made = published()
    links = [({"fr": "Bon"}, f"{site}/here"), ({"fr": "Perdu"}, f"{site}/gone")]
    api.write_call(acting=made.operator, slug=made.call, draft=call_draft(made, links=links), base=1, now=NOW)
    job = linking.ask_for_check(acting=made.operator, slug=made.call, now=NOW)
    assert linking.check_links(call_id=made.row().id, job_id=job, now=NOW) == 1
    page = signed_in(made.operator).get(reverse("programme:call", args=[made.call])).content.decode()
    assert "ne répond pas" in page
    api.write_call(acting=made.operator, slug=made.call, draft=call_draft(made, links=links[:1]), base=2, now=NOW)
    assert [(link.url, link.answer) for link in CallLink.objects.all()] == [(f"{site}/here", "200")]
