"""Talks, meetings, visits, trips: what is said, refused, told; what a pause and an end move."""

from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar

from tests.conftest import NOW
from tests.factories.mission_life import Life, at, living
from tests.factories.programme import pdf
from vigie.journal.api import notifications
from vigie.kernel.api import Conflict, Denied, Invalid, Missing, files_of
from vigie.network.api import Acting
from vigie.network.models import Capability
from vigie.programme import api
from vigie.programme.actions.life import going, meeting, preparing
from vigie.programme.actions.life.paying import owner_of, pay_line
from vigie.programme.actions.life.reporting import set_rules
from vigie.programme.documents.life.tables import as_csv, meeting_file, programme_pdf, trip_rows
from vigie.programme.models import Milestone
from vigie.programme.models.life import Need
from vigie.programme.queries.life.reading import meeting_of, money_of, my_volunteers, talks_of, trips_of
from vigie.programme.rules.life.states import NeedState
from vigie.programme.rules.states import MissionState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder", "moved_clock")]
DAY = dt.date(2018, 1, 10)


@pytest.fixture
def life() -> Life:
    return living()


def codes(who: Acting) -> list[str]:
    return [n.code for n in notifications(person=who.actor)]


def talk(life: Life, **more: object) -> str:
    values = {"theme": "Le droit au séjour", "on": DAY, "organisation": "juristes-inventes", **more}
    draft = preparing.TalkDraft(**values)  # type: ignore[arg-type]
    return preparing.plan_talk(acting=life.operator, session=life.made.session, draft=draft, now=NOW)


def test_a_talk_has_a_speaker_who_is_told_and_an_attendance(life: Life) -> None:
    made = talk(life, speaker=life.tutor.actor, starts=dt.time(9, 30), place="Paris", module="/formations/droit")
    assert "programme.you_speak" in codes(life.tutor)
    preparing.note_attendance(
        acting=life.operator, session=life.made.session, talk_id=made, came={life.slug: True}, now=NOW
    )
    line = talks_of(life.made.session_row(), life.row())[0]
    assert (line.speaker, line.came) == ("Tomas", True)
    assert programme_pdf(life.made.session_row(), [line]).startswith(b"%PDF")
    by = {"session": life.made.session, "talk_id": made, "now": NOW}
    with pytest.raises(Conflict, match="talk_held"):
        preparing.drop_talk(acting=life.operator, **by)
    with pytest.raises(Denied, match="operator_only"):
        preparing.drop_talk(acting=life.host, **by)
    with pytest.raises(Missing, match="no_session"):
        preparing.drop_talk(acting=life.outsider, **by)


def test_what_is_wrong_in_a_talk_is_told(life: Life) -> None:
    for code, wrong in (
        ("theme_needed", {"theme": " "}),
        ("talk_length", {"minutes": 5}),
        ("speaker_elsewhere", {"speaker": life.host.actor}),
        ("link_wrong", {"module": "javascript:alert(1)"}),
    ):
        with pytest.raises(Invalid, match=code):
            talk(life, **wrong)
    later = talk(life, on=dt.date(2018, 3, 1))
    with pytest.raises(Conflict, match="talk_to_come"):
        preparing.note_attendance(acting=life.operator, session=life.made.session, talk_id=later, came={}, now=NOW)
    preparing.drop_talk(acting=life.operator, session=life.made.session, talk_id=later, now=NOW)


def test_the_group_s_notes_are_overwritten_by_nobody(life: Life) -> None:
    made = talk(life)
    by = {"mission": life.slug, "talk_id": made, "now": NOW}
    preparing.keep_notes(acting=life.volunteer, notes="Retenir : L. 743-9.", base="", **by)
    with pytest.raises(Conflict, match="notes_moved"):
        preparing.keep_notes(acting=life.host, notes="Autre", base="", **by)
    with pytest.raises(Denied):
        preparing.keep_notes(acting=life.tutor, notes="Autre", base="Retenir : L. 743-9.", **by)


def called(life: Life, **more: object) -> str:
    values = {
        "title": "Suivi de janvier",
        "at": at(2018, 1, 20),
        "people": [life.volunteer.actor, life.tutor.actor],
        **more,
    }
    draft = meeting.MeetingDraft(**values)  # type: ignore[arg-type]
    return meeting.call_meeting(acting=life.host, slug=life.slug, draft=draft, now=NOW)


