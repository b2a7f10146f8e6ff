"""What the pages of the life of a mission show."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet, Sum

from vigie.kernel.api import FileRef, Missing, NoFile, read_file, read_files
from vigie.network.api import Acting, Permission, can, person_names

from ...models import Mission, MissionPartner, Session
from ...models.life import (
    AllowanceLine,
    AllowanceShare,
    Attendance,
    Care,
    Debrief,
    FollowUp,
    Need,
    Report,
    Talk,
    Trip,
    Visit,
)
from ...rules.life.care import days_of
from ...rules.life.schedule import LineKind
from ...rules.life.states import WAITING, LineState, ReportState
from ...rules.life.trips import mileage_cents
from ...rules.states import MissionState
from ..access import missions
from .access import InLife, followed, lived

SOON = dt.timedelta(days=14)
GOING = [MissionState.PLANNED.value, MissionState.RUNNING.value]


@dataclass(frozen=True, slots=True)
class TalkLine:
    """A talk, who speaks there, and whether one came."""

    talk: Talk
    speaker: str
    came: bool | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """Allowances of a mission: its lines, and what they make in cents."""

    lines: list[AllowanceLine]
    total: int
    paid: int
    late: int
    next: AllowanceLine | None


@dataclass(frozen=True, slots=True)
class Trips:
    """Trips of a mission: each with what it is worth in cents, and what they make."""

    lines: list[tuple[Trip, int]]
    km: int
    cents: int


@dataclass(frozen=True, slots=True)
class Owed:
    """A part of an allowance that an organisation must pay."""

    line: AllowanceLine
    mission: Mission
    organisation: str
    cents: int
    late: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """A mission one follows: reports to read or late, the next meeting, days away."""

    mission: Mission
    to_read: list[Report]
    late: list[Report]
    meeting: FollowUp | None
    away: bool


def talks_of(session: Session, mission: Mission | None = None) -> list[TalkLine]:
    """Return the talks of a session in their order, and whether the volunteer of a mission came to each."""
    rows = list(session.talks.select_related("organisation"))
    names = person_names(row.speaker for row in rows if row.speaker)
    came = dict(Attendance.objects.filter(mission=mission).values_list("talk_id", "came")) if mission else {}
    return [TalkLine(row, names.get(row.speaker, "") or row.speaker_name, came.get(row.id)) for row in rows]


def roll(session: Session, talk_id: str) -> tuple[Talk, list[tuple[Mission, bool | None]]]:
    """Return a talk and, for each mission of its session that has a volunteer, whether they came.

    Raises:
        Missing: ``programme.no_talk``.
    """
    row = session.talks.filter(id=talk_id).select_related("organisation").first()
    if row is None:
        raise Missing("programme.no_talk")
    came = dict(row.attendances.values_list("mission_id", "came"))
    called = session.missions.exclude(volunteer=None).select_related("volunteer")
    return row, [(mission, came.get(mission.id)) for mission in called]


def talks_by(person: str, *, day: dt.date) -> list[Talk]:
    """Return the talks a person gives from a day on."""
    return list(Talk.objects.filter(speaker=person, on__gte=day).select_related("session"))


def reports_of(mission: Mission, *, day: dt.date) -> list[tuple[Report, bool]]:
    """Return the reports of a mission, each with whether it is late."""
    return [(row, is_late(row, day)) for row in mission.reports.all()]


def is_late(row: Report, day: dt.date) -> bool:
    """Say whether a report should be in the hands of whoever reads it."""
    return row.due_on < day and ReportState(row.state) in WAITING


def late_reports(acting: Acting, *, day: dt.date) -> list[Report]:
    """Return the late reports of the missions whose life opens to a person, those of missions that go on."""
    rows = Report.objects.filter(
        mission__in=lived(acting).filter(state=MissionState.RUNNING.value),
        due_on__lt=day,
        state__in=[state.value for state in WAITING],
    )
    return list(rows.select_related("mission__volunteer"))


def report_of(mission: Mission, number: int) -> Report:
    """Return a report of a mission.

    Raises:
        Missing: ``programme.no_report``.
    """
    row = mission.reports.filter(number=number).prefetch_related("sendings", "remarks__organisation").first()
    if row is None:
        raise Missing("programme.no_report")
    return row


def meetings_of(mission: Mission) -> QuerySet[FollowUp]:
    """Return the follow-up meetings of a mission, newest first."""
    return mission.follow_ups.prefetch_related("decisions", "actions")


def meeting_of(mission: Mission, meeting_id: str) -> FollowUp:
    """Return a follow-up meeting.

    Raises:
        Missing: ``programme.no_meeting``.
    """
    row = meetings_of(mission).filter(id=meeting_id).first()
    if row is None:
        raise Missing("programme.no_meeting")
    return row


def money_of(mission: Mission, *, day: dt.date) -> Money:
    """Return the allowances of a mission."""
    shares = Prefetch("shares", queryset=_shares())
    lines = [row for row in mission.allowance_lines.prefetch_related(shares) if row.state != LineState.DROPPED]
    due = [row for row in lines if row.state == LineState.DUE]
    return Money(
        lines,
        sum(row.cents for row in lines),
        sum(row.cents for row in lines if row.state == LineState.PAID),
        sum(1 for row in due if row.due_on < day),
        due[0] if due else None,
    )


def _shares() -> QuerySet[AllowanceShare]:
    return AllowanceShare.objects.select_related("organisation")


def owed(acting: Acting, *, day: dt.date) -> list[Owed]:
    """Return what is due within a fortnight or late in the missions one's organisation runs or pays for, by day."""
    if not can(acting, Permission.RUN_PROGRAMME):
        return []
    mine = missions(acting).filter(state__in=[*GOING, MissionState.ENDED.value])
    rows = (
        AllowanceLine.objects.filter(mission__in=mine, state=LineState.DUE.value, due_on__lte=day + SOON)
        .select_related("mission__session__programme", "mission__volunteer")
        .prefetch_related(Prefetch("shares", queryset=_shares()))
        .order_by("due_on", "number")
    )
    return [
        Owed(row, row.mission, str(share.organisation), share.cents, row.due_on < day)
        for row in rows
        for share in row.shares.all()
        if acting.organisation in {share.organisation_id, row.mission.session.programme.operator_id}
    ]


