"""A pasted message is read for facts; who sent it is never kept."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.collection.rules.messages import ForceSeen, Kind, drop_senders, pieces, read_message
from vigie.kernel.api import Count, FuzzyDate, Qualifier

TODAY = dt.date(2018, 1, 17)
PLACES = {"calais": "calais", "grande synthe": "grande-synthe", "loon plage": "loon-plage", "marck": "marck"}


def about(number: int) -> Count:
    return Count(number, Qualifier.ABOUT)


def at_least(number: int) -> Count:
    return Count(number, Qualifier.MIN)


def test_a_message_of_the_group_becomes_a_record() -> None:
    reading = read_message(
        "[16/01/2018 07:31] Lucie B.: Expulsion hier 7h30 à Calais, une dizaine de tentes prises,"
        " au moins 40 personnes, 3 fourgons CRS",
        today=TODAY,
        places=PLACES,
    )
    assert "Lucie" not in reading.text
    assert reading.day == FuzzyDate.day(dt.date(2018, 1, 15))
    assert reading.time_from == dt.time(7, 30)
    assert reading.place == "calais"
    assert reading.counts == {"tents": about(10), "persons": at_least(40), "vehicles": Count.exactly(3)}
    assert reading.forces == (ForceSeen("CRS", vehicles=Count.exactly(3)),)
    assert reading.acts == ("EXP01", "BIE01")


def test_an_english_message_too() -> None:
    reading = read_message(
        "Eviction this morning at Grande-Synthe from 8am to 9.30am, about 30 people, 12 tents taken by police, 2 arrests",
        today=TODAY,
        places=PLACES,
    )
    assert reading.day == FuzzyDate.day(TODAY)
    assert (reading.time_from, reading.time_to) == (dt.time(8), dt.time(9, 30))
    assert reading.place == "grande-synthe"
    assert reading.counts == {"persons": about(30), "tents": Count.exactly(12), "arrests": Count.exactly(2)}
    assert reading.forces == (ForceSeen("PN"),)
    assert reading.acts == ("EXP01", "BIE01", "CTR03")


@pytest.mark.parametrize(
    ("header", "stamp"),
    [
        ("[16/01/2018 07:31] Lucie B.: ", dt.date(2018, 1, 16)),
        ("[16/01/2018, 07:31:22] Lucie B.: ", dt.date(2018, 1, 16)),
        ("16/01/2018, 07:31 - Lucie B.: ", dt.date(2018, 1, 16)),
        ("16/01/2018 à 07:31 - +33 6 12 34 56 78: ", dt.date(2018, 1, 16)),
        ("Lucie B., [16.01.2018 07:31]\n", dt.date(2018, 1, 16)),
        ("Lucie, 07:31\n", None),
        ("07:31 Lucie: ", None),
        ("De : Lucie (+33 6 12 34 56 78)\n", None),
        ("From: Lucie\n", None),
        ("Lucie Bernard : ", None),
        ("~Lucie: ", None),
        ("", None),
    ],
)
def test_senders_are_dropped_and_their_stamp_read(header: str, stamp: dt.date | None) -> None:
    text, dropped, day = drop_senders(f"{header}expulsion en cours", today=TODAY)
    assert (text, dropped, day) == ("expulsion en cours", int(bool(header)), stamp)


def test_each_message_of_several_loses_its_sender() -> None:
    text, dropped, _ = drop_senders(
        "16/01/2018, 07:31 - Max: gazage\n16/01/2018, 07:40 - Lucie: 2 blessés", today=TODAY
    )
    assert (text, dropped) == ("gazage\n2 blessés", 2)


def test_a_heading_is_not_a_sender() -> None:
    assert drop_senders("Bilan : 12 tentes", today=TODAY)[:2] == ("Bilan : 12 tentes", 0)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("hier", dt.date(2018, 1, 16)),
        ("avant-hier", dt.date(2018, 1, 15)),
        ("ce matin", TODAY),
        ("hier soir", dt.date(2018, 1, 16)),
        ("lundi", dt.date(2018, 1, 15)),
        ("jeudi", dt.date(2018, 1, 11)),
        ("le 3 janvier", dt.date(2018, 1, 3)),
        ("16/01", dt.date(2018, 1, 16)),
        ("mardi 16 janvier 2018", dt.date(2018, 1, 16)),
        ("yesterday", dt.date(2018, 1, 16)),
    ],
)
def test_words_for_days_count_from_today(words: str, day: dt.date) -> None:
    assert read_message(f"{words}, gazage", today=TODAY, places={}).day == FuzzyDate.day(day)


@pytest.mark.parametrize(
    ("words", "time"),
    [("7h", "07:00"), ("7h30", "07:30"), ("07:30", "07:30"), ("vers 8h", "08:00"), ("8 heures", "08:00"), ("7pm", "19:00"),
     ("12am", "00:00"), ("7.45am", "07:45"), ("à 21 h 15", "21:15")],
)  # fmt: skip
def test_hours_are_read_as_written(words: str, time: str) -> None:
    assert read_message(f"gazage {words}", today=TODAY, places={}).time_from == dt.time.fromisoformat(time)


@pytest.mark.parametrize(
    ("words", "unit", "count"),
    [
        ("une dizaine de tentes", "tents", about(10)),
        ("environ 30 personnes", "persons", about(30)),
        ("30 personnes env, dit-on", "persons", about(30)),
        ("30 personnes environ", "persons", about(30)),
        ("50 personnes minimum", "persons", at_least(50)),
        ("8 personnes, env 7 h 30", "persons", Count.exactly(8)),
        ("au moins 40 personnes", "persons", at_least(40)),
        ("plus de 20 duvets", "sleeping_bags", at_least(20)),
        ("2 sacs de couchage", "sleeping_bags", Count.exactly(2)),
        ("deux blessés", "injured", Count.exactly(2)),
        ("1 200 personnes", "persons", Count.exactly(1200)),
        ("a dozen tents", "tents", about(12)),
        ("3 bus", "buses", Count.exactly(3)),
        ("15 bâches", "tarps", Count.exactly(15)),
    ],
)
def test_counts_keep_their_qualifier(words: str, unit: str, count: Count) -> None:
    assert read_message(f"Bilan {words}.", today=TODAY, places={}).counts == {unit: count}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("expulsion en cours", "EXP01"), ("ils ont gazé les tentes", "VIO02"), ("tentes prises", "BIE01"), ("ont pris 10 tentes", "BIE01"),
        ("contrôle d'identité à la gare", "CTR01"), ("deux gars interpellés", "CTR03"), ("duvets jetés", "BIE02"),
        ("tentes lacérées", "BIE04"), ("coups de matraque", "VIO01"), ("propos racistes", "VIO06"), ("tout le monde réveillé", "EXP03"),
        ("distribution interdite", "ACC01"), ("naufrage", "MER02"), ("chiens de police", "VIO04"),
    ],
)  # fmt: skip
def test_acts_are_suggested_by_their_words(words: str, code: str) -> None:
    assert code in read_message(words, today=TODAY, places={}).acts


@pytest.mark.parametrize(
    "words", ["pas d'expulsion ce matin", "aucun gazage", "no eviction today", "RAS, café au chaud"]
)
def test_what_is_denied_or_absent_suggests_nothing(words: str) -> None:
    assert read_message(words, today=TODAY, places={}).acts == ()


def test_marks_show_what_was_understood_where_it_stands() -> None:
    reading = read_message("12 tentes prises à Marck", today=TODAY, places=PLACES)
    assert [(reading.text[m.start : m.end], m.kind) for m in reading.marks] == [
        ("12 tentes", Kind.COUNT),
        ("prises", Kind.ACT),
        ("Marck", Kind.PLACE),
    ]


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fall(text: str) -> None:
    reading = read_message(text, today=TODAY, places=PLACES)
    assert "".join(words for words, _ in pieces(reading)) == reading.text
    assert all(a.end <= b.start for a, b in pairwise(reading.marks))
