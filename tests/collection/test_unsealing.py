"""Sealed envelopes opened in the mailbag: gathered into one record, in order, nothing lost, nothing twice, each opening written."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import uuid
from dataclasses import dataclass

import pytest

from tests.factories.collection import Phone, instance, phone, small_form
from tests.factories.envelopes import (
    Told,
    for_the_association,
    frame,
    put,
    record,
    sealed_to,
    stranger_key,
)
from vigie.collection.actions import unsealing
from vigie.collection.actions.filing import name_tag
from vigie.collection.actions.unsealing import Stage, Step, open_step, retry
from vigie.collection.models import Attachment, Envelope, FormVersion, Gathered, Quarantine, Submission
from vigie.collection.pack import flatten, read_instance
from vigie.collection.queries.envelopes import sealed_state
from vigie.collection.queries.waiting import files_of, waiting
from vigie.collection.rules.states import EnvelopeState, Flag, State
from vigie.journal.api import recent
from vigie.kernel.api import Denied, Invalid, Missing, VaultRef, world
from vigie.network.api import Acting, Role
from vigie.vault.api import Unlocked, open_sealed, sealed_file
from vigie.vault.models import Opening

MOTIVE = "dépouillement du 16 janvier"
FORM = "petit-temoignage"
REPEATS = (
    '<h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns="http://www.w3.org/2002/xforms"><h:body>'
    '<group ref="/data/acts"><repeat nodeset="/data/acts"><input ref="/data/acts/act"/></repeat></group></h:body></h:html>'
)


@dataclass
class Desk:
    """Who opens, and the phone whose envelopes they open."""

    phone: Phone
    acting: Acting
    unlocked: Unlocked
    now: dt.datetime

    def send(self, *sealed: bytes) -> None:
        for one in sealed:
            assert put(self.phone, one).status_code == 201

    def step(self, *, later: dt.timedelta = dt.timedelta(), **given: str) -> Step:
        return open_step(acting=self.acting, unlocked=self.unlocked, motive=MOTIVE, now=self.now + later, **given)

    def open(self, *, later: dt.timedelta = dt.timedelta(), forced: str = "") -> list[Step]:
        """Every step until it is over."""
        steps, after = [], ""
        for _ in range(200):
            steps.append(self.step(later=later, forced=forced, after=after))
            after = steps[-1].after
            if steps[-1].stage is Stage.OVER:
                return steps
        raise AssertionError("it never ends")

    def xml(self, row: Submission) -> bytes:
        return open_sealed(unlocked=self.unlocked, ref=VaultRef(row.sealed_ref), motive=MOTIVE, now=self.now)

    def values(self, row: Submission) -> dict[str, str]:
        return flatten(self.xml(row))

    def files(self, row: Submission) -> list[bytes]:
        return [self.content(file) for file in files_of(row)]

    def content(self, file: Attachment) -> bytes:
        return open_sealed(unlocked=self.unlocked, ref=VaultRef(file.sealed_ref), motive=MOTIVE, now=self.now)

    def file(self, row: Submission, name: str) -> bytes:
        tag = name_tag(self.acting.organisation, name)
        return self.content(Attachment.objects.get(submission=row, name_tag=tag))


@pytest.fixture
def desk(odile: Phone, now: dt.datetime) -> Desk:
    small_form(form_id=FORM, testimony=True, now=now)
    coordinator = dataclasses.replace(odile.holder.acting, roles=frozenset({Role.COORDINATOR}))
    return Desk(odile, coordinator, odile.holder.open(now), now)


def told(answers: str, **given: str) -> bytes:
    return instance(answers, form_id=FORM, **given)


def shuffled(*sealed: bytes) -> list[bytes]:
    found = list(sealed)
    random.Random(11).shuffle(found)
    return found


def only() -> Submission:
    return Submission.objects.get()


def states() -> list[str]:
    return list(Envelope.objects.values_list("state", flat=True))


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
