"""Ids, clock, languages, worlds, refusals, transactions."""

from __future__ import annotations

import datetime as dt

import pytest

from vigie.kernel.api import (
    LANGUAGES,
    SCREEN_LANGUAGES,
    Conflict,
    Denied,
    Invalid,
    Missing,
    Refusal,
    Refusals,
    WorldName,
    after_commit,
    atomic,
    base_world,
    new_id,
    now,
    practice_world,
    practising,
    today,
    world,
)
from vigie.kernel.clock import ClockRefused


def test_ids_are_opaque_short_and_never_the_same():
    made = {new_id() for _each in range(2000)}
    assert len(made) == 2000
    assert all(len(i) == 20 and i.isalnum() and i == i.lower() and i.isascii() for i in made)


def test_the_clock_moves_where_it_may(monkeypatch):
    monkeypatch.setenv("VIGIE_NOW", "2018-01-15T23:30:00+00:00")
    assert now() == dt.datetime(2018, 1, 15, 23, 30, tzinfo=dt.UTC)
    assert today() == dt.date(2018, 1, 16)
    monkeypatch.setenv("VIGIE_NOW", "2018-07-14T12:00:00")
    assert now().utcoffset() == dt.timedelta(hours=2)


def test_the_clock_does_not_move_in_the_real_world(monkeypatch):
    monkeypatch.setenv("VIGIE_NOW", "2018-01-15T23:30:00")
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    monkeypatch.setenv("VIGIE_WORLD", "real")
    with pytest.raises(ClockRefused):
        now()
    monkeypatch.setenv("VIGIE_WORLD", "demo")
    assert now().year == 2018


def test_without_a_word_it_is_the_present(monkeypatch):
    monkeypatch.delenv("VIGIE_NOW", raising=False)
    assert now().tzinfo is not None


def test_six_languages_three_on_the_screens():
    assert set(LANGUAGES) == {"fr", "en", "ar", "fa", "ps", "ti"}
    assert SCREEN_LANGUAGES == ("fr", "en", "ar")
    assert {code for code, language in LANGUAGES.items() if language.right_to_left} == {"ar", "fa", "ps"}


def test_worlds_share_neither_folder_nor_database(folder, monkeypatch):
    monkeypatch.setenv("VIGIE_WORLD", "real")
    base, practice = base_world(), practice_world()
    assert base.folder != practice.folder
    assert base.database != practice.database
    assert (base.invented, practice.invented) == (False, True)


def test_practising_ends_even_when_it_fails(folder):
    def fail() -> None:
        with practising():
            assert world().name is WorldName.PRACTICE
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert world() == base_world()


def test_a_world_nobody_knows_is_refused(monkeypatch):
    monkeypatch.setenv("VIGIE_WORLD", "imaginary")
    with pytest.raises(ValueError, match="imaginary"):
        base_world()


@pytest.mark.parametrize(("kind", "status"), [(Invalid, 400), (Denied, 403), (Missing, 404), (Conflict, 409)])
def test_a_refusal_carries_a_code_a_field_and_values(kind, status):
    refusal = kind("floor.reason", field="name", number=3)
    assert (refusal.status, refusal.code, refusal.field, refusal.params) == (
        status,
        "floor.reason",
        "name",
        {"number": 3},
    )
    assert isinstance(refusal, Refusal)


def test_refusals_are_told_together():
    told = Refusals([Invalid("a.b"), Denied("c.d")])
    assert str(told) == "a.b, c.d"


@pytest.mark.django_db(transaction=True)
def test_what_follows_a_commit_waits_for_it():
    done: list[str] = []
    with atomic():
        after_commit(lambda: done.append("after"))
        done.append("inside")
    assert done == ["inside", "after"]
