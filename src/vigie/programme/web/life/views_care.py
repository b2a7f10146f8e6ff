"""What protects the volunteer: papers, days off, who to call, the confidential contact, a hard day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from vigie.kernel.api import Conflict, Invalid, Missing, now, today
from vigie.network.api import acting_of, person_names
from vigie.ui.api import toast

from ...actions.life import caring as acts
from ...models.life import Care
from ...queries.life.access import InLife, life_of, team
from ...queries.life.reading import days_away, debriefs_of, emergency_words, kept
from ...rules.life.care import AbsenceKind, PaperKind
from ..forms import tell
from .common import attempt, frame, given, uploaded
from .forms import AbsenceForm, DebriefForm, EmergencyForm, PaperForm

FORMS: dict[str, type[forms.Form]] = {
    "emergency": EmergencyForm,
    "away": AbsenceForm,
    "paper": PaperForm,
    "debrief": DebriefForm,
}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def care(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what protects the volunteer, to each what is theirs to see."""
    entered = life_of(acting_of(request), slug)
    opened: acts.Emergency | None = None
    bound: dict[str, forms.Form] = {}
    if request.method == "POST":
        what = request.POST.get("what", "")
        if what == "open":
            opened = _open(request, slug)
        elif what in FORMS:
            form = FORMS[what](request.POST, request.FILES or None)
            if form.is_valid() and _saved(request, slug, what, form):
                return redirect("programme:care", slug)
            bound[what] = form
        else:
            _small(request, slug, what)
            return redirect("programme:care", slug)
    context = {**_shown(request, entered, bound), "opened": opened}
    answer = render(request, "programme/life/care.html", context, status=400 if bound else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def _open(request: HttpRequest, slug: str) -> acts.Emergency | None:
    found: list[acts.Emergency] = []
    reason = request.POST.get("reason", "")

    def do() -> None:
        found.append(acts.open_emergency(acting=acting_of(request), slug=slug, reason=reason, now=now()))

    attempt(request, do, _("Ouvert. La ou le volontaire voit votre nom et votre raison."))
    return found[0] if found else None


def _saved(request: HttpRequest, slug: str, what: str, form: forms.Form) -> bool:
    acting, data = acting_of(request), form.cleaned_data
    told: dict[str, Any] = {"acting": acting, "slug": slug, "now": now()}
    does: dict[str, Callable[[], object]] = {
        "emergency": lambda: acts.set_emergency(contact=acts.Emergency(**data), **told),
        "away": lambda: acts.be_away(kind=AbsenceKind(data["kind"]), starts=data["starts"], ends=data["ends"], **told),
        "paper": lambda: acts.add_paper(
            kind=PaperKind(data["kind"]),
            name=data["name"],
            data=uploaded(request, "file") or b"",
            starts=data["starts"],
            ends=data["ends"],
            **told,
        ),
        "debrief": lambda: acts.debrief(words=data["words"], share=data["share"], **told),
    }
    try:
        does[what]()
    except (Invalid, Conflict) as refusal:
        tell(form, refusal)
        return False
    toast(request, _("C’est enregistré."))
    return True


def _small(request: HttpRequest, slug: str, what: str) -> None:
    """Acts of one field: their refusal is told in one line."""
    acting, given_id = acting_of(request), request.POST.get("id", "")
    told: dict[str, Any] = {"acting": acting, "slug": slug}
    does: dict[str, Callable[[], object]] = {
        "confidant": lambda: acts.choose_confidant(person=request.POST.get("person", ""), now=now(), **told),
        "not_away": lambda: acts.not_away(absence_id=given_id, now=now(), **told),
        "drop_paper": lambda: acts.drop_paper(paper_id=given_id, now=now(), **told),
        "erase": lambda: acts.erase_debrief(debrief_id=given_id, **told),
        "answer": lambda: acts.answer_debrief(
            debrief_id=given_id, words=request.POST.get("words", ""), now=now(), **told
        ),
    }
    if what not in does:
        raise Missing("programme.no_mission")
    attempt(request, does[what], _("C’est fait."))


def _shown(request: HttpRequest, entered: InLife, bound: dict[str, forms.Form]) -> dict[str, object]:
    acting, mission = acting_of(request), entered.mission
    row = Care.objects.filter(mission=mission).first() or Care(mission=mission)
    known = team(mission, day=today())
    names = person_names([row.confidant])
    keeps = entered.volunteer or entered.runs_here
    mine = emergency_words(row.emergency) if entered.volunteer else {}
    return {
        **frame(entered, "care"),
        "care": row,
        "keeps": keeps,
        "confidant": names.get(row.confidant, ""),
        "choices": [(p, name) for p, name in known.items() if p != acting.actor],
        "papers": list(mission.papers.all()) if keeps else [],
        "absences": list(mission.absences.all()),
        "away": days_away(mission),
        "pauses": list(mission.pauses.all()),
        "debriefs": debriefs_of(mission, acting.actor),
        "emergency_form": bound.get("emergency") or EmergencyForm(initial=mine),
        "away_form": bound.get("away") or AbsenceForm(initial={"starts": today(), "ends": today()}),
        "paper_form": bound.get("paper") or PaperForm(),
        "debrief_form": bound.get("debrief") or DebriefForm(),
        "wrong": next(iter(bound), ""),
        "today": today(),
    }


@require_GET
def paper(request: HttpRequest, slug: str, paper_id: str) -> HttpResponse:
    """Give a paper of a mission to the volunteer or the operator."""
    entered = life_of(acting_of(request), slug)
    row = entered.mission.papers.filter(id=paper_id).first()
    if row is None or not (entered.volunteer or entered.runs_here):
        raise Missing("programme.no_file")
    data, media = kept(row.file, row.media_type)
    return given(data, media, f"{row.kind}-{slug}")
