"""Possible duplicates: two reports side by side; one happening or two? And the count of an event, picked among its reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from vigie.kernel.api import Count, now
from vigie.network.api import Permission, acting_of, can
from vigie.ui.api import say_count, say_date, say_time, toast

from ..actions.linking import link_events, pick_tally, reopen_proposal, separate_events, undo_link
from ..queries.cards import ProposalCard, StatementCard
from ..queries.details import event
from ..queries.lists import proposals, proposals_waiting
from .words import known_by, short, unit_name

DASH = "–"
PAIRS = 8
"""Shown at once: each is a decision."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposal as it is shown: who tells each side, the rows to compare, and which of them are alike."""

    card: ProposalCard
    left: str
    right: str
    rows: list[tuple[str, str, str, bool]]


@require_GET
def duplicates(request: HttpRequest) -> HttpResponse:
    """Show, one below the other, pairs that look like one happening."""
    acting = acting_of(request)
    pairs = [_pair(card) for card in proposals(acting, limit=PAIRS)]
    context = {"pairs": pairs, "waiting": proposals_waiting(acting), "may_link": can(acting, Permission.LINK_EVENTS)}
    return render(request, "facts/duplicates.html", context)


def _pair(card: ProposalCard) -> Pair:
    one, other = card.first[0], card.second[0]
    why = set(card.reasons)
    units = list(dict.fromkeys(t.unit for side in (one, other) for t in side.tallies))
    rows = [
        (_("Quand"), _when(one), _when(other), bool(why & {"day", "span", "time"})),
        (_("Où"), _where(one), _where(other), True),
        (_("Actes"), _acts(one), _acts(other), "family" in why),
        (_("Par qui"), _forces(one), _forces(other), False),
        *(_counted(unit, one, other, close="persons" in why) for unit in units),
        (_("Comment on le sait"), _known(one), _known(other), False),
        (_("Résumé"), one.summary or DASH, other.summary or DASH, False),
    ]
    return Pair(card, _teller(card.first), _teller(card.second), rows)


def _counted(unit: str, one: StatementCard, other: StatementCard, *, close: bool) -> tuple[str, str, str, bool]:
    name = unit_name(unit).capitalize()
    alike = unit == "persons" and close
    return name, _said(one.count(unit)), _said(other.count(unit)), alike


def _teller(side: Sequence[StatementCard]) -> str:
    first = side[0]
    who = first.pseudonym or first.owner_name
    more = len(side) - 1
    words = ngettext("%(who)s et %(n)s autre", "%(who)s et %(n)s autres", more)
    return words % {"who": who, "n": more} if more else who


def _when(card: StatementCard) -> str:
    times = f", {say_time(card.time_from)}" if card.time_from else ""
    return f"{say_date(card.date)}{times}"


def _where(card: StatementCard) -> str:
    return f"{card.place_name}, {card.site}" if card.site else card.place_name


def _acts(card: StatementCard) -> str:
    return " · ".join(short(act.label) for act in card.acts) or DASH


def _forces(card: StatementCard) -> str:
    return ", ".join(force.label for force in card.forces) or DASH


def _said(count: Count | None) -> str:
    return say_count(count) if count else DASH


def _known(card: StatementCard) -> str:
    return str(known_by(card.mode, card.kind).label)


@require_POST
def link(request: HttpRequest) -> HttpResponse:
    """Say that two events are one."""
    kept, absorbed = request.POST.get("first", ""), request.POST.get("second", "")
    merge = link_events(acting=acting_of(request), kept=kept, absorbed=absorbed, now=now())
    toast(
        request,
        _("Les deux récits racontent maintenant un seul évènement. Choisissez ses nombres."),
        undo_url=reverse("facts:unlink", args=[merge]),
    )
    return redirect("facts:event", kept)


@require_POST
def separate(request: HttpRequest, proposal_id: str) -> HttpResponse:
    """Say that they are two happenings."""
    first, second = request.POST.get("first", ""), request.POST.get("second", "")
    separate_events(acting=acting_of(request), first=first, second=second, now=now())
    words = _("Ce sont deux évènements. Ils ne seront plus proposés ensemble.")
    toast(request, words, undo_url=reverse("facts:reopen", args=[proposal_id]))
    return redirect("facts:duplicates")


@require_POST
def reopen(request: HttpRequest, proposal_id: str) -> HttpResponse:
    """Ask the question again."""
    reopen_proposal(acting=acting_of(request), proposal_id=proposal_id, now=now())
    toast(request, _("C’est annulé : la question est de nouveau posée."))
    return redirect("facts:duplicates")


@require_POST
def unlink(request: HttpRequest, merge_id: str) -> HttpResponse:
    """Part two events again."""
    undo_link(acting=acting_of(request), merge_id=merge_id, now=now())
    toast(request, _("C’est annulé : ce sont de nouveau deux évènements."))
    return redirect("facts:duplicates")


@require_GET
def event_page(request: HttpRequest, event_id: str) -> HttpResponse:
    """Show a happening: every report of it, and its count for each unit."""
    acting = acting_of(request)
    found = event(acting, event_id)
    return render(request, "facts/event.html", {"event": found, "may_link": can(acting, Permission.LINK_EVENTS)})


@require_POST
def pick(request: HttpRequest, event_id: str) -> HttpResponse:
    """Say which report's count is the event's."""
    pick_tally(acting=acting_of(request), event_id=event_id, tally_id=request.POST.get("tally", ""), now=now())
    toast(request, _("C’est noté : ce nombre est celui de l’évènement."))
    return redirect("facts:event", event_id)
