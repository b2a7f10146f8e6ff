"""What falls due when, what a pause moves, who pays which part; what is not written of a trip."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.kernel.api import FuzzyDate
from vigie.programme.rules.kinds import PhaseKind
from vigie.programme.rules.life.care import days_of
from vigie.programme.rules.life.schedule import LineKind, add_months, allowances, moved, report_days, shares_of
from vigie.programme.rules.life.trips import mileage_cents, passenger_words
from vigie.programme.rules.phases import Span

FIRST = dt.date(2017, 10, 23)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2050, 1, 1))


def test_seven_months_of_the_founding_call_are_eight_lines_and_4244_euros() -> None:
    lines = allowances(first=FIRST, initial_cents=74_400, monthly_cents=50_000, months=7)
    assert [line.number for line in lines] == list(range(1, 9))
    assert [line.kind for line in lines] == [LineKind.INITIAL] + [LineKind.MONTHLY] * 7
    assert sum(line.cents for line in lines) == 424_400
    assert [line.on for line in lines][:3] == [FIRST, FIRST, dt.date(2017, 11, 23)]
    assert lines[-1].on == dt.date(2018, 4, 23)


def test_a_month_has_the_days_it_has() -> None:
    assert add_months(dt.date(2018, 1, 31), 1) == dt.date(2018, 2, 28)
    assert add_months(dt.date(2017, 12, 5), 1) == dt.date(2018, 1, 5)


@given(DAYS, st.integers(0, 60))
def test_months_add_up(day: dt.date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months


def test_reports_come_every_two_months_of_field_and_on_its_last_day() -> None:
    field = Span(PhaseKind.FIELD, FuzzyDate.month(2017, 11), FuzzyDate.month(2018, 4))
    assert report_days([field]) == [dt.date(2017, 12, 31), dt.date(2018, 2, 28), dt.date(2018, 4, 30)]
    short = Span(PhaseKind.FIELD, FuzzyDate.day(dt.date(2018, 1, 1)), FuzzyDate.day(dt.date(2018, 3, 10)))
    assert report_days([short]) == [dt.date(2018, 3, 10)], "ten days after a report is no time for another"
    assert report_days([Span(PhaseKind.PREPARATION, field.start, field.end)]) == []


def test_a_pause_moves_what_goes_on_and_what_is_to_come() -> None:
    paused = dt.date(2018, 1, 10)

    def shift(first: FuzzyDate, last: FuzzyDate) -> tuple[FuzzyDate, FuzzyDate]:
        return moved(first, last, paused=paused, days=20)

    day = FuzzyDate.day
    over = (day(dt.date(2017, 10, 23)), day(dt.date(2017, 11, 16)))
    assert shift(*over) == over
    going = shift(day(dt.date(2017, 11, 17)), day(dt.date(2018, 4, 30)))
    assert going == (day(dt.date(2017, 11, 17)), day(dt.date(2018, 5, 20)))
    coming = shift(FuzzyDate.month(2018, 5), FuzzyDate.month(2018, 5))
    assert coming == (FuzzyDate.month(2018, 5), FuzzyDate.month(2018, 6)), "a month stays a month"


@given(st.integers(0, 100_000), st.integers(0, 100_000))
def test_parts_make_the_amount(cents: int, one: int) -> None:
    found = shares_of(cents, [("a", one), ("b", None)])
    if one > cents:
        assert found is None
    else:
        assert found is not None
        assert sum(part for _house, part in found) == cents


@pytest.mark.parametrize(
    "told", [[("a", None), ("b", None)], [("a", 1), ("a", None)], [("a", 40)], [("a", -1), ("b", None)]]
)
def test_parts_that_do_not_are_refused(told: list[tuple[str, int | None]]) -> None:
    assert shares_of(100, told) is None


def test_a_kilometre_is_worth_tenths_of_a_cent() -> None:
    assert mileage_cents(100, 529) == 5290
    assert mileage_cents(1, 5) == 1
    assert mileage_cents(0, 529) == 0


@pytest.mark.parametrize(
    "text",
    [
        "avec un jeune", "déposé deux personnes", "covoiturage avec Ali", "Emmener une famille à l’hôpital", "passagers",
        "transporté des exilés", "conduit trois mineurs", "drove them to Dunkirk", "Gave him a lift",
    ],
)  # fmt: skip
def test_a_passenger_is_found(text: str) -> None:
    assert passenger_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "Réunion de l’Auberge",
        "Formation au recueil",
        "Calais",
        "Réunion avec les associations",
        "Conduite de réunion",
        "Dépôt de matériel",
    ],
)
def test_an_ordinary_purpose_is_left_alone(text: str) -> None:
    assert passenger_words(text) == []


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for word in passenger_words(text):
        assert text[word.start : word.end] == word.text


def test_a_day_in_two_absences_counts_once() -> None:
    one = (dt.date(2018, 1, 1), dt.date(2018, 1, 3))
    assert days_of([one, (dt.date(2018, 1, 3), dt.date(2018, 1, 4))]) == 4
