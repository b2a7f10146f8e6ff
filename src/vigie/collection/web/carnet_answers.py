"""Answers as the field app reads them: JSON, in the language it asks for, French or English."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header

from vigie.kernel.api import Refusal
from vigie.ui.api import say

LANGUAGES = ("fr", "en")
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


def language_of(request: HttpRequest) -> str:
    """Return the first language that a phone asks for and that our sentences have; French otherwise. No cookie is read."""
    asked = (
        code.partition("-")[0] for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    )
    return next((code for code in asked if code in LANGUAGES), LANGUAGES[0])


def told(request: HttpRequest, refusal: Refusal, *, status: int) -> HttpResponse:
    """Return the sentence of a code."""
    with override(language_of(request)):
        words = str(say(refusal))
    return answer({"code": refusal.code, "message": words}, status=status)


def answer(content: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Return JSON that is kept by no cache."""
    return bare(JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False}))


def bare(response: HttpResponse) -> HttpResponse:
    """Add the headers that a browser obeys, should one open this by itself."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
