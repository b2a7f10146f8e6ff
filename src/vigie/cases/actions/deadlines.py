"""Keep deadlines: from their event, done, reminded of at night."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from vigie.journal.api import history, notify, record
from vigie.kernel.api import PARIS, Conflict, Invalid, Missing, atomic
from vigie.network.api import Acting

from ..models import Deadline, Dossier, Referral
from ..queries.access import enter, people_to_tell
from ..rules.access import Deed
from ..rules.deadlines import RULES, Meaning, compute, reminder
from ..rules.states import ReferralState

EARLIEST = dt.date(1990, 1, 1)
OWN = "own"
"""The rule of a date that people chose themselves: no event, no count."""


def start_deadline(
    *, acting: Acting, slug: str, deadline_id: str, starts_on: dt.date | None, now: dt.datetime
) -> dt.date | None:
    """Say from which day a deadline runs (``None``: nobody knows after all) and return when it ends.

    Raises:
        Missing: ``cases.no_deadline``. Denied: ``cases.denied.work``.
        Invalid: ``cases.date_future``, ``cases.date_old``. Conflict: ``cases.own_date``, it has no event.
    """
    if starts_on is not None and starts_on > now.astimezone(PARIS).date():
        raise Invalid("cases.date_future", field="starts_on")
    if starts_on is not None and starts_on < EARLIEST:
        raise Invalid("cases.date_old", field="starts_on")
    with atomic():
        row = _locked(enter(acting, slug, Deed.WORK).dossier, deadline_id)
        if row.rule not in RULES:
            raise Conflict("cases.own_date")
        row.starts_on = starts_on
        row.due_on = compute(RULES[row.rule], starts_on).due_on if starts_on else None
        row.reminded_on = None
        row.save(update_fields=["starts_on", "due_on", "reminded_on"])
        detail = {"starts_on": starts_on.isoformat() if starts_on else ""}
        record(acting=acting, verb="cases.deadline_started", kind="deadline", object_id=row.id, now=now, detail=detail)
    return row.due_on


def add_deadline(
    *,
    acting: Acting,
    slug: str,
    now: dt.datetime,
    rule: str = OWN,
    label: str = "",
    due_on: dt.date | None = None,
    referral_id: str = "",
) -> str:
    """Add a deadline by one of the house's rules, or a date of one's own with its words; return its id.

    Raises:
        Missing: ``cases.no_dossier``; ``cases.no_referral``. Denied: ``cases.denied.work``.
        Invalid: ``cases.no_rule``; ``cases.label_needed``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    if rule != OWN and rule not in RULES:
        raise Invalid("cases.no_rule", field="rule")
    if rule == OWN and not label.strip():
        raise Invalid("cases.label_needed", field="label")
    if referral_id and not Referral.objects.filter(dossier=dossier, id=referral_id).exists():
        raise Missing("cases.no_referral")
    with atomic():
        row = Deadline.objects.create(
            dossier=dossier,
            referral_id=referral_id or None,
            rule=rule,
            label=label.strip()[:200],
            due_on=due_on if rule == OWN else None,
            created_at=now,
        )
        record(acting=acting, verb="cases.deadline_added", kind="deadline", object_id=row.id, now=now)
    return row.id


def end_deadline(*, acting: Acting, slug: str, deadline_id: str, now: dt.datetime, done: bool = True) -> None:
    """Say that a deadline was met, or take that back.

    Raises:
        Missing: ``cases.no_deadline``. Denied: ``cases.denied.work``.
    """
    with atomic():
        row = _locked(enter(acting, slug, Deed.WORK).dossier, deadline_id)
        row.done_at = now if done else None
        row.save(update_fields=["done_at"])
        verb = "cases.deadline_met" if done else "cases.deadline_reopened"
        record(acting=acting, verb=verb, kind="deadline", object_id=row.id, now=now)


def remind_deadlines(*, now: dt.datetime) -> int:
    """Tell the people of each dossier what is due in seven days, in two, or late; return how many were told of something.

    The house does this every night; nobody asks for it. A step that was told is not told twice; a night missed is caught up.
    """
    day = now.astimezone(PARIS).date()
    told = 0
    with atomic():
        rows = Deadline.objects.filter(done_at=None, dossier__closed_at=None).exclude(due_on=None)
        open_ones = rows.filter(Q(referral=None) | Q(referral__state=ReferralState.DRAFT.value) | Q(rule=OWN))
        for row in open_ones.select_related("dossier", "referral__body"):
            earliest = row.rule in RULES and RULES[row.rule].meaning is Meaning.EARLIEST
            step = None if earliest else reminder(row.due_on, today=day, reminded_on=row.reminded_on)
            if step is not None:
                told += _tell(row, step, now)
                row.reminded_on = day
                row.save(update_fields=["reminded_on"])
        told += _follow_up(day, now)
        if told:
            record(
                acting=None,
                verb="cases.reminded",
                kind="night",
                object_id=day.isoformat(),
                now=now,
                detail={"told": told},
            )
    return told


def _tell(row: Deadline, step: int, now: dt.datetime) -> int:
    people = people_to_tell(row.dossier)
    code = "cases.deadline_late" if step < 0 else "cases.deadline_near"
    for person in people:
        notify(
            person=person,
            code=code,
            now=now,
            link=f"/dossiers/{row.dossier.slug}/echeances",
            params={"title": row.dossier.title, "day": f"{row.due_on:%d/%m/%Y}", "days": step},
        )
    return len(people)


def _follow_up(day: dt.date, now: dt.datetime) -> int:
    """Tell, once, of referrals whose day of reminder has come: the body has not answered."""
    waiting = Referral.objects.filter(state=ReferralState.FILED.value, remind_on__lte=day)
    told = 0
    for referral in waiting.select_related("dossier", "body"):
        said = [e for e in history(kind="referral", object_id=referral.id) if e.verb == "cases.follow_up_told"]
        if said and referral.remind_on and said[0].at.astimezone(PARIS).date() >= referral.remind_on:
            continue
        record(acting=None, verb="cases.follow_up_told", kind="referral", object_id=referral.id, now=now)
        for person in people_to_tell(referral.dossier):
            notify(
                person=person,
                code="cases.referral_waits",
                now=now,
                link=f"/dossiers/{referral.dossier.slug}/saisines/{referral.id}",
                params={"body": referral.body.fr},
            )
            told += 1
    return told


def _locked(dossier: Dossier, deadline_id: str) -> Deadline:
    row = Deadline.objects.select_for_update(of=("self",)).filter(dossier=dossier, id=deadline_id).first()
    if row is None:
        raise Missing("cases.no_deadline")
    return row
