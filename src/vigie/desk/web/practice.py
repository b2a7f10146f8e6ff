"""From the real world into the practice one: a ticket, then a session of that world alone."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from vigie.kernel.api import Denied, WorldName, now, world
from vigie.network.api import acting_of, person_by_id

from .. import practice

PREFIX = "/exercice"


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Make a ticket and send the person to the door of the practice world."""
    acting = acting_of(request)
    username = request.user.get_username()
    guest = practice.Guest(username, acting.name, getattr(request, "LANGUAGE_CODE", "fr"))
    return HttpResponseRedirect(f"{PREFIX}/exercice-arriver?{urlencode({'t': practice.ticket(guest)})}")


@login_not_required
@require_safe
def arrive(request: HttpRequest) -> HttpResponse:
    """Let in whoever shows a fresh ticket.

    Raises:
        Denied: this is not the practice world, or the ticket is too old.
    """
    if world().name is not WorldName.PRACTICE:
        raise Denied("desk.practice_expired")
    actor = practice.welcome(practice.read_ticket(request.GET.get("t", "")), now=now())
    login(request, person_by_id(actor), backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("desk:home")
