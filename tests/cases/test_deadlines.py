"""Deadlines: counted from their event, told at night, never silent."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.conftest import NOW
from tests.factories import referrals
from tests.factories.cases import Team
from vigie.cases.actions.deadlines import add_deadline, end_deadline, remind_deadlines, start_deadline
from vigie.cases.calendar import calendar_file
from vigie.cases.models import Deadline
from vigie.cases.queries.deadlines import deadlines_of, next_deadlines
from vigie.cases.rules.deadlines import (
    RULES,
    Counting,
    Duration,
    Meaning,
    Urgency,
    add,
    compute,
    holidays,
    is_working,
    next_working_day,
    parse_duration,
    reminder,
    urgency,
)
from vigie.facts.rules.appeals import appeal_until
from vigie.journal.api import notifications
from vigie.kernel.api import Invalid, Missing
from vigie.network.queries.calendars import lines_between

DAYS = st.dates(min_value=dt.date(1995, 1, 1), max_value=dt.date(2060, 1, 1))
D = dt.date


@pytest.mark.parametrize(
    ("rule", "start", "due", "safe"),
    [
        (
            "ecthr",
            D(2022, 1, 31),
            D(2022, 7, 31),
            D(2022, 7, 31),
        ),  # decided before 1 February 2022: six months, a Sunday
        ("ecthr", D(2022, 2, 1), D(2022, 6, 1), D(2022, 6, 1)),
        ("ecthr", D(2022, 10, 31), D(2023, 2, 28), D(2023, 2, 28)),
        ("ce_appel", D(2018, 1, 10), D(2018, 1, 26), D(2018, 1, 25)),
        ("ce_appel", D(2018, 3, 17), D(2018, 4, 3), D(2018, 4, 1)),  # Easter Monday is the 2nd
        ("ta_fond", D(2018, 1, 10), D(2018, 3, 12), D(2018, 3, 10)),  # the 11th is a Sunday
        ("ta_suspension", D(2017, 12, 31), D(2018, 3, 1), D(2018, 2, 28)),
        ("cada", D(2018, 2, 14), D(2018, 4, 16), D(2018, 4, 14)),  # a Saturday
        ("delit", D(2018, 1, 16), D(2024, 1, 16), D(2024, 1, 16)),
        ("delit", D(2014, 2, 28), D(2017, 2, 28), D(2017, 2, 28)),  # run out before the law doubled the delay
        ("contravention", D(2020, 2, 29), D(2021, 2, 28), D(2021, 2, 28)),
        ("crime", D(2018, 1, 16), D(2038, 1, 16), D(2038, 1, 16)),
        ("frontex_fro", D(2018, 1, 16), D(2019, 1, 16), D(2019, 1, 16)),
        ("eu_ombudsman", D(2018, 1, 16), D(2020, 1, 16), D(2020, 1, 16)),
        ("un_crc", D(2018, 1, 16), D(2019, 1, 16), D(2019, 1, 16)),
    ],
)
def test_dates_counted_by_hand(rule: str, start: dt.date, due: dt.date, safe: dt.date) -> None:
    found = compute(RULES[rule], start)
    assert (found.due_on, found.safe_on) == (due, safe)


@given(DAYS, st.sampled_from(sorted(RULES)))
def test_a_deadline_is_never_before_the_plain_count_and_ends_on_a_day_courts_work(start: dt.date, code: str) -> None:
    found = compute(RULES[code], start)
    assert start < found.safe_on <= found.due_on <= found.safe_on + dt.timedelta(days=6)
    if RULES[code].counting is not Counting.CALENDAR:
        assert is_working(found.due_on)


@given(DAYS, st.integers(1, 30))
def test_months_keep_their_day_or_end_on_their_last(start: dt.date, months: int) -> None:
    end = add(start, Duration(months=months))
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end + dt.timedelta(days=1)).day == 1
    assert add(start + dt.timedelta(days=1), Duration(months=months)) >= end


@given(DAYS)
def test_the_next_working_day_is_the_first_one(day: dt.date) -> None:
    found = next_working_day(day)
    assert is_working(found)
    assert not any(is_working(day + dt.timedelta(days=n)) for n in range((found - day).days))
    assert len(holidays(day.year)) in {10, 11}  # Ascension may fall on 1 or 8 May


@pytest.mark.parametrize("text", ["", "P", "P2W", "PT48H", "2M", "P-1D", "P2M "])
def test_what_is_not_a_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_duration(text)


def test_an_unknown_start_is_a_red_flag_and_a_first_day_is_never_late() -> None:
    assert urgency(None, today=NOW.date(), done=False) is Urgency.UNKNOWN
    past = NOW.date() - dt.timedelta(days=1)
    assert urgency(past, today=NOW.date(), done=False) is Urgency.LATE
    assert urgency(past, today=NOW.date(), done=False, meaning=Meaning.EARLIEST) is Urgency.NEAR


@given(st.integers(0, 20), st.integers(1, 25))
def test_every_step_is_told_once_even_when_nights_are_missed(ahead: int, missed: int) -> None:
    due, told, last = NOW.date() + dt.timedelta(days=ahead), [], None
    for night in range(0, 60, missed):
        today = NOW.date() + dt.timedelta(days=night)
        step = reminder(due, today=today, reminded_on=last)
        if step is not None:
            told.append(step)
            last = today
    assert len(told) == len(set(told))
    assert told[-1:] == [-1]


def test_an_order_may_be_attacked_until() -> None:
    assert appeal_until("decree", D(2017, 12, 31)) == D(2018, 2, 28)
    assert appeal_until("court_order", D(2018, 1, 16)) == D(2018, 1, 31)
    assert appeal_until("practice", D(2018, 1, 16)) is None
    assert appeal_until("decree", None) is None


def test_a_referral_brings_its_deadline_unknown_until_somebody_says_from_when(team: Team) -> None:
    referrals.bodies()
    case = referrals.opened(team, "ce_appel")
    (card,) = deadlines_of(team.dossier, today=NOW.date(), referral=case.referral)
    assert card.unknown
    same = {"acting": team.juriste, "slug": team.slug, "deadline_id": card.id, "now": NOW}
    assert start_deadline(starts_on=D(2018, 1, 10), **same) == D(2018, 1, 26)
    with pytest.raises(Invalid, match=r"cases\.date_future"):
        start_deadline(starts_on=D(2018, 1, 17), **same)
    assert start_deadline(starts_on=None, **same) is None
    (card,) = deadlines_of(team.dossier, today=NOW.date(), referral=case.referral)
    assert card.unknown


def test_nights_tell_the_people_of_the_dossier_once(team: Team) -> None:
    due = NOW.date() + dt.timedelta(days=7)
    made = add_deadline(acting=team.juriste, slug=team.slug, label="Audience", due_on=due, now=NOW)
    assert remind_deadlines(now=NOW) == 2
    assert remind_deadlines(now=NOW) == 0
    assert "cases.deadline_near" in {told.code for told in notifications(person=team.avocat.actor)}
    end_deadline(acting=team.juriste, slug=team.slug, deadline_id=made, now=NOW)
    assert remind_deadlines(now=NOW + dt.timedelta(days=9)) == 0
    end_deadline(acting=team.juriste, slug=team.slug, deadline_id=made, now=NOW, done=False)
    assert remind_deadlines(now=NOW + dt.timedelta(days=9)) == 2
    assert "cases.deadline_late" in {told.code for told in notifications(person=team.avocat.actor)}


def test_deadlines_of_others_are_not_there(team: Team) -> None:
    made = add_deadline(acting=team.juriste, slug=team.slug, label="Audience", due_on=None, now=NOW)
    stranger = referrals.facts.outsider()
    assert next_deadlines(stranger, today=NOW.date()) == []
    with pytest.raises(Missing):
        end_deadline(acting=stranger, slug=team.slug, deadline_id=made, now=NOW)
    assert [card.id for card in next_deadlines(team.avocat, today=NOW.date())] == [made]


def test_the_network_s_calendar_shows_them_to_those_named_in_the_dossier(team: Team) -> None:
    add_deadline(acting=team.juriste, slug=team.slug, label="Audience", due_on=D(2018, 2, 1), now=NOW)
    span = {"start": D(2018, 2, 1), "end": D(2018, 2, 2)}
    (line,) = lines_between(team.avocat, **span)
    assert (line.title, line.whole_day) == (f"Audience · {team.dossier.title}", True)
    assert lines_between(team.avocat, start=D(2018, 2, 2), end=D(2018, 2, 9)) == []
    for who in (referrals.facts.outsider(), referrals.facts.partner()):
        assert lines_between(who, **span) == []


def test_the_calendar_file_holds_what_has_a_date(team: Team) -> None:
    add_deadline(acting=team.juriste, slug=team.slug, label="Sans date", now=NOW)
    add_deadline(acting=team.juriste, slug=team.slug, label="Audience ; salle, 2", due_on=D(2018, 2, 1), now=NOW)
    cards = deadlines_of(team.dossier, today=NOW.date())
    content = calendar_file("Dossier", [(card, card.label) for card in cards], now=NOW)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert (event["SUMMARY"], event.decoded("DTSTART")) == ("Audience ; salle, 2", D(2018, 2, 1))
    assert len(event.walk("VALARM")) == 2
    assert Deadline.objects.count() == 2
