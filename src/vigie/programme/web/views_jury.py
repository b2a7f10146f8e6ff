"""The jury's pages: candidates of a call, one of them, readings, decisions, times, papers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from vigie.kernel.api import PARIS, Conflict, Denied, FileRef, Invalid, Missing, NoFile, now, read_file, whole_number
from vigie.network.api import Acting, acting_of
from vigie.ui.api import file_name, say, toast

from ..actions import reading as acts
from ..actions.selecting import make_volunteer
from ..documents.packs import candidate_pack, ranking_sheet
from ..queries.access import application_of, seat
from ..queries.counting import counts_of
from ..queries.jury import CandidateLine, CandidateShown, candidate_lines, candidate_shown, ranked
from ..rules.reading import MARKS
from ..rules.states import APPLICATION_MOVES, DECIDED, ApplicationState
from ..wording import ADVICES, OUTCOMES, REPLIES
from .views_calls_public import pdf_answer

INVITED = "programme_invited"


@require_GET
def applications(request: HttpRequest, slug: str) -> HttpResponse:
    """List the candidates of a call, to its jury alone; those held apart, and why."""
    acting = acting_of(request)
    call, juror = seat(acting, slug)
    lines = candidate_lines(call, juror)
    wanted = request.GET.get("etat", "")
    context = {
        "call": call,
        "lines": [line for line in ranked_all(lines) if not wanted or line.application.state == wanted],
        "held": candidate_lines(call, juror, held=True),
        "counts": counts_of(call),
        "wanted": wanted,
        "slots": list(call.slots.select_related("application")),
        "replies": list(REPLIES.items()),
    }
    return render(request, "programme/applications.html", context)


def ranked_all(lines: list[CandidateLine]) -> list[CandidateLine]:
    """Return candidates best first, then those not read, then earlier applications of the same people."""
    best = ranked(lines)
    return [*best, *(line for line in lines if line not in best)]


@require_GET
def application(request: HttpRequest, application_id: str) -> HttpResponse:
    """Show one candidate: who, what they declared, papers, one's own grid; the other's once both are in."""
    acting = acting_of(request)
    row, juror = application_of(acting, application_id)
    shown = candidate_shown(row, juror)
    mine = shown.mine
    words = next((r.words for r in shown.readings if r.mine), "")
    marks = mine.marks if mine else {}
    moves = APPLICATION_MOVES[ApplicationState(row.state)]
    invited = request.session.pop(INVITED, {})
    context = {
        "shown": shown,
        "row": row,
        "call": row.call,
        "files": list(row.files.all()),
        "grid": [(c, str(marks.get(c.id, ""))) for c in row.call.criteria.all()],
        "marks": [str(mark) for mark in MARKS],
        "advices": list(ADVICES.items()),
        "mine_words": words,
        "may_read": _may_read(shown, acting),
        "outcomes": [(state.value, OUTCOMES[state]) for state in sorted(moves & DECIDED)],
        "compare": _compare(shown),
        "complete_move": ApplicationState.COMPLETE in moves,
        "interview_move": ApplicationState.INTERVIEW in moves,
        "mine_proposed": bool(shown.decision and shown.decision.proposed_for_id == acting.organisation),
        "invitation": invited.get("link", "") if invited.get("application") == row.id else "",
    }
    return render(request, "programme/application.html", context)


def _may_read(shown: CandidateShown, acting: Acting) -> bool:
    if shown.mine:
        return shown.mine.handed_in_at is None
    taken = {r.row.juror.organisation_id for r in shown.readings}
    unread = shown.application.state == ApplicationState.RECEIVED
    return not unread and acting.organisation not in taken and len(shown.readings) < acts.READERS


def _compare(shown: CandidateShown) -> list[tuple[object, list[str]]]:
    """Return the marks of both readers side by side, once both are in."""
    if not shown.both:
        return []
    given = [r for r in shown.readings if r.row.handed_in_at]
    criteria = shown.application.call.criteria.all()
    return [(c, [str(r.row.marks.get(c.id, "–")) for r in given]) for c in criteria]


@sensitive_post_parameters()
@require_POST
def act(request: HttpRequest, application_id: str) -> HttpResponse:
    """Read, propose, agree, let in, call complete, invite to an interview, make a volunteer."""
    acting = acting_of(request)
    application_of(acting, application_id)
    try:
        _do(request, acting, application_id)
    except (Conflict, Invalid, Denied) as refusal:
        toast(request, say(refusal), level=messages.ERROR)
    return redirect("programme:application", application_id)


def _do(request: HttpRequest, acting: Acting, application_id: str) -> None:
    posted, moment = request.POST, now()
    where: dict[str, Any] = {"acting": acting, "application_id": application_id, "now": moment}
    what = posted.get("what", "")
    if what == "read":
        marks = {key.removeprefix("mark-"): value for key, value in posted.items() if key.startswith("mark-")}
        hand_in = posted.get("hand_in") == "1"
        acts.read(marks=marks, advice=posted.get("advice", ""), words=posted.get("words", ""), hand_in=hand_in, **where)
        toast(
            request,
            _("Votre lecture est rendue.") if hand_in else _("Votre lecture est gardée, vous pouvez la reprendre."),
        )
    elif what == "propose":
        outcome = _state(posted.get("outcome", ""))
        acts.propose(outcome=outcome, reason=posted.get("reason", ""), **where)
        toast(request, _("La décision est proposée aux autres partenaires."))
    elif what in {"agree", "take_back"}:
        acts.agree(agreed=what == "agree", **where)
    elif what == "let_in":
        acts.let_in(**where)
    elif what == "complete":
        acts.mark_complete(**where)
    elif what == "interview":
        acts.invite_to_interview(acting=acting, application_ids=[application_id], now=moment)
    elif what == "volunteer":
        invited = make_volunteer(**where)
        link = request.build_absolute_uri(reverse("invitation", args=[invited.token]))
        request.session[INVITED] = {"application": application_id, "link": link}


def _state(code: str) -> ApplicationState:
    try:
        return ApplicationState(code)
    except ValueError:
        raise Invalid("programme.not_an_outcome", field="outcome") from None


@require_GET
def file(request: HttpRequest, application_id: str, file_id: str) -> HttpResponse:
    """Give a candidate's file to the jury, under a name that says nobody's.

    Raises:
        Missing: ``programme.no_application``, ``programme.no_file``.
    """
    row, _juror = application_of(acting_of(request), application_id)
    found = row.files.filter(id=file_id).first()
    if found is None:
        raise Missing("programme.no_file")
    try:
        data = read_file(FileRef(found.file))
    except NoFile:
        raise Missing("programme.no_file") from None
    answer = HttpResponse(data, content_type=found.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(f"{row.code}-{found.kind}.{found.extension}")}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_GET
def pack(request: HttpRequest, application_id: str) -> HttpResponse:
    """Give everything of one candidate in one PDF."""
    row, juror = application_of(acting_of(request), application_id)
    return pdf_answer(candidate_pack(candidate_shown(row, juror)), f"candidature-{row.code}.pdf")


@require_GET
def ranking(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the ranking as a sheet."""
    call, juror = seat(acting_of(request), slug)
    return pdf_answer(ranking_sheet(call, ranked(candidate_lines(call, juror))), f"classement-{slug}.pdf")


