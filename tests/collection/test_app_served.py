"""The field app as the house serves it: its policy to the letter, its caches, no cookie, no one signed in, in each world."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories.field_app import INDEX, SCRIPT, built
from tests.factories.network import member
from vigie.collection.web.app import BUILT
from vigie.kernel.api import LANGUAGES
from vigie.network.api import Role

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; "
    "media-src 'self' blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; font-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
SENT = {
    "content-security-policy": POLICY,
    "permissions-policy": "camera=(self), microphone=(self), geolocation=(self), publickey-credentials-get=(self), "
    "interest-cohort=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


@pytest.fixture
def there(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = built(tmp_path)
    monkeypatch.setattr("vigie.collection.web.app.BUILT", folder)
    return folder


@pytest.fixture
def absent(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vigie.collection.web.app.BUILT", tmp_path / "nowhere")


def lowered(answer: HttpResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in answer.headers.items()}


@pytest.mark.parametrize(
    ("path", "kind", "caching"),
    [
        ("/carnet/", "text/html; charset=utf-8", "no-cache"),
        ("/carnet/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/carnet/manifest.webmanifest", "application/manifest+json", "no-cache"),
        ("/carnet/icon-192.png", "image/png", "no-cache"),
        ("/carnet/assets/app-0a1b2c3d.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/carnet/assets/engine-11223344.wasm", "application/wasm", "public, max-age=31536000, immutable"),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/exercice"])
def test_each_file_bears_the_policy_to_the_letter(there: Path, path: str, kind: str, caching: str, prefix: str) -> None:
    client = Client()
    answer = client.get(prefix + path)
    found = lowered(answer)
    assert (answer.status_code, found["content-type"], found["cache-control"]) == (200, kind, caching)
    assert {name: found.get(name) for name in SENT} == SENT
    assert set(found) <= {*SENT, "content-type", "content-length", "cache-control", "etag", "vary"}
    assert client.cookies == {}


def test_all_that_the_worker_keeps_is_served_as_it_was_built(db: None) -> None:
    """One file that is missing, or another than was built, and the worker keeps nothing: no app without a network."""
    worker = BUILT / "sw.js"
    if not worker.is_file():
        pytest.skip("the phone app is not built: make carnet")
    lists = re.findall(r"(?:FILES = |LATER = new Map\()(\[.*\])", worker.read_text())
    kept = [entry for each in lists for entry in json.loads(each)]
    assert len(lists) == 2
    assert len(kept) > 20
    client = Client()
    for path, digest in kept:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert base64.b64encode(hashlib.sha256(answer.content).digest()).decode() == digest, path


def test_nobody_s_cookie_is_read(there: Path, folder: Path, django_assert_num_queries) -> None:
    client = Client()
    client.force_login(member("alma", roles=[Role.COORDINATOR]))
    with django_assert_num_queries(0):
        answer = client.get("/carnet/")
    assert (answer.content, "Cookie" in answer.headers["Vary"]) == (INDEX, False)


def test_what_the_build_packed_is_sent_packed_to_whoever_takes_it(there: Path) -> None:
    path = "/carnet/assets/app-0a1b2c3d.js"
    asked = {
        "": ("", SCRIPT),
        "gzip": ("gzip", SCRIPT),
        "gzip, deflate, br": ("br", b"as if by brotli"),
        "br;q=0, gzip;q=0.5": ("gzip", SCRIPT),
    }
    for accepted, (encoding, content) in asked.items():
        answer = Client().get(path, headers={"accept-encoding": accepted} if accepted else {})
        body = gzip.decompress(answer.content) if encoding == "gzip" else answer.content
        assert (answer.headers.get("Content-Encoding", ""), body) == (encoding, content)
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_what_a_phone_has_is_not_sent_again(there: Path) -> None:
    first = Client().get("/carnet/sw.js")
    again = Client().get("/carnet/sw.js", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["Content-Security-Policy"]) == (304, b"", POLICY)


@pytest.mark.parametrize(
    "name",
    [
        "../index.html",
        "%2e%2e/index.html",
        "..%2fsw.js",
        "secret.key",
        "app-0a1b2c3d.js.gz",
        "a/../app-0a1b2c3d.js",
        "",
        "%00.js",
        "aucun.js",
        "/etc/passwd",
        ".js",
    ],
)
def test_nothing_else_is_served(there: Path, name: str) -> None:
    answer = Client().get(f"/carnet/assets/{name}")
    assert answer.status_code in {404, 302}, answer.content
    assert b"AGE-SECRET" not in answer.content
    assert answer.content != INDEX


def test_without_a_build_the_page_says_what_to_do(absent: None) -> None:
    answer = Client().get("/carnet/")
    assert answer.status_code == 503
    assert "Le carnet n’est pas construit : <code>make carnet</code>" in answer.content.decode()
    assert lowered(answer)["content-security-policy"] == POLICY


@pytest.mark.parametrize("prefix", ["", "/exercice"])
def test_emptying_clears_what_the_browser_kept_and_says_so_in_six_languages(absent: None, prefix: str) -> None:
    client = Client()
    answer = client.get(f"{prefix}/carnet/vider")
    found = lowered(answer)
    assert (answer.status_code, found["clear-site-data"]) == (200, '"cache", "storage"')
    assert {name: found.get(name) for name in SENT} == SENT
    text = answer.content.decode()
    assert [code for code in LANGUAGES if f'<section lang="{code}"' not in text] == []
    assert ("EXERCICE" in text) is bool(prefix)
    assert client.cookies == {}


def test_it_is_only_read(there: Path) -> None:
    assert [Client().post(path).status_code for path in ("/carnet/", "/carnet/sw.js", "/carnet/vider")] == [405] * 3
