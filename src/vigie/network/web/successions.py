"""Passations: what one holds, handed to a colleague on one page that both sign."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from vigie.kernel.api import ActorId, Conflict, now, today
from vigie.ui.api import ConfirmedForm, say, toast

from ..acting import Acting
from ..actions.successions import (
    Said,
    begin_succession,
    say_of_lines,
    send_back,
    sign_arriving,
    sign_leaving,
    withdraw_succession,
)
from ..queries import colleagues
from ..queries.successions import SuccessionCard, succession, successions, work_signed, work_today
from ..requests import acting_of
from ..rules.permissions import Permission
from ..rules.successions import SuccessionState
from .journeys import attempt

STATES = {
    SuccessionState.DRAFT: gettext_lazy("en préparation"),
    SuccessionState.OFFERED: gettext_lazy("attend la deuxième signature"),
    SuccessionState.DONE: gettext_lazy("signée par les deux"),
    SuccessionState.WITHDRAWN: gettext_lazy("abandonnée"),
}


class SuccessorForm(forms.Form):
    """Who takes over."""

    to = forms.ChoiceField(label=gettext_lazy("Qui prend la suite ?"))

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [card for card in colleagues(acting.organisation, day=today()) if card.id != acting.actor]
        self.fields["to"].choices = [("", _("Choisir")), *((str(card.id), card.name) for card in others)]  # type: ignore[attr-defined] # a ChoiceField


class WhyForm(forms.Form):
    """What is missing."""

    why = forms.CharField(
        label=gettext_lazy("Ce qui manque ou ne va pas"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


@never_cache
@require_http_methods(["GET", "POST"])
def list_page(request: HttpRequest) -> HttpResponse:
    """Show one's own hand-overs, all of them to whoever manages the association; begin one."""
    acting = acting_of(request)
    form = SuccessorForm(request.POST or None, acting=acting)
    made: list[str] = []

    def act() -> None:
        made.append(begin_succession(acting=acting, to=ActorId(form.cleaned_data["to"]), now=now()))

    if request.method == "POST" and attempt(form, act):
        return redirect("network:succession", made[0])
    found = successions(acting, everyones=acting.can(Permission.MANAGE_ORGANISATION))
    lines = [
        (card, STATES[SuccessionState(card.row.state)], acting.actor in {card.row.leaving, card.row.arriving})
        for card in found
    ]
    context = {"form": form, "lines": lines, "alone": len(form.fields["to"].choices) == 1}  # type: ignore[attr-defined]
    return render(request, "network/successions.html", context, status=400 if form.errors else 200)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, succession_id: str) -> HttpResponse:
    """Show the list to both; who leaves says of each line what becomes of it, keeps it, or signs."""
    acting = acting_of(request)
    card = succession(acting, succession_id)
    signs = request.method == "POST" and request.POST.get("do") == "sign"
    form = ConfirmedForm(request.POST if signs else None, request=request)
    if request.method == "POST":
        said, words = _said(request), request.POST.get("words", "").replace("\x00", "")
        with_all = partial(sign_leaving, acting=acting, succession_id=succession_id, said=said, words=words, now=now())
        if signs and attempt(form, with_all):
            toast(request, _("Signé. %(name)s est prévenu·e et signe à son tour.") % {"name": card.arriving})
            return redirect("network:succession", succession_id)
        say_of_lines(acting=acting, succession_id=succession_id, said=said, words=words, now=now())
        if not signs:
            toast(request, _("C’est gardé. Rien n’est encore remis."))
            return redirect("network:succession", succession_id)
        card = succession(acting, succession_id)
    return _page(request, acting, card, form)


@never_cache
@sensitive_post_parameters("password")
@require_POST
def take(request: HttpRequest, succession_id: str) -> HttpResponse:
    """Sign what one takes: everything passes at once, or nothing."""
    acting = acting_of(request)
    card = succession(acting, succession_id)
    form = ConfirmedForm(request.POST, request=request)
    if attempt(form, lambda: sign_arriving(acting=acting, succession_id=succession_id, now=now())):
        toast(request, _("Signé par vous deux : c’est à votre nom."))
        return redirect("network:succession", succession_id)
    return _page(request, acting, card, form)


@require_POST
def give_back(request: HttpRequest, succession_id: str) -> HttpResponse:
    """Send the list back, saying what is missing."""
    acting = acting_of(request)
    card = succession(acting, succession_id)
    why = WhyForm(request.POST)
    if attempt(
        why,
        lambda: send_back(acting=acting, succession_id=succession_id, why=why.cleaned_data["why"], now=now()),
    ):
        toast(request, _("La liste est rendue, avec votre mot."))
        return redirect("network:successions")
    return _page(request, acting, card, ConfirmedForm(request=request), why)


@require_POST
def withdraw(request: HttpRequest, succession_id: str) -> HttpResponse:
    """Give a hand-over up."""
    withdraw_succession(acting=acting_of(request), succession_id=succession_id, now=now())
    toast(request, _("Vous y avez renoncé : rien n’a changé de mains."))
    return redirect("network:successions")


def _page(
    request: HttpRequest, acting: Acting, card: SuccessionCard, form: ConfirmedForm, why: WhyForm | None = None
) -> HttpResponse:
    row = card.row
    writes = row.leaving == acting.actor and row.state == SuccessionState.DRAFT
    gone = ""
    groups = work_signed(row)
    if writes:
        try:
            groups = work_today(row, now=now(), day=today())
        except Conflict as refusal:
            gone = say(refusal)
    wrong = form.errors or (why is not None and why.errors)
    context = {
        "card": card,
        "row": row,
        "groups": groups,
        "gone": gone,
        "writes": writes,
        "takes": row.arriving == acting.actor and row.state == SuccessionState.OFFERED,
        "may_withdraw": row.leaving == acting.actor and row.state in {SuccessionState.DRAFT, SuccessionState.OFFERED},
        "state": STATES[SuccessionState(row.state)],
        "form": form,
        "why": why or WhyForm(),
    }
    return render(request, "network/succession.html", context, status=400 if wrong else 200)


def _said(request: HttpRequest) -> dict[str, Said]:
    fields = {name.removeprefix("what:") for name in request.POST if name.startswith("what:")}
    fields |= {name.removeprefix("why:") for name in request.POST if name.startswith("why:")}
    return {
        name: Said(request.POST.get(f"what:{name}", ""), request.POST.get(f"why:{name}", "").replace("\x00", ""))
        for name in fields
    }
