"""What must be done before anything else, in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ..acting import Acting
from ..hooks import needs_second_factor
from ..queries import set_up_complete
from ..rules.permissions import Permission

OPEN_NAMES = frozenset({"charter", "switch_person", "sign_out", "choose_organisation", "account", "alive"})
OPEN_NAMESPACES = frozenset({"ui"})
SET_UP_NAMES = frozenset(
    {"setup", "people", "person", "invite", "withdraw_invitation", "grant_role", "end_role", "notifications"}
)


def is_open(request: HttpRequest, view: Any) -> bool:
    """Say whether a page is before every threshold: public pages, one's own account, language, leaving."""
    match = request.resolver_match
    if match is None or not getattr(view, "login_required", True):
        return True
    name = match.url_name or ""
    own = name in OPEN_NAMES or name.startswith(("account_", "mfa_"))
    return match.namespace in OPEN_NAMESPACES or (not match.namespace and own)


def charter(request: HttpRequest) -> HttpResponse | None:
    """Hold whoever has not accepted the charter."""
    if getattr(request.user, "charter_accepted_at", None) is not None:
        return None
    return redirect(_with_next("charter", request))


def house(request: HttpRequest) -> HttpResponse | None:
    """Hold everyone until the page that opens the house is filled; administrators are shown that page."""
    if set_up_complete():
        return None
    match = request.resolver_match
    if match and (match.namespace == "vault" or (match.namespace == "network" and match.url_name in SET_UP_NAMES)):
        return None
    acting = _acting(request)
    if acting is not None and acting.can(Permission.SET_UP):
        return redirect("network:setup")
    return render(request, "network/waiting.html", status=503)


def second_factor(request: HttpRequest) -> HttpResponse | None:
    """Hold whoever must have a second factor and has none yet."""
    acting = _acting(request)
    if acting is None or not needs_second_factor(acting):
        return None
    if Authenticator.objects.filter(user_id=acting.actor).exists():
        return None
    return redirect(_with_next("mfa_index", request))


THRESHOLDS: tuple[Callable[[HttpRequest], HttpResponse | None], ...] = (charter, second_factor, house)


def _acting(request: HttpRequest) -> Acting | None:
    acting = getattr(request, "acting", None)
    return acting if isinstance(acting, Acting) else None


def _with_next(name: str, request: HttpRequest) -> str:
    asked = request.get_full_path() if request.method == "GET" else "/"
    return f"{reverse(name)}?{urlencode({'next': asked})}"
