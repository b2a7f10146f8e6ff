"""The open vault of a request."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from vigie.network.api import acting_of

from .actions.unlocking import Unlocked, unlocked
from .cookies import read_cookie


def unlocked_of(request: HttpRequest, *, now: dt.datetime) -> Unlocked | None:
    """Return the vault that this request's cookie holds open, and count this as use; ``None`` when it is closed."""
    return unlocked(acting=acting_of(request), cookie=read_cookie(request), now=now)
