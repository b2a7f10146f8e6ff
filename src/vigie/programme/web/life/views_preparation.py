"""The collective phases: the talks of a session, who came, the programme to print; a volunteer's own; who one follows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vigie.kernel.api import Conflict, Invalid, OrgId, now, today
from vigie.network.api import Acting, Permission, acting_of, can, organisations, people_of
from vigie.ui.api import say, toast

from ...actions.life import preparing as acts
from ...documents.life.tables import programme_pdf
from ...models import Session
from ...queries.access import must_run, session_of
from ...queries.life.access import life_of
from ...queries.life.reading import late_reports, my_volunteers, owed, roll, talks_by, talks_of
from ..forms import tell
from ..views_calls_public import pdf_answer
from .common import attempt, frame
from .forms import TalkForm, talk_initial


def _people(acting: Acting, session: Session) -> list[tuple[str, str]]:
    houses = {str(session.programme.operator_id), acting.organisation}
    houses |= set(session.missions.values_list("partners__organisation_id", flat=True)) - {None}
    found = {str(card.id): card.name for house in sorted(houses) for card in people_of(OrgId(str(house)), day=today())}
    return sorted(found.items(), key=lambda pair: pair[1])


@require_http_methods(["GET", "POST"])
def talks(request: HttpRequest, slug: str, talk_id: str = "") -> HttpResponse:
    """Show the talks of a session; whoever runs it plans them."""
    acting = acting_of(request)
    session = session_of(acting, slug, run=request.method == "POST")
    row = roll(session, talk_id)[0] if talk_id else None
    houses = [(house.id, house.name) for house in organisations()]
    form = TalkForm(
        request.POST or None,
        initial=talk_initial(row) if row else None,
        houses=houses,
        people=_people(acting, session),
    )
    if request.method == "POST" and form.is_valid():
        try:
            acts.plan_talk(acting=acting, session=slug, draft=form.draft(), now=now(), talk_id=talk_id)
        except (Invalid, Conflict) as refusal:
            tell(form, refusal)
        else:
            toast(request, _("La rencontre est au programme."))
            return redirect("programme:talks", slug)
    context = {
        "session": session,
        "lines": talks_of(session),
        "form": form,
        "row": row,
        "runs": _runs(acting, session),
        "today": today(),
    }
    return render(request, "programme/life/talks.html", context, status=400 if form.is_bound else 200)


def _runs(acting: Acting, session: Session) -> bool:
    return can(acting, Permission.RUN_PROGRAMME) and session.programme.operator_id == acting.organisation


@require_GET
def talks_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the programme of the talks to print."""
    session = session_of(acting_of(request), slug)
    return pdf_answer(programme_pdf(session, talks_of(session)), f"programme-{slug}.pdf")


@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, slug: str, talk_id: str) -> HttpResponse:
    """Say who came to a talk, or take it off the programme."""
    acting = acting_of(request)
    session = session_of(acting, slug)
    must_run(acting, session.programme)
    talk, called = roll(session, talk_id)
    if request.method == "POST":
        if request.POST.get("what") == "drop":
            attempt(
                request,
                lambda: acts.drop_talk(acting=acting, session=slug, talk_id=talk_id, now=now()),
                _("La rencontre n’est plus au programme."),
            )
            return redirect("programme:talks", slug)
        said = {m.slug: request.POST.get(f"came-{m.slug}") for m, _came in called}
        came = {name: value == "yes" for name, value in said.items() if value in {"yes", "no"}}
        attempt(
            request,
            lambda: acts.note_attendance(acting=acting, session=slug, talk_id=talk_id, came=came, now=now()),
            _("Les présences sont notées."),
        )
        return redirect("programme:talks", slug)
    return render(request, "programme/life/attendance.html", {"session": session, "talk": talk, "called": called})


@require_http_methods(["GET", "POST"])
def preparation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a volunteer's collective phases, and keep the group's notes."""
    acting = acting_of(request)
    entered = life_of(acting, slug)
    context = {**frame(entered, "preparation"), "lines": talks_of(entered.mission.session, entered.mission)}
    if request.method == "POST":
        talk, notes = request.POST.get("talk", ""), request.POST.get("notes", "")
        base = request.POST.get("base", "")
        try:
            acts.keep_notes(acting=acting, mission=slug, talk_id=talk, notes=notes, base=base, now=now())
        except (Invalid, Conflict) as refusal:
            context |= {"sentence": say(refusal), "typed_for": talk, "typed": notes}
            return render(request, "programme/life/preparation.html", context, status=refusal.status)
        toast(request, _("Les notes sont enregistrées."))
        return redirect("programme:preparation", slug)
    return render(request, "programme/life/preparation.html", context)


@require_GET
def followed(request: HttpRequest) -> HttpResponse:
    """Show whom one follows, what waits for one, and where one speaks."""
    acting = acting_of(request)
    context = {
        "lines": my_volunteers(acting, day=today()),
        "talks": talks_by(acting.actor, day=today()),
        "late": late_reports(acting, day=today()),
    }
    return render(request, "programme/life/followed.html", context)


@require_GET
def to_pay(request: HttpRequest) -> HttpResponse:
    """Show the allowances that are due or late, over every mission one's organisation runs or pays for."""
    lines = owed(acting_of(request), day=today())
    context = {"lines": lines, "all": sum(line.cents for line in lines), "late": sum(1 for x in lines if x.late)}
    return render(request, "programme/life/to_pay.html", context)
