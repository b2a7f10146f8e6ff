"""The security headers of every kind of answer, to the letter; the cookies; nothing from elsewhere."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import facts, network
from tests.factories.collection import phone, small_form
from vigie.network.api import Role

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "media-src 'self' blob:; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFE = {
    "content-security-policy": "; ".join(sorted(CSP.split("; "))),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=(), interest-cohort=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
DOOR = {**SAFE, "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox"}
del DOOR["permissions-policy"]  # in a sandbox nothing runs that could ask
SENT = set(SAFE) | {"content-type", "content-length", "content-language", "vary", "cache-control", "expires"}
SENT |= {"content-disposition", "location"}
LOADED = re.compile(
    r"""<(?:script|link|img|iframe|form|source|audio|video|object|embed|use)\b[^>]*?\b(?:src|href|action|data)=["']([^"']+)"""
)
PAGES = (
    "desk:home",
    "desk:search",
    "desk:jobs",
    "facts:statements",
    "facts:new",
    "facts:figures",
    "facts:map",
    "facts:sites",
)
PAGES += ("facts:export", "facts:duplicates", "facts:bin", "facts:vocabulary", "collection:mailbag", "collection:forms")
PAGES += (
    "desk:withdrawals",
    "collection:slips",
    "collection:devices",
    "collection:imports",
    "collection:paste",
    "network:directory",
    "network:people",
    "network:journal",
)
PAGES += (
    "network:agreements",
    "network:places",
    "vault:keys",
    "vault:openings",
    "vault:unlock",
    "account",
    "mfa_index",
)
OPEN = ("account_login", "desk:help", "account_signup", "account_inactive")


@pytest.fixture
def alma(db: None, folder: Path) -> Client:
    """A coordinator's browser, where there are facts."""
    facts.world_of_facts()
    who = network.member("alma", roles=[Role.COORDINATOR], protected=True)
    facts.eviction_in_calais(network.acts(who))
    client = Client()
    client.force_login(who)
    return client


def lowered(answer: HttpResponse) -> dict[str, str]:
    """The headers of an answer; the directives of the policy in one order."""
    found = {name.lower(): value for name, value in answer.headers.items()}
    policy = found.get("content-security-policy", "")
    return {**found, "content-security-policy": ordered(policy)}


def ordered(policy: str) -> str:
    return "; ".join(sorted(policy.split("; ")))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_for_one_person_bears_every_header_is_kept_nowhere_and_loads_nothing_from_elsewhere(
    alma: Client, name: str
) -> None:
    answer = alma.get(reverse(name))
    found = lowered(answer)
    assert answer.status_code == 200
    assert {key: found.get(key) for key in SAFE} == SAFE
    assert "no-store" in found["cache-control"]
    assert set(found) <= SENT
    assert [url for url in LOADED.findall(answer.content.decode()) if not re.match(r"[/?#]|data:image", url)] == []
    assert [url for url in LOADED.findall(answer.content.decode()) if url.startswith("//")] == []


@pytest.mark.parametrize("name", OPEN)
def test_a_public_page_bears_them_too(db: None, name: str) -> None:
    answer = Client().get(reverse(name))
    assert {key: lowered(answer).get(key) for key in SAFE} == SAFE
    assert [url for url in LOADED.findall(answer.content.decode()) if not re.match(r"/[^/]|[?#]", url)] == []


@pytest.mark.parametrize(("path", "status"), [("/nulle-part", 404), ("/faits/", 302), ("/sante", 200)])
def test_so_do_errors_and_redirections(db: None, path: str, status: int) -> None:
    answer = Client().get(path)
    assert answer.status_code == status
    assert {key: lowered(answer).get(key) for key in SAFE} == SAFE


def test_static_files_are_of_this_house_and_named_by_their_kind(db: None) -> None:
    answer = Client().get("/static/ui/base.css")
    found = lowered(answer)
    assert (answer.status_code, found["content-type"]) == (200, 'text/css; charset="utf-8"')
    assert "access-control-allow-origin" not in found
    assert "set-cookie" not in found


