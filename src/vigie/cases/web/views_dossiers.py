"""The list of one's dossiers; one dossier at a glance; everything it lacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from vigie.facts.api import families
from vigie.kernel.api import PARIS, now
from vigie.network.api import Acting, Permission, acting_of, can, check
from vigie.ui.api import paginate, say_day

from ..actions.keeping import strategy_of
from ..models import Strategy
from ..queries.access import Entered, accesses, enter
from ..queries.chronology import ChronologyLine, LineKind, chronology
from ..queries.lists import CLOSED, NEAR_DAYS, OPEN, DossierFilter, TaskCard, lines, listed, tasks_of
from ..queries.missing import missing_of
from ..queries.reading import facts_of
from ..rules.access import Deed
from ..rules.missing import Lack
from ..rules.states import DossierKind
from .forms_dossiers import TaskForm, norm_choices, right_choices
from .shell import around
from .words import KINDS, STATES, Lacking, Text, grouped, happened, say_missing
from .words_referrals import RULES

PER_PAGE = 20
MOST = 3
FIRST = (Lack.ALTERED, Lack.DEADLINE_START)
"""What is missing that comes even before a deadline that is near."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits in a dossier."""

    label: Text
    url: str
    hint: Text = ""
    signal: bool = False


@require_GET
def dossiers(request: HttpRequest) -> HttpResponse:
    """List the dossiers one is named in, under a filter that reads as a sentence."""
    acting = acting_of(request)
    check(acting, Permission.SEE_CASES)
    where = _filter_of(request)
    page = paginate(request, listed(acting, where), per_page=PER_PAGE)
    context = {
        "page": page,
        "rows": lines(acting, page.rows, now=now()),
        "where": where,
        "sentence": _sentence(where),
        "choices": _choices(where),
        "may_open": can(acting, Permission.OPEN_DOSSIER),
    }
    return render(request, "cases/dossiers.html", context)


def _filter_of(request: HttpRequest) -> DossierFilter:
    kind, state = request.GET.get("genre", ""), request.GET.get("etat", "")
    return DossierFilter(
        kind=kind if kind in set(DossierKind) else "",
        state=state if state in (OPEN, CLOSED) else "",
        text=request.GET.get("q", "").strip()[:100],
    )


def _address(where: DossierFilter) -> str:
    told = {"genre": where.kind, "etat": where.state, "q": where.text}
    query = urlencode({key: value for key, value in told.items() if value})
    return f"{reverse('cases:dossiers')}?{query}" if query else reverse("cases:dossiers")


def _sentence(where: DossierFilter) -> list[tuple[str, str]]:
    said = []
    if where.kind:
        said.append((str(KINDS[DossierKind(where.kind)]), _address(replace(where, kind=""))))
    if where.state:
        said.append((str(STATES[where.state]), _address(replace(where, state=""))))
    if where.text:
        said.append((f"« {where.text} »", _address(replace(where, text=""))))
    return said


def _choices(where: DossierFilter) -> list[tuple[Text, list[tuple[Text, str, bool]]]]:
    kinds = [
        (KINDS[kind], _address(replace(where, kind="" if where.kind == kind else kind.value)), where.kind == kind)
        for kind in DossierKind
    ]
    states = [
        (words, _address(replace(where, state="" if where.state == state else state)), where.state == state)
        for state, words in STATES.items()
    ]
    return [(_("Genre"), kinds), (_("État"), states)]


