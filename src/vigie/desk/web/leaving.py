"""Partir avec ses données: before and after, the package, the confirmation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vigie.kernel.api import Refusal, now
from vigie.network.api import acting_of, withdraw_departure
from vigie.ui.api import ConfirmedForm, file_name, say, toast

from ..leaving import ask, confirm, package, sheet


class PackageForm(ConfirmedForm):
    """The password, and the passphrase by which the key leaves sealed."""

    passphrase = forms.CharField(
        label=gettext_lazy("Votre phrase secrète du coffre"),
        strip=False,
        help_text=gettext_lazy(
            "La clé de l’association part avec le paquet, scellée par cette phrase : c’est elle qui l’ouvrira."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("password", "passphrase")

    def __init__(self, *args: Any, founded: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not founded:
            del self.fields["passphrase"]


class ConfirmForm(ConfirmedForm):
    """The password, and that the package was opened and looked at."""

    looked = forms.BooleanField(
        label=gettext_lazy("Le paquet est en lieu sûr, ses empreintes sont vérifiées et ce qui est scellé s’ouvre."),
        error_messages={"required": gettext_lazy("Ouvrez d’abord le paquet : après, rien ne part tout seul.")},
    )
    field_order = ("looked", "password")


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what the association would take, what would end, what would stay."""
    return _page(request)


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Ask for the departure."""
    ask(acting=acting_of(request), now=now())
    toast(request, _("Le départ est demandé. Rien n’est encore changé."))
    return redirect("desk:leaving")


@never_cache
@sensitive_variables("passphrase", "form")
@sensitive_post_parameters("password", "passphrase")
@require_POST
def pack(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Make the package and send it as it is made."""
    acting, moment = acting_of(request), now()
    found = sheet(acting, now=moment)
    form = PackageForm(request.POST, request=request, founded=found.founded)
    if not form.is_valid():
        return _page(request, packing=form)
    try:
        pieces = package(acting=acting, passphrase=form.cleaned_data.get("passphrase", ""), now=moment)
    except Refusal as refusal:
        form.add_error("passphrase" if found.founded else None, say(refusal))
        return _page(request, packing=form)
    name = file_name(f"vigie-{acting.organisation_slug}-{moment:%Y-%m-%d}.zip")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(pieces, content_type="application/zip", headers=headers)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Confirm the departure."""
    form = ConfirmForm(request.POST, request=request)
    acting = acting_of(request)
    sheet(acting, now=now())
    if not form.is_valid():
        return _page(request, confirming=form)
    confirm(acting=acting, now=now())
    toast(request, _("C’est confirmé : plus rien ne se partage, plus aucun téléphone n’envoie."))
    return redirect("desk:leaving")


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Give the departure up."""
    withdraw_departure(acting=acting_of(request), now=now())
    toast(request, _("Le départ est abandonné : rien n’a changé."))
    return redirect("desk:leaving")


def _page(
    request: HttpRequest, *, packing: PackageForm | None = None, confirming: ConfirmForm | None = None
) -> HttpResponse:
    found = sheet(acting_of(request), now=now())
    context = {
        "sheet": found,
        "left": found.departure is not None and found.departure.left_at is not None,
        "packing": packing or PackageForm(request=request, founded=found.founded),
        "confirming": confirming or ConfirmForm(request=request),
    }
    return render(request, "desk/leaving.html", context, status=400 if packing or confirming else 200)
