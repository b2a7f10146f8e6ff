"""Counts and dates are said as people say them."""

import datetime as dt

import pytest
from django.utils import translation

from vigie.kernel.api import Count, FuzzyDate, Precision, Qualifier
from vigie.ui.api import say_count, say_date, say_moment, say_quantity
from vigie.ui.speech import UNITS, say_short_date

DAY = FuzzyDate.day(dt.date(2018, 1, 16))


def span(start: str, end: str, precision: Precision = Precision.SPAN) -> FuzzyDate:
    return FuzzyDate(dt.date.fromisoformat(start), dt.date.fromisoformat(end), precision)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


COUNTS = [
    ("fr", Count.exactly(12), "12 personnes"),
    ("fr", Count.exactly(0), "0 personne"),
    ("fr", Count(1, Qualifier.ABOUT), "environ 1 personne"),
    ("fr", Count(12, Qualifier.MIN), "au moins 12 personnes"),
    ("fr", Count.exactly(1200), "1 200 personnes"),
    ("fr", Count.unknown(), "pas compté"),
    ("en", Count(12, Qualifier.MIN), "at least 12 people"),
    ("en", Count.exactly(0), "0 people"),
    ("en", Count.exactly(1), "1 person"),
    ("ar", Count.exactly(2), "شخصان"),
    ("ar", Count(5, Qualifier.ABOUT), "حوالي 5 أشخاص"),
]
DATES = [
    ("fr", DAY, "mardi 16 janvier 2018"),
    ("en", DAY, "Tuesday 16 January 2018"),
    ("fr", FuzzyDate.day(dt.date(2018, 3, 1)), "jeudi 1er mars 2018"),
    ("fr", FuzzyDate.month(2018, 1), "janvier 2018"),
    ("fr", FuzzyDate.year(1999), "1999"),
    ("fr", span("1999-06-01", "1999-08-31", Precision.SEASON), "été 1999"),
    ("fr", span("2016-12-01", "2017-02-28", Precision.SEASON), "hiver 2016-2017"),
    ("en", span("1999-06-01", "1999-08-31", Precision.SEASON), "summer 1999"),
    ("fr", span("2018-01-05", "2018-02-28", Precision.SEASON), "du 5 janvier au 28 février 2018"),
    ("fr", span("2018-01-16", "2018-01-18"), "du 16 au 18 janvier 2018"),
    ("fr", span("2018-01-28", "2018-02-01"), "du 28 janvier au 1er février 2018"),
    ("fr", span("2017-12-31", "2018-01-01"), "du 31 décembre 2017 au 1er janvier 2018"),
]


@pytest.mark.parametrize(("language", "count", "said"), COUNTS)
def test_a_count_is_said_with_its_qualifier(language: str, count: Count, said: str) -> None:
    with translation.override(language):
        assert plain(say_count(count, "person")) == said


@pytest.mark.parametrize(("language", "date", "said"), DATES)
def test_a_date_is_said_no_more_finely_than_it_is_known(language: str, date: FuzzyDate, said: str) -> None:
    with translation.override(language):
        assert plain(say_date(date)) == said


@pytest.mark.parametrize(("language", "said"), [("fr", "mar. 16 janv. 2018"), ("en", "Tue 16 Jan 2018")])
def test_a_dense_list_says_it_shorter(language: str, said: str) -> None:
    with translation.override(language):
        assert plain(say_short_date(DAY)) == said


@pytest.mark.parametrize(("hour", "said"), [(6, "7 h 30"), (7, "8 h 30")])
def test_a_moment_is_said_as_the_clock_on_the_coast_read_it(hour: int, said: str) -> None:
    moment = dt.datetime(2018, 1, 16, hour, 30, tzinfo=dt.UTC)
    with translation.override("fr"):
        assert plain(say_moment(moment)) == f"mardi 16 janvier 2018, {said}"


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_has_both_numbers_in_french_and_english(unit: str) -> None:
    for language in ("fr", "en"):
        with translation.override(language):
            assert plain(say_quantity(1, unit)).startswith("1 ")
            assert plain(say_quantity(3, unit)).startswith("3 ")


def test_an_unknown_unit_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        say_quantity(3, "no-such-unit")
