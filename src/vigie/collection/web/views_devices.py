"""Pages about phones: which may send, add one, its card, take it back."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vigie.kernel.api import Missing, Refusal, now
from vigie.network.api import Permission, acting_of, check
from vigie.ui.api import file_name, render_pdf, say_day, toast

from ..actions.devices import add_device, revoke_device
from ..qr import qr_svg
from ..queries.devices import DeviceCard, devices, sender
from ..rules.qr import app_address
from .inputs import DeviceForm, tell

SOON = dt.timedelta(days=14)
MAX_DRAWN = 2_700
"""Bytes that a square code holds, an address before them included."""


@require_safe
def device_list(request: HttpRequest) -> HttpResponse:
    """Show the association's phones."""
    moment = now()
    cards = devices(acting=acting_of(request), now=moment)
    context = {
        "sending": [card for card in cards if card.revoked_at is None],
        "revoked": [card for card in cards if card.revoked_at is not None],
        "soon": moment + SOON,
    }
    return render(request, "collection/devices.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a phone and show its code, once."""
    acting = acting_of(request)
    check(acting, Permission.MANAGE_DEVICES)
    form = DeviceForm(request.POST or None, organisation=acting.organisation)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = add_device(
                acting=acting,
                name=data["name"],
                person=data["person"],
                days=data["days"],
                language=data["language"],
                base_url=request.build_absolute_uri("/").rstrip("/"),
                now=now(),
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            drawn = {
                "app_code": _drawn(made.app_url, _("Code à viser avec l’appareil photo")),
                "code": _drawn(made.qr_text, _("Code à viser avec ODK Collect")),
            }
            return render(request, "collection/device_added.html", {"made": made, **drawn})
    return render(request, "collection/device_add.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters()
@require_POST
def card(request: HttpRequest) -> HttpResponse:
    """Print the card of a phone just added. Its token comes back from the page that showed it; it is kept nowhere.

    Raises:
        Denied: ``collection.token``; ``collection.token_revoked``.
        Missing: ``collection.device``, it belongs to others.
    """
    acting = acting_of(request)
    check(acting, Permission.MANAGE_DEVICES)
    address = request.POST.get("server_url", "")
    device = sender(address.rpartition("/")[2])
    drawn = request.POST.get("qr_text", "")
    if device.organisation_id != acting.organisation or len(drawn) > MAX_DRAWN:
        raise Missing("collection.device")
    told = {
        "name": device.name,
        "organisation": acting.organisation_name,
        "address": address,
        "app": _drawn(app_address(server_url=address, text=drawn)),
        "code": qr_svg(drawn),
        "admin_code": request.POST.get("admin_code", "")[:6],
        "until": str(say_day(device.expires_at.date())),
    }
    response = HttpResponse(render_pdf("collection/phone.typ", told), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{file_name("telephone.pdf")}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, device_id: str) -> HttpResponse:
    """Say what taking a phone's right means, then take it."""
    acting = acting_of(request)
    device = _find(request, device_id)
    if request.method == "POST":
        revoke_device(acting=acting, token_id=device_id, now=now())
        toast(request, _("Ce téléphone ne peut plus rien envoyer."))
        return redirect("collection:devices")
    return render(request, "collection/device_revoke.html", {"device": device})


def _find(request: HttpRequest, device_id: str) -> DeviceCard:
    found = next((c for c in devices(acting=acting_of(request), now=now()) if c.id == device_id), None)
    if found is None:
        raise Missing("collection.device")
    return found


def _drawn(text: str, label: str = "") -> str:
    """Return the drawing of a code; nothing when there is nothing to draw."""
    return mark_safe(qr_svg(text, label)) if text else ""  # noqa: S308 -- drawn here, from an address and base64
