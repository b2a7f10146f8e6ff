"""Sealed envelopes that stay shut, a session that stops or breaks, and who may open at all."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from tests.factories.collection import instance, phone
from tests.factories.envelopes import (
    Told,
    for_the_association,
    frame,
    record,
    sealed_to,
    stranger_key,
)
from tests.factories.unsealing import MOTIVE, Desk, only, states, told
from vigie.collection.actions import unsealing
from vigie.collection.actions.unsealing import Stage, open_step, retry
from vigie.collection.models import Envelope, Quarantine, Submission
from vigie.collection.queries.envelopes import sealed_state
from vigie.collection.rules.states import EnvelopeState, Flag
from vigie.kernel.api import Denied, Invalid, VaultRef, world
from vigie.network.api import Role
from vigie.vault.api import open_sealed


def test_an_unknown_form_goes_to_quarantine_and_is_not_lost(desk: Desk) -> None:
    phone_ = Told(desk.acting.organisation)
    desk.send(phone_.part(instance("<commune>calais</commune>", form_id="inconnu"), last=True))
    desk.open()
    kept = Quarantine.objects.get()
    assert b"calais" in open_sealed(unlocked=desk.unlocked, ref=VaultRef(kept.sealed_ref), motive=MOTIVE, now=desk.now)
    assert states() == [EnvelopeState.OPENED]


def _spoilt(desk: Desk, sealed: bytes) -> None:
    """Send an envelope, then cut the end off its body, as a failing disk would."""
    before = set(Envelope.objects.values_list("id", flat=True))
    desk.send(sealed)
    ref = Envelope.objects.exclude(id__in=before).get().sealed_ref
    (body,) = [path for path in (world().folder / "vault").glob("??/*") if path.name.startswith(ref)]
    body.write_bytes(body.read_bytes()[:-20])


def test_one_envelope_that_stays_shut_keeps_none_of_the_others_shut(desk: Desk) -> None:
    phone_ = Told(desk.acting.organisation)
    desk.send(
        phone_.part(told("<sound>r.webm</sound>"), last=True),
        phone_.sound(b"deux", file="r.webm", piece=1),
        sealed_to(record(), stranger_key(), stranger_key()),
    )
    _spoilt(desk, phone_.sound(b"un", file="r.webm", piece=0))
    desk.open()
    row = only()
    assert (desk.files(row), row.flags) == ([b"deux"], [Flag.CUT_SOUND.value])
    stuck = {(e.trouble, e.state) for e in sealed_state(desk.acting).stuck}
    assert stuck == {("vault.damaged", EnvelopeState.WAITING), ("vault.key_gone", EnvelopeState.WAITING)}
    assert retry(acting=desk.acting) == 2
    desk.open()
    assert len(sealed_state(desk.acting).stuck) == 2


def test_garbage_kept_at_the_door_stays_shut_and_said(desk: Desk) -> None:
    desk.send(for_the_association(frame({"kind": "gift"}, b""), desk.acting.organisation))
    phone_ = Told(desk.acting.organisation)
    desk.send(phone_.part(b"<data", last=True))
    desk.open()
    assert {e.trouble for e in sealed_state(desk.acting).stuck} == {
        "collection.envelope.unread",
        "collection.xml.malformed",
    }
    assert Submission.objects.count() == 0


def test_a_record_that_the_door_refuses_stays_and_blocks_nothing(desk: Desk) -> None:
    odd = instance("<sealedRecord>absent.age</sealedRecord>")
    desk.send(for_the_association(record(odd), desk.acting.organisation))
    desk.send(Told(desk.acting.organisation).part(told("<tents>1</tents>"), last=True))
    desk.open()
    assert Submission.objects.count() == 1
    assert [e.trouble for e in sealed_state(desk.acting).stuck] == ["collection.answers_missing"]


def test_it_stops_and_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unsealing, "OPEN_AT_ONCE", 4)
    monkeypatch.setattr(unsealing, "SORT_AT_ONCE", 5)
    for _ in range(6):
        phone_ = Told(desk.acting.organisation)
        desk.send(phone_.part(told("<tents>1</tents>")), phone_.part(told("<tents>2</tents>"), last=True))
    steps = desk.open()
    assert [(s.stage, s.done, s.left) for s in steps] == [
        (Stage.SORT, 5, 7),
        (Stage.SORT, 5, 2),
        (Stage.SORT, 2, 0),
        (Stage.OPEN, 4, 8),
        (Stage.OPEN, 4, 4),
        (Stage.OPEN, 4, 0),
        (Stage.OVER, 0, 0),
    ]
    assert Submission.objects.count() == 6


def test_a_crash_between_two_envelopes_leaves_all_or_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    phone_ = Told(desk.acting.organisation)
    desk.send(phone_.part(told("<photo>a.jpg</photo>"), [("a.jpg", b"vue", "image/jpeg")], last=True))
    desk.step()

    def broken(*_given: object, **_named: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(unsealing, "_journal", broken)
        with pytest.raises(RuntimeError):
            desk.step()
    assert (Submission.objects.count(), states()) == (0, [EnvelopeState.WAITING])
    desk.open()
    assert desk.files(only()) == [b"vue"]


def test_who_may_and_with_what(desk: Desk, now: dt.datetime) -> None:
    desk.send(Told(desk.acting.organisation).part(told("<tents>1</tents>"), last=True))
    given = {"acting": desk.acting, "unlocked": desk.unlocked, "motive": MOTIVE, "now": now}
    for changed, error in (
        ({"acting": dataclasses.replace(desk.acting, roles=frozenset({Role.CHILD_REFERENT}))}, Denied),
        ({"unlocked": None}, Denied),
        ({"motive": ""}, Invalid),
    ):
        with pytest.raises(error):
            open_step(**{**given, **changed})  # type: ignore[arg-type]
    with pytest.raises(Denied):
        sealed_state(dataclasses.replace(desk.acting, roles=frozenset({Role.OBSERVER})))
    assert Envelope.objects.get().kind == ""


def test_an_outsider_opens_none_of_it(desk: Desk, now: dt.datetime) -> None:
    desk.send(Told(desk.acting.organisation).part(told("<tents>1</tents>"), last=True))
    theirs = phone(now, "falaise")
    charlie = dataclasses.replace(theirs.holder.acting, roles=frozenset({Role.COORDINATOR}))
    step = open_step(acting=charlie, unlocked=theirs.holder.open(now), motive=MOTIVE, now=now)
    assert step.stage is Stage.OVER
    assert sealed_state(charlie).envelopes == 0
    assert states() == [EnvelopeState.WAITING]


@pytest.mark.parametrize("count", [1, 3])
def test_the_state_is_read_in_a_constant_number_of_queries(desk: Desk, django_assert_num_queries, count: int) -> None:
    for _ in range(count):
        desk.send(Told(desk.acting.organisation).part(told("<tents>1</tents>")))
    desk.step()
    with django_assert_num_queries(3):
        state = sealed_state(desk.acting)
    assert (state.envelopes, state.testimonies) == (count, count)
