"""Modules to read, questions to answer, exercises to code; slides and notes for whoever trains."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vigie.facts.api import families
from vigie.kernel.api import Invalid, Missing, now, today
from vigie.network.api import Acting, CapabilityCode, Permission, acting_of, can, check
from vigie.ui.api import file_name, say

from ..actions.studying import answer_quiz, code_exercise, read_page
from ..documents.printed import language, norm_mark, norms_by_code, notes_pdf, slides_pdf
from ..queries.certificates import my_certificate
from ..queries.sessions import sessions
from ..queries.studies import done_by, double_codings, exercise, last_coding, module, module_card, module_cards
from ..rules.agreement import ASKED_PERCENT, NOTHING, Agreement, compare_choices
from ..rules.certificates import Asked
from ..rules.exercises import Exercise
from ..rules.modules import PASS_MARK, Kind, Module, Page, Question
from .reading import ASKED, AUDIENCES, html_of


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the catalogue, how far one is, and what stands between oneself and the right to collect testimony."""
    acting, spoken = acting_of(request), language()
    cards = [
        (
            card,
            card.module.title.told(spoken),
            card.module.lead.told(spoken),
            ", ".join(str(AUDIENCES[a]) for a in card.module.audiences),
        )
        for card in module_cards(acting)
    ]
    coming, _gone = sessions(acting, now=now())
    context = {
        "modules": cards,
        "coming": coming[:3],
        **_my_way(acting),
    }
    return render(request, "learning/home.html", context)


def _my_way(acting: Acting) -> dict[str, object]:
    done = done_by([acting.actor], day=today())[acting.actor]
    steps = [(words, getattr(done, asked.value)) for asked, words in ASKED.items()]
    return {
        "steps": steps,
        "certificate": my_certificate(acting, day=today()),
        "collects": acting.collects_testimony,
        "belongs": bool({CapabilityCode.MEMBER, CapabilityCode.ON_MISSION} & acting.capabilities),
        "ready": all(getattr(done, asked.value) for asked in Asked),
    }


@require_GET
def module_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a module: its pages, its questions, its exercises."""
    acting, spoken = acting_of(request), language()
    card = module_card(acting, slug)
    context = {
        "card": card,
        "title": card.module.title.told(spoken),
        "lead": card.module.lead.told(spoken),
        "pages": [(page, page.title.told(spoken), page.key in card.read) for page in card.module.pages],
        "exercises": [(name, exercise(name).title.told(spoken), name in card.coded) for name in card.module.exercises],
        "pass_mark": PASS_MARK,
        "trains": can(acting, Permission.RUN_TRAINING),
    }
    return render(request, "learning/module.html", context)


@require_http_methods(["GET", "POST"])
def reading(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Read a page; go on to the next, which says that this one is read."""
    acting, spoken = acting_of(request), language()
    told = module(slug)
    page = told.page(key)
    if page is None:
        raise Missing("learning.no_page")
    if request.method == "POST":
        read_page(acting=acting, slug=slug, page=key, now=now())
        return redirect(_after(told, page))
    card = module_card(acting, slug)
    known = norms_by_code() if page.norms else {}
    numbers = [p.key for p in told.pages]
    context = {
        "module": told,
        "module_title": told.title.told(spoken),
        "page": page,
        "title": page.title.told(spoken),
        "body": html_of(page.text.told(spoken)),
        "norms": [(known[code], norm_mark(known[code])) for code in page.norms if code in known],
        "number": numbers.index(key) + 1,
        "of": len(numbers),
        "read": key in card.read,
        "before": told.pages[numbers.index(key) - 1] if numbers.index(key) else None,
        "last": told.after(key) is None,
    }
    return render(request, "learning/page.html", context)


def _after(told: Module, page: Page) -> str:
    following = told.after(page.key)
    if following:
        return reverse("learning:page", args=[told.slug, following.key])
    return reverse("learning:quiz", args=[told.slug])


