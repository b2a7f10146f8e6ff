"""Missions: the dashboard, one mission, its form, its dates, its sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.journal.api import history
from vigie.kernel.api import Conflict, Invalid, OrgId, now, today, whole_number
from vigie.network.api import Permission, acting_of, can, organisations, people_of, person_names
from vigie.ui.api import say, toast

from ..actions import missions as acts
from ..actions.life.naming import name_volunteer, take_back_volunteer
from ..actions.sheets import comment_sheet, party_of, settle_comment, sign_sheet, write_sheet
from ..models import MissionPartner, SheetVersion
from ..phrases import SENTENCES
from ..queries.access import InMission, mission_of, programmes, session_of
from ..queries.board import OVER, DueLine, alerts_of, board, expected, tutors
from ..queries.spans import rules_of, spans_of
from ..rules.phases import allowance_total, phase_on, whole_months
from ..rules.sheets import PARTIES, SECTIONS, is_signed
from ..rules.states import MISSION_MOVES, MissionState
from ..wording import MISSION_STATES, PARTS, SHEET
from .forms import MissionForm, PhasesForm, mission_initial, phase_initial, tell
from .forms_milestones import MilestoneForm
from .life.common import mission_tabs

MOVES = {
    MissionState.RUNNING: (gettext_lazy("Commencer"), "play"),
    MissionState.PAUSED: (gettext_lazy("Mettre en pause"), "pause"),
    MissionState.ENDED: (gettext_lazy("Finir la mission"), "check"),
    MissionState.CANCELLED: (gettext_lazy("Annuler la mission"), "cross"),
}


@require_GET
def missions(request: HttpRequest) -> HttpResponse:
    """Show the missions one sees, by phase; what is late or due."""
    acting = acting_of(request)
    context = {
        "board": board(acting, day=today()),
        "programmes": list(programmes(acting).prefetch_related("sessions"))
        if can(acting, Permission.SEE_PROGRAMME)
        else [],
        "may_run": can(acting, Permission.RUN_PROGRAMME),
        "mine": acting.organisation,
    }
    return render(request, "programme/missions.html", context)


@require_http_methods(["GET", "POST"])
def new_mission(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a mission of a session."""
    acting = acting_of(request)
    session = session_of(acting, slug, run=True)
    form = MissionForm(request.POST or None, houses=_houses(), programme=session.programme)
    if request.method == "POST" and form.is_valid():
        try:
            draft = form.draft(invented=session.invented)
            made = acts.create_mission(acting=acting, session=slug, draft=draft, now=now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return redirect("programme:mission", made)
    context = {"form": form, "session": session}
    return render(request, "programme/mission_form.html", context, status=400 if form.is_bound else 200)


def _houses() -> list[tuple[str, str]]:
    return [(house.id, house.name) for house in organisations()]


@require_GET
def mission(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one mission: dates, partners, tasks, what is expected, what happened."""
    acting = acting_of(request)
    entered = mission_of(acting, slug)
    row = entered.mission
    spans = spans_of(row.phases.all())
    session = row.session
    months = whole_months(spans)
    partners = list(row.partners.select_related("organisation"))
    last = row.sheet_versions.first()
    waiting, done = expected(row, day=today())
    tabs = mission_tabs(acting, slug)
    context = {
        "entered": entered,
        "mission": row,
        "spans": spans,
        "here": phase_on(spans, today()),
        "rules": {rule.kind: rule for rule in rules_of(session.programme)},
        "alerts": alerts_of(row),
        "months": months,
        "total": allowance_total(
            initial_cents=session.initial_cents, monthly_cents=session.monthly_cents, months=session.stated_months
        ),
        "partners": partners,
        "tutors": tutors(row),
        "served": [o for o in session.programme.objectives if o["id"] in row.objectives],
        "promises": [(_name(partners, p["organisation"]), p) for p in row.commitments],
        "expected": [(line, _page_of(line, slug, tabs)) for line in waiting],
        "met": [(line, _page_of(line, slug, tabs)) for line in done],
        "milestone_form": MilestoneForm() if entered.expects and MissionState(row.state) not in OVER else None,
        "sheet": last,
        "sheet_signed": bool(last and is_signed({s.part for s in last.signatures.all()})),
        "moves": [(to.value, *MOVES[to]) for to in MISSION_MOVES[MissionState(row.state)]] if entered.runs else [],
        "team": _team(entered, acting.organisation),
        "follows_now": next((p.tutor for p in partners if p.organisation_id == acting.organisation), ""),
        "takes_back": _may_take_back(entered, acting.organisation),
        "could_leave": _could_leave(entered, acting.organisation),
        "history": _happened(row.id),
        **tabs,
    }
    return render(request, "programme/mission.html", context)


def _page_of(line: DueLine, slug: str, tabs: Mapping[str, Any]) -> str:
    """Return where something expected is dealt with, to who may open that page."""
    address = reverse(line.page, args=[slug]) if line.page else ""
    return address if address in {url for _words, url in tabs["life_tabs"]} else ""


def _name(partners: list[MissionPartner], organisation_id: str) -> str:
    return next((str(p.organisation) for p in partners if p.organisation_id == organisation_id), "")


def _team(entered: InMission, organisation: OrgId) -> list[tuple[str, str]]:
    """Return who of one's own organisation could follow the volunteer."""
    if not (entered.parts and entered.works) or entered.volunteer:
        return []
    return [(card.id, card.name) for card in people_of(organisation, day=today())]


def _could_leave(entered: InMission, organisation: OrgId) -> list[tuple[str, str]]:
    """Return who of one's own organisation could be the volunteer of a mission that has none."""
    row = entered.mission
    taken = row.volunteer_id or row.invitation or MissionState(row.state) in OVER
    return [] if taken else _team(entered, organisation)


def _may_take_back(entered: InMission, organisation: OrgId) -> bool:
    """Say whether a name given by mistake can be taken back: before the mission begins, by who may give one."""
    row = entered.mission
    named = bool(row.volunteer_id) and not row.invitation and row.state == MissionState.PLANNED
    return named and entered.works and not entered.volunteer and (entered.runs or row.home_id == organisation)


def _happened(mission_id: str) -> list[dict[str, object]]:
    entries = history(kind="mission", object_id=mission_id)
    names = person_names(entry.actor for entry in entries)
    return [{"at": e.at, "who": names.get(e.actor, ""), "words": SENTENCES.get(e.verb, e.verb)} for e in entries]


@require_http_methods(["GET", "POST"])
def change_mission(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a mission says of itself."""
    acting = acting_of(request)
    row = mission_of(acting, slug, run=True).mission
    form = MissionForm(
        request.POST or None, initial=mission_initial(row), houses=_houses(), programme=row.session.programme
    )
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_mission(acting=acting, slug=slug, draft=form.draft(invented=row.invented), now=now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            toast(request, _("La mission est enregistrée."))
            return redirect("programme:mission", slug)
    context = {"form": form, "session": row.session, "mission": row}
    return render(request, "programme/mission_form.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a mission its own dates."""
    acting = acting_of(request)
    row = mission_of(acting, slug, run=True).mission
    form = PhasesForm(request.POST or None, initial=phase_initial(row.phases.all()))
    if request.method == "POST" and form.is_valid():
        try:
            acts.plan_mission(acting=acting, slug=slug, phases=form.phases(), now=now())
        except (Invalid, Conflict) as refusal:
            tell(form, refusal)
        else:
            toast(request, _("Les dates sont enregistrées."))
            return redirect("programme:mission", slug)
    context = {"form": form, "mission": row, "rules": rules_of(row.session.programme)}
    return render(request, "programme/plan.html", context, status=400 if form.is_bound else 200)


@require_POST
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin, pause, end a mission; say who is its volunteer, who follows them."""
    acting = acting_of(request)
    entered = mission_of(acting, slug, work=True)
    try:
        if request.POST.get("what") == "tutor":
            acts.name_tutor(
                acting=acting,
                slug=slug,
                organisation_id=acting.organisation,
                person=request.POST.get("person", ""),
                now=now(),
            )
            toast(request, _("C’est noté."))
        elif request.POST.get("what") == "volunteer":
            person = request.POST.get("person", "")
            name_volunteer(acting=acting, slug=slug, organisation_id=acting.organisation, person=person, now=now())
            toast(request, _("La mission a sa ou son volontaire, avec ses droits du premier au dernier jour."))
        elif request.POST.get("what") == "take_back":
            take_back_volunteer(acting=acting, slug=slug, now=now())
            toast(request, _("La mission n’a plus de volontaire ; ses droits sont repris."))
        else:
            to = MissionState(request.POST.get("to", entered.mission.state))
            acts.move_mission(acting=acting, slug=slug, to=to, now=now())
            toast(request, _("La mission est %(state)s.") % {"state": MISSION_STATES[to]})
    except ValueError:
        toast(request, say(Conflict("programme.cannot_move")), level=messages.ERROR)
    except (Conflict, Invalid) as refusal:
        toast(request, say(refusal), level=messages.ERROR)
    return redirect("programme:mission", slug)


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Read and write the mission's sheet, version after version; someone else's save loses nothing."""
    acting = acting_of(request)
    entered = mission_of(acting, slug)
    if request.method == "POST":
        return _write(request, slug)
    return render(request, "programme/sheet.html", _sheet(request, entered))


def _write(request: HttpRequest, slug: str) -> HttpResponse:
    acting = acting_of(request)
    typed = {code: request.POST.get(code, "") for code in SECTIONS}
    base = whole_number(request.POST.get("base"))
    try:
        number = write_sheet(
            acting=acting,
            slug=slug,
            content=typed,
            base=base,
            note=request.POST.get("note", ""),
            now=now(),
        )
    except (Invalid, Conflict) as refusal:
        entered = mission_of(acting, slug)
        context = {**_sheet(request, entered), "sentence": say(refusal), "typed": typed}
        context["sections"] = [(code, SHEET[code], typed[code]) for code in SECTIONS]
        return render(request, "programme/sheet.html", context, status=refusal.status)
    toast(request, _("Version %(number)s enregistrée.") % {"number": number})
    return redirect("programme:sheet", slug)


def _sheet(request: HttpRequest, entered: InMission) -> dict[str, object]:
    acting = acting_of(request)
    row = entered.mission
    versions = list(row.sheet_versions.prefetch_related("signatures__organisation").select_related("organisation"))
    last = versions[0] if versions else None
    remarks = list(row.sheet_comments.select_related("organisation"))
    signatures = list(last.signatures.all()) if last else []
    people = [*(v.author for v in versions), *(c.author for c in remarks), *(s.person for s in signatures)]
    names = person_names(people)
    content = last.content if last else {}
    return {
        "entered": entered,
        "mission": row,
        "last": last,
        "sections": [(code, SHEET[code], content.get(code, "")) for code in SECTIONS],
        "before": _changed(versions),
        "versions": [(v, names.get(v.author, "")) for v in versions],
        "remarks": [(c, names.get(c.author, "")) for c in remarks],
        "parties": [
            (PARTS[p], next(((s, names.get(s.person, "")) for s in signatures if s.part == p), None)) for p in PARTIES
        ],
        "may_sign": _may_sign(entered, request, last),
        "section_names": [(code, SHEET[code]) for code in SECTIONS],
        "acting": acting,
    }


def _may_sign(entered: InMission, request: HttpRequest, last: SheetVersion | None) -> bool:
    if last is None:
        return False
    try:
        party = party_of(entered, acting_of(request))
    except Conflict:
        return False
    return party not in {s.part for s in last.signatures.all()}


def _changed(versions: list[SheetVersion]) -> list[str]:
    """Return the sections that the last version changed."""
    if len(versions) < 2:
        return []
    new, old = versions[0].content, versions[1].content
    return [str(SHEET[code]) for code in SECTIONS if new.get(code) != old.get(code)]


@require_POST
def sheet_act(request: HttpRequest, slug: str) -> HttpResponse:
    """Remark on the sheet, settle a remark, sign."""
    acting, what = acting_of(request), request.POST.get("what", "")
    try:
        if what == "remark":
            text, section = request.POST.get("text", ""), request.POST.get("section", "")
            comment_sheet(acting=acting, slug=slug, section=section, text=text, now=now())
        elif what == "settle":
            settle_comment(acting=acting, slug=slug, comment_id=request.POST.get("remark", ""), now=now())
        else:
            number = whole_number(request.POST.get("number"))
            whole = sign_sheet(acting=acting, slug=slug, number=number, now=now())
            toast(request, _("Les trois parties ont signé.") if whole else _("Votre signature est posée."))
    except (Invalid, Conflict) as refusal:
        toast(request, say(refusal), level=messages.ERROR)
    return redirect("programme:sheet", slug)
