"""What follows when a mission begins, pauses, goes on or ends: schedules are laid, dates shift, dated rights stop and come back."""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import record
from vigie.kernel.api import ActorId, FuzzyDate, Missing
from vigie.network.api import CapabilityCode, acting_system, grant_capability

from ...models import Milestone, Mission
from ...models.life import AllowanceLine, Pause, Report
from ...rules.life.schedule import moved as moved_dates
from ...rules.life.states import LineState, ReportState
from ...rules.states import MissionState
from ..missions import take_right
from .common import day_of, not_expected
from .passing import hand_everything
from .paying import lay_allowances
from .reporting import lay_reports

_S = MissionState
OPEN_REPORTS = [ReportState.EXPECTED.value, ReportState.DRAFT.value]


def after_move(mission: Mission, before: MissionState, to: MissionState, by: str, now: dt.datetime) -> None:
    """See to what follows a move, in the transaction of the move itself."""
    if to is _S.RUNNING and before is _S.PLANNED:
        _begin(mission)
    elif to is _S.PAUSED:
        _pause(mission, by, now)
    elif to is _S.RUNNING and before is _S.PAUSED:
        _go_on(mission, by, now)
    elif to in {_S.ENDED, _S.CANCELLED}:
        _end(mission, by, now)


def _begin(mission: Mission) -> None:
    """Lay what its dates give, unless somebody did already."""
    if not mission.reports.exists():
        lay_reports(mission)
    if not mission.allowance_lines.exists():
        lay_allowances(mission)


def _pause(mission: Mission, by: str, now: dt.datetime) -> None:
    Pause.objects.create(mission=mission, starts=day_of(now), by=by)
    due = mission.allowance_lines.filter(state=LineState.DUE.value, due_on__gt=day_of(now))
    due.update(state=LineState.SUSPENDED.value)
    take_right(mission, now=now)


def _go_on(mission: Mission, by: str, now: dt.datetime) -> None:
    pause = mission.pauses.filter(ends=None).first()
    if pause is None:
        return
    pause.ends = day_of(now)
    pause.save(update_fields=["ends"])
    shift_by(mission, paused=pause.starts, days=(pause.ends - pause.starts).days)
    mission.allowance_lines.filter(state=LineState.SUSPENDED.value).update(state=LineState.DUE.value)
    _give_right(mission, by, now)


def shift_by(mission: Mission, *, paused: dt.date, days: int) -> None:
    """Move later what was going on or to come when a pause began, by its length."""
    delta = dt.timedelta(days=days)
    for phase in mission.phases.all():
        start, end = moved_dates(phase.start, phase.end, paused=paused, days=days)
        _set(phase, start, end)
        phase.save()
    for line in AllowanceLine.objects.filter(mission=mission, due_on__gt=paused).exclude(state=LineState.PAID.value):
        line.due_on += delta
        line.save(update_fields=["due_on"])
    for report in Report.objects.filter(mission=mission, due_on__gte=paused, state__in=OPEN_REPORTS):
        report.due_on += delta
        report.save(update_fields=["due_on"])
    for stone in Milestone.objects.filter(mission=mission, done_at=None, due_on__gte=paused):
        if stone.due_on:
            stone.due_on += delta
            stone.save(update_fields=["due_on"])


def _set(phase: object, start: FuzzyDate, end: FuzzyDate) -> None:
    for name, value in (
        ("starts", start.start),
        ("starts_precision", start.precision.value),
        ("ends", end.end),
        ("ends_precision", end.precision.value),
    ):
        setattr(phase, name, value)


def _end(mission: Mission, by: str, now: dt.datetime) -> None:
    """What would have come after the last day does not: allowances are dropped, reports no longer expected."""
    day = day_of(now)
    mission.pauses.filter(ends=None).update(ends=day)
    left = mission.allowance_lines.filter(state__in=[LineState.DUE.value, LineState.SUSPENDED.value], due_on__gt=day)
    not_expected(left.values_list("id", flat=True))
    left.update(state=LineState.DROPPED.value)
    unwritten = mission.reports.filter(state=ReportState.EXPECTED.value, due_on__gt=day)
    not_expected(unwritten.values_list("id", flat=True))
    unwritten.delete()
    hand_everything(mission, by=by, now=now)


def _give_right(mission: Mission, by: str, now: dt.datetime) -> None:
    if not (mission.volunteer_id and mission.home_id):
        return
    ends = max((phase.ends for phase in mission.phases.all()), default=None)
    day = day_of(now)
    if ends is not None and ends < day:
        return
    house = acting_system(organisation=str(mission.home_id), day=day)
    try:
        grant_capability(
            acting=house,
            person_id=ActorId(str(mission.volunteer_id)),
            code=CapabilityCode.ON_MISSION,
            now=now,
            starts=day,
            ends=ends,
            reason=f"mission {mission.slug}"[:200],
        )
    except Missing:
        record(
            acting=None,
            verb="programme.right_not_given",
            kind="mission",
            object_id=mission.id,
            now=now,
            detail={"by": by},
        )