def test_a_meeting_decides_and_gives_each_something_to_do(life: Life) -> None:
    made = called(life, place="Calais", agenda="Les rapports")
    assert "programme.meeting_is_called" in codes(life.volunteer)
    todo = [
        meeting.ActionDraft("Écrire à la mairie", life.volunteer.actor, dt.date(2018, 2, 1)),
        meeting.ActionDraft("Prévenir le réseau", "Odile"),
    ]
    values = {"acting": life.tutor, "slug": life.slug, "meeting_id": made, "decisions": ["Rencontrer la mairie"]}
    meeting.record_meeting(record="On a parlé.", actions=todo, base=0, now=NOW, **values)
    with pytest.raises(Conflict, match="minutes_moved"):
        meeting.record_meeting(record="Autre", actions=[], base=0, now=NOW, **values)
    row = meeting_of(life.row(), made)
    first = row.actions.get(text="Écrire à la mairie")
    meeting.finish_action(acting=life.volunteer, slug=life.slug, action_id=first.id, done=True, now=NOW)
    meeting.record_meeting(record="On a bien parlé.", actions=todo, base=1, now=NOW, **values)
    row = meeting_of(life.row(), made)
    assert row.actions.get(text="Écrire à la mairie").done_at == NOW, "done stays done"
    assert {a.owner_name for a in row.actions.all()} == {"", "Odile"}
    assert Milestone.objects.get(object_id=made).done_at == NOW
    assert "programme.you_do" in codes(life.volunteer)
    event = Calendar.from_ical(meeting_file(row, life.row(), now=NOW)).walk("VEVENT")[0]
    assert (event["dtstart"].dt, str(event["location"])) == (at(2018, 1, 20), "Calais")
    with pytest.raises(Conflict, match="meeting_held"):
        meeting.cancel_meeting(acting=life.host, slug=life.slug, meeting_id=made, now=NOW)
    with pytest.raises(Missing, match="no_mission"):
        meeting.cancel_meeting(acting=life.outsider, slug=life.slug, meeting_id=made, now=NOW)


def test_a_meeting_called_off_is_told_and_expected_no_more(life: Life) -> None:
    made = called(life)
    meeting.cancel_meeting(acting=life.host, slug=life.slug, meeting_id=made, now=NOW)
    assert "programme.meeting_is_off" in codes(life.tutor)
    assert not Milestone.objects.filter(object_id=made).exists()
    with pytest.raises(Conflict, match="meeting_off"):
        meeting.record_meeting(
            acting=life.host, slug=life.slug, meeting_id=made, record="x", decisions=[], actions=[], base=0, now=NOW
        )


def test_a_visit_keeps_what_an_association_needs_until_it_is_answered(life: Life) -> None:
    draft = going.VisitDraft(DAY, name="Les Inventés", place="Calais", needs=["Un interprète", "Des tentes"])
    made = going.log_visit(acting=life.volunteer, slug=life.slug, draft=draft, now=NOW)
    need = Need.objects.get(text="Un interprète")
    by = {"acting": life.host, "slug": life.slug, "need_id": need.id, "now": NOW}
    going.follow_need(to=NeedState.FOLLOWED, answer="Demandé au réseau", **by)
    going.follow_need(to=NeedState.ANSWERED, **by)
    need.refresh_from_db()
    assert (need.state, need.answer) == ("answered", "Demandé au réseau")
    with pytest.raises(Conflict, match="cannot_move"):
        going.follow_need(to=NeedState.LEFT, **by)
    with pytest.raises(Denied, match="not_yours"):
        going.drop_visit(acting=life.host, slug=life.slug, visit_id=made, now=NOW)
    for code, wrong in (
        ("whom_needed", going.VisitDraft(DAY)),
        ("to_come", going.VisitDraft(dt.date(2018, 2, 1), name="x")),
    ):
        with pytest.raises(Invalid, match=code):
            going.log_visit(acting=life.volunteer, slug=life.slug, draft=wrong, now=NOW)


def trip(**more: object) -> going.TripDraft:
    values = {"on": DAY, "origin": "Calais", "destination": "Dunkerque", "purpose": "Réunion", "km": 90, **more}
    return going.TripDraft(**values)  # type: ignore[arg-type]


