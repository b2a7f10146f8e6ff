"""Deadlines, to show: nearest first, those without a start on top, for they are a red flag."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from vigie.kernel.api import PARIS
from vigie.network.api import Acting

from ..models import Deadline, Dossier, Referral
from ..rules.deadlines import RULES, DeadlineRule, Meaning, Urgency, compute, urgency
from ..rules.states import ReferralState
from .access import mine


@dataclass(frozen=True, slots=True)
class DeadlineCard:
    """A deadline. ``rule`` is empty for a date of one's own; ``safe_on`` is the plain count, when it differs."""

    id: str
    dossier_slug: str
    dossier_title: str
    referral: str
    body: str
    label: str
    rule: DeadlineRule | None
    starts_on: dt.date | None
    due_on: dt.date | None
    safe_on: dt.date | None
    days: int | None
    urgency: Urgency
    done_at: dt.datetime | None

    @property
    def unknown(self) -> bool:
        """Whether nobody knows from when it runs."""
        return self.urgency is Urgency.UNKNOWN

    @property
    def pressing(self) -> bool:
        """Whether it asks for somebody now: late, near, or running from a day nobody knows."""
        return self.urgency in {Urgency.UNKNOWN, Urgency.LATE, Urgency.NEAR} and not self.earliest

    @property
    def earliest(self) -> bool:
        """Whether it is a first day rather than a last one."""
        return self.rule is not None and self.rule.meaning is Meaning.EARLIEST


@dataclass(frozen=True, slots=True)
class DueDate:
    """A deadline. ``day`` is ``None`` when its start is not known: a red flag."""

    label: str
    day: dt.date | None
    late: bool


def deadlines_of(dossier: Dossier, *, today: dt.date, referral: str = "") -> list[DeadlineCard]:
    """Return the deadlines of a dossier (or of one referral of it), open ones first."""
    rows = Deadline.objects.filter(dossier=dossier)
    if referral:
        rows = rows.filter(referral=referral)
    cards = [_card(row, today) for row in _with_names(rows)]
    return sorted(cards, key=lambda c: (c.done_at is not None, c.due_on or dt.date.min))


def next_deadlines(acting: Acting, *, today: dt.date, limit: int = 20) -> list[DeadlineCard]:
    """Return what is not done in the open dossiers one is named in, unknown starts first, then by date, in a fixed number of
    queries."""
    rows = not_done(dossier__in=mine(acting), dossier__closed_at=None)
    return [_card(row, today) for row in _with_names(rows)[:limit]]


def deadlines_between(acting: Acting, *, start: dt.date, end: dt.date, today: dt.date) -> list[DeadlineCard]:
    """Return what is not done in the open dossiers one is named in and falls from one day to another, that one left out."""
    rows = not_done(dossier__in=mine(acting), dossier__closed_at=None, due_on__gte=start, due_on__lt=end)
    return [_card(row, today) for row in _with_names(rows)]


def next_of_each(dossiers: Iterable[str], *, today: dt.date) -> dict[str, DueDate]:
    """Return the next deadline not met of each dossier: one without a date first, then the nearest, the late ones too."""
    found: dict[str, DueDate] = {}
    for row in not_done(dossier__in=list(dossiers)):
        due = due_date(row, today=today)
        kept = found.get(row.dossier_id)
        if kept is None or (kept.day is not None and (due.day is None or due.day < kept.day)):
            found[row.dossier_id] = due
    return found


def not_done(**where: Any) -> QuerySet[Deadline]:
    """Return the deadlines that still run; those of a referral that was given up no longer do."""
    return Deadline.objects.filter(done_at=None, **where).filter(
        Q(referral=None) | ~Q(referral__state=ReferralState.ABANDONED.value)
    )


def due_date(row: Deadline, *, today: dt.date) -> DueDate:
    """Return when a deadline falls."""
    day = row.due_on or (row.due_at.astimezone(PARIS).date() if row.due_at else None)
    return DueDate(row.label, day, late=day is not None and day < today)


def cannot_be_recalled(statements: list[str]) -> list[Referral]:
    """Return what was already sent with these statements: a withdrawal changes nothing of it any more."""
    rows = Referral.objects.filter(people__fact__statement__in=statements).exclude(filed_on=None)
    return list(rows.select_related("dossier", "body").distinct())


def _with_names(rows: QuerySet[Deadline]) -> QuerySet[Deadline]:
    return rows.select_related("dossier", "referral__body")


def _card(row: Deadline, today: dt.date) -> DeadlineCard:
    rule = RULES.get(row.rule)
    due = compute(rule, row.starts_on) if rule and row.starts_on else None
    near = urgency(
        row.due_on, today=today, done=row.done_at is not None, meaning=rule.meaning if rule else Meaning.LATEST
    )
    english = (get_language() or "fr").startswith("en")
    body = row.referral.body if row.referral else None
    return DeadlineCard(
        id=row.id,
        dossier_slug=row.dossier.slug,
        dossier_title=row.dossier.title,
        referral=row.referral_id or "",
        body=(body.en if english else body.fr) if body else "",
        label=row.label,
        rule=rule,
        starts_on=row.starts_on,
        due_on=row.due_on,
        safe_on=due.safe_on if due and due.safe_on != due.due_on else None,
        days=(row.due_on - today).days if row.due_on else None,
        urgency=near,
        done_at=row.done_at,
    )
