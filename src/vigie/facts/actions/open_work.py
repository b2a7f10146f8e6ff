"""The outings somebody planned, for a hand-over."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vigie.journal.api import record
from vigie.kernel.api import PARIS
from vigie.network.api import Acting, OpenWork, Permission, WorkSource, can
from vigie.ui.api import say_day

from ..models import Plan
from ..rules.plans import PlanState


def _planned(leaving: Acting, arriving: Acting, now: dt.datetime) -> list[OpenWork]:
    day = now.astimezone(PARIS).date()
    rows = Plan.objects.filter(
        organisation_id=leaving.organisation, author=leaving.actor, state=PlanState.PLANNED.value, day__gte=day
    )
    blocked = "" if can(arriving, Permission.PLAN_OBSERVATION) else _("Son rôle ne lui ouvre pas le planning.")
    return [
        OpenWork(row.id, f"{say_day(row.day)} · {row.place.name}", reverse("facts:plans"), blocked)
        for row in rows.select_related("place")
    ]


def _pass_on(leaving: Acting, arriving: Acting, object_id: str, now: dt.datetime) -> None:
    rows = Plan.objects.filter(id=object_id, organisation_id=leaving.organisation, author=leaving.actor)
    if rows.update(author=arriving.actor):
        record(
            acting=leaving,
            verb="facts.plan_passed_on",
            kind="plan",
            object_id=object_id,
            now=now,
            detail={"to": arriving.actor},
        )


WORK = WorkSource(
    "plan", _("Sorties prévues"), _("Elles passent à son nom dans le planning."), _planned, _pass_on, order=50
)
