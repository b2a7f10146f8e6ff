"""When a mission comes to its end: skills, experience, documents, what is handed over; the evenings of a session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from vigie.kernel.api import Conflict, Invalid, Missing, now, today
from vigie.network.api import acting_of, person_names
from vigie.ui.api import toast

from ...actions.life import evenings as shows
from ...actions.life import passing as acts
from ...queries.access import must_run, session_of
from ...queries.life.access import InLife, life_of
from ...queries.life.passing import documents_of, evenings_of, experiences, skills_of, version_of
from ...queries.life.reading import kept
from ...rules.life.passing import Handed, Licence, Skill
from ...rules.life.states import DOCUMENT_MOVES, EVENING_MOVES, DocumentState, EveningState
from ...rules.texts import slug_of
from ..forms import tell
from .common import attempt, frame, given, uploaded
from .forms_passing import DocumentForm, EveningForm, ExperienceForm, HandForm, SkillForm, evening_initial

FORMS = ("skill", "experience", "document", "hand")
MOVES = {DocumentState.FINAL: gettext_lazy("Il est achevé"), DocumentState.DRAFT: gettext_lazy("Le reprendre"), DocumentState.PUBLISHED: gettext_lazy("Le publier")}  # fmt: skip


@require_http_methods(["GET", "POST"])
def passing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a mission leaves, to each what is theirs to see."""
    entered = life_of(acting_of(request), slug)
    bound: dict[str, forms.Form] = {}
    if request.method == "POST":
        what = request.POST.get("what", "")
        if what not in FORMS:
            _small(request, slug, what)
            return redirect("programme:passing", slug)
        form = _form(entered, what, request)
        if form.is_valid() and _saved(request, slug, what, form):
            return redirect("programme:passing", slug)
        bound[what] = form
    context = _shown(entered, bound)
    return render(request, "programme/life/passing.html", context, status=400 if bound else 200)


def _form(entered: InLife, what: str, request: HttpRequest | None = None) -> forms.Form:
    data, files = (request.POST, request.FILES) if request else (None, None)
    if what == "document":
        mine = [(d.id, d.title) for d in entered.mission.documents.filter(state=DocumentState.DRAFT.value)]
        return DocumentForm(data, files, documents=mine)
    kinds: dict[str, type[forms.Form]] = {"skill": SkillForm, "experience": ExperienceForm, "hand": HandForm}
    return kinds[what](data)


def _saved(request: HttpRequest, slug: str, what: str, form: forms.Form) -> bool:
    data = form.cleaned_data
    told: dict[str, Any] = {"acting": acting_of(request), "slug": slug, "now": now()}
    does: dict[str, Callable[[], object]] = {
        "skill": lambda: acts.note_skill(**{**data, "skill": Skill(data["skill"])}, **told),
        "experience": lambda: acts.share_experience(**{**data, "themes": data["themes"].split(",")}, **told),
        "document": lambda: acts.add_document(
            title=data["title"],
            licence=Licence(data["licence"]),
            data=uploaded(request, "file") or b"",
            note_text=data["note"],
            document_id=data["document"],
            **told,
        ),
        "hand": lambda: acts.list_hand_over(
            kind=Handed(data["kind"]), label=data["label"], number=data["number"], **told
        ),
    }
    try:
        does[what]()
    except (Invalid, Conflict) as refusal:
        tell(form, refusal)
        return False
    toast(request, _("C’est enregistré."))
    return True


def _small(request: HttpRequest, slug: str, what: str) -> None:
    acting, found = acting_of(request), request.POST.get("id", "")
    to = request.POST.get("to", "")
    if what == "move" and to not in set(DocumentState):
        raise Missing("programme.no_document")
    does: dict[str, Callable[[], object]] = {
        "drop_skill": lambda: acts.drop_skill(acting=acting, slug=slug, skill_id=found),
        "move": lambda: acts.move_document(
            acting=acting, slug=slug, document_id=found, to=DocumentState(to), now=now()
        ),
        "give": lambda: acts.hand_line(acting=acting, slug=slug, line_id=found, to=to, now=now()),
    }
    if what not in does:
        raise Missing("programme.no_mission")
    attempt(request, does[what], _("C’est fait."))


