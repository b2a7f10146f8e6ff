"""Deadlines: of one dossier, of all one's own; as a calendar file."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.kernel.api import Conflict, Invalid, now, today
from vigie.network.api import Permission, acting_of, check
from vigie.ui.api import file_name, say, toast

from ..actions.deadlines import add_deadline, end_deadline, start_deadline
from ..calendar import calendar_file
from ..queries.access import Entered, enter
from ..queries.deadlines import deadlines_of, next_deadlines
from .forms_referrals import DeadlineForm
from .inputs import day_of, words_of
from .shell import around
from .views_referrals import show
from .words_referrals import deadline_words

MOST = 500


@require_http_methods(["GET", "POST"])
def of_dossier(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the deadlines of a dossier; add one."""
    acting = acting_of(request)
    entered = enter(acting, slug)
    form = DeadlineForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            add_deadline(acting=acting, slug=slug, now=now(), **form.cleaned_data)
        except (Invalid, Conflict) as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, say(refusal))
        else:
            toast(request, _("L’échéance est ajoutée."))
            return redirect("cases:deadlines", slug)
    return _page(request, entered, form=form)


def _page(
    request: HttpRequest, entered: Entered, *, form: DeadlineForm | None = None, starts: Mapping[str, str] | None = None
) -> HttpResponse:
    form = form or DeadlineForm()
    context = {
        "cards": deadlines_of(entered.dossier, today=today()),
        "form": form,
        "starts": starts or {},
        "today": today(),
        **around(entered, "deadlines"),
    }
    return render(request, "cases/deadlines.html", context, status=422 if form.errors or starts else 200)


@require_POST
def change(request: HttpRequest, slug: str, deadline_id: str) -> HttpResponse:
    """Say from when a deadline runs, that it was met, or take that back."""
    acting, what = acting_of(request), request.POST.get("what", "")
    back = words_of(request, "referral")
    try:
        if what == "start":
            start = day_of(request, "starts_on")
            start_deadline(acting=acting, slug=slug, deadline_id=deadline_id, starts_on=start, now=now())
        else:
            end_deadline(acting=acting, slug=slug, deadline_id=deadline_id, done=what != "reopen", now=now())
    except (Invalid, Conflict) as refusal:
        starts = {deadline_id: words_of(request, "starts_on"), "why": str(say(refusal))}
        if back.isalnum():
            return show(request, slug, back, status=422, starts=starts)
        return _page(request, enter(acting, slug), starts=starts)
    toast(request, _("C’est noté."))
    return redirect("cases:referral", slug, back) if back.isalnum() else redirect("cases:deadlines", slug)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show what is due in all the dossiers one is named in."""
    acting = acting_of(request)
    check(acting, Permission.SEE_CASES)
    return render(request, "cases/my_deadlines.html", {"cards": next_deadlines(acting, today=today(), limit=MOST)})


@require_GET
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the deadlines of a dossier as a calendar file."""
    dossier = enter(acting_of(request), slug).dossier
    cards = [(card, deadline_words(card)) for card in deadlines_of(dossier, today=today()) if card.done_at is None]
    return _file(calendar_file(dossier.title, cards, now=now()), slug)


@require_GET
def my_calendar(request: HttpRequest) -> HttpResponse:
    """Give the deadlines of one's dossiers as a calendar file."""
    acting = acting_of(request)
    check(acting, Permission.SEE_CASES)
    cards = next_deadlines(acting, today=today(), limit=MOST)
    named = [(card, f"{deadline_words(card)} · {card.dossier_title}") for card in cards]
    return _file(calendar_file(_("Mes échéances"), named, now=now()), "vigie")


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name(f"echeances-{name}.ics")}"'
    return answer
