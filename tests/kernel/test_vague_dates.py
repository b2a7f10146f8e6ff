"""Dates as people write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.kernel.api import FuzzyDate, Precision, parse_vague_date, write_vague_date

TODAY = dt.date(2018, 3, 14)  # a Wednesday

DAYS = {
    "16/01/2018": "2018-01-16",
    " 16 / 01 / 2018 ": "2018-01-16",
    "16.01.2018": "2018-01-16",
    "16-1-18": "2018-01-16",
    "2018-01-16": "2018-01-16",
    "20180116": "2018-01-16",
    "2018-01-16 07:30": "2018-01-16",
    "2018-01-16T07:30:00.000+01:00": "2018-01-16",
    "mardi 16 janvier 2018": "2018-01-16",
    "Mardi 16 janvier 2018, vers 7 h 30": "2018-01-16",
    "16 janv. 18": "2018-01-16",
    "16-janv-18": "2018-01-16",
    "le 1er mars 2018": "2018-03-01",
    "16 janvier 2018 au matin": "2018-01-16",
    "5 January 2018": "2018-01-05",
    "January 5th, 2018": "2018-01-05",
    "43116": "2018-01-16",
    "43116.3125": "2018-01-16",
    "12/03": "2018-03-12",
    "20/12": "2017-12-20",
    "1er mars": "2018-03-01",
    "29 février": "2016-02-29",
    "12/11/87": "1987-11-12",
    "hier": "2018-03-13",
    "hier 7h30": "2018-03-13",
    "Avant-hier": "2018-03-12",
    "ce matin": "2018-03-14",
    "aujourd’hui": "2018-03-14",
    "il y a 3 jours": "2018-03-11",
    "2 days ago": "2018-03-12",
    "yesterday": "2018-03-13",
    "lundi dernier": "2018-03-12",
    "mercredi": "2018-03-14",
    "mercredi dernier": "2018-03-07",
    "last Friday": "2018-03-09",
    "vendredi matin": "2018-03-09",
}
SPANS = {
    "janvier 2018": ("2018-01-01", "2018-01-31", Precision.MONTH),
    "fin janvier 2018": ("2018-01-01", "2018-01-31", Precision.MONTH),
    "01/2018": ("2018-01-01", "2018-01-31", Precision.MONTH),
    "2018-02": ("2018-02-01", "2018-02-28", Precision.MONTH),
    "Feb 2016": ("2016-02-01", "2016-02-29", Precision.MONTH),
    "décembre": ("2017-12-01", "2017-12-31", Precision.MONTH),
    "le mois dernier": ("2018-02-01", "2018-02-28", Precision.MONTH),
    "été 1999": ("1999-06-01", "1999-08-31", Precision.SEASON),
    "l’été 1999": ("1999-06-01", "1999-08-31", Precision.SEASON),
    "Summer 2017": ("2017-06-01", "2017-08-31", Precision.SEASON),
    "hiver 2016-2017": ("2016-12-01", "2017-02-28", Precision.SEASON),
    "hiver 2016": ("2016-12-01", "2017-02-28", Precision.SEASON),
    "1999": ("1999-01-01", "1999-12-31", Precision.YEAR),
    "début 2018": ("2018-01-01", "2018-12-31", Precision.YEAR),
    "l’an dernier": ("2017-01-01", "2017-12-31", Precision.YEAR),
    "16-18 janvier 2018": ("2018-01-16", "2018-01-18", Precision.SPAN),
    "du 16 au 18 janvier 2018": ("2018-01-16", "2018-01-18", Precision.SPAN),
    "du 28 janvier au 2 février 2018": ("2018-01-28", "2018-02-02", Precision.SPAN),
    "du 28/01/2018 au 02/02/2018": ("2018-01-28", "2018-02-02", Precision.SPAN),
    "2016-2018": ("2016-01-01", "2018-12-31", Precision.SPAN),
    "la semaine dernière": ("2018-03-05", "2018-03-11", Precision.SPAN),
    "le week-end dernier": ("2018-03-10", "2018-03-11", Precision.SPAN),
}
NOT_DATES = [
    "",
    " ",
    "abc",
    "12",
    "31/02/2018",
    "2018-13-01",
    "00/00/0000",
    "32 janvier 2018",
    "été",
    "hiver 2016-2019",
    "du 18 au 16 janvier 2018",
    "99999",
    "16/01/1830",
    "01/01/2200",
    "rouge 2018",
    "\x00",
]


@pytest.mark.parametrize(("text", "day"), DAYS.items())
def test_a_day_is_read_as_a_day(text: str, day: str) -> None:
    assert parse_vague_date(text, today=TODAY) == FuzzyDate.day(dt.date.fromisoformat(day))


@pytest.mark.parametrize(("text", "span"), SPANS.items())
def test_what_is_less_than_a_day_stays_vague(text: str, span: tuple[str, str, Precision]) -> None:
    start, end, precision = span
    expected = FuzzyDate(dt.date.fromisoformat(start), dt.date.fromisoformat(end), precision)
    assert parse_vague_date(text, today=TODAY) == expected


@pytest.mark.parametrize("text", NOT_DATES)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_vague_date(text, today=TODAY)


WORDS = st.sampled_from(
    [
        "du",
        "au",
        "le",
        "16",
        "18",
        "31",
        "2018",
        "18",
        "janvier",
        "mars",
        "été",
        "hiver",
        "-",
        "/",
        ".",
        ",",
        "lundi",
        "dernier",
        "hier",
        "à",
        "7h30",
        "43116",
        "99999",
        "last",
        "of",
        "'17",
    ]
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=6).map(" ".join), st.from_regex(r"[0-9/ .-]{1,12}"))
DATES = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))


@given(TEXTS, DATES)
def test_nothing_but_a_date_or_a_refusal_comes_out(text: str, today: dt.date) -> None:
    try:
        date = parse_vague_date(text, today=today)
    except ValueError:
        return
    assert dt.date(1900, 1, 1) <= date.start <= date.end <= dt.date(2100, 12, 31)


@given(DATES, DATES, st.sampled_from(Precision), DATES)
def test_what_is_written_reads_back_the_same(
    one: dt.date, other: dt.date, precision: Precision, today: dt.date
) -> None:
    start, end = sorted((one, other))
    date = {
        Precision.DAY: FuzzyDate.day(start),
        Precision.MONTH: FuzzyDate.month(start.year, start.month),
        Precision.SEASON: FuzzyDate(dt.date(start.year, 6, 1), dt.date(start.year, 8, 31), Precision.SEASON),
        Precision.YEAR: FuzzyDate.year(start.year),
        Precision.SPAN: FuzzyDate(start, end, Precision.SPAN),
    }[precision]
    assert parse_vague_date(write_vague_date(date), today=today) == date
