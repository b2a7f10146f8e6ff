"""The lock in the masthead: a keyholder always sees whether the vault is open, and closes it from any page."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime

from vigie.kernel.api import now
from vigie.network.api import Acting

from ..queries import is_keyholder
from ..requests import unlocked_of


def lock_slot(request: HttpRequest) -> Mapping[str, object] | None:
    """Return what the lock shows, or ``None`` for who holds no key."""
    acting = getattr(request, "acting", None)
    if not isinstance(acting, Acting) or not is_keyholder(acting):
        return None
    opened = unlocked_of(request, now=now())
    if opened is None and request.path == reverse("vault:unlock"):
        return None
    closes_at = localtime(opened.closes_at).time() if opened else None
    return {"closes_at": closes_at, "path": request.get_full_path() if request.method == "GET" else ""}
