"""The planning of observation: a week, an outing, "je suis rentré·e", a tournée in one click."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.kernel.api import PARIS, Invalid, Refusal, now, today
from vigie.network.api import Acting, Permission, acting_of, can, check
from vigie.ui.api import toast

from ..actions.plans import change_plan, make_plan, move_plan, note_plan
from ..queries.lists import sites
from ..queries.plans import PlanCard, plan, plans_of_week
from ..rules.plans import PlanState, monday_of, read_week, write_week
from .fields import tell
from .forms_plans import BackForm, PlanForm
from .reading import place_labels

WEEK = dt.timedelta(days=7)
SAID = {
    PlanState.BACK: lambda: _("Merci. L’équipe est notée rentrée."),
    PlanState.CANCELLED: lambda: _("La sortie est annulée."),
    PlanState.PLANNED: lambda: _("La sortie est de nouveau en cours."),
}


@require_GET
def week(request: HttpRequest) -> HttpResponse:
    """Show the outings of a week, a day after the other."""
    acting, moment = acting_of(request), now()
    monday = read_week(request.GET.get("semaine", ""), today=today())
    cards = plans_of_week(acting, monday, now=moment)
    days = [(day := monday + dt.timedelta(days=n), [c for c in cards if c.day == day]) for n in range(7)]
    context = {
        "days": days,
        "any": bool(cards),
        "today": today(),
        "monday": monday,
        "sunday": monday + dt.timedelta(days=6),
        "before": write_week(monday - WEEK),
        "after": write_week(monday + WEEK),
        "this_week": monday == monday_of(today()),
        "late": [card for card in cards if card.late],
        "may_note": can(acting, Permission.RECORD_OBSERVATION),
    }
    return render(request, "facts/plans.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Plan an outing."""
    acting = acting_of(request)
    check(acting, Permission.PLAN_OBSERVATION)
    given = request.GET.get("jour", "")
    form = _form(request, acting, {"day": given or today().isoformat()})
    if form.is_valid():
        try:
            made = make_plan(acting=acting, draft=form.draft(), now=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            toast(request, _("La sortie est prévue. Dites ici que vous êtes rentré·es."))
            return _to_week(plan(acting, made, now=now()))
    return render(request, "facts/plan_entry.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Change an outing."""
    acting = acting_of(request)
    card = plan(acting, plan_id, now=now())
    initial = {
        "day": card.day,
        "time_from": card.time_from,
        "time_to": card.time_to,
        "back": card.back_by.astimezone(PARIS).time(),
        "place": card.place_slug,
        "site": card.site,
        "initials": ", ".join(card.initials),
    }
    form = _form(request, acting, initial)
    if form.is_valid():
        try:
            change_plan(acting=acting, plan_id=plan_id, draft=form.draft(), now=now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            toast(request, _("La sortie est changée."))
            return _to_week(plan(acting, plan_id, now=now()))
    return render(request, "facts/plan_entry.html", {"form": form, "plan": card}, status=400 if form.errors else 200)


@require_POST
def move(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Say that a team is back, that an outing is cancelled, or take that back."""
    acting = acting_of(request)
    card = plan(acting, plan_id, now=now())
    asked = request.POST.get("to", "")
    if asked not in {state.value for state in PlanState}:
        raise Invalid("facts.plan_step")
    to = PlanState(asked)
    move_plan(acting=acting, plan_id=plan_id, to=to, now=now())
    toast(request, SAID[to]())
    return _to_week(card)


@require_POST
def note(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Make a tournée of an outing."""
    acting = acting_of(request)
    card = plan(acting, plan_id, now=now())
    form = BackForm(request.POST)
    if not form.is_valid():
        toast(
            request, " ".join(str(error) for errors in form.errors.values() for error in errors), level=messages.ERROR
        )
        return _to_week(card)
    told = form.cleaned_data
    note_plan(
        acting=acting,
        plan_id=plan_id,
        seen=told["seen"],
        missed=told["missed"],
        obstructed=told["obstructed"],
        now=now(),
    )
    toast(request, _("La tournée est notée, avec sa commune, ses heures et le nombre d’observateur·rices."))
    return _to_week(card)


def _form(request: HttpRequest, acting: Acting, initial: dict[str, object]) -> PlanForm:
    own = [site for site in sites(acting) if site.own] if can(acting, Permission.SEE_FACTS) else []
    data = request.POST if request.method == "POST" else None
    return PlanForm(data, initial=initial, communes=place_labels(), sites=own)


def _to_week(card: PlanCard) -> HttpResponseRedirect:
    return redirect(f"{reverse('facts:plans')}?semaine={write_week(card.day)}#{card.id}")
