"""A resource to add or to correct."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vigie.kernel.api import Conflict, Missing, Refusal, now, today
from vigie.network.api import Audience, Permission, acting_of, check
from vigie.ui.api import say, toast

from ..actions.library import add_resource, change_resource
from ..queries.library import ResourceCard, resource
from .forms import ResourceForm, tell

FIELDS = ("kind", "title", "summary", "language", "edition", "edition_on", "url", "archive", "audience", "version")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add a resource; ``?norm=`` says which text it explains."""
    acting = acting_of(request)
    check(acting, Permission.KEEP_LIBRARY)
    initial: dict[str, object] = {
        "audience": Audience.NETWORK.value,
        "language": "fr",
        "norms": request.GET.getlist("norm"),
    }
    form = _form(request, initial)
    if form.is_valid():
        try:
            made = add_resource(acting=acting, draft=form.draft(), file=form.attached(), now=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            toast(request, _("La fiche est en rayon. Elle reste « à vérifier » tant que personne ne l’a relue."))
            return redirect("learning:resource", made)
    return render(request, "learning/resource_entry.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, resource_id: str) -> HttpResponse:
    """Correct a resource. When somebody corrected it meanwhile, what is saved now is shown beside what was typed."""
    acting = acting_of(request)
    check(acting, Permission.KEEP_LIBRARY)
    card = resource(acting, resource_id, day=today())
    if not card.own:
        raise Missing("learning.no_resource")
    form = _form(request, _initial(card))
    context: dict[str, Any] = {"form": form, "card": card, "theirs": []}
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            change_resource(
                acting=acting,
                resource_id=resource_id,
                draft=form.draft(),
                version=version,
                file=form.attached(),
                now=now(),
            )
        except Conflict as refusal:
            form.add_error(None, say(refusal))
            context["theirs"] = _differences(form, card)
            typed = request.POST.copy()
            typed["version"] = str(card.version)
            form.data = typed
        except Refusal as refusal:
            tell(form, refusal)
        else:
            toast(request, _("La fiche est corrigée."))
            return redirect("learning:resource", resource_id)
    return render(request, "learning/resource_entry.html", context, status=400 if form.errors else 200)


def _form(request: HttpRequest, initial: dict[str, object]) -> ResourceForm:
    if request.method == "POST":
        return ResourceForm(request.POST, request.FILES, initial=initial)
    return ResourceForm(initial=initial)


def _initial(card: ResourceCard) -> dict[str, object]:
    told: dict[str, object] = {name: getattr(card, name) for name in FIELDS}
    return {**told, "readers": list(card.readers), "norms": list(card.norms)}


def _differences(form: ResourceForm, card: ResourceCard) -> list[tuple[object, object]]:
    shown = ("title", "summary", "edition", "edition_on", "url", "archive")
    typed = form.cleaned_data
    return [(form.fields[n].label, getattr(card, n) or "–") for n in shown if getattr(card, n) != typed[n]]
