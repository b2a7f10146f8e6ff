"""Sealed envelopes that come after their record was made: it grows, or an edit stands beside it."""

from __future__ import annotations

from tests.factories.envelopes import (
    Told,
)
from tests.factories.unsealing import Desk, only, states, told
from vigie.collection.models import Gathered, Submission
from vigie.collection.pack import read_instance
from vigie.collection.queries.envelopes import sealed_state
from vigie.collection.rules.states import EnvelopeState, Flag, State


def test_a_file_that_comes_late_joins_its_record(desk: Desk) -> None:
    phone_ = Told(desk.acting.organisation)
    early = phone_.part(told("<photo>a.jpg</photo>"), [("a.jpg", b"vue", "image/jpeg")])
    last = phone_.part(told("<photo>a.jpg</photo><sound>r.webm</sound>"), last=True)
    desk.send(last)
    desk.open()
    assert not only().complete
    desk.send(early, phone_.sound(b"son", file="r.webm", piece=0))
    desk.open()
    row = only()
    assert (row.complete, sorted(desk.files(row))) == (True, [b"son", b"vue"])
    assert set(states()) == {EnvelopeState.OPENED}


def test_a_session_that_comes_after_the_record_is_an_edit_of_it(desk: Desk) -> None:
    first = Told(desk.acting.organisation)
    desk.send(first.part(told("<commune>calais</commune>"), [("a.jpg", b"vue", "image/jpeg")], last=True))
    desk.open()
    old = only()
    desk.send(first.later().part(told("<narrative>la suite</narrative>"), last=True))
    desk.open()
    old.refresh_from_db()
    new = Submission.objects.exclude(id=old.id).get()
    assert (old.state, new.replaces_id, new.state) == (State.SUPERSEDED, old.id, State.RECEIVED)
    assert desk.values(new) == {"commune": "calais", "narrative": "la suite"}
    assert read_instance(desk.xml(new)).deprecated_id == old.instance_key
    assert set(new.flags) == {Flag.EDIT.value, Flag.SESSIONS.value}
    assert desk.files(new) == [b"vue"]
    desk.send(first.later("2018-01-16T09:00:00+01:00").part(told("<tents>3</tents>"), last=True))
    desk.open()
    newest = Gathered.objects.get().submission
    assert (newest.replaces_id, Submission.objects.count()) == (new.id, 3)
    assert desk.values(newest) == {"commune": "calais", "narrative": "la suite", "tents": "3"}


def test_an_earlier_session_that_comes_late_does_not_win(desk: Desk) -> None:
    first = Told(desk.acting.organisation)
    desk.send(first.later().part(told("<commune>marck</commune>"), last=True))
    desk.open()
    desk.send(first.part(told("<commune>calais</commune><tents>12</tents>")))
    desk.open()
    assert desk.values(Gathered.objects.get().submission) == {"commune": "marck", "tents": "12"}


def test_a_testimony_opened_too_early_goes_on_in_its_own_session(desk: Desk) -> None:
    phone_ = Told(desk.acting.organisation)
    desk.send(phone_.part(told("<commune>calais</commune><tents>3</tents>")))
    desk.step()
    desk.open(forced=sealed_state(desk.acting).groups[0].tag)
    desk.send(phone_.part(told("<commune>marck</commune>"), last=True))
    desk.open()
    newest = Gathered.objects.get().submission
    assert (desk.values(newest), newest.replaces_id is not None) == ({"commune": "marck"}, True)


def test_an_edit_of_a_versed_record_is_said(desk: Desk) -> None:
    first = Told(desk.acting.organisation)
    desk.send(first.part(told("<commune>calais</commune>"), last=True))
    desk.open()
    Submission.objects.update(state=State.VERSED)
    desk.send(first.later().part(told("<tents>3</tents>"), last=True))
    desk.open()
    assert Flag.EDIT_OF_VERSED.value in Gathered.objects.get().submission.flags
