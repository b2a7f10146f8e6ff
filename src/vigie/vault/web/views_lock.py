"""Open, close, and look at who opened what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.kernel.api import Refusal, now
from vigie.network.api import Permission, acting_of, check
from vigie.ui.api import toast

from ..actions.unlocking import lock, unlock
from ..cookies import clear_cookie, read_cookie, set_cookie
from ..labels import say_label
from ..queries import has_keys, is_keyholder, openings
from .forms import UnlockForm, tell


def safe_next(request: HttpRequest, wanted: str) -> str:
    """Return an address of this house to go on to: the wanted one, or the state of the keys."""
    here = {request.get_host()}
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts=here, require_https=request.is_secure()):
        return wanted
    return reverse("vault:keys")


@never_cache
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def unlock_page(request: HttpRequest) -> HttpResponse:
    """Ask for the passphrase, open the vault, go back to where one came from."""
    acting = acting_of(request)
    form = UnlockForm(request.POST if request.method == "POST" else None, initial={"next": request.GET.get("next", "")})
    if form.is_valid():
        try:
            opened = unlock(acting=acting, passphrase=form.cleaned_data["passphrase"], now=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            response = HttpResponseRedirect(safe_next(request, form.cleaned_data["next"]))
            set_cookie(response, opened.cookie)
            return response
    context = {"form": form, "holder": is_keyholder(acting), "founded": has_keys(acting.organisation)}
    return render(request, "vault/unlock.html", context, status=400 if form.errors else 200)


@require_POST
def lock_page(request: HttpRequest) -> HttpResponse:
    """Close the vault and stay where one is, or go to the state of the keys."""
    lock(acting=acting_of(request), cookie=read_cookie(request), now=now())
    toast(request, _("Le coffre est fermé."))
    response = HttpResponseRedirect(safe_next(request, request.POST.get("next", "")))
    clear_cookie(response)
    return response


@never_cache
@require_GET
def openings_page(request: HttpRequest) -> HttpResponse:
    """List who opened what, why and when."""
    acting = acting_of(request)
    check(acting, Permission.SEE_OPENINGS)
    rows = [(card, say_label(card.label)) for card in openings(acting.organisation)]
    return render(request, "vault/openings.html", {"rows": rows})