@sensitive_post_parameters()
@require_POST
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    """Import an e-mail, offer times, take one back, invite several to an interview."""
    acting, what = acting_of(request), request.POST.get("what", "")
    seat(acting, slug)
    try:
        if what == "mail":
            _import(request, acting, slug)
        elif what == "slots":
            _offer(request, acting, slug)
        elif what == "drop_slot":
            acts.drop_slot(acting=acting, slug=slug, slot_id=request.POST.get("slot", ""), now=now())
        elif what == "interview":
            chosen = request.POST.getlist("application")
            count = acts.invite_to_interview(acting=acting, application_ids=chosen, now=now())
            toast(request, _("Entretien proposé à %(n)s personnes.") % {"n": count})
    except (Conflict, Invalid) as refusal:
        toast(request, say(refusal), level=messages.ERROR)
    return redirect("programme:applications", slug)


def _import(request: HttpRequest, acting: Acting, slug: str) -> None:
    upload = request.FILES.get("mail")
    if upload is None:
        raise Invalid("programme.mail_not_one", field="mail")
    _made, refused = acts.import_letter(acting=acting, slug=slug, data=upload.read(), now=now())
    toast(request, _("Le message est entré. Regardez ce qui lui manque."))
    for refusal in refused:
        toast(request, say(refusal), level=messages.ERROR)


def _offer(request: HttpRequest, acting: Acting, slug: str) -> None:
    starts = [_moment(text) for text in request.POST.get("starts", "").splitlines() if text.strip()]
    if not starts:
        raise Invalid("programme.slot_wrong", field="starts")
    made = acts.offer_slots(
        acting=acting,
        slug=slug,
        starts=starts,
        minutes=whole_number(request.POST.get("minutes", "30")),
        place=request.POST.get("place", ""),
        now=now(),
    )
    toast(request, _("%(n)s horaires proposés.") % {"n": made})


def _moment(text: str) -> dt.datetime:
    """Read "12/09/2026 14:30", on the clock of the coast."""
    for shape in ("%d/%m/%Y %H:%M", "%d/%m/%Y %Hh%M", "%d/%m/%Y %Hh", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"):
        try:
            return dt.datetime.strptime(text.strip(), shape).replace(tzinfo=PARIS)
        except ValueError:
            continue
    raise Invalid("programme.slot_wrong", field="starts")
