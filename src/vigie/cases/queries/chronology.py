"""The chronology of a dossier, written from its rows: what happened, what was asked, what is due."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from vigie.facts.api import EventCount, OrderLine, StatementCard, counts_of, orders_about
from vigie.kernel.api import PARIS, FuzzyDate
from vigie.network.api import Acting

from ..models import Deadline, Outcome, Referral
from ..rules.deadlines import RULES, DeadlineRule
from .access import Entered
from .reading import FactCard, Reading, facts_of


class LineKind(StrEnum):
    """What a line tells of."""

    EVENT = "event"
    ORDER = "order"
    REFERRAL = "referral"
    OUTCOME = "outcome"
    DEADLINE = "deadline"
    HIDDEN = "hidden"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ChronologyLine:
    """One dated line. ``date`` is ``None`` for what nobody here may date: it stands at the end, never left out.

    EVENT: ``reports`` are the facts of the dossier that tell of it, with who says it; ``counts`` one per unit, picked or
    settled among these reports, never summed. ``place`` is the commune.
    ORDER, REFERRAL, OUTCOME, DEADLINE: ``title`` says what (a deadline without words: the code of its rule), ``who`` whose.
    Of a deadline: ``late``, past and not done; ``done``, met; ``rule``, by which it is counted, from ``starts_on``, if by one.
    HIDDEN, GONE: ``who`` is the association whose report it is; ``mandated``: a mandate opens its sealed words.
    ``row`` is the id behind the line: an event, an order, a referral, a deadline, a fact of the dossier.
    """

    kind: LineKind
    row: str
    date: FuzzyDate | None
    title: str = ""
    who: str = ""
    place: str = ""
    time_from: dt.time | None = None
    reports: tuple[FactCard, ...] = ()
    counts: tuple[EventCount, ...] = ()
    late: bool = False
    done: bool = False
    rule: DeadlineRule | None = None
    starts_on: dt.date | None = None
    mandated: bool = False

    @property
    def acts(self) -> tuple[str, ...]:
        """The names of the acts its reports tell of, each once, as the reports order them."""
        return tuple({act.code: act.label for card in self.cards for act in card.acts}.values())

    @property
    def cards(self) -> tuple[StatementCard, ...]:
        """The statements behind its reports."""
        return tuple(report.card for report in self.reports if report.card)


def chronology(acting: Acting, entered: Entered, *, now: dt.datetime) -> tuple[ChronologyLine, ...]:
    """Return the lines of a dossier as this person may read them, oldest first, the undated last.

    The number of queries is the same whatever the number of facts.
    """
    dossier = entered.dossier
    facts = facts_of(acting, [dossier.id])[dossier.id]
    cards = [fact.card for fact in facts if fact.card]
    places, acts = {c.place_slug for c in cards}, {a.code for c in cards for a in c.acts}
    lines = [
        *_events(facts, cards),
        *_unread(facts),
        *(_order(line) for line in orders_about(acting, places=places, acts=acts)),
        *_referrals(dossier.id),
        *_outcomes(dossier.id),
        *_deadlines(dossier.id, today=now.astimezone(PARIS).date()),
    ]
    return tuple(sorted(lines, key=_when))


def _when(line: ChronologyLine) -> tuple[bool, dt.date, dt.time, str]:
    start = line.date.start if line.date else dt.date.max
    return line.date is None, start, line.time_from or dt.time.min, line.row


def _events(facts: list[FactCard], cards: list[StatementCard]) -> Iterator[ChronologyLine]:
    counts = counts_of(cards)
    told: dict[str, list[FactCard]] = defaultdict(list)
    for fact in facts:
        if fact.card:
            told[fact.card.event_id].append(fact)
    for event, reports in told.items():
        finest = min((r.card for r in reports if r.card), key=_fineness)
        yield ChronologyLine(
            LineKind.EVENT,
            event,
            finest.date,
            place=finest.place_name,
            time_from=finest.time_from,
            reports=tuple(reports),
            counts=counts.get(event, ()),
        )


def _fineness(card: StatementCard) -> tuple[int, bool, dt.date, str]:
    """Put the report that dates the event most finely first."""
    span = (card.date.end - card.date.start).days
    return span, card.time_from is None, card.date.start, card.id


def _unread(facts: list[FactCard]) -> Iterator[ChronologyLine]:
    for fact in facts:
        if not fact.card:
            kind = LineKind.HIDDEN if fact.reading is Reading.HIDDEN else LineKind.GONE
            yield ChronologyLine(kind, fact.id, None, title=fact.name, who=fact.owner_name, mandated=fact.mandated)


def _order(line: OrderLine) -> ChronologyLine:
    title = f"{line.title} ({line.reference})" if line.reference else line.title
    return ChronologyLine(LineKind.ORDER, line.id, FuzzyDate.day(line.day), title=title, who=line.authority)


def _referrals(dossier: str) -> Iterator[ChronologyLine]:
    for row in Referral.objects.filter(dossier=dossier).exclude(filed_on=None).select_related("body"):
        if row.filed_on:
            yield ChronologyLine(LineKind.REFERRAL, row.id, FuzzyDate.day(row.filed_on), title=row.body.fr)


def _outcomes(dossier: str) -> Iterator[ChronologyLine]:
    for row in Outcome.objects.filter(referral__dossier=dossier).select_related("referral__body"):
        day = FuzzyDate.day(row.received_on)
        yield ChronologyLine(LineKind.OUTCOME, row.id, day, title=row.summary, who=row.referral.body.fr)


def _deadlines(dossier: str, *, today: dt.date) -> Iterator[ChronologyLine]:
    for row in Deadline.objects.filter(dossier=dossier):
        due = row.due_on or (row.due_at.astimezone(PARIS).date() if row.due_at else None)
        done = row.done_at is not None
        yield ChronologyLine(
            LineKind.DEADLINE,
            row.id,
            FuzzyDate.day(due) if due else None,
            title=row.label or row.rule,
            late=not done and (due is None or due < today),
            done=done,
            rule=RULES.get(row.rule),
            starts_on=row.starts_on,
        )
