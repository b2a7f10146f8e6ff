"""Outings to come: of a week, those that are late. One's own association's alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from vigie.kernel.api import PARIS, Missing
from vigie.network.api import Acting, Permission, can, check

from ..models import Plan
from ..rules.plans import PlanState, overdue, write_week


@dataclass(frozen=True, slots=True)
class PlanCard:
    """An outing, to show. ``initials`` is empty thirty days after; ``people`` stays."""

    id: str
    day: dt.date
    time_from: dt.time
    time_to: dt.time
    back_by: dt.datetime
    place_slug: str
    place_name: str
    site: str
    site_name: str
    initials: tuple[str, ...]
    people: int
    state: PlanState
    back_at: dt.datetime | None
    late: bool
    begun: bool
    shift: str
    invented: bool

    @property
    def week(self) -> str:
        """The week it is in, as addresses write it."""
        return write_week(self.day)


def plans_of_week(acting: Acting, monday: dt.date, *, now: dt.datetime) -> list[PlanCard]:
    """Return the outings of a week, in order.

    Raises:
        Denied: may not plan.
    """
    return _cards(_own(acting).filter(day__gte=monday, day__lt=monday + dt.timedelta(days=7)), now)


def plan(acting: Acting, plan_id: str, *, now: dt.datetime) -> PlanCard:
    """Return one outing.

    Raises:
        Denied: may not plan. Missing: there is none, or another association's.
    """
    for card in _cards(_own(acting).filter(id=plan_id), now):
        return card
    raise Missing("facts.no_plan")


def overdue_plans(acting: Acting, *, now: dt.datetime) -> list[PlanCard]:
    """Return the teams that should be back; nothing for who neither plans nor watches."""
    if not can(acting, Permission.PLAN_OBSERVATION):
        return []
    return _cards(_own(acting).filter(state=PlanState.PLANNED.value, back_by__lt=now).order_by("back_by"), now)


def _own(acting: Acting) -> QuerySet[Plan]:
    check(acting, Permission.PLAN_OBSERVATION)
    return Plan.objects.filter(organisation=acting.organisation).select_related("place", "site")


def _cards(rows: Iterable[Plan], now: dt.datetime) -> list[PlanCard]:
    return [_card(row, now) for row in rows]


def _card(row: Plan, now: dt.datetime) -> PlanCard:
    state = PlanState(row.state)
    return PlanCard(
        id=row.id,
        day=row.day,
        time_from=row.time_from,
        time_to=row.time_to,
        back_by=row.back_by,
        place_slug=row.place.slug,
        place_name=row.place.name,
        site=row.site_id or "",
        site_name=row.site.pseudonym if row.site else "",
        initials=tuple(row.initials),
        people=row.people,
        state=state,
        back_at=row.back_at,
        late=overdue(state, row.back_by, now),
        begun=now >= dt.datetime.combine(row.day, row.time_from, PARIS),
        shift=row.shift_id or "",
        invented=row.invented,
    )
