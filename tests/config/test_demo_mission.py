"""The mission in the field of the demonstration, loaded alone: what is done, late, waiting."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.conftest import NOW
from vigie.config.demo.dossiers import Stage
from vigie.config.demo.missionlife import VOLUNTEER, load_mission_life
from vigie.config.demo.network import load_network
from vigie.config.demo.programme import load_programme
from vigie.network.api import load_reference
from vigie.programme.models import Mission
from vigie.programme.models.life import Post
from vigie.programme.queries.life.reading import money_of, reports_of
from vigie.programme.queries.life.safety import check_post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder", "moved_clock")]


def test_a_mission_is_lived_for_four_months() -> None:
    load_reference(now=NOW)
    cast = load_network(begun=NOW - dt.timedelta(days=202))
    stage = Stage(cast, NOW, {})
    load_programme(stage)
    load_mission_life(stage)
    row = Mission.objects.get(slug="marcher-avec-les-tournees")
    assert row.volunteer_id == stage.acting(VOLUNTEER).actor
    states = [(report.state, late) for report, late in reports_of(row, day=NOW.date())]
    assert states[:2] == [("accepted", False), ("expected", True)]
    money = money_of(row, day=NOW.date())
    assert (money.total, money.paid, money.late) == (424_400, 224_400, 1)
    assert [post.state for post in Post.objects.order_by("created_at")] == ["published", "review", "draft"]
    draft = Post.objects.get(state="draft")
    assert [f.mark for f in check_post(draft, stage.acting(VOLUNTEER)).texts["body"]] == ["phone"]
    assert (row.follow_ups.count(), row.visits.count(), row.trips.count()) == (2, 2, 2)
    closed = Mission.objects.get(state="ended")
    assert [line.cents for line in closed.allowance_lines.all()] == [74_400] + [50_000] * 7
    assert closed.session.evenings.count() == 0
