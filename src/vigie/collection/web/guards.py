"""What stands before the door: the token, the room on the disk, too many wrong tokens."""

from __future__ import annotations

import errno
import hashlib
import hmac
import logging
import os
import shutil
import sqlite3
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from vigie.kernel.api import Denied, Refusal, today, world

from ..models import FieldDevice
from ..queries.devices import sender
from ..rules.limits import FREE_SPACE_FACTOR, FREE_SPACE_RESERVE
from .carnet_answers import told
from .openrosa import INSUFFICIENT_STORAGE, message

log = logging.getLogger(__name__)
Extra = ParamSpec("Extra")
Tell = Callable[[HttpRequest, Refusal, int], HttpResponse]
WRONG_TOKENS = 30
WITHIN = 600
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class DiskFull(Refusal):
    """There is no room left to keep anything safely."""

    status = INSUFFICIENT_STORAGE


def _guarding(tell: Tell, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a view to whoever holds a token: no session, no form token; every answer is one that the client understands.

    What breaks is told by its kind alone: a traceback's values might hold a person's words.
    """

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, _device(request, token), *args, **kwargs)
        except Refusal as refusal:
            return tell(request, refusal, _status(refusal))
        except (OSError, OperationalError, sqlite3.OperationalError) as error:
            return tell(request, *_broken(error, full=disk_is_full(error)))
        except Exception as error:  # noqa: BLE001 -- the phone must read an answer, whatever happened
            return tell(request, *_broken(error, full=False))

    return guarded


def for_phones(
    view: Callable[Concatenate[HttpRequest, FieldDevice, Extra], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Open a view to whoever holds a token; refusals are told as OpenRosa clients read them."""
    return _guarding(lambda _request, refusal, status: message(refusal, status=status), view)


def for_the_field_app(
    view: Callable[Concatenate[HttpRequest, FieldDevice, Extra], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Open a view to whoever holds a token; refusals are told as the field app reads them."""
    return _guarding(lambda request, refusal, status: told(request, refusal, status=status), view)


def check_room(weight: int) -> None:
    """Let pass a post for which there is room: three times its weight, and a reserve for the database.

    ``VIGIE_DISK_RESERVE`` (bytes) replaces the reserve.

    Raises:
        DiskFull: ``collection.disk_full``; nothing was read.
    """
    reserve = int(os.environ.get("VIGIE_DISK_RESERVE") or FREE_SPACE_RESERVE)
    if shutil.disk_usage(world().folder).free < FREE_SPACE_FACTOR * weight + reserve:
        raise DiskFull("collection.disk_full")


def disk_is_full(error: Exception) -> bool:
    """Say whether an error tells of a full disk."""
    return getattr(error, "errno", None) in _FULL or "disk is full" in str(error)


def _status(refusal: Refusal) -> int:
    """Return the status of a refusal; an association without keys can receive nothing yet, which is not the phone's fault."""
    return 503 if refusal.code == "vault.no_keys" else refusal.status


def _device(request: HttpRequest, token: str) -> FieldDevice:
    try:
        return sender(token)
    except Denied as refusal:
        if refusal.code == "collection.token":
            _count_wrong(request)
        raise


def _count_wrong(request: HttpRequest) -> None:
    """Slow down whoever tries tokens. A right token is never counted, so a shared address harms nobody.

    Raises:
        TooMany: ``collection.too_many_tokens``.
    """
    day = today().isoformat()
    address = str(request.META.get("REMOTE_ADDR", ""))
    key = hmac.new(settings.SECRET_KEY.encode(), f"door/{day}/{address}".encode(), hashlib.sha256).hexdigest()
    tries = cache.get_or_set(key, 0, WITHIN) or 0
    cache.set(key, tries + 1, WITHIN)
    if tries >= WRONG_TOKENS:
        raise TooMany("collection.too_many_tokens", minutes=WITHIN // 60)


class TooMany(Refusal):
    """Too many tries from one place."""

    status = 429


def _broken(error: Exception, *, full: bool) -> tuple[Refusal, int]:
    log.error("door: %s", type(error).__name__)
    if full:
        return DiskFull("collection.disk_full"), INSUFFICIENT_STORAGE
    return Refusal("collection.broken"), 500
