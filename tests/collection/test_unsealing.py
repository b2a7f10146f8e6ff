"""Sealed envelopes opened in the mailbag: gathered into one record, in order, nothing lost, nothing twice, each opening written."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from tests.factories.collection import instance
from tests.factories.envelopes import (
    Told,
    for_the_association,
    record,
)
from tests.factories.unsealing import FORM, MOTIVE, Desk, only, shuffled, states, told
from vigie.collection.actions.unsealing import Stage, Step
from vigie.collection.models import Envelope, FormVersion, Submission
from vigie.collection.pack import flatten
from vigie.collection.queries.envelopes import sealed_state
from vigie.collection.queries.waiting import waiting
from vigie.collection.rules.states import EnvelopeState, Flag, State
from vigie.journal.api import recent
from vigie.kernel.api import Missing, VaultRef
from vigie.vault.api import sealed_file
from vigie.vault.models import Opening

REPEATS = (
    '<h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns="http://www.w3.org/2002/xforms"><h:body>'
    '<group ref="/data/acts"><repeat nodeset="/data/acts"><input ref="/data/acts/act"/></repeat></group></h:body></h:html>'
)


def test_parts_and_pieces_in_any_order_make_one_record(desk: Desk) -> None:
    phone_ = Told(desk.acting.organisation)
    sealed = [
        phone_.part(told("<commune>calais</commune>"), [("a.jpg", b"\xff\xd8 photo", "image/jpeg")]),
        *(phone_.sound(f"son {n} ".encode(), file="recit.webm", piece=n) for n in range(12)),
        phone_.part(told("<commune>calais</commune><photo>a.jpg</photo><sound>recit.webm</sound>"), last=True),
    ]
    desk.send(*shuffled(*sealed))
    steps = desk.open()
    assert [step.stage for step in steps] == [Stage.SORT, Stage.OPEN, Stage.OVER]
    row = only()
    assert desk.values(row) == {"commune": "calais", "photo": "a.jpg", "sound": "recit.webm"}
    assert desk.file(row, "recit.webm") == b"".join(f"son {n} ".encode() for n in range(12))
    assert desk.file(row, "a.jpg") == b"\xff\xd8 photo"
    assert (row.state, row.flags, row.shared, row.complete) == (State.RECEIVED, [], {}, True)
    assert row.instance_key == f"uuid:{phone_.testimony}"
    assert set(states()) == {EnvelopeState.OPENED}


def test_what_was_opened_is_written_and_then_erased(desk: Desk) -> None:
    phone_ = Told(desk.acting.organisation)
    desk.send(phone_.part(told("<commune>calais</commune>"), last=True))
    ref = VaultRef(Envelope.objects.get().sealed_ref)
    desk.open()
    assert [(o.motive, o.actor) for o in Opening.objects.filter(object_id=ref)] == [(MOTIVE, desk.acting.actor)]
    with pytest.raises(Missing, match=r"vault\.erased"):
        list(sealed_file(ref=ref))
    entry = next(e for e in recent(organisation=desk.acting.organisation) if e.verb == "collection.envelopes_opened")
    assert (entry.object_id, entry.motive) == (only().id, MOTIVE)


def test_sorting_shows_nobody_anything_and_writes_no_opening(desk: Desk) -> None:
    desk.send(Told(desk.acting.organisation).part(told("<commune>calais</commune>")))
    assert desk.step() == Step(Stage.SORT, 1, 0)
    row = Envelope.objects.get()
    assert (row.kind, row.last, len(row.testimony_tag)) == ("part", False, 64)
    assert not Opening.objects.exists()


def test_a_testimony_that_nobody_ended_waits_six_hours_unless_asked(desk: Desk) -> None:
    phone_ = Told(desk.acting.organisation)
    desk.send(phone_.part(told("<commune>calais</commune>")))
    desk.open()
    (group,) = sealed_state(desk.acting).groups
    assert (group.ended, group.ready(desk.now), Submission.objects.count()) == (False, False, 0)
    desk.open(later=dt.timedelta(hours=5, minutes=59))
    assert Submission.objects.count() == 0
    desk.open(forced=group.tag)
    assert Submission.objects.count() == 1


def test_after_six_hours_it_is_opened_with_the_others(desk: Desk) -> None:
    desk.send(Told(desk.acting.organisation).part(told("<commune>calais</commune>")))
    desk.open(later=dt.timedelta(hours=6))
    assert only().received_at == desk.now


def test_a_session_after_a_kill_completes_the_earlier_one_and_wins(desk: Desk) -> None:
    first = Told(desk.acting.organisation)
    second = first.later()
    desk.send(
        second.part(told("<commune>marck</commune><narrative>la suite</narrative>"), last=True),
        first.part(told("<commune>calais</commune><tents>12</tents>")),
    )
    desk.open()
    row = only()
    assert desk.values(row) == {"commune": "marck", "narrative": "la suite", "tents": "12"}
    assert row.flags == [Flag.SESSIONS.value]
    aside = desk.file(row, "reponses-2.xml")
    assert flatten(aside) == {"commune": "calais", "tents": "12"}


def test_things_told_twice_stand_one_after_the_other(desk: Desk) -> None:
    FormVersion.objects.filter(form__form_id=FORM).update(xml=REPEATS)
    first = Told(desk.acting.organisation)
    second = first.later()
    acts = "<acts><act>{}</act></acts>"
    desk.send(
        first.part(told(acts.format("tente") + acts.format("coups"))),
        second.part(told(acts.format("coups") + acts.format("vol") + acts.format("")), last=True),
    )
    desk.open()
    assert list(desk.values(only()).values()) == ["tente", "coups", "vol"]


def test_two_sessions_name_their_files_alike_and_both_are_kept(desk: Desk) -> None:
    first = Told(desk.acting.organisation)
    second = first.later()
    desk.send(
        first.part(told("<photo>a.jpg</photo>"), [("a.jpg", b"avant", "image/jpeg")]),
        second.part(told("<sound>a.jpg</sound>"), [("a.jpg", b"apres", "image/jpeg")], last=True),
    )
    desk.open()
    row = only()
    assert desk.values(row) == {"sound": "a-2.jpg", "photo": "a.jpg"}
    assert (desk.file(row, "a.jpg"), desk.file(row, "a-2.jpg")) == (b"avant", b"apres")


def test_a_recording_that_no_part_names_is_kept_and_said(desk: Desk) -> None:
    phone_ = Told(desk.acting.organisation)
    desk.send(
        phone_.part(told("<commune>calais</commune>"), last=True),
        phone_.sound(b"un ", file="coupe.webm", piece=0),
        phone_.sound(b"deux", file="coupe.webm", piece=1),
    )
    desk.open()
    row = only()
    assert desk.file(row, "coupe.webm") == b"un deux"
    assert row.flags == [Flag.CUT_SOUND.value]


def test_a_recording_alone_makes_a_record_of_its_form(desk: Desk) -> None:
    phone_ = Told(desk.acting.organisation, form=FORM)
    desk.send(phone_.sound(b"un", file="recit.webm", piece=0))
    desk.open(later=dt.timedelta(hours=7))
    row = only()
    assert (row.form.form_id, desk.values(row), row.flags) == (FORM, {}, [Flag.CUT_SOUND.value])
    assert desk.files(row) == [b"un"]


def test_a_piece_that_comes_twice_is_heard_once(desk: Desk) -> None:
    phone_ = Told(desk.acting.organisation)
    desk.send(
        phone_.sound(b"un ", file="r.webm", piece=0),
        phone_.sound(b"un ", file="r.webm", piece=0),
        phone_.sound(b"deux", file="r.webm", piece=1),
        phone_.part(told("<sound>r.webm</sound>"), last=True),
    )
    desk.open()
    assert (desk.file(only(), "r.webm"), only().flags) == (b"un deux", [])


def test_a_minor_is_seen_once_it_is_opened(desk: Desk) -> None:
    desk.send(Told(desk.acting.organisation).part(told("<minor>yes</minor>"), last=True))
    desk.open()
    assert only().flags == [Flag.MINOR.value]
    assert waiting(desk.acting).minors == 1


def test_the_expired_phone_is_judged_by_the_day_it_sent(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.send(Told(desk.acting.organisation).part(told("<tents>1</tents>"), last=True))
    desk.open(later=dt.timedelta(minutes=5))
    assert only().flags == []


def test_a_record_that_the_house_could_not_open_is_taken_by_the_keyholder(desk: Desk) -> None:
    desk.send(for_the_association(record(instance("<commune>calais</commune>")), desk.acting.organisation))
    desk.open()
    row = only()
    assert (row.shared, row.form.form_id) == ({"commune": "calais"}, "petit-releve")


def test_a_phone_s_whole_morning(desk: Desk) -> None:
    """Ten testimonies of three sittings and recordings, in one random order: ten records, whole."""
    sealed: list[bytes] = []
    for number in range(10):
        first = Told(desk.acting.organisation)
        second = first.later()
        sealed += [
            first.part(told(f"<tents>{number}</tents>")),
            first.part(told(f"<tents>{number}</tents><commune>calais</commune>")),
            *(first.sound(f"{number}-{n} ".encode(), file="r.webm", piece=n) for n in range(4)),
            second.part(told("<sound>s.webm</sound>"), last=True),
            *(second.sound(f"{number}+{n} ".encode(), file="s.webm", piece=n) for n in range(3)),
        ]
    desk.send(*shuffled(*sealed))
    desk.open()
    rows = list(Submission.objects.all())
    assert len(rows) == 10
    for row in rows:
        values = desk.values(row)
        number = values["tents"]
        assert values == {"tents": number, "commune": "calais", "sound": "s.webm"}
        assert desk.file(row, "s.webm") == f"{number}+0 {number}+1 {number}+2 ".encode()
        assert desk.file(row, "r.webm") == f"{number}-0 {number}-1 {number}-2 {number}-3 ".encode()
        assert set(row.flags) == {Flag.SESSIONS.value, Flag.CUT_SOUND.value}
    assert uuid.UUID(rows[0].instance_key.removeprefix("uuid:"))
