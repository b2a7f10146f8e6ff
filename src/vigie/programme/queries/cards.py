"""Calls, to show: inside the house, and to anyone on their public page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from vigie.kernel.api import FuzzyDate, Missing
from vigie.network.api import Acting

from ..models import Call, CallAttachment
from ..models.common import fuzzy
from ..rules.calls import Openness, openness
from ..rules.eligibility import Asked
from ..rules.phases import Span
from ..rules.states import ApplicationState, CallState
from .access import calls
from .spans import spans_of

PUBLIC = (CallState.PUBLISHED.value, CallState.CLOSED.value, CallState.ARCHIVED.value)
SENT = ~Q(applications__state=ApplicationState.DRAFT.value) & Q(applications__id__isnull=False)


@dataclass(frozen=True, slots=True)
class CallCard:
    """A call in a list. ``applications``: those sent; ``held``: those waiting for an eye."""

    call: Call
    deadline: FuzzyDate | None
    openness: Openness
    applications: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class PublicCall:
    """A call as anyone reads it."""

    call: Call
    deadline: FuzzyDate | None
    openness: Openness
    spans: list[Span]

    @property
    def takes(self) -> bool:
        """Say whether one may still apply; late, the page says what it means."""
        return self.openness in {Openness.OPEN, Openness.SOON, Openness.LATE}


def deadline_of(row: Call) -> FuzzyDate | None:
    """Return until when one may apply, as finely as it is known."""
    return fuzzy(row.deadline, row.deadline_precision)


def asked_of(row: Call) -> Asked:
    """Return what a call asks that a plain answer tells."""
    return Asked(row.civic_service, row.driving, tuple(row.languages_required), tuple(row.languages_asset))


def call_cards(acting: Acting, *, day: dt.date) -> list[CallCard]:
    """Return the calls a person sees inside the house, newest first, in one query."""
    rows = (
        Call.objects.filter(id__in=calls(acting).values("id"))
        .select_related("session__programme")
        .annotate(
            sent=Count("applications", filter=SENT, distinct=True),
            waiting=Count("applications", filter=SENT & ~Q(applications__held=""), distinct=True),
        )
    )
    return [CallCard(row, deadline_of(row), _open(row, day), row.sent, row.waiting) for row in rows]


def public_calls(*, day: dt.date) -> list[CallCard]:
    """Return the calls anyone may read, the open ones first, newest first."""
    rows = _shown().order_by("-published_at", "-created_at")
    cards = [CallCard(row, deadline_of(row), _open(row, day)) for row in rows]
    order = [Openness.SOON, Openness.OPEN, Openness.LATE, Openness.CLOSED, Openness.ARCHIVED]
    return sorted(cards, key=lambda card: order.index(card.openness))


def open_calls(*, day: dt.date, but: str = "") -> list[CallCard]:
    """Return the calls one may apply to today."""
    taking = {Openness.OPEN, Openness.SOON}
    return [card for card in public_calls(day=day) if card.openness in taking and card.call.slug != but]


def public_call(slug: str, *, day: dt.date) -> PublicCall:
    """Return a call anyone may read; an old link to a closed one still leads to it.

    Raises:
        Missing: ``programme.no_public_call``; a draft is not told from none.
    """
    parts = ("sections", "partners__organisation", "links", "attachments", "criteria", "missions__phases")
    row = _shown().filter(slug=slug).prefetch_related(*parts, "session__phases").first()
    if row is None:
        raise Missing("programme.no_public_call")
    return PublicCall(row, deadline_of(row), _open(row, day), spans_of(row.session.phases.all()))


def preview(row: Call, *, day: dt.date) -> PublicCall:
    """Return a call as anyone would read it, to whoever writes it."""
    return PublicCall(row, deadline_of(row), _open(row, day), spans_of(row.session.phases.all()))


def public_attachment(slug: str, attachment_id: str) -> CallAttachment:
    """Return a file of a call anyone may read.

    Raises:
        Missing: ``programme.no_file``.
    """
    found = CallAttachment.objects.filter(id=attachment_id, call__slug=slug, call__state__in=PUBLIC).first()
    if found is None:
        raise Missing("programme.no_file")
    return found


def _shown() -> QuerySet[Call]:
    return Call.objects.filter(state__in=PUBLIC).select_related("session__programme__operator")


def _open(row: Call, day: dt.date) -> Openness:
    return openness(state=CallState(row.state), deadline=deadline_of(row), day=day)