@require_http_methods(["GET", "POST"])
def quiz(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask the questions; say of each answer why it is right or not."""
    acting, spoken = acting_of(request), language()
    told = module_card(acting, slug).module
    given: dict[str, list[str]] = {}
    score = None
    if request.method == "POST":
        given = {q.key: _given(request, q) for q in told.questions}
        score = answer_quiz(acting=acting, slug=slug, given=given, now=now())
    context = {
        "module": told,
        "title": told.title.told(spoken),
        "questions": [_asked(q, spoken, given.get(q.key), marked=score is not None) for q in told.questions],
        "score": score,
        "pass_mark": PASS_MARK,
    }
    return render(request, "learning/quiz.html", context)


def _given(request: HttpRequest, question: Question) -> list[str]:
    if question.kind is not Kind.ORDER:
        return request.POST.getlist(question.key)
    places = {answer.key: request.POST.get(f"{question.key}-{answer.key}", "") for answer in question.answers}
    return sorted((k for k, place in places.items() if place), key=lambda k: places[k])


def _asked(question: Question, spoken: str, given: list[str] | None, *, marked: bool) -> dict[str, object]:
    chosen = given or []
    rows = [
        {
            "key": answer.key,
            "text": answer.text.told(spoken),
            "why": answer.why.told(spoken) if marked else "",
            "chosen": answer.key in chosen,
            "right": answer.right,
            "place": chosen.index(answer.key) + 1 if answer.key in chosen else 0,
            "due": number,
        }
        for number, answer in enumerate(question.answers, 1)
    ]
    shown = sorted(rows, key=lambda row: str(row["key"])) if not marked or question.kind is not Kind.ORDER else rows
    return {
        "key": question.key,
        "kind": question.kind.value,
        "ask": question.ask.told(spoken),
        "rows": shown,
        "places": range(1, len(rows) + 1),
        "right": question.right(chosen) if marked else None,
    }


@require_http_methods(["GET", "POST"])
def exercise_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Code an invented case; then see the reference, with its reasons."""
    acting = acting_of(request)
    check(acting, Permission.SEE_LEARNING)
    told = exercise(slug)
    choices: dict[str, str] = {}
    error, coded, agreement = "", None, None
    if request.method == "POST":
        choices = {key: request.POST.get(key, "") for key in told.keys}
        try:
            coded = code_exercise(acting=acting, slug=slug, choices=choices, now=now())
            agreement = coded.agreement
        except Invalid as refusal:
            error = say(refusal)
    elif "encore" not in request.GET and (last := last_coding(acting, slug)):
        choices, agreement = last.choices, compare_choices(told.keys, last.choices, told.reference)
    context = _exercise(acting, told, choices, agreement)
    context |= {"error": error, "counts": coded.first if coded else None}
    return render(request, "learning/exercise.html", context, status=400 if error else 200)


def _exercise(
    acting: Acting, told: Exercise, choices: dict[str, str], agreement: Agreement | None
) -> dict[str, object]:
    spoken, kinds = language(), families()
    names = {act.code: f"{act.code} {act.label}" for family in kinds for act in family.acts}
    names[NOTHING] = _("aucun acte")
    passages = [
        {
            "key": passage.key,
            "text": passage.text.told(spoken),
            "chosen": choices.get(passage.key, ""),
            "chosen_name": names.get(choices.get(passage.key, ""), ""),
            "reference": names.get(passage.reference, passage.reference),
            "because": passage.because.told(spoken),
            "same": choices.get(passage.key) == passage.reference,
        }
        for passage in told.passages
    ]
    return {
        "exercise": told,
        "title": told.title.told(spoken),
        "setting": told.setting.told(spoken),
        "passages": passages,
        "families": kinds,
        "nothing": NOTHING,
        "agreement": agreement,
        "kappa": _kappa(agreement),
        "asked_percent": ASKED_PERCENT,
        "trains": can(acting, Permission.RUN_TRAINING),
    }


def _kappa(agreement: Agreement | None) -> str:
    """Write kappa with two figures after the comma; nothing where it cannot be computed."""
    if agreement is None or agreement.kappa is None:
        return ""
    written = f"{float(agreement.kappa):.2f}"
    return written if language().startswith("en") else written.replace(".", ",")


@require_GET
def pairs(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how each two people of the association agree on an exercise."""
    acting = acting_of(request)
    found = double_codings(acting, slug)
    context = {
        "exercise": exercise(slug),
        "title": exercise(slug).title.told(language()),
        "pairs": [(pair, _kappa(pair.agreement)) for pair in found],
    }
    return render(request, "learning/pairs.html", context)


@require_GET
def slides(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out the slides of a module."""
    check(acting_of(request), Permission.RUN_TRAINING)
    return _pdf(slides_pdf(module(slug)), f"diapos-{slug}.pdf")


@require_GET
def notes(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out the notes of a module."""
    check(acting_of(request), Permission.RUN_TRAINING)
    return _pdf(notes_pdf(module(slug)), f"notes-{slug}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{file_name(name)}"'
    return answer