def test_a_trip_is_places_and_a_purpose_and_refuses_a_passenger_gently(life: Life, committed) -> None:
    parts = [{"fr": "a"}]
    set_rules(acting=life.operator, programme=life.made.programme, parts=parts, every_months=2, km_tenths=529, now=NOW)
    by = {"acting": life.volunteer, "slug": life.slug, "now": NOW}
    with pytest.raises(Invalid) as refused:
        going.log_trip(draft=trip(purpose="Emmener une famille à l’hôpital"), **by)
    assert refused.value.code == "programme.passenger"
    assert "famille" in refused.value.params["words"]
    made = going.log_trip(draft=trip(other_cents=320, other_words="Péage"), receipt=pdf(), **by)
    going.log_trip(draft=trip(km=10), **by)
    found = trips_of(life.row())
    assert (found.km, found.cents) == (100, 5290 + 320)
    assert "Péage" in as_csv(trip_rows(found)).decode()
    for code, wrong in (("km_wrong", trip(km=9999)), ("places_needed", trip(origin=" "))):
        with pytest.raises(Invalid, match=code):
            going.log_trip(draft=wrong, **by)
    with pytest.raises(Denied, match="volunteer_only"):
        going.log_trip(draft=trip(), acting=life.host, slug=life.slug, now=NOW)
    with committed():
        going.drop_trip(trip_id=made, **by)
    assert files_of(owner=owner_of(life.row().id)) == []


def test_a_pause_moves_dates_suspends_allowances_and_takes_the_right_back(life: Life) -> None:
    right = Capability.objects.get(person_id=life.volunteer.actor)
    for number in (1, 2, 3):
        pay_line(acting=life.operator, slug=life.slug, number=number, on=NOW.date(), now=NOW)
    move = {"acting": life.operator, "slug": life.slug}
    api.move_mission(to=MissionState.PAUSED, now=at(2018, 1, 20), **move)
    states = [line.state for line in life.row().allowance_lines.all()]
    assert states == ["paid"] * 3 + ["due"] + ["suspended"] * 4, "what was due before stays due"
    right.refresh_from_db()
    assert right.ends == dt.date(2018, 1, 19)
    api.move_mission(to=MissionState.RUNNING, now=at(2018, 2, 9), **move)
    row = life.row()
    assert [line.due_on for line in row.allowance_lines.all()][4:6] == [dt.date(2018, 2, 12), dt.date(2018, 3, 15)]
    assert {line.state for line in row.allowance_lines.all()} == {"paid", "due"}
    assert [r.due_on for r in row.reports.all()] == [dt.date(2017, 12, 31), dt.date(2018, 3, 20), dt.date(2018, 5, 20)]
    phases = {p.kind: (p.starts, p.ends) for p in row.phases.all()}
    assert phases["preparation"] == (dt.date(2017, 10, 23), dt.date(2017, 11, 16))
    assert phases["field"] == (dt.date(2017, 11, 1), dt.date(2018, 5, 31))
    new = Capability.objects.filter(person_id=life.volunteer.actor).order_by("starts").last()
    assert new is not None
    assert (new.starts, new.ends) == (dt.date(2018, 2, 9), dt.date(2018, 6, 30))
    assert money_of(row, day=NOW.date()).total == 424_400


def test_leaving_early_drops_what_would_have_come(life: Life) -> None:
    api.move_mission(acting=life.operator, slug=life.slug, to=MissionState.ENDED, now=at(2018, 2, 1))
    row = life.row()
    assert [line.state for line in row.allowance_lines.all()] == ["due"] * 5 + ["dropped"] * 3
    assert [r.number for r in row.reports.all()] == [1]
    assert not Milestone.objects.filter(mission=row, done_at=None, due_on__gt=dt.date(2018, 2, 1)).exists()
    assert not Capability.objects.filter(person_id=life.volunteer.actor, ends__gte=dt.date(2018, 2, 1)).exists()


def test_a_tutor_sees_whom_they_follow(life: Life) -> None:
    called(life)
    line = my_volunteers(life.tutor, day=NOW.date())[0]
    assert (line.mission, [r.number for r in line.late], line.away) == (life.row(), [1], False)
    assert line.meeting is not None
    assert my_volunteers(life.host, day=NOW.date()) == []
    assert my_volunteers(life.outsider, day=NOW.date()) == []
