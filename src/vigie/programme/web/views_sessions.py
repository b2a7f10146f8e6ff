"""Programmes and sessions: make one, read it, change it, copy last year's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.kernel.api import Invalid, now, today
from vigie.network.api import Permission, acting_of, can, check
from vigie.ui.api import toast

from ..actions import programmes as acts
from ..actions.calls import copy_call
from ..queries.access import programme_of, session_of
from ..queries.board import computed_months, lines_of, session_alerts
from ..queries.spans import rules_of, spans_of, with_ends
from ..rules.phases import allowance_total
from .forms import SessionForm, session_initial, tell
from .forms_programme import ChangeProgrammeForm, ProgrammeForm


@require_http_methods(["GET", "POST"])
def new_programme(request: HttpRequest) -> HttpResponse:
    """Make a programme."""
    acting = acting_of(request)
    check(acting, Permission.RUN_PROGRAMME)
    form = ProgrammeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.create_programme(acting=acting, draft=form.draft(), now=now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return redirect("programme:programme", made)
    status = 400 if form.is_bound else 200
    return render(request, "programme/programme_form.html", {"form": form}, status=status)


@require_GET
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a programme: what it wants, its rules, its sessions."""
    acting = acting_of(request)
    row = programme_of(acting, slug)
    context = {
        "programme": row,
        "rules": with_ends(row),
        "sessions": list(row.sessions.prefetch_related("phases")),
        "runs": can(acting, Permission.RUN_PROGRAMME) and row.operator_id == acting.organisation,
    }
    return render(request, "programme/programme.html", context)


@require_http_methods(["GET", "POST"])
def change_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a programme says of itself and how long its phases last."""
    acting = acting_of(request)
    row = programme_of(acting, slug, run=True)
    form = ChangeProgrammeForm(request.POST or None, programme=row)
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_programme(acting=acting, slug=slug, draft=form.draft(), now=now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            toast(request, _("Le programme est enregistré."))
            return redirect("programme:programme", slug)
    context = {"form": form, "programme": row}
    return render(request, "programme/programme_change.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def new_session(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a session of a programme."""
    acting = acting_of(request)
    parent = programme_of(acting, slug, run=True)
    form = SessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.create_session(acting=acting, programme=slug, draft=form.draft(), now=now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return redirect("programme:session", made)
    context = {"form": form, "programme": parent, "rules": rules_of(parent)}
    return render(request, "programme/session_form.html", context, status=400 if form.is_bound else 200)


@require_GET
def session(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a session: dates against rules, amounts, missions, calls."""
    acting = acting_of(request)
    row = session_of(acting, slug)
    computed = computed_months(row)
    context = {
        "session": row,
        "programme": row.programme,
        "spans": spans_of(row.phases.all()),
        "rules": {rule.kind: rule for rule in rules_of(row.programme)},
        "alerts": session_alerts(row),
        "computed": computed,
        "total": allowance_total(
            initial_cents=row.initial_cents, monthly_cents=row.monthly_cents, months=row.stated_months or computed
        ),
        "lines": lines_of(acting, row, day=today()),
        "calls": list(row.calls.all()),
        "others": list(row.programme.sessions.exclude(id=row.id)),
        "runs": can(acting, Permission.RUN_PROGRAMME) and row.programme.operator_id == acting.organisation,
    }
    return render(request, "programme/session.html", context)


@require_http_methods(["GET", "POST"])
def change_session(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a session."""
    acting = acting_of(request)
    row = session_of(acting, slug, run=True)
    form = SessionForm(request.POST or None, initial=session_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_session(acting=acting, slug=slug, draft=form.draft(), now=now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            toast(request, _("La session est enregistrée."))
            return redirect("programme:session", slug)
    context = {"form": form, "programme": row.programme, "session": row, "rules": rules_of(row.programme)}
    return render(request, "programme/session_form.html", context, status=400 if form.is_bound else 200)


@require_POST
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Make next year's session from this one: dates a year later, amounts, length, and its last call with it."""
    acting = acting_of(request)
    row = session_of(acting, slug, run=True)
    title = {code: _("%(title)s, un an après") % {"title": text} for code, text in row.title.items()}
    made = acts.copy_session(acting=acting, slug=slug, title=title, years=1, now=now())
    last = row.calls.first()
    if last is not None:
        copy_call(acting=acting, slug=last.slug, session=made, now=now())
    toast(request, _("La session et son appel sont copiés, un an plus tard. Corrigez ce qui change, puis publiez."))
    return redirect("programme:session", made)
