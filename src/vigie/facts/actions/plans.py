"""Plan an outing, say that one is back, make a tournée of it; tell whoever watches that people are late; forget who went."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from vigie.journal.api import notify, record
from vigie.kernel.api import PARIS, ActorId, Conflict, Count, Invalid, Missing, OrgId, Qualifier, atomic, world
from vigie.network.api import Acting, Audience, Permission, Role, check, people_of, places

from ..models import Plan, Site
from ..rules.drafts import ShiftDraft
from ..rules.plans import (
    DAYS_KEPT,
    FEWEST,
    FURTHEST,
    LATEST_BACK,
    MOST,
    PlanState,
    may_become,
    read_initials,
    to_tell,
    write_week,
)
from .recording import record_shift

WATCHERS = frozenset({Role.COORDINATOR, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """An outing to come. ``initials`` as typed; ``back``: the hour by which they say that they are back, the next day when
    it comes before the end; ``site``: id of a living site of one's own association, or nothing.
    """

    day: dt.date
    time_from: dt.time
    time_to: dt.time
    back: dt.time
    place: str
    initials: str
    site: str = ""


def make_plan(*, acting: Acting, draft: PlanDraft, now: dt.datetime) -> str:
    """Plan an outing and return its id.

    Raises:
        Denied: may not plan.
        Invalid: alone, a name instead of initials, a day gone by or too far, hours that cannot be, an unknown place or site.
    """
    check(acting, Permission.PLAN_OBSERVATION)
    with atomic():
        row = Plan(organisation_id=acting.organisation, author=acting.actor, created_at=now, invented=world().invented)
        _fill(row, acting, draft, now)
        row.save()
        _note(acting, "facts.plan_made", row, now)
    return row.id


def change_plan(*, acting: Acting, plan_id: str, draft: PlanDraft, now: dt.datetime) -> None:
    """Change an outing that has not ended.

    Raises:
        Denied: may not plan. Missing: another association's. Conflict: they are back, or it was cancelled.
        Invalid: as ``make_plan``.
    """
    check(acting, Permission.PLAN_OBSERVATION)
    with atomic():
        row = _own(acting, plan_id)
        if row.state != PlanState.PLANNED:
            raise Conflict("facts.plan_step")
        _fill(row, acting, draft, now)
        row.told_at = None
        row.save()
        _note(acting, "facts.plan_changed", row, now)


def move_plan(*, acting: Acting, plan_id: str, to: PlanState, now: dt.datetime) -> None:
    """Say that they are back, that it was cancelled, or take that back. Anyone of the association may: a phone dies.

    Raises:
        Denied: may not plan. Missing: another association's.
        Conflict: somebody answered meanwhile; they are back before it began; a tournée was made of it.
    """
    check(acting, Permission.PLAN_OBSERVATION)
    with atomic():
        row = _own(acting, plan_id)
        if not may_become(PlanState(row.state), to) or (to is PlanState.PLANNED and row.shift_id):
            raise Conflict("facts.plan_step")
        if to is PlanState.BACK and now < dt.datetime.combine(row.day, row.time_from, PARIS):
            raise Conflict("facts.plan_not_begun")
        row.state = to.value
        row.back_at = now if to is PlanState.BACK else None
        row.save(update_fields=["state", "back_at"])
        verbs = {PlanState.BACK: "back", PlanState.CANCELLED: "cancelled", PlanState.PLANNED: "reopened"}
        _note(acting, f"facts.plan_{verbs[to]}", row, now)


def note_plan(
    *,
    acting: Acting,
    plan_id: str,
    now: dt.datetime,
    seen: Count | None = None,
    missed: Count | None = None,
    obstructed: bool = False,
) -> str:
    """Make a tournée of an outing whose team is back, and return the tournée's id: coverage is computed from it.

    Raises:
        Denied: may not record. Missing: another association's. Conflict: not back yet, or noted already.
    """
    check(acting, Permission.RECORD_OBSERVATION)
    with atomic():
        row = _own(acting, plan_id)
        if row.state != PlanState.BACK:
            raise Conflict("facts.plan_not_back")
        if row.shift_id:
            raise Conflict("facts.plan_noted_already")
        draft = ShiftDraft(
            day=row.day,
            places=(row.place.slug,),
            time_from=row.time_from,
            time_to=row.time_to,
            observers=Count(row.people, Qualifier.EXACT),
            operations_seen=seen,
            operations_missed=missed,
            obstructed=obstructed,
            audience=Audience.OWNER,
            invented=row.invented,
        )
        row.shift_id = record_shift(acting=acting, draft=draft, now=now)
        row.save(update_fields=["shift"])
        _note(acting, "facts.plan_noted", row, now)
    return row.shift_id


def tell_overdue(*, now: dt.datetime) -> int:
    """Tell whoever watches, and whoever planned it, of each team that should be back; again every hour. Return how many."""
    told = 0
    late = Plan.objects.filter(state=PlanState.PLANNED.value, back_by__lt=now).select_related("place")
    for row in late:
        if not to_tell(row.back_by, row.told_at, now):
            continue
        with atomic():
            row.told_at = now
            row.save(update_fields=["told_at"])
            _alert(row, now)
        told += 1
    return told


def forget_plans(*, now: dt.datetime) -> int:
    """Empty the initials and the author of outings older than thirty days. Return how many."""
    last = now.astimezone(PARIS).date() - dt.timedelta(days=DAYS_KEPT)
    with atomic():
        old = Plan.objects.filter(day__lt=last).exclude(initials=[], author="")
        forgotten = old.update(initials=[], author="")
        if forgotten:
            detail = {"number": forgotten}
            record(
                acting=None,
                verb="facts.plans_forgotten",
                kind="plan",
                object_id=last.isoformat(),
                now=now,
                detail=detail,
            )
    return forgotten


def _alert(row: Plan, now: dt.datetime) -> None:
    """No initials go into a notification: those are kept longer."""
    organisation = OrgId(row.organisation_id)
    day = now.astimezone(PARIS).date()
    watchers = {card.id for card in people_of(organisation, day=day, roles=WATCHERS)}
    link = f"{reverse('facts:plans')}?semaine={write_week(row.day)}#{row.id}"
    params = {"hour": f"{row.back_by.astimezone(PARIS):%H:%M}", "place": row.place.name}
    for person in sorted(watchers | ({ActorId(row.author)} if row.author else set())):
        notify(person=person, code="facts.plan_overdue", now=now, link=link, params=params)
    record(acting=None, verb="facts.plan_overdue", kind="plan", object_id=row.id, now=now, organisation=organisation)


def _fill(row: Plan, acting: Acting, draft: PlanDraft, now: dt.datetime) -> None:
    today = now.astimezone(PARIS).date()
    if draft.day < today:
        raise Invalid("facts.plan_past", field="day")
    if draft.day > today + dt.timedelta(days=FURTHEST):
        raise Invalid("facts.plan_far", field="day", days=FURTHEST)
    initials = _initials(draft.initials)
    row.day, row.time_from, row.time_to = draft.day, draft.time_from, draft.time_to
    row.back_by = _back_by(draft)
    row.place_id = _place(draft.place)
    row.site = _site(acting, draft.site)
    row.initials, row.people = list(initials), len(initials)


def _initials(text: str) -> tuple[str, ...]:
    try:
        found = read_initials(text)
    except ValueError as error:
        raise Invalid("facts.plan_names", field="initials", text=str(error)[:30]) from error
    if len(found) < FEWEST:
        raise Invalid("facts.plan_pair", field="initials")
    if len(found) > MOST:
        raise Invalid("facts.plan_many", field="initials", most=MOST)
    return found


def _back_by(draft: PlanDraft) -> dt.datetime:
    """Return the moment they say they are back; an outing that ends before it begins goes past midnight."""
    night = dt.timedelta(days=1)
    begins = dt.datetime.combine(draft.day, draft.time_from, PARIS)
    ends = dt.datetime.combine(draft.day, draft.time_to, PARIS)
    ends = ends if ends > begins else ends + night
    back = dt.datetime.combine(ends.date(), draft.back, PARIS)
    back = back if back >= ends else back + night
    if back - ends > LATEST_BACK:
        raise Invalid("facts.plan_hours", field="back")
    return back


def _place(slug: str) -> str:
    for card in (*places(), *places(kind="zone")):
        if card.slug == slug:
            return card.id
    raise Invalid("facts.place_unknown", field="place", place=slug[:60])


def _site(acting: Acting, site_id: str) -> Site | None:
    if not site_id:
        return None
    found = Site.objects.filter(id=site_id, organisation=acting.organisation).first()
    if found is None:
        raise Invalid("facts.no_site", field="site")
    return found


def _own(acting: Acting, plan_id: str) -> Plan:
    rows = Plan.objects.select_for_update(of=("self",)).select_related("place")
    row = rows.filter(id=plan_id, organisation=acting.organisation).first()
    if row is None:
        raise Missing("facts.no_plan")
    return row


def _note(acting: Acting, verb: str, row: Plan, now: dt.datetime) -> None:
    record(acting=acting, verb=verb, kind="plan", object_id=row.id, now=now)
