"""Bulletins to list and to read; the facts and quotes that a person may pick for one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from vigie.facts.api import FactFilter, StatementCard, families, page
from vigie.kernel.api import PARIS, FuzzyDate, Missing, OrgId, Precision
from vigie.network.api import Acting, Permission, can, check

from ..models import Bulletin, Release
from ..rules.contents import DatedFact, may_say_day
from ..rules.states import BulletinState
from .content import month_filter
from .policy import policy
from .quotes import QuoteCard, usable_quotes

OUT = (BulletinState.RELEASED.value, BulletinState.CORRECTED.value)
CANDIDATES = 400


@dataclass(frozen=True, slots=True)
class BulletinCard:
    """A bulletin of a list. ``own``: of the association acted for."""

    id: str
    organisation: OrgId
    organisation_name: str
    month: dt.date
    zone: str
    state: str
    version: int
    invented: bool
    own: bool
    updated_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that may be told, by month or by day, without its hour, its site, its people."""

    statement: str
    date: FuzzyDate
    place: str
    place_name: str
    acts: tuple[str, ...]
    observed: bool


def bulletins(acting: Acting) -> list[BulletinCard]:
    """Return the bulletins that may be read: all of one's own association for whoever makes or signs them, else those out.

    Raises:
        Denied: no role that sees publications.
    """
    check(acting, Permission.SEE_PUBLICATIONS)
    return [card_of(row, acting) for row in _readable(acting)]


def readable(acting: Acting, bulletin_id: str) -> Bulletin:
    """Return one bulletin that may be read.

    Raises:
        Denied: no role that sees publications. Missing: there is none, or it is another's and not out.
    """
    check(acting, Permission.SEE_PUBLICATIONS)
    row = _readable(acting).filter(id=bulletin_id).first()
    if row is None:
        raise Missing("publication.no_bulletin")
    return row


def card_of(row: Bulletin, acting: Acting) -> BulletinCard:
    """Return the card of a row."""
    return BulletinCard(
        id=row.id,
        organisation=OrgId(row.organisation_id),
        organisation_name=str(row.organisation),
        month=row.month,
        zone=row.zone,
        state=row.state,
        version=row.version,
        invented=row.invented,
        own=row.organisation_id == acting.organisation,
        updated_at=row.updated_at,
    )


def release_of(bulletin: Bulletin) -> Release | None:
    """Return the publication made of a bulletin, if it is out."""
    return bulletin.releases.order_by("-number").first()


def dated_facts(bulletin: Bulletin) -> list[DatedFact]:
    """Return the facts that were picked, in the order of their dates."""
    found = [
        DatedFact(
            row["statement"],
            dt.date.fromisoformat(row["start"]),
            dt.date.fromisoformat(row["end"]),
            row["place"],
            row["text"],
        )
        for row in bulletin.facts
    ]
    return sorted(found, key=lambda fact: (fact.start, fact.end, fact.statement))


def candidates(acting: Acting, bulletin: Bulletin, *, now: dt.datetime) -> list[Candidate]:
    """Return the facts of the month that may be told, one for each event, oldest first.

    Left out: those with an act that calls for more protection or touches minors, and all that may not be published yet.
    """
    return candidates_of(acting, month_filter(bulletin.month, bulletin.zone, now=now))


def candidates_of(acting: Acting, where: FactFilter) -> list[Candidate]:
    """Return the facts of a filter that may be told."""
    control = policy()
    told = {
        act.code
        for family in families()
        for act in family.acts
        if not control.acts[act.code].marks & control.protected_marks and act.code not in control.hidden_by_commune
    }
    cards = [c for c in page(acting, where, limit=CANDIDATES).cards if {a.code for a in c.acts} <= told and c.acts]
    events: dict[str, set[str]] = {}
    for card in cards:
        events.setdefault(card.place_slug, set()).add(card.event_id)
    kept: dict[str, StatementCard] = {}
    for card in cards:
        before = kept.get(card.event_id)
        if before is None or (card.kind == "observation" and before.kind != "observation"):
            kept[card.event_id] = card
    return sorted(
        (_candidate(card, len(events[card.place_slug])) for card in kept.values()),
        key=lambda c: (c.date.start, c.date.end, c.place, c.statement),
    )


def quotes_for(acting: Acting, bulletin: Bulletin, *, now: dt.datetime) -> list[QuoteCard]:
    """Return the quotes this bulletin may take, by the consent of today."""
    day = now.astimezone(PARIS).date()
    return usable_quotes(acting, month=bulletin.month, zone=bulletin.zone, today=day)


def _candidate(card: StatementCard, events: int) -> Candidate:
    observed = card.kind == "observation"
    fine = may_say_day(observed=observed, day=card.date.precision is Precision.DAY, events=events)
    start = card.date.start
    date = card.date if fine else FuzzyDate.month(start.year, start.month)
    acts = tuple(dict.fromkeys(act.code for act in card.acts))
    return Candidate(card.id, date, card.place_slug, card.place_name, acts, observed)


def _readable(acting: Acting) -> QuerySet[Bulletin]:
    rows = Bulletin.objects.select_related("organisation")
    out = Q(state__in=OUT, releases__isnull=False)
    makes = can(acting, Permission.WRITE_BULLETIN) or can(acting, Permission.SIGN_RELEASE)
    return rows.filter(out | Q(organisation=acting.organisation) if makes else out).distinct()
