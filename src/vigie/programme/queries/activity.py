"""A year of each programme, in numbers: missions, months, reports, allowances, posts, evenings. No volunteer is named."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, Sum
from django.utils.translation import get_language

from vigie.kernel.api import Activity
from vigie.network.api import Acting, Permission, check

from ..models import Mission, Phase, Programme
from ..models.life import AllowanceLine, CapitalisationDocument, Evening, FollowUp, Post, Report
from ..rules.activity import months_within
from ..rules.kinds import PhaseKind
from ..rules.life.states import DocumentState, EveningState, LineState, PostState, ReportState
from ..rules.states import MissionState
from ..rules.texts import said
from ..wording import PHASES
from .outputs import outputs

BEGUN = [state.value for state in (MissionState.RUNNING, MissionState.PAUSED, MissionState.ENDED)]


@dataclass(frozen=True, slots=True)
class ProgrammeActivity:
    """One programme and its figures, in order."""

    name: str
    lines: tuple[Activity, ...]


def activity(acting: Acting, *, year: int, now: dt.datetime) -> list[ProgrammeActivity]:
    """Count a year of each programme the organisation runs; a partner's missions are in its operator's figures alone.

    Raises:
        Denied: no role that sees the figures of the association.
    """
    check(acting, Permission.SEE_ACTIVITY)
    rows = Programme.objects.filter(operator_id=acting.organisation)
    return [
        ProgrammeActivity(
            said(row.name), (*_missions(row, year), *_outputs(row, year), *_by_objective(acting, row, year, now))
        )
        for row in rows
    ]


def _missions(programme: Programme, year: int) -> list[Activity]:
    """Count the missions that had begun, by the days of their phases in that year; one that ended early, until it did."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    within = Phase.objects.filter(starts__lte=last, ends__gte=first)
    rows = Mission.objects.filter(session__programme=programme, state__in=BEGUN, phases__in=within).distinct()
    by_kind: dict[str, set[str]] = {kind.value: set() for kind in PhaseKind}
    people: set[str] = set()
    months, missions = 0, 0
    for mission in rows.prefetch_related(Prefetch("phases", within, to_attr="in_year")):
        until = min(mission.ended_on or last, last)
        phases = [phase for phase in mission.in_year if phase.starts <= until]
        for phase in phases:
            by_kind[phase.kind].add(mission.id)
        if phases:
            missions += 1
            months += months_within([(p.starts, p.ends) for p in phases], first, until)
            people.add(mission.volunteer_id or mission.id)  # a volunteer who left the house is still one
    return [
        Activity("programme.missions", missions),
        *(
            Activity("programme.phase", len(by_kind[k.value]), k.value, PHASES[k])
            for k in PhaseKind
            if by_kind[k.value]
        ),
        Activity("programme.months", months),
        Activity("programme.volunteers", len(people)),
    ]


def _outputs(programme: Programme, year: int) -> list[Activity]:
    of_mission = {"mission__session__programme": programme}
    paid = AllowanceLine.objects.filter(**of_mission, state=LineState.PAID.value, paid_on__year=year)
    kept = [DocumentState.FINAL.value, DocumentState.PUBLISHED.value]
    return [
        Activity(
            "programme.reports",
            Report.objects.filter(**of_mission, state=ReportState.ACCEPTED.value, decided_at__year=year).count(),
        ),
        Activity(
            "programme.meetings",
            FollowUp.objects.filter(**of_mission, cancelled_at=None, recorded_at__isnull=False, at__year=year).count(),
        ),
        Activity("programme.allowances", paid.count()),
        Activity("programme.paid", paid.aggregate(cents=Sum("cents"))["cents"] or 0),
        Activity(
            "programme.posts",
            Post.objects.filter(programme=programme, state=PostState.PUBLISHED.value, published_at__year=year).count(),
        ),
        Activity(
            "programme.documents",
            CapitalisationDocument.objects.filter(**of_mission, state__in=kept, created_at__year=year).count(),
        ),
        Activity(
            "programme.evenings",
            Evening.objects.filter(session__programme=programme, state=EveningState.HELD.value, at__year=year).count(),
        ),
    ]


def _by_objective(acting: Acting, programme: Programme, year: int, now: dt.datetime) -> list[Activity]:
    """Count what came out in the year, missions included, and for each objective what serves it; twice what serves two."""
    found = outputs(acting, programme, now=now, year=year)
    return [
        Activity("programme.outputs", len(found)),
        *(
            Activity(
                "programme.objective",
                sum(aim["id"] in one.ties.objectives for one in found),
                aim["id"],
                said(aim, (get_language() or "fr").split("-")[0]),
            )
            for aim in programme.objectives
        ),
    ]
