"""Outings, by situation. Everything here is invented."""

from __future__ import annotations

import datetime as dt

from vigie.facts.api import PlanDraft, PlanState, make_plan, move_plan
from vigie.kernel.api import now, today
from vigie.network.api import Acting


def outing(day: dt.date, *, initials: str = "AB, CD") -> PlanDraft:
    """Two people, early in the morning, in Calais."""
    return PlanDraft(day, dt.time(0), dt.time(3), dt.time(4), "calais", initials)


def outings_for_the_matrix(acting: Acting) -> dict[str, tuple[object, ...]]:
    """One under way, one whose team is back."""
    made = [make_plan(acting=acting, draft=outing(today(), initials=who), now=now()) for who in ("AB, CD", "EF, GH")]
    move_plan(acting=acting, plan_id=made[1], to=PlanState.BACK, now=now())
    return {"outing": (made[0],), "outing that ended": (made[1],)}