@require_GET
def dossier(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one dossier: what needs somebody, what is to do, what happened, who is in it, why."""
    acting = acting_of(request)
    entered = enter(acting, slug)
    moment = now()
    today = moment.astimezone(PARIS).date()
    told = chronology(acting, entered, now=moment)
    tasks = tasks_of(acting, entered.dossier, today=today)
    lacks = _lacks(acting, entered, today)
    people = accesses(entered.dossier)
    context = {
        **around(entered, "dossier"),
        "lines": told,
        "needs": _needs(slug, told, tasks, lacks, today)[:MOST],
        "lacks": lacks,
        "tasks": tasks,
        "task_form": TaskForm(people=people),
        "people": people,
        "kind": KINDS[DossierKind(entered.dossier.kind)],
        "history": happened(entered.dossier.id),
        **_strategy(strategy_of(entered.dossier)),
    }
    return render(request, "cases/dossier.html", context)


@require_GET
def missing_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything a dossier lacks by kind, what keeps from filing first, each line with its next step."""
    acting = acting_of(request)
    entered = enter(acting, slug)
    lacks = _lacks(acting, entered, now().astimezone(PARIS).date())
    blocking, others = grouped(lacks)
    context = {
        **around(entered, "dossier"),
        "lacks": lacks,
        "blocks": sum(len(group.lines) for group in blocking),
        "sections": [
            (_("Ce qui empêche de déposer"), blocking),
            (_("Ce qui affaiblit le dossier"), others),
        ],
    }
    return render(request, "cases/missing.html", context)


def _lacks(acting: Acting, entered: Entered, today: dt.date) -> list[Lacking]:
    """Return what an open dossier lacks, in words; a closed one lacks nothing any more."""
    dossier = entered.dossier
    if dossier.closed_at:
        return []
    found = missing_of(acting, [dossier], today=today)[dossier.id]
    behind = {fact.id: fact.statement for fact in facts_of(acting, [dossier.id])[dossier.id]} if found else {}
    return say_missing(found, dossier.slug, behind, works=entered.may(Deed.WORK))


def _needs(
    slug: str, told: Sequence[ChronologyLine], tasks: Sequence[TaskCard], lacks: Sequence[Lacking], today: dt.date
) -> list[Need]:
    """Return what waits, the most pressing first: deadlines near or unknown, one's own tasks, what is missing."""
    here = reverse("cases:dossier", args=[slug])
    near = today + dt.timedelta(days=NEAR_DAYS)
    grave = [lack for lack in lacks if lack.missing.lack in FIRST]
    found = [_lacking(lack) for lack in grave]
    for line in told:
        if line.kind is LineKind.DEADLINE and line.date and not line.done and line.date.start <= near:
            hint = _("Échéance : %(day)s") % {"day": say_day(line.date.start)}
            found.append(Need(RULES.get(line.title, line.title), f"{here}#chronologie", hint, line.late))
    found += [
        Need(task.what, f"{here}#taches", _("Une tâche pour vous"), task.late)
        for task in tasks
        if task.mine and not task.done_at and (task.due_on is None or task.due_on <= near)
    ]
    found += _each_once(slug, [lack for lack in lacks if lack not in grave])
    return [replace(need, signal=need.signal and number == 0) for number, need in enumerate(found)]


def _each_once(slug: str, lacks: Sequence[Lacking]) -> list[Need]:
    """Return one need for each kind of lack; several of a kind lead to their list."""
    kinds: dict[Lack, list[Lacking]] = {}
    for lack in lacks:
        kinds.setdefault(lack.missing.lack, []).append(lack)
    every = reverse("cases:dossier_missing", args=[slug])
    return [
        _lacking(same[0])
        if len(same) == 1
        else Need(same[0].label, every, _("%(n)s fois dans ce dossier") % {"n": len(same)}, same[0].signal)
        for same in kinds.values()
    ]


def _lacking(lack: Lacking) -> Need:
    return Need(lack.label, lack.url, lack.missing.name or lack.step, lack.signal)


def _strategy(row: Strategy) -> dict[str, object]:
    norms = {norm.code: norm for family in families() for act in family.acts for norm in act.norms} if row.norms else {}
    rights = {r.word.code: r for f in families() for a in f.acts for r in a.rights} if row.rights else {}
    return {
        "strategy": row,
        "norms": [words for code, words in norm_choices(norms.values()) if code in row.norms],
        "rights": [words for code, words in right_choices(rights.values()) if code in row.rights],
    }
