"""Sessions: the list, one of them, its sheet, its calendar entry, what people thought."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.kernel.api import PARIS, Conflict, Invalid, Missing, Refusal, now, today
from vigie.network.api import Acting, Audience, Permission, acting_of, can, check, people_of
from vigie.ui.api import file_name, say, toast

from ..actions.sessions import (
    SessionDraft,
    add_to_sheet,
    change_session,
    enrol,
    evaluate,
    leave_sheet,
    move_session,
    plan_session,
    tick_sheet,
)
from ..documents.calendar import session_file
from ..documents.printed import language, sheet_pdf
from ..loading import modules
from ..queries.sessions import SessionCard, my_line, opinions, session, sessions, sheet
from ..rules.states import SessionState
from .forms import SHARING, SessionForm, tell


@require_GET
def session_list(request: HttpRequest) -> HttpResponse:
    """Show the sessions to come, then those gone by."""
    acting = acting_of(request)
    coming, gone = sessions(acting, now=now())
    return render(
        request,
        "learning/sessions.html",
        {"coming": coming, "gone": gone, "runs": can(acting, Permission.RUN_TRAINING)},
    )


@require_GET
def session_page(request: HttpRequest, session_id: str) -> HttpResponse:
    """Show a session; to whoever runs it, its sheet and what people thought."""
    acting = acting_of(request)
    card = session(acting, session_id)
    lines = sheet(card)
    on_sheet = {line.person for line in lines}
    line = my_line(acting, card)
    context = {
        "card": card,
        "module": next((m.title.told(language()) for m in modules() if m.slug == card.module), ""),
        "lines": lines,
        "line": line,
        "begun": now() >= card.starts,
        "may_enrol": line is None and card.state is SessionState.PLANNED and now() < card.starts and not card.full,
        "may_tell": line is not None and line[0] is True and not line[1],
        "opinions": opinions(card),
        "others": [p for p in people_of(acting.organisation, day=today()) if p.id not in on_sheet] if card.runs else [],
        "one_day": card.starts.astimezone(PARIS).date() == card.ends.astimezone(PARIS).date(),
        "ends_at": card.ends.astimezone(PARIS).time(),
        "sharing": dict(SHARING).get(card.audience, ""),
        "marks": range(1, 5),
    }
    return render(request, "learning/session.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Plan a session."""
    acting = acting_of(request)
    check(acting, Permission.RUN_TRAINING)
    given = {"module": request.GET.get("module", ""), "audience": Audience.OWNER.value, "trainers": acting.name}
    form = SessionForm(request.POST if request.method == "POST" else None, initial=given)
    if form.is_valid():
        try:
            made = plan_session(acting=acting, draft=form.draft(), now=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            toast(request, _("La séance est prévue."))
            return redirect("learning:session", made)
    return render(request, "learning/session_entry.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, session_id: str) -> HttpResponse:
    """Change a session. When somebody changed it meanwhile, both versions are shown."""
    acting = acting_of(request)
    check(acting, Permission.RUN_TRAINING)
    card = session(acting, session_id)
    if not card.own:
        raise Missing("learning.no_session")
    if card.state is not SessionState.PLANNED:
        raise Conflict("learning.session_step")
    form = SessionForm(request.POST if request.method == "POST" else None, initial=_initial(card))
    context: dict[str, Any] = {"form": form, "card": card, "theirs": []}
    if form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            change_session(acting=acting, session_id=session_id, draft=form.draft(), version=version, now=now())
        except Conflict as refusal:
            form.add_error(None, say(refusal))
            context["theirs"] = _differences(form.draft(), card)
            typed = request.POST.copy()
            typed["version"] = str(card.version)
            form.data = typed
        except Invalid as refusal:
            tell(form, refusal)
        else:
            toast(request, _("La séance est changée."))
            return redirect("learning:session", session_id)
    return render(request, "learning/session_entry.html", context, status=400 if form.errors else 200)


def _initial(card: SessionCard) -> dict[str, object]:
    starts, ends = card.starts.astimezone(PARIS), card.ends.astimezone(PARIS)
    return {
        "module": card.module,
        "title": card.title,
        "theme": card.theme,
        "day": starts.date(),
        "begins": starts.time(),
        "ends_at": ends.time(),
        "last_day": ends.date() if ends.date() != starts.date() else None,
        "place": card.place,
        "trainers": card.trainers,
        "seats": card.seats,
        "materials": "\n".join(f"{name} | {address}" if address else name for name, address in card.materials),
        "audience": card.audience,
        "version": card.version,
    }


def _differences(draft: SessionDraft, card: SessionCard) -> list[tuple[str, object]]:
    """Return what is saved now where it is not what was typed."""
    names = {"title": _("Titre"), "place": _("Où"), "trainers": _("Avec qui"), "starts": _("De"), "ends": _("À")}
    return [
        (label, getattr(card, name)) for name, label in names.items() if getattr(card, name) != getattr(draft, name)
    ]


@require_POST
def move(request: HttpRequest, session_id: str) -> HttpResponse:
    """Cancel a session, or take back that it was cancelled or held."""
    asked = request.POST.get("to", "")
    if asked not in {state.value for state in SessionState}:
        raise Invalid("learning.session_step")
    move_session(acting=acting_of(request), session_id=session_id, to=SessionState(asked), now=now())
    said = _("La séance est annulée.") if asked == SessionState.CANCELLED else _("La séance est rouverte.")
    toast(request, said)
    return redirect("learning:session", session_id)


@require_POST
def enrolment(request: HttpRequest, session_id: str) -> HttpResponse:
    """Put oneself on the sheet, or take oneself off."""
    acting = acting_of(request)
    if request.POST.get("what") == "leave":
        leave_sheet(acting=acting, session_id=session_id, now=now())
        toast(request, _("Vous n’êtes plus inscrit·e."))
    else:
        enrol(acting=acting, session_id=session_id, now=now())
        toast(request, _("Vous êtes inscrit·e."))
    return redirect("learning:session", session_id)


@require_POST
def add(request: HttpRequest, session_id: str) -> HttpResponse:
    """Put a colleague on the sheet."""
    person = request.POST.get("person", "")
    add_to_sheet(acting=acting_of(request), session_id=session_id, person_id=person, now=now())
    toast(request, _("La personne est sur la feuille."))
    return redirect("learning:session", session_id)


@require_POST
def tick(request: HttpRequest, session_id: str) -> HttpResponse:
    """Say who came."""
    present = request.POST.getlist("present")
    tick_sheet(acting=acting_of(request), session_id=session_id, present=present, now=now())
    toast(request, _("La feuille est reportée : la séance a eu lieu."))
    return redirect("learning:session", session_id)


@require_GET
def sheet_file(request: HttpRequest, session_id: str) -> HttpResponse:
    """Print the sheet."""
    acting = acting_of(request)
    card = _run(acting, session_id)
    return _handed(sheet_pdf(card, sheet(card)), "application/pdf", "feuille-de-presence.pdf")


@require_GET
def calendar(request: HttpRequest, session_id: str) -> HttpResponse:
    """Hand out the calendar entry."""
    card = session(acting_of(request), session_id)
    return _handed(session_file(card, now=now()), "text/calendar; charset=utf-8", "formation.ics")


@require_POST
def opinion(request: HttpRequest, session_id: str) -> HttpResponse:
    """Leave one's opinion, without a name."""
    marks = {name: request.POST.get(name, "") for name in ("useful", "ready")}
    try:
        evaluate(
            acting=acting_of(request),
            session_id=session_id,
            useful=int(marks["useful"]) if marks["useful"] in "1234" and marks["useful"] else 0,
            ready=int(marks["ready"]) if marks["ready"] in "1234" and marks["ready"] else 0,
            missing=request.POST.get("missing", ""),
            now=now(),
        )
    except Invalid as refusal:
        toast(request, say(refusal), level=messages.ERROR)
    else:
        toast(request, _("Merci. Votre avis est gardé sans votre nom."))
    return redirect("learning:session", session_id)


def _run(acting: Acting, session_id: str) -> SessionCard:
    check(acting, Permission.RUN_TRAINING)
    card = session(acting, session_id)
    if not card.own:
        raise Missing("learning.no_session")
    return card


def _handed(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(name)}"'
    return answer
