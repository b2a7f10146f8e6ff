"""How often one may try four words: from one place, and all together. No address is kept, only an HMAC that changes daily."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from vigie.kernel.api import Refusal, today

FROM_ONE_PLACE = 20
"""In an hour: a shelter's or an association's wifi is one place for everybody there."""
ALL_TOGETHER = 600
HOUR = 3600


class TooMany(Refusal):
    """Too many tries."""

    status = 429


def count_try(request: HttpRequest) -> None:
    """Count one try of well-formed words, before anything costly is done for it.

    Raises:
        TooMany: ``desk.too_many_words``.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    if _counted(f"words/{today().isoformat()}/{address}") > FROM_ONE_PLACE or _counted("words") > ALL_TOGETHER:
        raise TooMany("desk.too_many_words")


def _counted(about: str) -> int:
    key = hmac.new(settings.SECRET_KEY.encode(), about.encode(), hashlib.sha256).hexdigest()
    tries = int(cache.get_or_set(key, 0, HOUR) or 0) + 1
    cache.set(key, tries, HOUR)
    return tries
