"""Answers as OpenRosa clients read them. Collect sends no language, so each message is said in French, then in English."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from xml.sax.saxutils import escape

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.translation import override

from vigie.kernel.api import Refusal
from vigie.ui.api import say

from ..rules.limits import ACCEPTED_AT_ONCE

VERSION = "X-OpenRosa-Version"
LENGTH = "X-OpenRosa-Accept-Content-Length"
XML = "text/xml; charset=utf-8"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
LIST = "http://openrosa.org/xforms/xformsList"
MANIFEST = "http://openrosa.org/xforms/xformsManifest"
MESSAGE = "http://openrosa.org/http/response"
INSUFFICIENT_STORAGE = 507
_HEADERS = {
    VERSION: "1.0",
    LENGTH: str(ACCEPTED_AT_ONCE),
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
"""A form is XHTML that an association wrote: opened in a browser, it is text, whatever it holds."""


def stamped(response: HttpResponse) -> HttpResponse:
    """Add the headers without which Collect takes an answer for a proxy's, and those that a browser obeys."""
    for name, value in _HEADERS.items():
        response.headers[name] = value
    return response


@lru_cache(maxsize=64)
def _thanks(code: str) -> str:
    """Return a sentence that holds no value: most answers thank, and a catalogue is read once."""
    return _in_both(Refusal(code))


def both_languages(refusal: Refusal) -> str:
    """Return the sentence of a refusal in French, then in English."""
    return _in_both(refusal) if refusal.params else _thanks(refusal.code)


def _in_both(refusal: Refusal) -> str:
    with override("fr"):
        french = say(refusal)
    with override("en"):
        english = say(refusal)
    return f"{french} / {english}"


def message(refusal: Refusal, *, status: int | None = None, nature: str = "submit_failure") -> HttpResponse:
    """Return what the phone shows to the person: the sentence of a code."""
    body = (
        f'<OpenRosaResponse xmlns="{MESSAGE}"><message nature="{nature}">'
        f"{escape(both_languages(refusal))}</message></OpenRosaResponse>"
    )
    return stamped(HttpResponse(body, status=status or refusal.status, content_type=XML))


def document(root: str, namespace: str, entries: Iterable[str]) -> HttpResponse:
    """Return a list or a manifest."""
    body = f'{DECLARATION}<{root} xmlns="{namespace}">{"".join(entries)}</{root}>'
    response = stamped(HttpResponse(body, content_type=XML))
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def element(name: str, text: str) -> str:
    """Return an element, nothing when it would be empty: an empty one stops Collect."""
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def exact(content: bytes, *, digest: str, content_type: str, if_none_match: str) -> HttpResponse:
    """Return bytes whose digest the phone knows, or nothing when it has them."""
    tag = f'"{digest}"'
    response = HttpResponseNotModified() if tag in if_none_match else HttpResponse(content, content_type=content_type)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return stamped(response)
