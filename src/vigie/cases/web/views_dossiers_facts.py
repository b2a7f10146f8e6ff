"""The facts of a dossier: those gathered, by event; a search; adding from anywhere, taking out, noting why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.facts.api import StatementPage, families, page, statements_of
from vigie.kernel.api import Invalid, now, whole_number
from vigie.network.api import Acting, Permission, acting_of, can, check, places
from vigie.ui.api import Page, say, toast

from ..actions.gathering import gather_new, open_for_work, take_out, write_note
from ..queries.access import enter
from ..queries.lists import workable
from ..queries.reading import FactCard, facts_of
from ..rules.access import Deed
from .forms_dossiers import FindForm
from .inputs import words_of
from .shell import around
from .undo import Kept, undo_address

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Together:
    """Facts that tell of one event; one that may not be read stands alone."""

    event: str
    facts: tuple[FactCard, ...]


@require_GET
def facts_tab(request: HttpRequest, slug: str) -> HttpResponse:
    """List the facts of a dossier, the reports of one event together."""
    return _facts_page(request, slug)


def _facts_page(request: HttpRequest, slug: str, *, typed: Mapping[str, str] | None = None) -> HttpResponse:
    acting = acting_of(request)
    entered = enter(acting, slug)
    facts = facts_of(acting, [entered.dossier.id])[entered.dossier.id]
    context = {**around(entered, "facts"), "events": _together(facts), "total": len(facts), "typed": typed or {}}
    return render(request, "cases/facts.html", context, status=422 if typed else 200)


def _together(facts: list[FactCard]) -> list[Together]:
    """Group by event, oldest event first, what may not be read last."""
    told: dict[str, list[FactCard]] = defaultdict(list)
    for fact in facts:
        if fact.card:
            told[fact.card.event_id].append(fact)
    dated = sorted(told.items(), key=lambda pair: min(f.card.date.start for f in pair[1] if f.card))
    return [Together(event, tuple(rows)) for event, rows in dated] + [
        Together("", (fact,)) for fact in facts if not fact.card
    ]


@require_GET
def search(request: HttpRequest, slug: str) -> HttpResponse:
    """Look for facts with the filters of their list, to tick and add."""
    acting = acting_of(request)
    entered = enter(acting, slug, Deed.WORK)
    open_for_work(acting, slug)
    form = FindForm(request.GET, communes=places(), families=families())
    form.is_valid()
    found = page(acting, form.where(), offset=_offset(request), limit=PER_PAGE)
    context = {
        **around(entered, "facts"),
        "form": form,
        "page": _page(found),
        "taken": set(entered.dossier.facts.values_list("statement_id", flat=True)),
        "asked": bool(form.where()),
        "sentence": _sentence(form, request, slug),
    }
    return render(request, "cases/search.html", context)


def _sentence(form: FindForm, request: HttpRequest, slug: str) -> list[tuple[str, str]]:
    """Return the filter in force: (words, address without it)."""
    here = reverse("cases:dossier_search", args=[slug])
    said = []
    for name in form.fields:
        value = request.GET.get(name, "").strip()
        if value and name not in form.errors:
            rest = {k: v for k in form.fields if k != name and (v := request.GET.get(k, ""))}
            said.append((_words(form, name, value), f"{here}?{urlencode(rest)}" if rest else here))
    return said


def _words(form: FindForm, name: str, value: str) -> str:
    choices: Any = getattr(form.fields[name], "choices", ())
    flat = [pair for key, told in choices for pair in (told if isinstance(told, list) else [(key, told)])]
    return next((str(words) for key, words in flat if key == value), f"« {value} »" if name == "q" else value)


@require_POST
def add_found(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the facts that were ticked into the dossier."""
    _add(request, acting_of(request), slug)
    return redirect("cases:dossier_facts", slug)


@require_http_methods(["GET", "POST"])
def add_to_dossier(request: HttpRequest) -> HttpResponse:
    """Choose the dossier into which facts go, that were chosen on a page of facts; then put them there."""
    acting = acting_of(request)
    check(acting, Permission.SEE_CASES)
    chosen = request.POST.get("dossier", "")
    if chosen:
        _add(request, acting, chosen)
        return redirect("cases:dossier_facts", chosen)
    wanted = (request.POST if request.method == "POST" else request.GET).getlist("statement")
    cards = list(statements_of(acting, wanted).values())
    rows = list(workable(acting).prefetch_related("facts"))
    ids = {card.id for card in cards}
    already = {row.id for row in rows if cards and ids <= {fact.statement_id for fact in row.facts.all()}}
    context = {
        "cards": cards,
        "rows": rows,
        "already": already,
        "new_url": f"{reverse('cases:new_dossier')}?{urlencode([('statement', card.id) for card in cards])}",
        "may_open": can(acting, Permission.OPEN_DOSSIER),
    }
    return render(request, "cases/add.html", context, status=200 if cards else 400)


def _add(request: HttpRequest, acting: Acting, slug: str) -> None:
    ticked = request.POST.getlist("statement")
    if not ticked:
        raise Invalid("cases.nothing_ticked")
    added = gather_new(acting=acting, slug=slug, statements=ticked, now=now())
    words = ngettext("%(n)s fait ajouté au dossier.", "%(n)s faits ajoutés au dossier.", len(added)) % {"n": len(added)}
    if len(added) < len(set(ticked)):
        words = f"{words} {_('Les autres y étaient déjà.')}"
    undo = undo_address(request, Kept("gathered", slug, {"facts": list(added)})) if added else ""
    toast(request, words, undo_url=undo)


@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Take facts out of the dossier, and offer to put them back."""
    ticked = request.POST.getlist("fact")
    if not ticked:
        raise Invalid("cases.nothing_ticked")
    gone = take_out(acting=acting_of(request), slug=slug, facts=ticked, now=now())
    words = ngettext("%(n)s fait retiré du dossier.", "%(n)s faits retirés du dossier.", len(gone)) % {"n": len(gone)}
    kept = Kept("removed", slug, {"gone": [asdict(one) for one in gone]})
    toast(request, words, undo_url=undo_address(request, kept))
    return redirect("cases:dossier_facts", slug)


@require_POST
def note(request: HttpRequest, slug: str, fact_id: str) -> HttpResponse:
    """Keep a note on a fact."""
    written = words_of(request, "note")
    try:
        write_note(acting=acting_of(request), slug=slug, fact_id=fact_id, note=written, now=now())
    except Invalid as refusal:
        return _facts_page(request, slug, typed={"fact": fact_id, "note": written, "why": str(say(refusal))})
    toast(request, _("La note est gardée."))
    return redirect(f"{reverse('cases:dossier_facts', args=[slug])}#fait-{fact_id}")


def _offset(request: HttpRequest) -> int:
    return (max(1, whole_number(request.GET.get("page"), otherwise=1)) - 1) * PER_PAGE


def _page(found: StatementPage) -> Page[Any]:
    return Page(
        rows=found.cards,
        number=found.offset // PER_PAGE + 1,
        pages=max(1, -(-found.total // PER_PAGE)),
        total=found.total,
        first=found.offset + 1 if found.cards else 0,
        last=found.offset + len(found.cards),
    )
