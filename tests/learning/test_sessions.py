"""Sessions: seen as far as opened, enrolled, ticked, evaluated without a name; the sheet and the calendar entry."""

from __future__ import annotations

import datetime as dt
import io
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar
from pypdf import PdfReader

from tests.conftest import NOW
from tests.factories import facts, learning
from tests.factories.browsing import signed_in
from vigie.kernel.api import PARIS, Conflict, Denied, Invalid, Missing
from vigie.learning.api import (
    SessionState,
    add_to_sheet,
    change_session,
    enrol,
    evaluate,
    leave_sheet,
    move_session,
    plan_session,
    session,
    sessions,
    sheet,
    tick_sheet,
)
from vigie.learning.models import Evaluation, TrainingSession
from vigie.learning.queries.sessions import opinions
from vigie.learning.rules.states import SESSION_MOVES, may_become
from vigie.network.api import Acting, Audience
from vigie.network.queries.calendars import lines_between

SATURDAY = dt.datetime(2018, 1, 20, 9, tzinfo=PARIS)


def test_every_pair_of_states() -> None:
    allowed = {(a, b) for a, afters in SESSION_MOVES.items() for b in afters}
    for pair in product(SessionState, SessionState):
        assert may_become(*pair) is (pair in allowed)
    assert len(allowed) == 4


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "needed"),
        ({"ends": SATURDAY}, "ends_before"),
        ({"ends": SATURDAY + dt.timedelta(days=30)}, "lasts_long"),
        ({"module": "rien"}, "no_module"),
        ({"materials": "Guide | javascript:alert(1)"}, "not_a_link"),
        ({"materials": "x\n" * 21}, "many_materials"),
    ],
)
def test_what_cannot_be_is_refused(alma: Acting, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        plan_session(acting=alma, draft=learning.draft(**changes), now=NOW)
    assert not TrainingSession.objects.exists()


def test_it_is_seen_as_far_as_opened(alma: Acting) -> None:
    made = {
        audience: plan_session(acting=alma, draft=learning.draft(audience=audience), now=NOW) for audience in Audience
    }
    for who, seen in (
        (alma, set(Audience)),
        (facts.partner(), {Audience.PARTNERS, Audience.NETWORK}),
        (facts.neighbour(), {Audience.NETWORK}),
        (facts.outsider(), set()),
    ):
        coming, _gone = sessions(who, now=NOW)
        assert {card.id for card in coming} == {made[a] for a in seen}
    stranger = facts.outsider("dorothea")
    for deed in (
        lambda: enrol(acting=stranger, session_id=made[Audience.NETWORK], now=NOW),
        lambda: tick_sheet(acting=stranger, session_id=made[Audience.NETWORK], present=[], now=NOW),
        lambda: change_session(
            acting=stranger, session_id=made[Audience.NETWORK], draft=learning.draft(), version=1, now=NOW
        ),
    ):
        with pytest.raises(Missing):
            deed()
    for name in ("session", "calendar"):
        assert signed_in(stranger).get(reverse(f"learning:{name}", args=[made[Audience.NETWORK]])).status_code == 404


def test_it_is_on_the_calendar_of_those_who_see_it_until_it_is_called_off(alma: Acting) -> None:
    made = plan_session(acting=alma, draft=learning.draft(), now=NOW)
    span = {"start": SATURDAY.date(), "end": SATURDAY.date() + dt.timedelta(days=1)}
    for who in (alma, facts.neighbour()):
        assert [line.title for line in lines_between(who, **span)] == ["Formation : Recueillir un témoignage"]
    assert lines_between(facts.outsider(), **span) == []
    move_session(acting=alma, session_id=made, to=SessionState.CANCELLED, now=NOW)
    assert lines_between(alma, **span) == []


def test_a_neighbour_enrols_and_never_reads_the_sheet(alma: Acting, odile: Acting) -> None:
    made = plan_session(acting=alma, draft=learning.draft(seats=2), now=NOW)
    bintou = facts.neighbour()
    enrol(acting=bintou, session_id=made, now=NOW)
    with pytest.raises(Conflict, match="enrolled"):
        enrol(acting=bintou, session_id=made, now=NOW)
    enrol(acting=odile, session_id=made, now=NOW)
    with pytest.raises(Conflict, match="full"):
        enrol(acting=learning.learner("nils"), session_id=made, now=NOW)
    assert [line.name for line in sheet(session(alma, made))] == ["Bintou", "Odile"]
    assert sheet(session(bintou, made)) == []
    with pytest.raises(Denied):
        tick_sheet(acting=odile, session_id=made, present=[], now=NOW)
    leave_sheet(acting=odile, session_id=made, now=NOW)
    with pytest.raises(Missing, match="not_on_sheet"):
        leave_sheet(acting=odile, session_id=made, now=NOW)
    with pytest.raises(Conflict, match="session_begun"):
        enrol(acting=odile, session_id=made, now=SATURDAY)


def test_a_trainer_adds_their_own_people_and_ticks_once_it_began(alma: Acting, odile: Acting) -> None:
    made = plan_session(acting=alma, draft=learning.draft(), now=NOW)
    with pytest.raises(Missing):
        add_to_sheet(acting=alma, session_id=made, person_id=facts.neighbour().actor, now=NOW)
    add_to_sheet(acting=alma, session_id=made, person_id=odile.actor, now=SATURDAY)
    with pytest.raises(Conflict, match="to_come"):
        tick_sheet(acting=alma, session_id=made, present=[], now=NOW)
    (line,) = sheet(session(alma, made))
    assert tick_sheet(acting=alma, session_id=made, present=[line.id, "rien"], now=SATURDAY) == 1
    card = session(alma, made)
    assert (card.state, card.came) == (SessionState.HELD, 1)
    move_session(acting=alma, session_id=made, to=SessionState.PLANNED, now=SATURDAY)
    assert sheet(session(alma, made))[0].present is None
    move_session(acting=alma, session_id=made, to=SessionState.CANCELLED, now=SATURDAY)
    with pytest.raises(Conflict):
        tick_sheet(acting=alma, session_id=made, present=[], now=SATURDAY)
    with pytest.raises(Conflict):
        move_session(acting=alma, session_id=made, to=SessionState.HELD, now=SATURDAY)


def test_opinions_have_no_name_no_moment_and_are_read_from_three_on(alma: Acting, odile: Acting) -> None:
    people = [odile, learning.learner("nils"), learning.learner("ada")]
    made = learning.held(alma, *people)
    with pytest.raises(Conflict, match="did_not_come"):
        evaluate(acting=alma, session_id=made, useful=4, ready=4, missing="", now=NOW)
    with pytest.raises(Invalid, match="mark"):
        evaluate(acting=odile, session_id=made, useful=5, ready=4, missing="", now=NOW)
    for number, who in enumerate(people):
        assert opinions(session(alma, made)).useful == ()
        evaluate(acting=who, session_id=made, useful=4 - number, ready=3, missing="Plus de pauses", now=NOW)
    with pytest.raises(Conflict, match="evaluated"):
        evaluate(acting=odile, session_id=made, useful=1, ready=1, missing="", now=NOW)
    found = opinions(session(alma, made))
    assert (found.answers, found.useful, found.ready) == (3, (0, 1, 1, 1), (0, 0, 3, 0))
    assert {f.name for f in Evaluation._meta.get_fields()} == {"id", "session", "useful", "ready", "missing"}
    from vigie.journal.models import Entry

    assert set(Entry.objects.filter(verb="learning.evaluated").values_list("actor", flat=True)) == {"system"}


def test_two_people_who_change_it_lose_nothing(alma: Acting, moved_clock: object) -> None:
    made = plan_session(acting=alma, draft=learning.draft(), now=NOW)
    change_session(acting=alma, session_id=made, draft=learning.draft(place="Ailleurs"), version=1, now=NOW)
    typed = {
        "module": "temoignage",
        "title": "Titre à moi",
        "day": "2018-01-20",
        "begins": "09:00",
        "ends_at": "17:00",
        "place": "Ici",
        "trainers": "Alma",
        "audience": "network",
        "version": "1",
    }
    browser = signed_in(alma)
    answer = browser.post(reverse("learning:change_session", args=[made]), typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Quelqu’un a changé cette séance" in page
    assert "Titre à moi" in page
    assert "Ailleurs" in page
    assert 'name="version" value="2"' in page
    assert browser.post(reverse("learning:change_session", args=[made]), typed | {"version": "2"}).status_code == 302
    assert session(alma, made).title == "Titre à moi"


def test_the_sheet_is_printed_without_anything_to_sign(alma: Acting, odile: Acting, moved_clock: object) -> None:
    made = plan_session(acting=alma, draft=learning.draft(), now=NOW)
    enrol(acting=odile, session_id=made, now=NOW)
    address = reverse("learning:sheet", args=[made])
    assert signed_in(odile).get(address).status_code == 403
    assert signed_in(facts.neighbour()).get(address).status_code == 404
    text = PdfReader(io.BytesIO(signed_in(alma).get(address).content)).pages[0].extract_text()
    assert "Odile" in text
    assert "Présent·e" in text


def test_the_calendar_entry_moves_with_the_session_and_names_nobody(
    alma: Acting, odile: Acting, moved_clock: object
) -> None:
    made = plan_session(acting=alma, draft=learning.draft(), now=NOW)
    enrol(acting=odile, session_id=made, now=NOW)
    answer = signed_in(odile).get(reverse("learning:calendar", args=[made]))
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (event.decoded("dtstart"), str(event["status"])) == (SATURDAY, "CONFIRMED")
    assert b"Odile" not in answer.content
    move_session(acting=alma, session_id=made, to=SessionState.CANCELLED, now=NOW)
    answer = signed_in(odile).get(reverse("learning:calendar", args=[made]))
    (later,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (later["uid"], str(later["status"]), later["sequence"]) == (event["uid"], "CANCELLED", 2)


def test_a_list_costs_the_same_for_one_and_three(alma: Acting, moved_clock: object) -> None:
    browser, counted = signed_in(alma), []
    for number in (1, 2):
        for n in range(number):
            plan_session(acting=alma, draft=learning.draft(title=f"Séance {number}{n}"), now=NOW)
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(reverse("learning:sessions")).content.decode()
        counted.append(len(queries))
    assert page.count("Séance ") >= 3
    assert counted[0] == counted[1]


def test_a_form_with_wrong_hours_says_so_beside_the_end(alma: Acting, moved_clock: object) -> None:
    typed = {
        "title": "Écrire",
        "day": "2018-02-20",
        "begins": "10:00",
        "ends_at": "09:00",
        "place": "Calais",
        "trainers": "Alma",
        "audience": "owner",
    }
    answer = signed_in(alma).post(reverse("learning:new_session"), typed)
    assert answer.status_code == 400
    assert "La fin vient après le début" in answer.content.decode()
