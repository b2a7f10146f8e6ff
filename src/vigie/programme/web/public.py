"""What every public page has: no account, the language asked for in its address, no trace of who reads."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from vigie.kernel.api import Refusal, today

from ..rules.texts import LANGUAGES

Extra = ParamSpec("Extra")
DAY = 86_400
QUARTER = 900
MOST_TRIES = 20
_SALT = "programme.form"


class TooMany(Refusal):
    """Too many tries from one place."""

    status = 429


def public(view: Callable[Concatenate[HttpRequest, Extra], HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to anyone, in French or in English: ``?langue=en``, else the language this browser chose."""

    @login_not_required
    @wraps(view)
    def spoken(request: HttpRequest, *args: Extra.args, **kwargs: Extra.kwargs) -> HttpResponse:
        asked = request.GET.get("langue", "")
        here = (translation.get_language() or "fr").split("-")[0]
        language = asked if asked in LANGUAGES else here if here in LANGUAGES else "fr"
        with translation.override(language):
            answer = view(request, *args, **kwargs)
        answer.headers["Content-Language"] = language
        return answer

    return spoken


def private(view: Callable[Concatenate[HttpRequest, Extra], HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to the candidate who opened it with their secret; no cache keeps it, no other site learns its address."""

    spoken = public(view)

    @login_not_required
    @wraps(view)
    def kept(request: HttpRequest, *args: Extra.args, **kwargs: Extra.kwargs) -> HttpResponse:
        answer = spoken(request, *args, **kwargs)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return kept


def stamp() -> str:
    """Return a mark of when a form was given, that nobody can forge."""
    return signing.TimestampSigner(salt=_SALT).sign("form")


def seconds_since(mark: str) -> float | None:
    """Return the seconds since a form was given, ``None`` when its mark is missing, false or over a day old."""
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        signer.unsign(mark, max_age=DAY)
    except signing.BadSignature:
        return None
    moment = signing.b62_decode(mark.rsplit(":", 2)[1])
    return max(0.0, time.time() - moment)


def _key(request: HttpRequest, what: str) -> str:
    """Return a key for where a request comes from; it changes daily, and no address is stored."""
    told = f"programme/{what}/{today().isoformat()}/{request.META.get('REMOTE_ADDR', '')}"
    return hmac.new(settings.SECRET_KEY.encode(), told.encode(), hashlib.sha256).hexdigest()


def count_begun(request: HttpRequest) -> int:
    """Return how many forms came from here today before this one, and count it."""
    key = _key(request, "begun")
    before = int(cache.get(key, 0) or 0)
    cache.set(key, before + 1, DAY)
    return before


def slow_down(request: HttpRequest) -> None:
    """Count a wrong code.

    Raises:
        TooMany: ``programme.too_many_tries``.
    """
    key = _key(request, "code")
    tries = int(cache.get(key, 0) or 0) + 1
    cache.set(key, tries, QUARTER)
    if tries > MOST_TRIES:
        raise TooMany("programme.too_many_tries")
