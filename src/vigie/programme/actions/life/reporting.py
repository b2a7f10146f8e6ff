"""Intermediate reports: plan them, write, send, remark, accept or refuse, remind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from vigie.journal.api import record
from vigie.kernel.api import Conflict, Invalid, Missing, atomic
from vigie.network.api import Acting

from ...models import Mission, Programme
from ...models.life import LifeRules, Report, ReportRemark, ReportSending
from ...queries.access import programme_of
from ...queries.life.access import InLife, life_of
from ...queries.life.rules import life_rules
from ...queries.spans import spans_of
from ...rules.kinds import MilestoneKind
from ...rules.life.schedule import report_days
from ...rules.life.states import REPORT_MOVES, TO_WRITE, WAITING, ReportState
from ...rules.states import MissionState
from .common import bounded, day_of, expect, met, needed, not_expected, note, tell_followers, tell_volunteer

BEFORE = dt.timedelta(days=7)
AGAIN = dt.timedelta(days=7)
"""A reminder a week before, then every week while nothing comes."""


def set_rules(
    *,
    acting: Acting,
    programme: str,
    parts: Sequence[Mapping[str, str]],
    every_months: int,
    km_tenths: int,
    now: dt.datetime,
) -> None:
    """Say what a programme asks of its missions. Reports already planned keep the parts they were planned with.

    Raises:
        Missing: ``programme.no_programme``. Denied: may not run it. Invalid: ``programme.rules_wrong``.
    """
    parent: Programme = programme_of(acting, programme, run=True)
    kept = [{"id": f"P{n}", **dict(part)} for n, part in enumerate(parts, 1) if part]
    if not kept or not 1 <= every_months <= 12 or not 0 <= km_tenths <= 20_000:
        raise Invalid("programme.rules_wrong")
    with atomic():
        values = {"parts": kept, "every_months": every_months, "km_tenths": km_tenths}
        LifeRules.objects.update_or_create(programme=parent, defaults=values)
        record(acting=acting, verb="programme.rules_set", kind="programme", object_id=parent.id, now=now)


def plan_reports(*, acting: Acting, slug: str, now: dt.datetime) -> int:
    """Expect reports of a mission on the days its phases give, and return how many. Those written or sent do not move.

    Raises:
        Missing: ``programme.no_mission``. Denied: ``programme.operator_only``, ``programme.not_in_life``.
        Conflict: ``programme.no_field``, the mission has no field phase yet.
    """
    entered = life_of(acting, slug, run=True)
    with atomic():
        made = lay_reports(entered.mission)
        if not made:
            raise Conflict("programme.no_field")
        note(acting, "reports_planned", entered.mission, now, reports=made)
    return made


def lay_reports(mission: Mission) -> int:
    """Lay the reports a mission's dates give, in the caller's transaction; return how many are expected in all."""
    rules = life_rules(mission.session.programme)
    days = report_days(spans_of(mission.phases.all()), rules.every_months)
    begun = list(mission.reports.exclude(state=ReportState.EXPECTED.value))
    waiting = mission.reports.filter(state=ReportState.EXPECTED.value)
    not_expected(waiting.values_list("id", flat=True))
    waiting.delete()
    taken = {report.number for report in begun}
    for number, day in enumerate(days, 1):
        if number not in taken:
            row = Report.objects.create(mission=mission, number=number, due_on=day, parts=rules.parts)
            expect(mission, MilestoneKind.REPORT, row.id, day)
    return len(set(range(1, len(days) + 1)) | taken) if days else len(taken)


def write_report(
    *, acting: Acting, slug: str, number: int, content: Mapping[str, str], base: int, now: dt.datetime
) -> int:
    """Keep what the volunteer writes and return the new version.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_report``. Denied: ``programme.volunteer_only``.
        Invalid: ``programme.too_long``. Conflict: ``programme.report_closed``; ``programme.report_moved``, written elsewhere meanwhile.
    """
    entered = life_of(acting, slug, volunteer=True)
    with atomic():
        row = _report(entered, number)
        _write(row, content, base)
        if row.state == ReportState.EXPECTED:
            row.state = ReportState.DRAFT.value
        row.save()
        note(acting, "report_written", entered.mission, now, number=number)
    return row.version


def send_report(
    *, acting: Acting, slug: str, number: int, content: Mapping[str, str], base: int, now: dt.datetime
) -> None:
    """Send a report, as it is now, to those who follow the mission.

    Raises:
        As ``write_report``, and Invalid: ``programme.report_empty``.
    """
    entered = life_of(acting, slug, volunteer=True)
    with atomic():
        row = _report(entered, number)
        _write(row, content, base)
        if not any(row.content.values()):
            raise Invalid("programme.report_empty")
        _move(row, ReportState.SENT)
        row.sent_at, row.reason = now, ""
        row.save()
        ReportSending.objects.create(report=row, number=row.sendings.count() + 1, content=row.content, at=now)
        note(acting, "report_sent", entered.mission, now, number=number)
        tell_followers("report_came", entered.mission, f"rapports/{number}", now, but=acting.actor)


def remark_on_report(*, acting: Acting, slug: str, number: int, text: str, now: dt.datetime) -> None:
    """Say something of a report that was sent; the volunteer may answer by sending it again.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_report``. Denied: ``programme.follows_only``.
        Invalid: ``programme.remark_needed``. Conflict: ``programme.report_accepted``, ``programme.report_not_sent``.
    """
    entered = life_of(acting, slug, follow=True)
    words = needed(text, field="text", most=2000, code="programme.remark_needed")
    with atomic():
        row = _report(entered, number)
        if row.state != ReportState.COMMENTED:
            _move(row, ReportState.COMMENTED)
            row.save()
        _remark(row, acting, words, now)
        note(acting, "report_remarked", entered.mission, now, number=number)
        tell_volunteer("report_remarked_on", entered.mission, f"rapports/{number}", now)


def decide_report(*, acting: Acting, slug: str, number: int, accept: bool, reason: str = "", now: dt.datetime) -> None:
    """Accept a report, or refuse it with a reason the volunteer reads.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_report``. Denied: ``programme.follows_only``.
        Invalid: ``programme.reason_needed``. Conflict: ``programme.report_accepted``, ``programme.report_not_sent``.
    """
    entered = life_of(acting, slug, follow=True)
    words = bounded(reason, field="reason", most=1000)
    with atomic():
        row = _report(entered, number)
        _move(row, ReportState.ACCEPTED if accept else ReportState.REFUSED)
        if not accept and not words:
            raise Invalid("programme.reason_needed", field="reason")
        row.reason, row.decided_by, row.decided_at = ("" if accept else words), acting.actor, now
        row.save()
        if words:
            _remark(row, acting, words, now)
        if accept:
            met(row.id, by=acting.actor, now=now)
        verb = "report_accepted_by" if accept else "report_refused_by"
        note(acting, verb, entered.mission, now, number=number)
        code = "report_is_accepted" if accept else "report_is_refused"
        tell_volunteer(code, entered.mission, f"rapports/{number}", now)


def remind_reports(*, now: dt.datetime) -> int:
    """Remind volunteers of a report due within a week, and every week once it is late; return how many were told.

    Run every night; once a week at most for each report. Missions paused or over are left alone.
    """
    day = day_of(now)
    due = Report.objects.filter(
        state__in=[state.value for state in WAITING],
        due_on__lte=day + BEFORE,
        mission__state=MissionState.RUNNING.value,
    ).select_related("mission")
    told = 0
    with atomic():
        for row in due:
            if row.reminded_on and day < row.reminded_on + AGAIN:
                continue
            code = "report_is_late" if row.due_on < day else "report_is_due"
            tell_volunteer(code, row.mission, f"rapports/{row.number}", now)
            if row.due_on < day:
                tell_followers("report_is_late_for", row.mission, "rapports", now)
            Report.objects.filter(id=row.id).update(reminded_on=day)
            told += 1
    return told


def _report(entered: InLife, number: int) -> Report:
    row = entered.mission.reports.select_for_update().filter(number=number).first()
    if row is None:
        raise Missing("programme.no_report")
    return row


def _write(row: Report, content: Mapping[str, str], base: int) -> None:
    if ReportState(row.state) not in TO_WRITE:
        raise Conflict("programme.report_accepted" if row.state == ReportState.ACCEPTED else "programme.report_closed")
    if row.version != base:
        raise Conflict("programme.report_moved")
    row.content = {part["id"]: bounded(content.get(part["id"], ""), field=part["id"]) for part in row.parts}
    row.version += 1


def _move(row: Report, to: ReportState) -> None:
    if to in REPORT_MOVES[ReportState(row.state)]:
        row.state = to.value
        return
    raise Conflict("programme.report_accepted" if row.state == ReportState.ACCEPTED else "programme.report_not_sent")


def _remark(row: Report, acting: Acting, words: str, now: dt.datetime) -> None:
    ReportRemark.objects.create(
        report=row, text=words, author=acting.actor, organisation_id=acting.organisation, at=now
    )
