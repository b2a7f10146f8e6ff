"""A statement's text is written once; its answer never is."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection

from vigie.journal.models import Entry
from vigie.kernel.api import RowStatement, Statement, after_commit, atomic, practising

KINDS = Statement(
    lambda verb, kind: (
        Entry.objects.filter(verb=verb, kind=kind, motive="").order_by("at").values_list("object_id", "at")
    ),
    width=2,
)
ENTRY = RowStatement(Entry, lambda object_id: Entry.objects.filter(object_id=object_id))
MOMENT = dt.datetime(2018, 1, 16, 6, tzinfo=dt.UTC)


def entry(verb: str, kind: str, object_id: str, motive: str = "") -> Entry:
    return Entry.objects.create(
        at=MOMENT, actor="odile", verb=verb, kind=kind, object_id=object_id, motive=motive, detail={"é": [1]}
    )


@pytest.mark.django_db
def test_each_call_gives_its_own_values_and_sees_what_changed() -> None:
    assert KINDS.rows("seen", "boat") == []
    entry("seen", "boat", "1")
    entry("seen", "tent", "2")
    entry("boat", "seen", "3")
    entry("seen", "boat", "4", motive="a word")
    assert KINDS.rows("seen", "boat") == [("1", MOMENT)]
    assert KINDS.first("seen", "tent") == ("2", MOMENT)
    assert KINDS.first("seen", "?0?") is None
    Entry.objects.filter(object_id="1").update(kind="raft")
    assert KINDS.first("seen", "boat") is None


@pytest.mark.django_db
def test_a_row_is_the_one_django_reads() -> None:
    made = entry("seen", "boat", "1")
    found = ENTRY.row("1")
    assert found == made
    assert found is not None
    assert (found.at, found.detail, found._state.adding) == (MOMENT, {"é": [1]}, False)
    assert ENTRY.row("2") is None


@pytest.mark.django_db(databases=["default", "practice"])
def test_a_statement_asks_the_world_it_is_called_in() -> None:
    entry("seen", "boat", "1")
    with practising():
        assert ENTRY.row("1") is None
        entry("seen", "boat", "2")
        assert ENTRY.row("2") is not None
    assert ENTRY.row("2") is None


@pytest.mark.django_db(transaction=True)
def test_what_follows_a_commit_may_open_its_own_transaction() -> None:
    def follow() -> None:
        with atomic():
            entry("seen", "boat", "2")

    with atomic():
        entry("seen", "boat", "1")
        after_commit(follow)
    assert Entry.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_the_turn_to_the_next_thread() -> None:
    def fail() -> None:
        with atomic():
            entry("seen", "boat", "1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    done = threading.Event()

    def other() -> None:
        with atomic():
            done.set()
        connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    thread.join(10)
    assert done.is_set()
    assert not Entry.objects.exists()
