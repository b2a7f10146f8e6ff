"""The night's work is done once a night, and says what it did."""

from __future__ import annotations

import datetime as dt

import pytest

from vigie.config.nightly import Night, see_to_the_night
from vigie.journal.models import Entry
from vigie.kernel.api import PARIS


def at(day: int, hour: int) -> dt.datetime:
    return dt.datetime(2018, 1, day, hour, 0, tzinfo=PARIS)


def test_a_house_started_by_day_begins_the_next_night() -> None:
    night = Night()
    assert [night.is_due(at(16, h)) for h in (9, 23)] == [False, False]
    assert [night.is_due(at(17, h)) for h in (1, 3)] == [False, True]


def test_a_house_started_before_the_hour_does_not_skip_that_night() -> None:
    night = Night()
    assert [night.is_due(at(16, h)) for h in (1, 3)] == [False, True]


def test_once_a_night() -> None:
    night = Night()
    night.is_due(at(16, 9))
    assert night.is_due(at(17, 4))
    night.done(at(17, 4))
    assert [night.is_due(at(17, 22)), night.is_due(at(18, 2)), night.is_due(at(18, 3))] == [False, False, True]


@pytest.mark.django_db
def test_it_writes_one_entry() -> None:
    see_to_the_night(now=at(17, 3))
    entry = Entry.objects.get(verb="config.night")
    assert (entry.object_id, entry.detail) == (
        "2018-01-17",
        {"purged": 0, "expired": 0, "orphans": 0, "returned": 0, "forgotten": 0},
    )
