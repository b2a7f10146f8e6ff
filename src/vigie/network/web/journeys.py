"""Small things several views share."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from vigie.kernel.api import Denied, Missing, Refusal, Refusals
from vigie.ui.api import say


def safe_next(request: HttpRequest, otherwise: str) -> str:
    """Return where to go next: only an address of this house, given by ``next``."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    secure = request.is_secure()
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=secure):
        return asked
    return otherwise


def attempt(form: forms.BaseForm, action: Callable[[], object]) -> bool:
    """Do it if the form is filled well; write what is wrong beside its field, or on top. Say whether it was done.

    Raises:
        Denied, Missing: not for this person: no correction of the form would help.
    """
    if not form.is_valid():
        return False
    try:
        action()
    except (Denied, Missing):
        raise
    except (Refusal, Refusals) as told:
        for refusal in told.refusals if isinstance(told, Refusals) else [told]:
            form.add_error(refusal.field if refusal.field in form.fields else None, say(refusal))
        return False
    return True


def forget_shared_browser(response: HttpResponse) -> None:
    """Leave nothing of the last person in a browser that several share: the vault's keys, their language."""
    for held in ("vigie-coffre", "vigie-brouillons"):
        for world in ("", "-exercice"):
            response.delete_cookie(f"{held}{world}", samesite="Strict")
            response.delete_cookie(f"__Host-{held}{world}", samesite="Strict")
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    response.headers["Clear-Site-Data"] = '"cache"'
