"""Intermediate reports: the list, one report, what a programme asks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vigie.kernel.api import Conflict, Invalid, now, today, whole_number
from vigie.network.api import acting_of, person_names
from vigie.ui.api import drop_draft, resumed, say, toast

from ...actions.life import reporting as acts
from ...models.life import Report
from ...queries.access import programme_of
from ...queries.life.access import InLife, life_of
from ...queries.life.reading import is_late, report_of, reports_of
from ...queries.life.rules import life_rules
from ...rules.life.states import REPORT_MOVES, TO_WRITE, ReportState
from ..forms import cents_of, column, paired
from .common import attempt, frame
from .forms import RulesForm


@require_http_methods(["GET", "POST"])
def reports(request: HttpRequest, slug: str) -> HttpResponse:
    """List the reports of a mission; whoever runs it lays them from its dates."""
    acting = acting_of(request)
    entered = life_of(acting, slug)
    if request.method == "POST":
        attempt(
            request,
            lambda: acts.plan_reports(acting=acting, slug=slug, now=now()),
            _("Les rapports sont attendus aux dates de la mission."),
        )
        return redirect("programme:reports", slug)
    context = {**frame(entered, "reports"), "lines": reports_of(entered.mission, day=today())}
    return render(request, "programme/life/reports.html", context)


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one report: the volunteer writes and sends it, those who follow read, remark, accept or refuse."""
    acting = acting_of(request)
    entered = life_of(acting, slug)
    row = report_of(entered.mission, number)
    if request.method == "POST":
        return _act(request, entered, row)
    again = resumed(request, "rapport", row.id)
    typed = {part["id"]: again.get(part["id"], "") for part in row.parts} if again else None
    return render(request, "programme/life/report.html", _shown(entered, row, typed))


def _shown(entered: InLife, row: Report, typed: dict[str, str] | None = None) -> dict[str, object]:
    state = ReportState(row.state)
    remarks = list(row.remarks.all())
    names = person_names([*(r.author for r in remarks), row.decided_by])
    last = next(iter(row.sendings.all()), None)
    writes = entered.volunteer and state in TO_WRITE
    content = typed if typed is not None else row.content
    sent = last.content if last else {}
    return {
        **frame(entered, "reports"),
        "report": row,
        "late": is_late(row, today()),
        "writes": writes,
        "parts": [(part, content.get(part["id"], "")) for part in row.parts],
        "sent_parts": [(part, sent.get(part["id"], "")) for part in row.parts if sent.get(part["id"])],
        "last": last,
        "remarks": [(r, names.get(r.author, "")) for r in remarks],
        "decided_by": names.get(row.decided_by, ""),
        "may_remark": entered.follows and state in {ReportState.SENT, ReportState.COMMENTED},
        "may_decide": entered.follows and ReportState.ACCEPTED in REPORT_MOVES[state],
    }


def _act(request: HttpRequest, entered: InLife, row: Report) -> HttpResponse:
    acting, what, slug = acting_of(request), request.POST.get("what", ""), entered.mission.slug
    base = whole_number(request.POST.get("base"))
    typed = {part["id"]: request.POST.get(part["id"], "") for part in row.parts}
    told: dict[str, Any] = {"acting": acting, "slug": slug, "number": row.number, "now": now()}
    written: dict[str, Any] = {**told, "content": typed, "base": base}
    try:
        if what == "write":
            acts.write_report(**written)
            done = _("Votre rapport est enregistré, pas encore envoyé.")
        elif what == "send":
            acts.send_report(**written)
            done = _("Votre rapport est envoyé.")
        else:
            done = _read(request, told, what)
    except (Invalid, Conflict) as refusal:
        if what not in {"write", "send"}:
            context = {**_shown(entered, row), "sentence": say(refusal), "said": request.POST.get("text", "")}
            return render(request, "programme/life/report.html", context, status=refusal.status)
        fresh = report_of(entered.mission, row.number)
        context = {**_shown(entered, fresh, typed), "sentence": say(refusal)}
        return render(request, "programme/life/report.html", context, status=refusal.status)
    if what in {"write", "send"}:
        drop_draft(request, "rapport", row.id)
    toast(request, done, level=messages.SUCCESS)
    return redirect("programme:report", slug, row.number)


def _read(request: HttpRequest, told: dict[str, Any], what: str) -> str:
    text = request.POST.get("text", "")
    if what == "remark":
        acts.remark_on_report(text=text, **told)
        return _("Votre remarque est laissée.")
    acts.decide_report(accept=what == "accept", reason=text, **told)
    return _("Le rapport est accepté.") if what == "accept" else _("Le rapport est à reprendre, avec votre raison.")


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what a programme asks of its missions."""
    acting = acting_of(request)
    programme = programme_of(acting, slug, run=True)
    found = life_rules(programme)
    initial = {
        "parts_fr": column(found.parts, "fr"),
        "parts_en": column(found.parts, "en"),
        "every_months": found.every_months,
        "km": f"{found.km_tenths // 10},{found.km_tenths % 10}" if found.km_tenths else "",
    }
    form = RulesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            tenths = (cents_of(data["km"], "km") or 0) // 10
            acts.set_rules(
                acting=acting,
                programme=slug,
                parts=paired(data["parts_fr"], data["parts_en"]),
                every_months=data["every_months"],
                km_tenths=tenths,
                now=now(),
            )
        except Invalid as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, say(refusal))
        else:
            toast(request, _("Ce que le programme demande est enregistré."))
            return redirect("programme:programme", slug)
    context = {"form": form, "programme": programme}
    return render(request, "programme/life/rules.html", context, status=400 if form.is_bound else 200)
