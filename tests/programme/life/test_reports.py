"""Intermediate reports: due, written, sent, remarked, refused, sent again, accepted once; reminded."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.conftest import NOW
from tests.factories.mission_life import Life, at, living
from vigie.journal.api import notifications
from vigie.kernel.api import Conflict, Denied, Invalid, Missing
from vigie.programme.actions.life.reporting import (
    decide_report,
    plan_reports,
    remark_on_report,
    remind_reports,
    send_report,
    set_rules,
    write_report,
)
from vigie.programme.models import Milestone
from vigie.programme.rules.states import MissionState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder", "moved_clock")]
TEXT = {"P1": "J’ai rencontré cinq associations."}


@pytest.fixture
def life() -> Life:
    return living()


def codes(person: str) -> list[str]:
    return [n.code for n in notifications(person=person)]  # type: ignore[arg-type]


def send(life: Life, text: dict[str, str] | None = None, *, base: int = 0) -> None:
    send_report(acting=life.volunteer, slug=life.slug, number=1, content=text or TEXT, base=base, now=NOW)


def test_reports_are_due_on_the_days_of_the_field(life: Life) -> None:
    rows = list(life.row().reports.all())
    assert [row.due_on for row in rows] == [dt.date(2017, 12, 31), dt.date(2018, 2, 28), dt.date(2018, 4, 30)]
    stones = Milestone.objects.filter(mission=life.row(), kind="report")
    assert {stone.object_id for stone in stones} == {row.id for row in rows}


def test_a_report_is_refused_with_a_reason_sent_again_and_accepted_once(life: Life) -> None:
    by = {"slug": life.slug, "number": 1, "now": NOW}
    assert write_report(acting=life.volunteer, content=TEXT, base=0, **by) == 1
    assert life.row().reports.get(number=1).state == "draft"
    with pytest.raises(Conflict, match="report_not_sent"):
        decide_report(acting=life.host, accept=True, **by)
    send(life, base=1)
    assert "programme.report_came" in codes(life.tutor.actor)
    with pytest.raises(Conflict, match="report_closed"):
        write_report(acting=life.volunteer, content=TEXT, base=2, **by)
    with pytest.raises(Invalid, match="reason_needed"):
        decide_report(acting=life.host, accept=False, **by)
    assert life.row().reports.get(number=1).state == "sent"
    remark_on_report(acting=life.tutor, text="Et les besoins ?", **by)
    decide_report(acting=life.host, accept=False, reason="Il manque les besoins.", **by)
    row = life.row().reports.get(number=1)
    assert (row.state, row.reason) == ("refused", "Il manque les besoins.")
    send(life, {"P1": "Cinq associations, deux besoins."}, base=row.version)
    decide_report(acting=life.sending, accept=True, **by)
    for accept in (True, False):
        with pytest.raises(Conflict, match="report_accepted"):
            decide_report(acting=life.host, accept=accept, reason="encore", **by)
    row.refresh_from_db()
    assert (row.state, row.sendings.count(), row.remarks.count()) == ("accepted", 2, 2)
    assert [s.content["P1"] for s in row.sendings.all()] == ["Cinq associations, deux besoins.", TEXT["P1"]]
    assert Milestone.objects.get(object_id=row.id).done_at == NOW
    assert {"programme.report_is_refused", "programme.report_is_accepted"} <= set(codes(life.volunteer.actor))


def test_nobody_accepts_their_own_and_an_outsider_finds_nothing(life: Life) -> None:
    send(life)
    by = {"slug": life.slug, "number": 1, "now": NOW, "accept": True}
    with pytest.raises(Denied, match="follows_only"):
        decide_report(acting=life.volunteer, **by)
    with pytest.raises(Missing, match="no_mission"):
        decide_report(acting=life.outsider, **by)
    with pytest.raises(Denied, match="volunteer_only"):
        write_report(acting=life.host, slug=life.slug, number=2, content=TEXT, base=0, now=NOW)
    with pytest.raises(Missing, match="no_report"):
        write_report(acting=life.volunteer, slug=life.slug, number=9, content=TEXT, base=0, now=NOW)


def test_nothing_is_overwritten_nor_sent_empty(life: Life) -> None:
    with pytest.raises(Invalid, match="report_empty"):
        send(life, {"P1": "  "})
    by = {"acting": life.volunteer, "slug": life.slug, "number": 1, "now": NOW}
    write_report(content=TEXT, base=0, **by)
    with pytest.raises(Conflict, match="report_moved"):
        write_report(content={"P1": "autre"}, base=0, **by)
    with pytest.raises(Invalid, match="too_long"):
        write_report(content={"P1": "a" * 20_001}, base=1, **by)


def test_reminders_come_a_week_before_then_every_week_and_stop_in_a_pause(life: Life) -> None:
    life.row().reports.filter(number=1).delete()
    assert remind_reports(now=at(2018, 2, 10)) == 0
    assert remind_reports(now=at(2018, 2, 21)) == 1
    assert remind_reports(now=at(2018, 2, 22)) == 0
    assert "programme.report_is_due" in codes(life.volunteer.actor)
    assert remind_reports(now=at(2018, 3, 1)) == 1
    assert "programme.report_is_late" in codes(life.volunteer.actor)
    assert "programme.report_is_late_for" in codes(life.host.actor)
    from vigie.programme import api

    api.move_mission(acting=life.operator, slug=life.slug, to=MissionState.PAUSED, now=at(2018, 3, 2))
    assert remind_reports(now=at(2018, 3, 20)) == 0


def test_a_programme_says_its_own_parts_and_rhythm(life: Life) -> None:
    set_rules(
        acting=life.operator,
        programme=life.made.programme,
        parts=[{"fr": "Le terrain", "en": "The field"}],
        every_months=3,
        km_tenths=529,
        now=NOW,
    )
    send(life)
    assert plan_reports(acting=life.operator, slug=life.slug, now=NOW) == 2
    rows = {row.number: row for row in life.row().reports.all()}
    assert rows[2].parts == [{"id": "P1", "fr": "Le terrain", "en": "The field"}]
    assert len(rows[1].parts) == 5, "a report already sent keeps its parts"
    with pytest.raises(Denied, match="operator_only"):
        plan_reports(acting=life.host, slug=life.slug, now=NOW)
    with pytest.raises(Invalid, match="rules_wrong"):
        set_rules(acting=life.operator, programme=life.made.programme, parts=[], every_months=3, km_tenths=0, now=NOW)
