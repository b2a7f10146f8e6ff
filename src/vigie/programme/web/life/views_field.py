"""On the coast: visits and needs, trips."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.kernel.api import Conflict, Invalid, Missing, now, today
from vigie.network.api import acting_of, organisations
from vigie.ui.api import drop_draft, resumed, toast, unjudged

from ...actions.life import going as acts
from ...documents.life.tables import trip_rows
from ...queries.life.access import life_of
from ...queries.life.reading import kept, open_needs, trips_of, visits_of
from ...rules.life.states import NEED_MOVES, NeedState
from ...wording_life import NEED_MOVES_WORDS
from ..forms import tell
from .common import attempt, frame, given, uploaded
from .forms import TripForm, VisitForm
from .views_money import seen, table_answer


@require_http_methods(["GET", "POST"])
def visits(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the visit log of a mission; log one with the needs told there."""
    acting = acting_of(request)
    entered = life_of(acting, slug)
    houses = [(house.id, house.name) for house in organisations()]
    again = resumed(request, "visite", entered.mission.id)
    form = VisitForm(request.POST or again or None, initial={"on": today()}, houses=houses)
    if again:
        unjudged([form])
    if request.method == "POST" and form.is_valid():
        try:
            acts.log_visit(acting=acting, slug=slug, draft=form.draft(), now=now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            drop_draft(request, "visite", entered.mission.id)
            toast(request, _("La visite est notée."))
            return redirect("programme:visits", slug)
    context = {
        **frame(entered, "visits"),
        "form": form,
        "lines": [
            (row, [(need, _moves(need.state)) for need in row.needs.all()], row.created_by == acting.actor)
            for row in visits_of(entered.mission)
        ],
        "waiting": open_needs(entered.mission),
    }
    return render(request, "programme/life/visits.html", context, status=400 if request.method == "POST" else 200)


def _moves(state: str) -> list[tuple[str, str]]:
    return [(to.value, str(NEED_MOVES_WORDS[to])) for to in NeedState if to in NEED_MOVES[NeedState(state)]]


@require_POST
def visit_act(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what becomes of a need; take a visit off."""
    acting = acting_of(request)
    if visit := request.POST.get("visit", ""):
        acts.drop_visit(acting=acting, slug=slug, visit_id=visit, now=now())
        toast(request, _("La visite est retirée."))
        return redirect("programme:visits", slug)
    need, to, answer = (request.POST.get(name, "") for name in ("need", "to", "answer"))
    if to not in set(NeedState):
        raise Missing("programme.no_need")
    attempt(
        request,
        lambda: acts.follow_need(acting=acting, slug=slug, need_id=need, to=NeedState(to), answer=answer, now=now()),
        _("C’est noté."),
    )
    return redirect("programme:visits", slug)


@require_http_methods(["GET", "POST"])
def trips(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the trips of a mission and what they cost; the volunteer logs them."""
    acting = acting_of(request)
    entered = seen(request, slug)
    form = TripForm(request.POST or None, request.FILES or None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            draft = form.draft()
            acts.log_trip(acting=acting, slug=slug, draft=draft, receipt=uploaded(request, "receipt"), now=now())
        except (Invalid, Conflict) as refusal:
            tell(form, refusal)
        else:
            toast(request, _("Le trajet est noté."))
            return redirect("programme:trips", slug)
    context = {
        **frame(entered, "trips"),
        "form": form if entered.volunteer else None,
        "trips": trips_of(entered.mission),
    }
    return render(request, "programme/life/trips.html", context, status=400 if form.is_bound else 200)


@require_POST
def drop_trip(request: HttpRequest, slug: str, trip_id: str) -> HttpResponse:
    """Take a trip off one's log."""
    acts.drop_trip(acting=acting_of(request), slug=slug, trip_id=trip_id, now=now())
    toast(request, _("Le trajet est retiré."))
    return redirect("programme:trips", slug)


@require_GET
def trip_receipt(request: HttpRequest, slug: str, trip_id: str) -> HttpResponse:
    """Give the receipt of a trip."""
    entered = seen(request, slug)
    row = entered.mission.trips.filter(id=trip_id).first()
    data, media = kept(row.receipt if row else "", row.receipt_type if row else "")
    return given(data, media, f"recu-trajet-{slug}")


@require_GET
def trip_table(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Give the trips of a mission as a table."""
    entered = seen(request, slug)
    return table_answer(trip_rows(trips_of(entered.mission)), f"trajets-{slug}", ending, _("Trajets"))