def receipt_of(mission: Mission, number: int) -> tuple[bytes, str]:
    """Return the receipt of an allowance and its type.

    Raises:
        Missing: ``programme.no_file``.
    """
    row = mission.allowance_lines.filter(number=number).exclude(receipt="").first()
    return kept(row.receipt if row else "", row.receipt_type if row else "")


def kept(ref: str, media_type: str) -> tuple[bytes, str]:
    """Return a kept file and its type.

    Raises:
        Missing: ``programme.no_file``.
    """
    if not ref:
        raise Missing("programme.no_file")
    try:
        return read_file(FileRef(ref)), media_type
    except NoFile:
        raise Missing("programme.no_file") from None


def visits_of(mission: Mission) -> QuerySet[Visit]:
    """Return the visits of a mission with the needs told there, newest first."""
    return mission.visits.select_related("organisation").prefetch_related("needs")


def open_needs(mission: Mission) -> int:
    """Count the needs that wait for an answer."""
    return Need.objects.filter(visit__mission=mission, state__in=["told", "followed"]).count()


def trips_of(mission: Mission) -> Trips:
    """Return the trips of a mission and what they make."""
    lines = [(row, mileage_cents(row.km, row.km_tenths) + row.other_cents) for row in mission.trips.all()]
    return Trips(lines, sum(row.km for row, _c in lines), sum(cents for _r, cents in lines))


def days_away(mission: Mission) -> dict[str, int]:
    """Return how many days the volunteer was away, by kind."""
    found: dict[str, list[tuple[dt.date, dt.date]]] = {}
    for row in mission.absences.all():
        found.setdefault(row.kind, []).append((row.starts, row.ends))
    return {kind: days_of(spans) for kind, spans in found.items()}


def debriefs_of(mission: Mission, person: str) -> list[tuple[Debrief, str, str]]:
    """Return the debriefs a person wrote, or those shared with them: words and answer. Nobody else sees that there is one."""
    rows = [row for row in mission.debriefs.all() if person and person in {row.author, row.reader}]
    found = read_files(FileRef(ref) for row in rows for ref in (row.words, row.answer) if ref)
    texts = {str(ref): data.decode() for ref, data in found.items()}
    return [(row, texts.get(row.words, ""), texts.get(row.answer, "")) for row in rows]


def my_volunteers(acting: Acting, *, day: dt.date) -> list[Followed]:
    """Return the missions a person follows as a tutor, with what waits for them."""
    partners = Prefetch("partners", MissionPartner.objects.select_related("organisation"))
    rows = (
        followed(acting)
        .select_related("volunteer", "session")
        .prefetch_related("reports", "follow_ups", "absences", "phases", partners)
    )
    return [_followed(row, day) for row in rows]


def _followed(row: Mission, day: dt.date) -> Followed:
    reports = list(row.reports.all())
    meetings = [m for m in row.follow_ups.all() if m.at.date() >= day and not m.cancelled_at]
    return Followed(
        row,
        [r for r in reports if r.state == ReportState.SENT],
        [r for r in reports if is_late(r, day)],
        min(meetings, key=lambda m: m.at, default=None),
        any(a.starts <= day <= a.ends for a in row.absences.all()),
    )


def paid_in_all(rows: Iterable[Mission]) -> int:
    """Return what was paid in allowances over missions, in cents."""
    found = AllowanceLine.objects.filter(mission__in=rows, state=LineState.PAID.value).aggregate(all=Sum("cents"))
    return int(found["all"] or 0)


def payers_of(mission: Mission, kind: LineKind) -> list[tuple[str, int]]:
    """Return who pays which part of the next allowance of a kind, by organisation."""
    row = mission.allowance_lines.filter(kind=kind.value).first()
    return [(s.organisation_id, s.cents) for s in row.shares.all()] if row else []


def confidant_of(mission: Mission) -> str:
    """Return the name of whom the volunteer chose to talk to in confidence, if anybody."""
    person = Care.objects.filter(mission=mission).values_list("confidant", flat=True).first() or ""
    return person_names([person]).get(person, "") if person else ""


def may_see_money(entered: InLife) -> bool:
    """Say whether somebody sees amounts: the volunteer and staff of the partners; a tutor does not need them."""
    return entered.volunteer or entered.staff


def emergency_words(ref: str) -> dict[str, str]:
    """Return the fields of an emergency contact, to the volunteer who changes it."""
    try:
        return dict(json.loads(read_file(FileRef(ref)))) if ref else {}
    except NoFile:
        return {}