def test_the_door_speaks_openrosa_and_bears_them(db: None, folder: Path, now) -> None:
    small_form(now=now)
    held = phone(now)
    answer = held.get("/formList", **{"x-openrosa-version": "1.0"})
    found = lowered(answer)
    assert (answer.status_code, found["x-openrosa-version"]) == (200, "1.0")
    assert {key: found.get(key) for key in DOOR} == DOOR
    assert "vigie" not in held.client.cookies


def test_the_door_tells_the_field_app_under_the_same_headers(db: None, folder: Path, now) -> None:
    small_form(now=now)
    held = phone(now)
    for answer in (held.get("/carnet"), held.get("/enveloppes/rien")):
        found = lowered(answer)
        assert {key: found.get(key) for key in DOOR} == DOOR
        assert "no-store" in found["cache-control"] or answer.status_code == 405
    assert "vigie" not in held.client.cookies


def test_the_field_app_has_a_policy_of_its_own(db: None) -> None:
    """To the letter in ``tests/collection/test_app_served.py``."""
    found = lowered(Client().get("/carnet/vider"))
    theirs = {**SAFE, "content-security-policy": found["content-security-policy"]}
    theirs["permissions-policy"] = found["permissions-policy"]
    assert {key: found.get(key) for key in SAFE} == theirs
    assert "'wasm-unsafe-eval'" in found["content-security-policy"]
    assert "form-action 'none'" in found["content-security-policy"]


def test_a_download_is_a_file_kept_nowhere(alma: Client) -> None:
    sent = {"kind": "csv", "detail": "full", "password": network.PASSWORD, "query": ""}
    for answer in (alma.post(reverse("facts:export"), sent), alma.get(reverse("facts:dictionary"))):
        found = lowered(answer)
        assert answer.status_code == 200
        assert found["content-disposition"].startswith('attachment; filename="vigie-')
        assert {key: found.get(key) for key in SAFE} == SAFE
        assert "no-store" in found["cache-control"]


@pytest.mark.slow
def test_cookies_over_https_are_bound_to_this_house() -> None:
    """In a process of its own: these settings are read once."""
    script = """
import json, django, sys
django.setup()
from django.conf import settings
from django.db import connection
from tests.tables import pour_into
connection.ensure_connection(); pour_into(connection.connection)
from django.http import HttpResponse
from django.test import Client
from tests.factories.network import PASSWORD, house_open, member
house_open(); member("alma")
client = Client()
login = "/compte/login/"
client.get(login, secure=True)
client.post(login, {"login": "alma", "password": PASSWORD}, secure=True)
client.post("/ui/langue", {"language": "en", "next": "/"}, secure=True)
client.post("/ui/theme", {"theme": "dark", "next": "/"}, secure=True)
client.post("/compte/", {"name": "Alma", "language": "en", "spoken": ["fr"]}, secure=True)
page = client.get("/", secure=True)
print(json.dumps({"status": page.status_code, "hsts": page.headers.get("Strict-Transport-Security"),
  "cookies": {n: {k: m[k] for k in ("secure", "httponly", "samesite", "path", "domain")} for n, m in client.cookies.items() if m.value}}))
"""
    environment = {**os.environ, "VIGIE_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": "src:."}
    environment.pop("DATABASE_URL", None)
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert (found["status"], found["hsts"]) == (200, "max-age=31536000; includeSubDomains")
    cookies = found["cookies"]
    assert {"__Host-vigie", "__Host-vigie-csrf", "vigie-langue"} <= set(cookies)
    assert [name for name, flags in cookies.items() if not flags["secure"]] == []
    assert [name for name, flags in cookies.items() if flags["domain"]] == []
    assert [name for name, flags in cookies.items() if flags["path"] != "/"] == []
    assert [name for name, flags in cookies.items() if flags["samesite"] not in {"Lax", "Strict"}] == []
    assert cookies["__Host-vigie"]["httponly"]
