"""What protects the volunteer: who opens what, what nobody sees, what goes when the mission is over."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.conftest import NOW
from tests.factories.mission_life import Life, living
from tests.factories.programme import pdf
from vigie.journal.api import history, notifications
from vigie.kernel.api import Denied, Invalid, Missing, files_of
from vigie.programme import api
from vigie.programme.actions.life import caring as acts
from vigie.programme.models.life import Care, Debrief
from vigie.programme.queries.life.reading import days_away, debriefs_of
from vigie.programme.rules.life.care import AbsenceKind, PaperKind
from vigie.programme.rules.states import MissionState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder", "moved_clock")]
CONTACT = acts.Emergency("Ma sœur inventée", "06 00 00 00 00", "sœur", "")


@pytest.fixture
def life() -> Life:
    return living()


def told(life: Life) -> dict[str, object]:
    return {"slug": life.slug, "now": NOW}


def test_the_operator_opens_who_to_call_with_a_reason_the_volunteer_reads(life: Life) -> None:
    acts.set_emergency(acting=life.volunteer, contact=CONTACT, **told(life))
    with pytest.raises(Invalid, match="reason_needed"):
        acts.open_emergency(acting=life.operator, reason=" ", **told(life))
    for other in (life.host, life.tutor):
        with pytest.raises(Denied, match="operator_only"):
            acts.open_emergency(acting=other, reason="Accident", **told(life))
    with pytest.raises(Missing):
        acts.open_emergency(acting=life.outsider, reason="Accident", **told(life))
    assert acts.open_emergency(acting=life.operator, reason="Accident", **told(life)) == CONTACT
    entry = next(e for e in history(kind="mission", object_id=life.row().id) if e.verb.endswith("emergency_opened"))
    assert (entry.motive, entry.actor) == ("Accident", life.operator.actor)
    told_of = {n.code: n.params for n in notifications(person=life.volunteer.actor)}
    assert told_of["programme.emergency_was_opened"]["reason"] == "Accident"
    assert "sœur" not in str(list(Care.objects.values()))
    with pytest.raises(Denied, match="volunteer_only"):
        acts.set_emergency(acting=life.operator, contact=CONTACT, **told(life))


def test_changing_who_to_call_shreds_the_one_before(life: Life, committed) -> None:
    with committed():
        acts.set_emergency(acting=life.volunteer, contact=CONTACT, **told(life))
        acts.set_emergency(acting=life.volunteer, contact=acts.Emergency("Un ami inventé"), **told(life))
    owner = acts.owner_of(life.row().id)
    assert len(files_of(owner=owner)) == 1
    with committed():
        acts.set_emergency(acting=life.volunteer, contact=acts.Emergency(), **told(life))
    assert files_of(owner=owner) == []
    with pytest.raises(Missing, match="no_emergency"):
        acts.open_emergency(acting=life.operator, reason="Accident", **told(life))


def test_a_hard_day_is_read_by_who_wrote_it_and_the_one_they_chose(life: Life, committed) -> None:
    with pytest.raises(Invalid, match="confidant_needed"):
        acts.debrief(acting=life.volunteer, words="Dur.", share=True, **told(life))
    with pytest.raises(Invalid, match="confidant_elsewhere"):
        acts.choose_confidant(acting=life.volunteer, person=life.outsider.actor, **told(life))
    acts.choose_confidant(acting=life.volunteer, person=life.tutor.actor, **told(life))
    shown = acts.debrief(acting=life.volunteer, words="Une expulsion, dur.", share=True, **told(life))
    acts.debrief(acting=life.volunteer, words="Rien que pour moi.", share=False, **told(life))
    mission = life.row()
    assert len(debriefs_of(mission, life.volunteer.actor)) == 2
    assert [text for _row, text, _answer in debriefs_of(mission, life.tutor.actor)] == ["Une expulsion, dur."]
    for other in (life.operator, life.host, life.sending):
        assert debriefs_of(mission, other.actor) == []
    assert not [e for e in history(kind="mission", object_id=mission.id) if "debrief" in e.verb]
    acts.answer_debrief(acting=life.tutor, debrief_id=shown, words="On s’appelle ce soir.", **told(life))
    for other in (life.operator, life.host):
        with pytest.raises(Missing, match="no_debrief"):
            acts.answer_debrief(acting=other, debrief_id=shown, words="…", **told(life))
        with pytest.raises(Missing, match="no_debrief"):
            acts.erase_debrief(acting=other, slug=life.slug, debrief_id=shown)
    answers = {text: answer for _row, text, answer in debriefs_of(mission, life.volunteer.actor)}
    assert answers == {"Une expulsion, dur.": "On s’appelle ce soir.", "Rien que pour moi.": ""}
    with committed():
        acts.erase_debrief(acting=life.volunteer, slug=life.slug, debrief_id=shown)
    assert len(files_of(owner=acts.owner_of(mission.id))) == 1
    assert debriefs_of(mission, "") == []


def test_days_off_say_which_and_never_why(life: Life) -> None:
    first, last = dt.date(2018, 1, 20), dt.date(2018, 1, 22)
    made = acts.be_away(acting=life.volunteer, kind=AbsenceKind.SICK, starts=first, ends=last, **told(life))
    assert days_away(life.row()) == {"sick": 3}
    assert "programme.volunteer_away" in [n.code for n in notifications(person=life.host.actor)]
    with pytest.raises(Invalid, match="dates_backwards"):
        acts.be_away(acting=life.volunteer, kind=AbsenceKind.LEAVE, starts=last, ends=first, **told(life))
    with pytest.raises(Denied):
        acts.not_away(acting=life.host, absence_id=made, **told(life))
    acts.not_away(acting=life.operator, absence_id=made, **told(life))
    assert days_away(life.row()) == {}


def test_papers_are_encrypted_and_for_two(life: Life, committed) -> None:
    made = acts.add_paper(
        acting=life.operator,
        kind=PaperKind.CONTRACT,
        name="Contrat",
        data=pdf(),
        ends=dt.date(2018, 5, 31),
        **told(life),
    )
    with pytest.raises(Denied, match="operator_only"):
        acts.add_paper(acting=life.host, kind=PaperKind.INSURANCE, name="x", data=pdf(), **told(life))
    with pytest.raises(Invalid, match="file_unknown"):
        acts.add_paper(acting=life.volunteer, kind=PaperKind.INSURANCE, name="x", data=b"texte", **told(life))
    with committed():
        acts.drop_paper(acting=life.volunteer, paper_id=made, **told(life))
    assert files_of(owner=acts.owner_of(life.row().id)) == []


def test_three_months_after_the_mission_nothing_of_it_is_left(life: Life, committed) -> None:
    acts.set_emergency(acting=life.volunteer, contact=CONTACT, **told(life))
    acts.debrief(acting=life.volunteer, words="Dur.", share=False, **told(life))
    day = dt.date(2018, 1, 20)
    acts.be_away(acting=life.volunteer, kind=AbsenceKind.LEAVE, starts=day, ends=day, **told(life))
    api.move_mission(acting=life.operator, slug=life.slug, to=MissionState.ENDED, now=NOW)
    with committed():
        assert acts.forget_care(now=NOW + dt.timedelta(days=89)) == 0
        assert acts.forget_care(now=NOW + dt.timedelta(days=91)) == 1
    assert not Debrief.objects.exists()
    assert days_away(life.row()) == {}
    assert files_of(owner=acts.owner_of(life.row().id)) == []
