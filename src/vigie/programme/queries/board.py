"""The dashboard: missions by phase, what is late or due, what leaves its rule; one session, one mission."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import Prefetch, QuerySet

from vigie.kernel.api import FuzzyDate
from vigie.network.api import Acting, person_names

from ..models import Milestone, Mission, MissionPartner, Session
from ..models.common import fuzzy
from ..rules.kinds import MilestoneKind, PhaseKind
from ..rules.phases import Alert, Span, length_alert, phase_alerts, phase_on, whole_months
from ..rules.states import MissionState
from .access import missions
from .spans import rules_of, spans_of

SOON = dt.timedelta(days=14)
OVER = frozenset({MissionState.ENDED, MissionState.CANCELLED})
PAGES = {
    MilestoneKind.REPORT: "programme:reports",
    MilestoneKind.MEETING: "programme:meetings",
    MilestoneKind.ALLOWANCE: "programme:allowances",
    MilestoneKind.RESTITUTION: "programme:passing",
}
"""Where each thing expected that has a page is dealt with."""


@dataclass(frozen=True, slots=True)
class MissionLine:
    """A mission in a list. ``phase``: the one today lies in, if any."""

    mission: Mission
    spans: list[Span]
    phase: PhaseKind | None
    alerts: list[Alert]
    volunteer: str
    hosts: str


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something expected. ``page``: the name of the page of the mission where it is dealt with; empty, on this list itself."""

    id: str
    mission: Mission
    kind: MilestoneKind
    title: str
    due: FuzzyDate | None
    late: bool
    done: bool
    page: str


@dataclass(frozen=True, slots=True)
class Board:
    """Missions by what they are in today, in the order of the work; what is late or due."""

    groups: list[tuple[str, list[MissionLine]]]
    due: list[DueLine]
    total: int


def board(acting: Acting, *, day: dt.date) -> Board:
    """Return the dashboard of the missions a person sees."""
    lines = [line_of(row, day=day) for row in _rows(missions(acting))]
    found: dict[str, list[MissionLine]] = {}
    for line in lines:
        found.setdefault(_group(line), []).append(line)
    order = ["before", *(kind.value for kind in PhaseKind), "between", "paused", "over"]
    groups = [(name, found[name]) for name in order if name in found]
    return Board(groups, _due([line.mission for line in lines], day), len(lines))


def _group(line: MissionLine) -> str:
    state = MissionState(line.mission.state)
    if state in OVER:
        return "over"
    if state is MissionState.PAUSED:
        return "paused"
    if line.phase is not None:
        return line.phase.value
    return "before" if state is MissionState.PLANNED else "between"


def line_of(row: Mission, *, day: dt.date) -> MissionLine:
    """Return a mission as a line; its phases, partners, session and rules were fetched with it."""
    spans = spans_of(row.phases.all())
    hosts = ", ".join(str(p.organisation) for p in row.partners.all() if p.part == "host")
    volunteer = row.volunteer.name if row.volunteer else ""
    return MissionLine(row, spans, phase_on(spans, day), alerts_of(row), volunteer, hosts)


def alerts_of(row: Mission) -> list[Alert]:
    """Return what leaves the programme's rules in a mission that is not over."""
    if MissionState(row.state) in OVER:
        return []
    spans = spans_of(row.phases.all())
    length = length_alert(spans, row.session.stated_months)
    return phase_alerts(spans, rules_of(row.session.programme)) + ([length] if length else [])


def session_alerts(row: Session) -> list[Alert]:
    """Return what leaves the programme's rules in a session's own phases."""
    spans = spans_of(row.phases.all())
    length = length_alert(spans, row.stated_months)
    return phase_alerts(spans, rules_of(row.programme)) + ([length] if length else [])


def computed_months(row: Session) -> int | None:
    """Return the months a session's phases make."""
    return whole_months(spans_of(row.phases.all()))


def lines_of(acting: Acting, session: Session, *, day: dt.date) -> list[MissionLine]:
    """Return the missions of a session that a person sees: a partner sees nothing of those of the others."""
    return [line_of(row, day=day) for row in _rows(missions(acting).filter(session=session))]


def _rows(rows: QuerySet[Mission]) -> QuerySet[Mission]:
    partners = Prefetch("partners", MissionPartner.objects.select_related("organisation"))
    return rows.select_related("session__programme", "volunteer").prefetch_related(
        "phases", partners, "session__programme__phase_rules"
    )


def _due(rows: list[Mission], day: dt.date) -> list[DueLine]:
    going = {row.id: row for row in rows if MissionState(row.state) not in OVER}
    waiting = Milestone.objects.filter(mission_id__in=going, done_at=None, due_on__lte=day + SOON)
    return [milestone_line(m, going[m.mission_id], day) for m in waiting]


def milestone_line(row: Milestone, mission: Mission, day: dt.date) -> DueLine:
    """Return a milestone as a line."""
    due = fuzzy(row.due_on, row.due_precision)
    late = due is not None and due.end < day and row.done_at is None
    kind = MilestoneKind(row.kind)
    page = PAGES.get(kind, "") if row.object_id else ""
    return DueLine(row.id, mission, kind, row.title, due, late, row.done_at is not None, page)


def expected(mission: Mission, *, day: dt.date) -> tuple[list[DueLine], list[DueLine]]:
    """Return what is expected of a mission, then what is done; once a mission is over nothing is late."""
    lines = [milestone_line(m, mission, day) for m in mission.milestones.all()]
    if MissionState(mission.state) in OVER:
        lines = [replace(line, late=False) for line in lines]
    return [line for line in lines if not line.done], [line for line in lines if line.done]


def tutors(mission: Mission) -> dict[str, str]:
    """Return the name of who follows the volunteer, by partner row."""
    rows = list(mission.partners.all())
    names = person_names(row.tutor for row in rows if row.tutor)
    return {row.id: names.get(row.tutor, "") for row in rows if row.tutor}
