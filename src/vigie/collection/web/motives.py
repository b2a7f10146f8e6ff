"""Why a person opens the mailbag: asked once for a sitting, written with every opening."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext

from vigie.kernel.api import today
from vigie.ui.api import say_day

KEY = "collection_motive"


def proposed_motive() -> str:
    """Return the motive a sitting usually has."""
    return gettext("dépouillement du %(day)s") % {"day": say_day(today())}


def motive_of(request: HttpRequest) -> str:
    """Return why this sitting opens records; empty when it was not asked today."""
    kept = request.session.get(KEY, {})
    return str(kept.get("motive", "")) if kept.get("day") == today().isoformat() else ""


def keep_motive(request: HttpRequest, motive: str) -> None:
    """Keep a motive for the day."""
    request.session[KEY] = {"day": today().isoformat(), "motive": motive.strip()[:200]}
