"""Relevés and témoignages: the list, its filters, what is done to many at once, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from vigie.kernel.api import Invalid, Missing, Refusal, now, parse_vague_date, today
from vigie.network.api import Acting, Permission, acting_of, can, check
from vigie.ui.api import toast

from ..actions.bin import delete_statements, restore_statements
from ..actions.editing import set_verification, undo_verification
from ..actions.saving import forget_filter, save_filter
from ..queries.filtering import facets
from ..queries.lists import page, proposals_waiting, saved_filters
from ..queries.visible import visible
from ..queries.vocabulary import families
from ..rules.filters import FactFilter
from ..rules.verification import Verification
from .reading import filter_of, names_of, offset_of, page_of
from .sentence import address, choices, labels_of
from .undo import take, undo_address
from .views_figures import shared

COUNTING = "choix"
"""In an address: count the choices of the filter too. A list is shown without waiting for them."""
BULK = (Verification.REVIEWED, Verification.CORROBORATED)
"""States that may be given to many at once: the others say why, or are a lawyer's."""


@require_GET
def statements(request: HttpRequest) -> HttpResponse:
    """List what may be seen, under a filter that reads as a sentence."""
    acting = acting_of(request)
    where = _with_period(request, filter_of(request))
    if "periode" in request.GET and where is not None:
        return redirect(address(reverse("facts:statements"), where))
    where = where or filter_of(request)
    here = reverse("facts:statements")
    labels = labels_of(names_of(acting), {f.word.code: f.label for f in families()})
    counting = COUNTING in request.GET
    if counting and request.headers.get("HX-Request"):
        counted = choices(where, facets(acting, where), labels, here)
        return render(request, "facts/parts/choices.html", {"choices": counted})
    context = {
        "page": page_of(page(acting, where, offset=offset_of(request))),
        "where": where,
        "period_wrong": request.GET.get("periode", ""),
        "hidden": _hidden(where, "text"),
        "hidden_period": _hidden(replace(where, since=None, until=None), ""),
        "choices": choices(where, facets(acting, where), labels, here) if counting else None,
        "choices_url": f"{here}?{urlencode([*parse_qsl(where.to_query()), (COUNTING, '1')])}",
        "saved": saved_filters(acting),
        "waiting": proposals_waiting(acting),
        "may_record": can(acting, Permission.RECORD_OBSERVATION),
        "may_code": can(acting, Permission.CODE_FACTS),
        "may_link": can(acting, Permission.LINK_EVENTS),
        "may_delete": can(acting, Permission.DELETE_FACTS),
        "may_export": can(acting, Permission.EXPORT_FACTS),
        "bulk_states": [state.value for state in BULK],
        "export_url": address(reverse("facts:export"), where),
        **shared(where, labels, "facts:statements"),
    }
    return render(request, "facts/statements.html", context)


def _with_period(request: HttpRequest, where: FactFilter) -> FactFilter | None:
    """Read a period written as people say it; ``None`` when it was not understood."""
    written = request.GET.get("periode", "").strip()
    if not written:
        return replace(where, since=None, until=None) if "periode" in request.GET else where
    try:
        span = parse_vague_date(written, today=today())
    except ValueError:
        return None
    return replace(where, since=span.start, until=span.end)


