"""Outings: in pairs and by initials, back or loudly late, a tournée in one click, nobody's name after thirty days."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from tests.factories.browsing import signed_in
from vigie.config.nightly import see_to_the_night
from vigie.facts.api import (
    PlanDraft,
    PlanState,
    SiteDraft,
    change_plan,
    forget_plans,
    make_plan,
    move_plan,
    note_plan,
    open_site,
    overdue_plans,
    plan,
    plans_of_week,
    shifts,
    tell_overdue,
)
from vigie.facts.models import Plan
from vigie.facts.rules.plans import PLAN_MOVES, may_become, read_initials, read_week, write_week
from vigie.journal.models import Entry, Notification
from vigie.kernel.api import PARIS, Conflict, Count, Denied, Invalid, Missing, Qualifier
from vigie.network.api import Acting, Role
from vigie.network.models import Person

TODAY = NOW.date()
MONDAY = dt.date(2018, 1, 15)
OUT = PlanDraft(TODAY, dt.time(5), dt.time(9), dt.time(10), "calais", "ab, C.D.")
LATE = dt.datetime(2018, 1, 16, 10, 1, tzinfo=PARIS)


def test_every_pair_of_states() -> None:
    allowed = {(a, b) for a, afters in PLAN_MOVES.items() for b in afters}
    for before, after in product(PlanState, PlanState):
        assert may_become(before, after) is ((before, after) in allowed)
    assert allowed == {
        (PlanState.PLANNED, PlanState.BACK),
        (PlanState.PLANNED, PlanState.CANCELLED),
        (PlanState.BACK, PlanState.PLANNED),
        (PlanState.CANCELLED, PlanState.PLANNED),
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ab, C.D.", ("AB", "CD")),
        ("a et b", ("A", "B")),
        ("AB/CD+EF", ("AB", "CD", "EF")),
        ("AB AB", ("AB",)),
        ("", ()),
    ],
)
def test_initials_are_read_as_people_write_them(text: str, found: tuple[str, ...]) -> None:
    assert read_initials(text) == found


@given(st.text(max_size=80))
def test_whatever_is_typed_gives_initials_or_is_refused(text: str) -> None:
    try:
        found = read_initials(text)
    except ValueError:
        return
    assert all(len(one) <= 6 and one.isalpha() for one in found)


def test_a_week_is_read_and_written() -> None:
    assert read_week("2018-W03", today=TODAY) == MONDAY
    assert write_week(TODAY) == "2018-W03"
    for wrong in ("", "2018-W99", "janvier", "9999999-W01"):
        assert read_week(wrong, today=TODAY) == MONDAY


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"initials": "AB"}, "plan_pair"),
        ({"initials": "Alma Benali"}, "plan_names"),
        ({"initials": "06 12 34 56 78, AB"}, "plan_names"),
        ({"initials": " ".join("ABCDEFGHI")}, "plan_many"),
        ({"day": TODAY - dt.timedelta(days=1)}, "plan_past"),
        ({"day": TODAY + dt.timedelta(days=200)}, "plan_far"),
        ({"back": dt.time(8, 59)}, "plan_hours"),
        ({"place": "atlantide"}, "place_unknown"),
        ({"site": "rien"}, "no_site"),
    ],
)
def test_what_cannot_be_is_refused(alma: Acting, changes: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        make_plan(acting=alma, draft=replace(OUT, **changes), now=NOW)  # type: ignore[arg-type]
    assert not Plan.objects.exists()


def test_a_round_of_the_night_ends_the_next_morning(alma: Acting) -> None:
    night = replace(OUT, time_from=dt.time(22), time_to=dt.time(2), back=dt.time(3))
    made = make_plan(acting=alma, draft=night, now=NOW)
    assert plan(alma, made, now=NOW).back_by == dt.datetime(2018, 1, 17, 3, tzinfo=PARIS)


def test_another_association_sees_nothing_of_it(alma: Acting) -> None:
    made = make_plan(acting=alma, draft=OUT, now=NOW)
    for other in (facts.neighbour(), facts.partner(), facts.outsider()):
        assert plans_of_week(other, MONDAY, now=NOW) == []
        assert overdue_plans(other, now=LATE) == []
        for deed in (
            lambda who=other: plan(who, made, now=NOW),
            lambda who=other: change_plan(acting=who, plan_id=made, draft=OUT, now=NOW),
            lambda who=other: move_plan(acting=who, plan_id=made, to=PlanState.BACK, now=NOW),
            lambda who=other: note_plan(acting=who, plan_id=made, now=NOW),
        ):
            with pytest.raises(Missing):
                deed()
        page = signed_in(other).get(reverse("facts:plans") + "?semaine=2018-W03").content.decode()
        assert "AB</abbr>" not in page
        assert signed_in(other).get(reverse("facts:change_plan", args=[made])).status_code == 404
    writer = people.acting("carmen", roles=[Role.COMMUNICATION])
    with pytest.raises(Denied):
        plans_of_week(writer, MONDAY, now=NOW)


def test_late_is_loud_and_again_every_hour(alma: Acting) -> None:
    odile = people.acting("odile", roles=[Role.OBSERVER])
    people.acting("ada", roles=[Role.ADMIN])
    people.acting("judith", roles=[Role.JURISTE])
    made = make_plan(acting=odile, draft=OUT, now=NOW)
    assert tell_overdue(now=LATE - dt.timedelta(minutes=2)) == 0
    assert tell_overdue(now=LATE) == 1
    told = Notification.objects.filter(code="facts.plan_overdue")
    named = Person.objects.filter(id__in=told.values("person")).values_list("username", flat=True)
    assert set(named) == {"alma", "odile", "ada"}
    assert told.first().params == {"hour": "10:00", "place": "Calais"}  # type: ignore[union-attr]
    assert [tell_overdue(now=LATE + dt.timedelta(minutes=m)) for m in (59, 60, 61)] == [0, 1, 0]
    assert [card.id for card in overdue_plans(alma, now=LATE)] == [made]
    move_plan(acting=alma, plan_id=made, to=PlanState.BACK, now=LATE)
    assert overdue_plans(alma, now=LATE) == []
    assert tell_overdue(now=LATE + dt.timedelta(days=1)) == 0
    assert "AB" not in str(list(Entry.objects.values_list("detail", flat=True)))


def test_the_coordination_sees_a_red_band_at_home(alma: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    make_plan(acting=alma, draft=OUT, now=NOW)
    odile = people.acting("odile", roles=[Role.OBSERVER])
    monkeypatch.setenv("VIGIE_NOW", LATE.isoformat())
    page = signed_in(alma).get(reverse("desk:home")).content.decode()
    assert "Une équipe n’est pas rentrée" in page
    assert "AB, CD, Calais" in page
    assert "Une équipe n’est pas rentrée" not in signed_in(odile).get(reverse("desk:home")).content.decode()
    stranger = signed_in(facts.outsider())
    assert "AB, CD" not in stranger.get(reverse("desk:home")).content.decode()


def test_nobody_is_back_before_they_left_nor_twice(alma: Acting) -> None:
    tomorrow = make_plan(acting=alma, draft=replace(OUT, day=TODAY + dt.timedelta(days=1)), now=NOW)
    with pytest.raises(Conflict, match="not_begun"):
        move_plan(acting=alma, plan_id=tomorrow, to=PlanState.BACK, now=NOW)
    made = make_plan(acting=alma, draft=OUT, now=NOW)
    with pytest.raises(Conflict, match="not_back"):
        note_plan(acting=alma, plan_id=made, now=NOW)
    move_plan(acting=alma, plan_id=made, to=PlanState.BACK, now=NOW)
    with pytest.raises(Conflict, match="plan_step"):
        move_plan(acting=alma, plan_id=made, to=PlanState.BACK, now=NOW)
    with pytest.raises(Conflict, match="plan_step"):
        change_plan(acting=alma, plan_id=made, draft=OUT, now=NOW)


def test_one_click_makes_the_tournee(alma: Acting, moved_clock: dt.datetime) -> None:
    made = make_plan(acting=alma, draft=OUT, now=NOW)
    browser = signed_in(alma)
    browser.post(reverse("facts:move_plan", args=[made]), {"to": "back"})
    browser.post(reverse("facts:note_plan", args=[made]), {"seen_0": "beaucoup trop"})
    assert shifts(alma) == []
    browser.post(reverse("facts:note_plan", args=[made]), {"seen_0": "2", "missed_0": "1"})
    (card,) = shifts(alma)
    assert (card.day, card.time_from, card.places) == (TODAY, dt.time(5), ("Calais",))
    assert (card.observers, card.seen, card.missed) == tuple(Count(n, Qualifier.EXACT) for n in (2, 2, 1))
    with pytest.raises(Conflict, match="noted_already"):
        note_plan(acting=alma, plan_id=made, now=NOW)
    with pytest.raises(Conflict, match="plan_step"):
        move_plan(acting=alma, plan_id=made, to=PlanState.PLANNED, now=NOW)


def test_after_thirty_days_nobody_can_tell_who_went(alma: Acting) -> None:
    made = make_plan(acting=alma, draft=OUT, now=NOW)
    assert forget_plans(now=NOW + dt.timedelta(days=30)) == 0
    assert plan(alma, made, now=NOW).initials == ("AB", "CD")
    see_to_the_night(now=NOW + dt.timedelta(days=31))
    row = Plan.objects.get(id=made)
    assert (row.initials, row.author, row.people) == ([], "", 2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM facts_plan")
        assert "AB" not in str([str(value) for value in cursor.fetchone() or ()][1:])
    assert forget_plans(now=NOW + dt.timedelta(days=32)) == 0
    page = signed_in(alma).get(reverse("facts:plans") + "?semaine=2018-W03").content.decode()
    assert "2 personnes" in page


def test_a_week_costs_the_same_for_one_and_three(alma: Acting, moved_clock: dt.datetime) -> None:
    site = SiteDraft(pseudonym="La digue", place="calais")
    lived = open_site(acting=alma, draft=site, now=NOW)
    browser, counted = signed_in(alma), []
    for days in ((0,), (1, 2)):
        for day in days:
            draft = replace(OUT, day=TODAY + dt.timedelta(days=day), site=lived)
            make_plan(acting=alma, draft=draft, now=NOW)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = browser.get(reverse("facts:plans"))
        counted.append(len(queries))
    assert page.content.decode().count("La digue") == 3
    assert counted[0] == counted[1]


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(alma: Acting, moved_clock: dt.datetime) -> None:
    typed = {"day": "2018-01-16", "time_from": "05:00", "time_to": "09:00", "back": "10:00", "place": "Calais"}
    browser = signed_in(alma)
    answer = browser.post(reverse("facts:new_plan"), {**typed, "initials": "Alma Benali, CD"})
    assert answer.status_code == 400
    assert "Écrivez des initiales seulement" in answer.content.decode()
    assert "Alma Benali, CD" in answer.content.decode()
    done = browser.post(reverse("facts:new_plan"), {**typed, "initials": "AB, CD"})
    assert done.status_code == 302
    assert "semaine=2018-W03" in done["Location"]
