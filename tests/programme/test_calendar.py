"""Dates of the programme on the calendar: for those who live or follow them."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.conftest import NOW
from tests.factories import mission_life
from tests.factories import programme as situations
from tests.factories.mission_life import Life
from vigie.kernel.api import FuzzyDate
from vigie.network.api import Acting, Role
from vigie.network.queries.calendars import lines_between
from vigie.programme import api
from vigie.programme.models import Application, InterviewSlot
from vigie.programme.rules.kinds import MilestoneKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder", "moved_clock")]
FIRST, LAST = dt.date(2017, 10, 1), dt.date(2018, 7, 1)


def told(acting: Acting) -> set[str]:
    return {line.title for line in lines_between(acting, start=FIRST, end=LAST)}


@pytest.fixture
def life() -> Life:
    life = mission_life.living()
    by = {"acting": life.operator, "now": NOW}
    evening = api.plan_evening(
        session=life.made.session,
        draft=api.EveningDraft({"fr": "Sept mois"}, dt.datetime(2018, 6, 2, 18, tzinfo=dt.UTC), "Paris"),
        **by,
    )
    api.move_evening(slug=evening, to=api.EveningState.OPEN, **by)
    for title, due in (("Billets", FuzzyDate.day(dt.date(2018, 2, 1))), ("Au mois près", FuzzyDate.month(2018, 2))):
        api.add_milestone(slug=life.slug, kind=MilestoneKind.OTHER, title=title, due=due, **by)
    return life


def test_who_lives_or_follows_a_mission_finds_its_dates_and_others_nothing(life: Life) -> None:
    expected = {
        "Session 2018, premier jour : Préparation collective au départ",
        "Billets · Observer les droits",
        "Rapport · Observer les droits",
        "Restitution : Sept mois",
    }
    for who in (life.volunteer, life.tutor, life.operator, life.host):
        assert told(who) & expected == expected, who.name
        assert not any("Indemnité" in title or "Au mois près" in title for title in told(who))
    assert told(life.outsider) == set()
    late = {line.title for line in lines_between(life.tutor, start=FIRST, end=LAST) if line.late}
    assert late == {"Rapport · Observer les droits"}


def test_an_observer_of_a_partner_who_follows_nobody_finds_nothing(life: Life) -> None:
    assert told(mission_life.people.acting("nour", of=situations.SENDING, roles=[Role.OBSERVER])) == set()


def test_an_interview_is_told_to_the_jury_by_its_code() -> None:
    made = situations.published()
    row: Application = situations.applied(made)
    InterviewSlot.objects.create(
        call=made.row(), starts_at=NOW + dt.timedelta(days=3), application=row, made_by=made.operator.actor
    )
    assert f"Entretien : candidature {row.code}" in told(made.host)
    assert not any(situations.candidate().last_name in title for title in told(made.host))
    outsider = mission_life.people.acting("omar", of=situations.HOST, roles=[Role.COORDINATOR])
    assert not any("Entretien" in title for title in told(outsider))
