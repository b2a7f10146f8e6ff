"""Open a sealed text in place: ask why, show it for a while, close."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from vigie.kernel.api import Invalid, Refusal, VaultRef, atomic, now
from vigie.network.api import acting_of

from ..actions.opening import Reach, open_sealed, reach
from ..labels import say_label, say_text
from ..requests import unlocked_of
from .forms import READ_BY_OWNER, MotiveForm, tell

SHOWN_FOR = 60
"""Seconds a text stays open on the screen."""


@never_cache
@require_http_methods(["GET", "POST"])
def value(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a closed value, or open it for the motive given; alone for htmx, in a page without it."""
    found = reach(acting_of(request), VaultRef(ref), now=now())
    form = MotiveForm(request.POST if request.method == "POST" else None, auto_id=f"%s-{ref}")
    if found.loan:
        form.fields["motive"].help_text = READ_BY_OWNER
    context: dict[str, object] = {"ref": ref, "what": say_label(found.row.label), "form": form, "back": _back(request)}
    if form.is_valid():
        try:
            context |= {"text": _open_text(request, found, form.cleaned_data["motive"]), "seconds": SHOWN_FOR}
        except Refusal as refusal:
            tell(form, refusal)
            context["refusal"] = refusal.code
    template = "vault/parts/value.html" if request.headers.get("HX-Request") else "vault/value.html"
    return render(request, template, context)


def _open_text(request: HttpRequest, found: Reach, motive: str) -> str:
    """Return a sealed text; what is not text stays shut and leaves no opening.

    Raises:
        Invalid: ``vault.not_text``, and the refusals of ``open_sealed``.
    """
    moment, ref = now(), VaultRef(found.row.id)
    with atomic():
        opened = open_sealed(unlocked=unlocked_of(request, now=moment), ref=ref, motive=motive, now=moment)
        text = say_text(ref=ref, label=found.row.label, data=opened)
        if text is None:
            raise Invalid("vault.not_text")
        return text


def _back(request: HttpRequest) -> str:
    """Return the page one is on, to come back to once the vault is open."""
    shown = urlsplit(request.headers.get("HX-Current-URL", ""))
    return (f"{shown.path}?{shown.query}" if shown.query else shown.path) or request.path
