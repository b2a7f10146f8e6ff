"""Serve the field app: files that the build left, under a policy of their own. No cookie is read or set, nobody signs in.

The build fills ``static/collection/carnet/``: ``index.html``, ``sw.js``, ``manifest.webmanifest``, ``assets/``, with ``.br`` and ``.gz``
beside each file that gains by it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from vigie.kernel.api import LANGUAGES, world

from ..actions.devices import MARKS

FLOOR = Path(__file__).resolve().parents[1]
BUILT = FLOOR / "static" / "collection" / "carnet"
EMPTIED = FLOOR / "data" / "emptied.yaml"
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; "
    "media-src 'self' blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; font-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
PERMISSIONS = (
    "camera=(self), microphone=(self), geolocation=(self), publickey-credentials-get=(self), interest-cohort=()"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
FOR_EVER = "public, max-age=31536000, immutable"
ASKED_AGAIN = "no-cache"
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_REFUSED = re.compile(r"\s*;\s*q=0(?:\.0*)?\s*$")


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Give the page of the app; what its address holds behind the mark never came here."""
    return _file(request, "index.html", ASKED_AGAIN)


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the part of the app that works without a network."""
    return _file(request, "sw.js", ASKED_AGAIN)


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Give what a phone needs to put the app on its home screen."""
    return _file(request, "manifest.webmanifest", ASKED_AGAIN)


@login_not_required
@require_safe
def icon(request: HttpRequest, name: str) -> HttpResponse:
    """Give the picture of the app on a home screen. The worker keeps nothing at all unless it gets each of its files."""
    return _file(request, name, ASKED_AGAIN)


@login_not_required
@require_safe
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """Give a file whose name changes with its content."""
    return _file(request, f"assets/{name}", FOR_EVER)


@login_not_required
@require_safe
def emptied(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- a view
    """Have the browser forget all that it kept for the house, and say so in six languages."""
    response = _page("collection/carnet/emptied.html", {"lines": _emptied_lines()})
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.headers["Cache-Control"] = "no-store"
    return response


@cache
def _emptied_lines() -> list[dict[str, Any]]:
    told = yaml.safe_load(EMPTIED.read_text(encoding="utf-8"))["lines"]
    return [
        {"code": code, "dir": "rtl" if LANGUAGES[code].right_to_left else "ltr", **told[code]} for code in LANGUAGES
    ]


def _file(request: HttpRequest, name: str, caching: str) -> HttpResponse:
    if not (BUILT / "index.html").is_file():
        return _page("collection/carnet/not_built.html", {}, status=503)
    path = BUILT / name
    if not _NAME.fullmatch(name) or path.suffix not in TYPES or not path.is_file():
        return _page("collection/carnet/not_there.html", {}, status=404)
    encoding, sent = _smallest(request, path)
    content = sent.read_bytes()
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if tag in request.headers.get("If-None-Match", ""):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(content, content_type=TYPES[path.suffix])
        if encoding:
            response.headers["Content-Encoding"] = encoding
    return _guarded(response, {"ETag": tag, "Cache-Control": caching, "Vary": "Accept-Encoding"})


def _smallest(request: HttpRequest, path: Path) -> tuple[str, Path]:
    """Return the encoding that a browser takes and that the build left for a file, and where that lies."""
    offers = request.headers.get("Accept-Encoding", "").lower().split(",")
    accepted = {offer.partition(";")[0].strip() for offer in offers if not _REFUSED.search(offer)}
    for encoding, suffix in ENCODINGS:
        packed = path.with_name(path.name + suffix)
        if encoding in accepted and packed.is_file():
            return encoding, packed
    return "", path


def _page(template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Return a page that stands by itself: no session, no language of a person, no frame of the house."""
    mark = MARKS[world().name].strip()
    response = HttpResponse(render_to_string(template, {"mark": mark, **context}), status=status)
    response.headers["Cache-Control"] = ASKED_AGAIN
    return _guarded(response)


def _guarded(response: HttpResponse, more: Mapping[str, str] = MappingProxyType({})) -> HttpResponse:
    for name, value in (HEADERS | dict(more)).items():
        response.headers[name] = value
    return response
