"""Follow-up meetings: the list, one meeting, its minutes, its calendar file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.kernel.api import Conflict, Invalid, now, today
from vigie.network.api import acting_of, person_names
from vigie.ui.api import drop_draft, file_name, resumed, toast, unjudged

from ...actions.life import meeting as acts
from ...documents.life.tables import meeting_file
from ...models.life import FollowUp
from ...queries.life.access import InLife, life_of, team
from ...queries.life.reading import meeting_of, meetings_of
from ..forms import tell
from .common import attempt, frame
from .forms import MeetingForm, MinutesForm, meeting_initial, minutes_initial


@require_http_methods(["GET", "POST"])
def meetings(request: HttpRequest, slug: str, meeting_id: str = "") -> HttpResponse:
    """List the follow-up meetings of a mission; call one, or change one that is to come."""
    acting = acting_of(request)
    entered = life_of(acting, slug)
    row = meeting_of(entered.mission, meeting_id) if meeting_id else None
    known = team(entered.mission, day=today())
    initial = meeting_initial(row) if row else {"people": list(known)}
    form = MeetingForm(request.POST or None, initial=initial, team=known)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.call_meeting(acting=acting, slug=slug, draft=form.draft(), now=now(), meeting_id=meeting_id)
        except (Invalid, Conflict) as refusal:
            tell(form, refusal)
        else:
            toast(request, _("La réunion est notée."))
            return redirect("programme:meeting", slug, made)
    rows = list(meetings_of(entered.mission))
    context = {
        **frame(entered, "meetings"),
        "row": row,
        "form": form,
        "coming": [m for m in reversed(rows) if not m.recorded_at and not m.cancelled_at],
        "past": [m for m in rows if m.recorded_at or m.cancelled_at],
        "today": today(),
    }
    return render(request, "programme/life/meetings.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def meeting(request: HttpRequest, slug: str, meeting_id: str) -> HttpResponse:
    """Show one meeting and write its minutes; somebody else's save overwrites nothing."""
    acting = acting_of(request)
    entered = life_of(acting, slug)
    row = meeting_of(entered.mission, meeting_id)
    known = team(entered.mission, day=today())
    again = resumed(request, "compte-rendu", row.id)
    form = MinutesForm(request.POST or again or None, initial=minutes_initial(row, known))
    if again:
        unjudged([form])
    if request.method == "POST" and form.is_valid():
        try:
            acts.record_meeting(
                acting=acting,
                slug=slug,
                meeting_id=meeting_id,
                record=form.cleaned_data["record"],
                decisions=form.decided(),
                actions=form.todo(known),
                base=form.cleaned_data["base"],
                now=now(),
            )
        except (Invalid, Conflict) as refusal:
            tell(form, refusal)
        else:
            drop_draft(request, "compte-rendu", row.id)
            toast(request, _("Le compte rendu est enregistré."))
            return redirect("programme:meeting", slug, meeting_id)
    bad = request.method == "POST"
    return render(request, "programme/life/meeting.html", _shown(entered, row, form, known), status=400 if bad else 200)


def _shown(entered: InLife, row: FollowUp, form: MinutesForm, known: dict[str, str]) -> dict[str, object]:
    names = person_names([*row.people, *(a.owner for a in row.actions.all()), row.recorded_by])
    return {
        **frame(entered, "meetings"),
        "meeting": row,
        "form": form,
        "present": [known.get(p) or names.get(p, "") for p in row.people],
        "actions": [(a, names.get(a.owner, "") or a.owner_name) for a in row.actions.all()],
        "recorded_by": names.get(row.recorded_by, ""),
        "today": today(),
    }


@require_POST
def meeting_act(request: HttpRequest, slug: str, meeting_id: str) -> HttpResponse:
    """Call a meeting off; say an action is done."""
    acting = acting_of(request)
    if request.POST.get("what") == "cancel":
        attempt(
            request,
            lambda: acts.cancel_meeting(acting=acting, slug=slug, meeting_id=meeting_id, now=now()),
            _("La réunion est annulée. Les personnes sont prévenues."),
        )
        return redirect("programme:meetings", slug)
    action, done = request.POST.get("action", ""), request.POST.get("done") == "1"
    acts.finish_action(acting=acting, slug=slug, action_id=action, done=done, now=now())
    toast(request, _("C’est noté."))
    return redirect("programme:meeting", slug, meeting_id)


@require_GET
def meeting_calendar(request: HttpRequest, slug: str, meeting_id: str) -> HttpResponse:
    """Give a meeting as a calendar file."""
    entered = life_of(acting_of(request), slug)
    row = meeting_of(entered.mission, meeting_id)
    answer = HttpResponse(meeting_file(row, entered.mission, now=now()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name(f"reunion-{slug}.ics")}"'
    return answer
