"""Meetings: the list, calling one, writing the minutes, the actions, the papers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vigie.kernel.api import ActorId, Conflict, Missing, now, today
from vigie.ui.api import drop_draft, file_name, render_pdf, resumed, say, toast, unjudged

from ..acting import Acting
from ..actions.meetings import call_meeting, change_meeting, move_action, move_meeting, take_on, write_minutes
from ..documents import as_docx, printed
from ..models import Meeting
from ..queries.groups import groups, in_group, invited, meeting, open_actions, recent_meetings
from ..requests import acting_of
from ..rules.meetings import ActionStep, MeetingState, MeetingStep, overdue
from .forms_groups import ActionForm, MeetingForm, MinutesForm, shown
from .history import object_history
from .journeys import attempt

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Show the meetings to come, those that were, and what falls to me."""
    acting = acting_of(request)
    rows = recent_meetings(acting)
    mine = open_actions(acting, person=acting.actor)
    context = {
        "ahead": [m for m in reversed(rows) if m.state == MeetingState.PLANNED and m.ends_at >= now()],
        "waiting": [m for m in rows if m.state == MeetingState.PLANNED and m.ends_at < now()],
        "past": [m for m in rows if m.state == MeetingState.HELD],
        "actions": [(a, a.due_on is not None and a.due_on < today()) for a in mine],
    }
    return render(request, "network/meetings.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Call a meeting."""
    acting = acting_of(request)
    form = _form(request, acting, {"day": today(), "group": request.GET.get("groupe", "")})
    made: list[str] = []
    if request.method == "POST" and attempt(
        form, lambda: made.append(call_meeting(acting=acting, draft=form.draft(), now=now()))
    ):
        toast(request, _("Réunion prévue. Les personnes attendues sont prévenues."))
        return redirect("network:meeting", made[0])
    return render(request, "network/meeting_form.html", {"form": form, "row": None})


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, meeting_id: str) -> HttpResponse:
    """Change when, where and what about."""
    acting = acting_of(request)
    row = meeting(acting, meeting_id)
    form = _form(request, acting, shown(row))
    if request.method == "POST" and attempt(
        form, lambda: change_meeting(acting=acting, meeting_id=meeting_id, draft=form.draft(), now=now())
    ):
        return redirect("network:meeting", meeting_id)
    return render(request, "network/meeting_form.html", {"form": form, "row": row})


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, meeting_id: str) -> HttpResponse:
    """Show a meeting; note an action."""
    acting = acting_of(request)
    row = meeting(acting, meeting_id)
    form = ActionForm(request.POST or None, people=_people(acting, row))

    def act() -> None:
        data = form.cleaned_data
        owner = ActorId(data["owner"]) if data["owner"] else None
        take_on(acting=acting, meeting_id=meeting_id, text=data["text"], owner=owner, due_on=data["due_on"], now=now())

    if request.method == "POST" and attempt(form, act):
        return redirect("network:meeting", meeting_id)
    context = {
        "row": row,
        "begun": row.starts_at <= now(),
        "agenda": [line for line in row.agenda.splitlines() if line.strip()],
        "came": [p for p in row.presences.all() if p.came],
        "missed": [p for p in row.presences.all() if not p.came],
        "actions": [(a, overdue(a.state, a.due_on, today())) for a in row.actions.all()],
        "form": form,
        "history": object_history(acting, "meeting", row.id),
    }
    return render(request, "network/meeting.html", context)


@require_http_methods(["GET", "POST"])
def minutes(request: HttpRequest, meeting_id: str) -> HttpResponse:
    """Write the minutes."""
    acting = acting_of(request)
    row = meeting(acting, meeting_id)
    came = [p.person_id for p in row.presences.all() if p.came]
    initial = {"version": row.version, "minutes": row.minutes, "decisions": "\n".join(row.decisions), "came": came}
    draft = resumed(request, "compte-rendu", meeting_id)
    form = MinutesForm(request.POST or draft, initial=initial, people=_people(acting, row))
    theirs = ""
    if draft is not None:
        unjudged([form])
    if request.method == "POST" and form.is_valid():
        try:
            write_minutes(acting=acting, meeting_id=meeting_id, draft=form.draft(), now=now())
        except Conflict as refusal:
            if refusal.code != "network.minutes_changed":
                raise
            form = MinutesForm({**_plain(form), "version": row.version}, people=_people(acting, row))
            form.add_error(None, say(refusal))
            theirs = row.minutes
        else:
            drop_draft(request, "compte-rendu", meeting_id)
            toast(request, _("Compte rendu enregistré."))
            return redirect("network:meeting", meeting_id)
    return render(request, "network/minutes_form.html", {"form": form, "row": row, "theirs": theirs})


@require_POST
def move(request: HttpRequest, meeting_id: str) -> HttpResponse:
    """Call a meeting off, or plan it again."""
    step = request.POST.get("step", "")
    if step not in {MeetingStep.CANCEL, MeetingStep.PLAN_AGAIN}:
        raise Conflict("network.meeting_moved")
    move_meeting(acting=acting_of(request), meeting_id=meeting_id, step=MeetingStep(step), now=now())
    return redirect("network:meeting", meeting_id)


@require_POST
def act_on(request: HttpRequest, action_id: str) -> HttpResponse:
    """Say what became of an action."""
    step = request.POST.get("step", "")
    if step not in set(ActionStep):
        raise Conflict("network.action_moved")
    held = move_action(acting=acting_of(request), action_id=action_id, step=ActionStep(step), now=now())
    return redirect("network:meetings") if request.POST.get("back") else redirect("network:meeting", held)


@require_safe
def paper(request: HttpRequest, meeting_id: str, kind: str) -> HttpResponse:
    """Return the minutes as a document."""
    row = meeting(acting_of(request), meeting_id)
    data = printed(row)
    if kind == "docx":
        content, media = as_docx(data), WORD
    elif kind == "pdf":
        content, media = render_pdf("network/minutes.typ", data), "application/pdf"
    else:
        raise Missing("network.no_meeting")
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = (
        f'attachment; filename="{file_name(f"compte-rendu-{row.starts_at:%Y-%m-%d}.{kind}")}"'
    )
    return answer


def _form(request: HttpRequest, acting: Acting, initial: dict[str, object]) -> MeetingForm:
    mine = [(row.id, row.name) for row in groups(acting, day=today()) if in_group(acting, row)]
    return MeetingForm(request.POST or None, initial=initial, groups=mine)


def _people(acting: Acting, row: Meeting) -> list[tuple[str, str]]:
    return [(card.id, card.name) for _home, card in invited(acting, row, day=today())]


def _plain(form: MinutesForm) -> dict[str, object]:
    return {name: form[name].value() for name in form.fields}