def _shown(entered: InLife, bound: dict[str, forms.Form]) -> dict[str, object]:
    mission = entered.mission
    lines = list(mission.hand_overs.all())
    there = acts.takers(mission, day=today())
    names = person_names([*there, *(line.to for line in lines)])
    return {
        **frame(entered, "passing"),
        **{f"{what}_form": bound.get(what) or _form(entered, what) for what in FORMS},
        "wrong": next(iter(bound), ""),
        "skills": skills_of(entered),
        "sheets": list(mission.experiences.all()),
        "documents": [(row, _moves(entered, row.state)) for row in documents_of(mission)],
        "lines": [(line, names.get(line.to, "")) for line in lines],
        "takers": [(person, names.get(person, "")) for person in there],
        "left": sum(1 for line in lines if not line.done_at),
        "evenings": list(mission.session.evenings.all()),
    }


def _moves(entered: InLife, state: str) -> list[tuple[str, str]]:
    published = DocumentState.PUBLISHED
    return [
        (to.value, str(MOVES[to]))
        for to in DocumentState
        if to in DOCUMENT_MOVES[DocumentState(state)]
        and (entered.runs_here or published not in {to, DocumentState(state)})
    ]


@require_GET
def document(request: HttpRequest, slug: str, version_id: str) -> HttpResponse:
    """Give one version of a document."""
    entered = life_of(acting_of(request), slug)
    row = version_of(entered.mission, version_id)
    data, media = kept(row.file, row.media_type)
    return given(data, media, f"{slug_of(row.document.title)}-v{row.number}")


@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """Search the experience library."""
    text = request.GET.get("q", "").strip()[:200]
    rows = list(experiences(acting_of(request), text)[:100])
    return render(request, "programme/life/library.html", {"rows": rows, "q": text})


@require_http_methods(["GET", "POST"])
def evenings(request: HttpRequest, slug: str, evening: str = "") -> HttpResponse:
    """Show the evenings of a session to who runs it; plan one, change one."""
    acting = acting_of(request)
    session = session_of(acting, slug)
    must_run(acting, session.programme)
    row = shows.evening_of(acting, evening) if evening else None
    form = EveningForm(request.POST or None, initial=evening_initial(row) if row else None)
    if request.method == "POST" and form.is_valid():
        try:
            shows.plan_evening(
                acting=acting,
                session=slug,
                draft=form.draft(),
                slug=evening,
                now=now(),
                invented=session.invented,
            )
        except (Invalid, Conflict) as refusal:
            tell(form, refusal)
        else:
            toast(request, _("La soirée est enregistrée."))
            return redirect("programme:evenings", slug)
    lines = [(one, shows.expected(one), _steps(one.state)) for one in evenings_of(session)]
    context = {"session": session, "lines": lines, "form": form, "row": row}
    return render(request, "programme/life/evenings.html", context, status=400 if form.is_bound else 200)


def _steps(state: str) -> list[tuple[str, str]]:
    said = {
        EveningState.OPEN: _("Annoncer"),
        EveningState.HELD: _("Elle a eu lieu"),
        EveningState.CANCELLED: _("Annuler"),
    }
    return [(to.value, said[to]) for to in said if to in EVENING_MOVES[EveningState(state)]]


@require_http_methods(["POST"])
def evening_act(request: HttpRequest, slug: str, evening: str) -> HttpResponse:
    """Announce an evening, close it, call it off; give a file on its page."""
    acting = acting_of(request)
    to, label = request.POST.get("to", ""), request.POST.get("label", "")
    if to in set(EveningState):
        attempt(
            request,
            lambda: shows.move_evening(acting=acting, slug=evening, to=EveningState(to), now=now()),
            _("C’est fait."),
        )
    else:
        data = uploaded(request, "file") or b""
        attempt(
            request,
            lambda: shows.add_material(acting=acting, slug=evening, label=label, data=data, now=now()),
            _("Le document est sur la page."),
        )
    return redirect("programme:evenings", slug)
