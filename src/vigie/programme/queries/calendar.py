"""Dates of the programme on the calendar of those who live or follow them, and of nobody else.

No candidate, no amount and no absence stands there: an interview is told by the code of its application, to the jury alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vigie.kernel.api import PARIS, Precision, today
from vigie.network.api import Acting, CalendarLine

from ..models import InterviewSlot, Milestone, Mission, Phase
from ..models.life import Evening, FollowUp, Talk
from ..rules.kinds import MilestoneKind, PhaseKind
from ..rules.life.states import EveningState
from ..rules.states import MissionState
from ..rules.texts import said
from ..wording import MILESTONES, PHASES
from .board import OVER
from .life.access import lived

WHOLE_DAYS = (MilestoneKind.REPORT, MilestoneKind.MIDWAY, MilestoneKind.OTHER)
"""What is expected on a day; meetings and evenings have their hour, and money its own page."""


def programme_between(acting: Acting, start: dt.date, end: dt.date) -> list[CalendarLine]:
    """Return the dates of the programme from one day to another, that one left out. What is known to the month is not there."""
    missions = list(lived(acting).exclude(state=MissionState.CANCELLED.value).select_related("session"))
    since, until = _midnight(start), _midnight(end)
    found = [*_interviews(acting, since, until)]
    if not missions:
        return found
    sessions = {row.session_id for row in missions}
    return [
        *found,
        *_expected(missions, start, end),
        *_meetings(missions, since, until),
        *_phases(missions, start, end),
        *_talks(sessions, missions, start, end),
        *_evenings(sessions, since, until),
    ]


def _expected(missions: list[Mission], start: dt.date, end: dt.date) -> Iterator[CalendarLine]:
    going = {row.id: row for row in missions if MissionState(row.state) not in OVER}
    day = today()
    rows = Milestone.objects.filter(
        mission_id__in=going,
        kind__in=[kind.value for kind in WHOLE_DAYS],
        done_at=None,
        due_on__gte=start,
        due_on__lt=end,
    ).exclude(due_precision=Precision.MONTH.value)
    for row in rows:
        mission, due = going[row.mission_id], row.due_on
        if due is None:
            continue
        kind = MilestoneKind(row.kind)
        page = "programme:reports" if kind is MilestoneKind.REPORT else "programme:mission"
        words = f"{row.title or MILESTONES[kind]} · {_here(mission.title)}"
        yield _day(row.id, words, due, reverse(page, args=[mission.slug]), late=due < day)


def _meetings(missions: list[Mission], since: dt.datetime, until: dt.datetime) -> Iterator[CalendarLine]:
    slugs = {row.id: row.slug for row in missions}
    for row in FollowUp.objects.filter(mission_id__in=slugs, at__gte=since, at__lt=until, cancelled_at=None):
        url = reverse("programme:meeting", args=[slugs[row.mission_id], row.id])
        yield _hour(row.id, row.title, row.at, row.minutes, row.place, url)


def _phases(missions: list[Mission], start: dt.date, end: dt.date) -> Iterator[CalendarLine]:
    """The first day of each phase, once for the missions of a session that begin it together."""
    by_id = {row.id: row for row in missions}
    told: set[tuple[str, str, dt.date]] = set()
    rows = Phase.objects.filter(
        mission_id__in=by_id, starts__gte=start, starts__lt=end, starts_precision=Precision.DAY.value
    )
    for row in rows:
        mission = by_id[row.mission_id]
        together = (mission.session_id, row.kind, row.starts)
        if together not in told:
            told.add(together)
            names = {"phase": PHASES[PhaseKind(row.kind)], "session": _here(mission.session.title)}
            words = _("%(session)s, premier jour : %(phase)s") % names
            yield _day(row.id, words, row.starts, reverse("programme:mission", args=[mission.slug]), place=row.place)


def _talks(sessions: set[str], missions: list[Mission], start: dt.date, end: dt.date) -> Iterator[CalendarLine]:
    first = {row.session_id: row.slug for row in missions}
    for row in Talk.objects.filter(session_id__in=sessions, on__gte=start, on__lt=end):
        url = reverse("programme:preparation", args=[first[row.session_id]])
        if row.starts is None:
            yield _day(row.id, row.theme, row.on, url, place=row.place)
        else:
            at = dt.datetime.combine(row.on, row.starts, tzinfo=PARIS)
            yield _hour(row.id, row.theme, at, row.minutes, row.place, url)


def _evenings(sessions: set[str], since: dt.datetime, until: dt.datetime) -> Iterator[CalendarLine]:
    told = [EveningState.OPEN.value, EveningState.HELD.value]
    for row in Evening.objects.filter(session_id__in=sessions, at__gte=since, at__lt=until, state__in=told):
        words = _("Restitution : %(title)s") % {"title": _here(row.title)}
        yield _hour(row.id, words, row.at, 120, row.place, reverse("programme_evening:evening", args=[row.slug]))


def _interviews(acting: Acting, since: dt.datetime, until: dt.datetime) -> Iterator[CalendarLine]:
    rows = InterviewSlot.objects.filter(
        call__jury__person=acting.actor,
        call__jury__organisation_id=acting.organisation,
        call__jury__ended_at=None,
        starts_at__gte=since,
        starts_at__lt=until,
    ).exclude(application=None)
    for row in rows.select_related("application"):
        if row.application is None:
            continue
        words = _("Entretien : candidature %(code)s") % {"code": row.application.code}
        url = reverse("programme:application", args=[row.application.id])
        yield _hour(row.id, words, row.starts_at, row.minutes, row.place, url)


def _here(text: dict[str, str]) -> str:
    return said(text, (get_language() or "fr").split("-")[0])


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=PARIS)


def _day(key: str, words: str, on: dt.date, url: str, *, place: str = "", late: bool = False) -> CalendarLine:
    at = _midnight(on)
    return CalendarLine(key, words, at, at, "programme", whole_day=True, place=place, url=url, late=late)


def _hour(key: str, words: str, at: dt.datetime, minutes: int, place: str, url: str) -> CalendarLine:
    return CalendarLine(key, words, at, at + dt.timedelta(minutes=minutes), "programme", place=place, url=url)