def _hidden(where: FactFilter, without: str) -> list[tuple[str, str]]:
    """Return a filter as hidden fields, for a form that changes one part of it."""
    kept = where.without(without) if without else where
    return parse_qsl(kept.to_query())


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Do one thing to the statements that were ticked, say to how many, and offer to take it back."""
    acting = acting_of(request)
    ticked = request.POST.getlist("statement")
    if not ticked:
        raise Invalid("facts.nothing_ticked")
    if request.POST.get("what") == "bin":
        return _to_bin(request, acting, ticked)
    target = next((state for state in BULK if state.value == request.POST.get("what")), None)
    if target is None:
        raise Invalid("facts.verification_step", field="what", current="", target=request.POST.get("what", ""))
    check(acting, Permission.CODE_FACTS)
    was = dict(visible(acting).filter(id__in=ticked).values_list("id", "verification"))
    moved = _marked(acting, ticked, target)
    undo_url = undo_address(request, target.value, {i: was[i] for i in moved}) if moved else ""
    toast(request, _said_of(len(moved), len(set(ticked)) - len(moved)), undo_url=undo_url)
    return back(request)


def _marked(acting: Acting, ticked: list[str], target: Verification) -> tuple[str, ...]:
    """Mark what can be marked: one alone that cannot is told like several, in the list."""
    try:
        return set_verification(acting=acting, statement_ids=ticked, verification=target, now=now())
    except Invalid:
        return ()


def _said_of(moved: int, left: int) -> str:
    if not moved:
        return ngettext(
            "Rien n’a changé : ce récit est déjà dans cet état, ou il n’y passe pas directement.",
            "Rien n’a changé : ces récits sont déjà dans cet état, ou ils n’y passent pas directement.",
            left,
        )
    words = ngettext("%(n)s récit marqué.", "%(n)s récits marqués.", moved) % {"n": moved}
    more = ngettext(
        "%(n)s autre l’était déjà, ou n’y passe pas directement.",
        "%(n)s autres l’étaient déjà, ou n’y passent pas directement.",
        left,
    )
    return f"{words} {more % {'n': left}}" if left else words


def _to_bin(request: HttpRequest, acting: Acting, ids: list[str]) -> HttpResponse:
    gone = delete_statements(acting=acting, statement_ids=ids, now=now())
    words = ngettext("%(n)s récit mis à la corbeille.", "%(n)s récits mis à la corbeille.", len(gone))
    toast(request, words % {"n": len(gone)}, undo_url=undo_address(request, "bin", {"ids": list(gone)}))
    return back(request)


@require_POST
def undo(request: HttpRequest, name: str) -> HttpResponse:
    """Take back what was just done."""
    acting = acting_of(request)
    kept = take(request, name)
    if kept is None:
        raise Missing("facts.nothing_to_undo")
    kind, detail = kept
    if kind == "bin":
        restore_statements(acting=acting, statement_ids=detail["ids"], now=now())
        toast(request, _("C’est annulé : les récits sont revenus à leur place."))
    else:
        left = _verified_back(acting, detail, Verification(kind))
        toast(request, _("C’est annulé.") if not left else _("C’est annulé, sauf pour ce qui a été changé depuis."))
    return back(request)


def _verified_back(acting: Acting, was: dict[str, str], given: Verification) -> int:
    """Give each its former state back; return how many somebody has changed since."""
    left, moment = 0, now()
    for statement, state in was.items():
        try:
            done = undo_verification(
                acting=acting, statement_id=statement, was=Verification(state), given=given, now=moment
            )
        except Refusal:
            done = False
        left += not done
    return left


@require_POST
def keep_filter(request: HttpRequest) -> HttpResponse:
    """Keep the filter in force under a name."""
    where = FactFilter.from_query(request.POST.get("query", ""))
    save_filter(acting=acting_of(request), name=request.POST.get("name", ""), where=where, now=now())
    toast(request, _("Ce filtre est gardé."))
    return redirect(address(reverse("facts:statements"), where))


@require_POST
def drop_filter(request: HttpRequest, filter_id: str) -> HttpResponse:
    """Forget a saved filter."""
    forget_filter(acting=acting_of(request), filter_id=filter_id, now=now())
    toast(request, _("Ce filtre est oublié."))
    return redirect("facts:statements")


def back(request: HttpRequest, default: str = "facts:statements") -> HttpResponse:
    """Go back to the page of this house that the form named."""
    wanted = request.POST.get("next", "")
    here = {request.get_host()}
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts=here, require_https=request.is_secure()):
        return HttpResponseRedirect(wanted)
    return redirect(default)
