"""The field app's envelopes at the door: by pieces, after cuts, twice, hostile; what is answered and what is kept."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import uuid
from pathlib import Path

import pytest

from tests.factories.collection import Phone, instance, multipart, phone, small_form
from tests.factories.envelopes import (
    CONTENT_TYPE,
    PIECE,
    Told,
    ask,
    for_the_association,
    for_the_house,
    frame,
    put,
    record,
    sealed_to,
    spooled,
    stranger_key,
    told,
)
from vigie.collection.actions.spooling import FOLDER, length_of, spool
from vigie.collection.api import drop_notes, drop_old_pieces, revoke_device
from vigie.collection.models import Attachment, Envelope, Quarantine, Submission
from vigie.collection.rules.limits import KEEP_PIECES_DAYS
from vigie.collection.rules.states import ENVELOPE_TRANSITIONS, EnvelopeState, Flag
from vigie.journal.api import recent
from vigie.kernel.api import VaultRef, practising
from vigie.vault.api import open_sealed, sealed_file

SENTENCE = "ils ont pris ma tente verte à pois"
ANSWERS = f"<commune>calais</commune><narrative>{SENTENCE}</narrative>"


def test_an_observation_is_taken_exactly_as_a_post_of_collect(odile: Phone, folder: Path, now: dt.datetime) -> None:
    inside = record(instance(ANSWERS), [("a.jpg", b"\xff\xd8photo", "image/jpeg")])
    answer = put(odile, for_the_house(inside, odile.organisation))
    assert told(answer) == (201, "collection.stored")
    row = Submission.objects.get()
    assert (row.shared, row.flags, row.device_id) == ({"commune": "calais"}, [], odile.device.token_id)
    assert SENTENCE.encode() in open_sealed(
        unlocked=odile.holder.open(now), ref=VaultRef(row.sealed_ref), motive="relire", now=now
    )
    assert Attachment.objects.get().submission_id == row.id
    assert Envelope.objects.get().state == EnvelopeState.TAKEN
    assert spooled(folder) == []
    assert "collection.received" in [entry.verb for entry in recent(organisation=odile.organisation)]


def test_the_same_observation_by_both_clients_is_one_record(odile: Phone) -> None:
    xml = instance(ANSWERS)
    assert odile.post(xml).status_code == 201
    answer = put(odile, for_the_house(record(xml), odile.organisation))
    assert told(answer) == (202, "collection.already")
    assert Submission.objects.count() == 1


def test_a_testimony_rests_as_it_came_and_the_house_cannot_open_it(
    odile: Phone, folder: Path, now: dt.datetime
) -> None:
    sealed = Told(odile.organisation).part(instance(ANSWERS))
    assert put(odile, sealed).status_code == 201
    row = Envelope.objects.get()
    assert (row.state, row.kind, row.trouble, row.testimony_tag) == (EnvelopeState.WAITING, "", "", "")
    assert b"".join(sealed_file(ref=VaultRef(row.sealed_ref))) == sealed
    assert Submission.objects.count() == 0
    assert [e.verb for e in recent(organisation=odile.organisation)].count("collection.envelope_received") == 1
    assert [p.name for p in folder.rglob("*") if p.is_file() and SENTENCE.encode() in p.read_bytes()] == []


def test_pieces_go_on_where_they_were_cut(odile: Phone, folder: Path) -> None:
    name, sealed = str(uuid.uuid4()), for_the_house(record(instance(ANSWERS)), odile.organisation)
    first = put(odile, sealed[:PIECE], name=name, last=False)
    assert (first.status_code, first.headers["Upload-Offset"], first.content) == (204, str(PIECE), b"")
    assert ask(odile, name).headers["Upload-Offset"] == str(PIECE)
    wrong = put(odile, sealed[PIECE + 5 :], name=name, offset=PIECE + 5)
    assert (*told(wrong), wrong.headers["Upload-Offset"]) == (409, "collection.envelope.offset", str(PIECE))
    assert len(spooled(folder)) == 1
    assert name not in str(spooled(folder))
    assert put(odile, sealed[PIECE:], name=name, offset=PIECE).status_code == 201
    assert ask(odile, name).status_code == 202
    assert put(odile, sealed, name=name).status_code == 202
    assert (Submission.objects.count(), spooled(folder)) == (1, [])


def test_one_that_came_whole_before_a_crash_is_taken_by_asking_again(odile: Phone) -> None:
    name, sealed = str(uuid.uuid4()), for_the_house(record(), odile.organisation)
    put(odile, sealed, name=name, last=False)
    assert put(odile, b"", name=name, offset=len(sealed)).status_code == 201


def test_fifty_envelopes_sent_three_times_with_cuts_are_fifty_records(odile: Phone) -> None:
    chance = random.Random(7)
    envelopes = {str(uuid.uuid4()): for_the_house(record(), odile.organisation) for _ in range(50)}
    for _ in range(3):
        for name, sealed in envelopes.items():
            asked = ask(odile, name)
            while asked.status_code != 202:
                offset = int(asked.headers["Upload-Offset"])
                cut = min(len(sealed), offset + chance.randrange(200, 2_000))
                put(odile, sealed[offset:cut], name=name, offset=offset, last=cut == len(sealed))
                if chance.random() < 0.3:  # the answer was lost: the phone sends the same again
                    put(odile, sealed[offset:cut], name=name, offset=offset, last=cut == len(sealed))
                asked = ask(odile, name)
    assert (Submission.objects.count(), Envelope.objects.count()) == (50, 50)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda sealed: b"GIF89a" + sealed, "vault.not_age"),
        (lambda sealed: b"", "vault.not_age"),
        (lambda sealed: sealed.replace(b"\n--- ", b"\n--- A", 1), "vault.not_age"),
        (lambda sealed: sealed[:300], "vault.not_age"),
        (lambda sealed: sealed[:-20], "vault.damaged"),
        (lambda sealed: sealed[:-3] + bytes(3), "vault.damaged"),
    ],
)
def test_what_nobody_can_open_is_not_taken_and_may_start_over(odile: Phone, folder: Path, spoil, code: str) -> None:
    name, sealed = str(uuid.uuid4()), for_the_house(record(), odile.organisation)
    assert told(put(odile, spoil(sealed), name=name)) == (400, code)
    assert (Envelope.objects.count(), Submission.objects.count(), spooled(folder)) == (0, 0, [])
    assert put(odile, sealed, name=name).status_code == 201


BOMB = multipart(instance(), [(f"f{n}", b"", "image/jpeg") for n in range(300)])
HEAD = {"kind": "record", "content_type": CONTENT_TYPE}


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (b"", "collection.envelope.short"),
        (b"PK\x03\x04" * 20, "collection.envelope.unread"),
        (b"VGE1" + b"\xff" * 40, "collection.envelope.unread"),
        (frame({"kind": "gift"}, b""), "collection.envelope.unread"),
        (frame({"kind": "sound", "testimony": "x"}, b""), "collection.envelope.unread"),
        (frame(HEAD, b"rien"), "collection.truncated"),
        (frame({"kind": "record"}, multipart(instance())), "collection.multipart"),
        (frame(HEAD, multipart(instance(), close=False)), "collection.truncated"),
        (frame(HEAD, multipart(None, [("a.jpg", b"x", "image/jpeg")])), "collection.no_form"),
        (frame(HEAD, multipart(b"<data")), "collection.xml.malformed"),
        (frame(HEAD, multipart(b'<!DOCTYPE d [<!ENTITY a "b">]><data id="x">&a;</data>')), "collection.xml.refused"),
        (frame(HEAD, BOMB), "collection.too_many_files"),
        (frame(HEAD, multipart(instance())) + b"suite", "collection.envelope.unread"),
        (frame(HEAD, multipart(instance()))[:300], "collection.envelope.short"),
    ],
)
def test_garbage_inside_is_kept_sealed_for_its_association_and_told(
    odile: Phone, folder: Path, inside: bytes, code: str
) -> None:
    name, sealed = str(uuid.uuid4()), for_the_house(inside, odile.organisation)
    assert told(put(odile, sealed, name=name)) == (422, code)
    row = Envelope.objects.get()
    assert (row.state, row.trouble, Submission.objects.count(), spooled(folder)) == (EnvelopeState.WAITING, code, 0, [])
    header = b"".join(sealed_file(ref=VaultRef(row.sealed_ref))).split(b"---")[0]
    assert header.count(b"-> X25519") == 1, "the house gave up its own key"
    assert put(odile, sealed, name=name).status_code == 202


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (instance(form_id="inconnu"), "collection.envelope.unknown_form"),
        (instance(version="inconnue"), "collection.envelope.quarantined"),
    ],
)
def test_a_form_or_a_version_nobody_published_goes_to_quarantine(odile: Phone, xml: bytes, code: str) -> None:
    name, sealed = str(uuid.uuid4()), for_the_house(record(xml), odile.organisation)
    assert told(put(odile, sealed, name=name)) == (422, code)
    assert Quarantine.objects.count() == 1
    assert put(odile, sealed, name=name).status_code == 202
    assert Quarantine.objects.count() == 1


def test_other_answers_under_one_number_go_to_quarantine(odile: Phone) -> None:
    put(odile, for_the_house(record(instance(ANSWERS, instance_id="uuid:1")), odile.organisation))
    answer = put(odile, for_the_house(record(instance(instance_id="uuid:1")), odile.organisation))
    assert told(answer) == (422, "collection.envelope.other_content")
    assert (Submission.objects.count(), Quarantine.objects.count()) == (1, 1)


def test_a_testimony_sealed_to_the_house_by_mistake_is_given_back_to_its_association(odile: Phone) -> None:
    head = {"kind": "part", "testimony": str(uuid.uuid4()), "session": str(uuid.uuid4()), "content_type": CONTENT_TYPE}
    sealed = for_the_house(frame(head, multipart(instance(ANSWERS))), odile.organisation)
    assert put(odile, sealed).status_code == 201
    row = Envelope.objects.get()
    assert (row.state, row.trouble) == (EnvelopeState.WAITING, "")
    assert b"".join(sealed_file(ref=VaultRef(row.sealed_ref))).count(b"-> X25519") == 1


def test_one_sealed_to_nobody_here_is_kept_all_the_same(odile: Phone) -> None:
    assert put(odile, sealed_to(record(), stranger_key(), stranger_key())).status_code == 201
    assert Envelope.objects.get().state == EnvelopeState.WAITING


def test_a_minor_s_observation_is_flagged_and_shares_nothing(odile: Phone) -> None:
    put(odile, for_the_house(record(instance("<commune>calais</commune><minor>yes</minor>")), odile.organisation))
    row = Submission.objects.get()
    assert (row.shared, row.flags) == ({}, [Flag.MINOR.value])


def test_an_expired_phone_may_send_and_is_flagged_a_revoked_one_may_not(
    odile: Phone, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIGIE_NOW", (now + dt.timedelta(days=120)).isoformat())
    assert put(odile, for_the_house(record(), odile.organisation)).status_code == 201
    assert Submission.objects.get().flags == [Flag.EXPIRED_DEVICE.value]
    revoke_device(acting=odile.acting, token_id=odile.device.token_id, now=now)
    assert told(put(odile, for_the_house(record(), odile.organisation))) == (403, "collection.token_revoked")
    assert Submission.objects.count() == 1


def test_an_outsider_s_envelope_of_the_same_number_is_another(odile: Phone, now: dt.datetime) -> None:
    charlie = phone(now, "falaise")
    name = str(uuid.uuid4())
    sealed = for_the_house(record(), odile.organisation)
    put(odile, sealed[:PIECE], name=name, last=False)
    assert ask(charlie, name).headers["Upload-Offset"] == "0"
    assert put(charlie, for_the_association(record(), charlie.organisation), name=name).status_code == 201
    assert ask(odile, name).headers["Upload-Offset"] == str(PIECE)
    assert put(odile, sealed[PIECE:], name=name, offset=PIECE).status_code == 201
    assert set(Envelope.objects.values_list("organisation", flat=True)) == {odile.organisation, charlie.organisation}


def test_what_was_forgotten_takes_nothing_else_with_it(folder: Path) -> None:
    with spool("a" * 40) as first:
        first.append([b"x"])
        first.drop()
        with spool("a" * 40) as second:
            second.append([b"yy"])
        first.drop()
    assert length_of("a" * 40) == 2


@pytest.mark.django_db(databases=["default", "practice"])
def test_each_world_has_its_own_phones_pieces_and_envelopes(odile: Phone, folder: Path, now: dt.datetime) -> None:
    with practising() as world:
        world.folder.mkdir()
        small_form(now=now)
        trainee = phone(now)
        sealed = for_the_house(record(), trainee.organisation)
    name = str(uuid.uuid4())
    assert json.loads(trainee.get("/carnet").content)["world"] == "practice"
    assert put(trainee, sealed[:PIECE], name=name, last=False).status_code == 204
    assert ((folder / FOLDER).exists(), len(spooled(folder / "exercice"))) == (False, 1)
    assert put(trainee, sealed[PIECE:], name=name, offset=PIECE).status_code == 201
    assert Submission.objects.count() == 0
    elsewhere = odile.client.put(f"/exercice{odile.path}/enveloppes/{name}", b"x", headers={"upload-offset": "0"})
    assert told(elsewhere) == (403, "collection.token")


def test_old_pieces_and_old_notes_are_dropped(odile: Phone, folder: Path, now: dt.datetime) -> None:
    put(odile, b"x", last=False)
    put(odile, for_the_house(record(), odile.organisation))
    put(odile, Told(odile.organisation).part(instance()))
    (kept,) = (folder / FOLDER).glob("*")
    written = (now - dt.timedelta(days=KEEP_PIECES_DAYS, hours=-1)).timestamp()
    os.utime(kept, (written, written))
    assert (drop_old_pieces(now=now), drop_notes(now=now)) == (0, 0)
    assert drop_old_pieces(now=now + dt.timedelta(hours=2)) == 1
    assert drop_notes(now=now + dt.timedelta(days=91)) == 1
    assert spooled(folder) == []
    assert Envelope.objects.get().state == EnvelopeState.WAITING


@pytest.mark.parametrize("state", EnvelopeState)
@pytest.mark.parametrize("next_state", EnvelopeState)
def test_an_envelope_is_opened_once(state: EnvelopeState, next_state: EnvelopeState) -> None:
    allowed = (state, next_state) == (EnvelopeState.WAITING, EnvelopeState.OPENED)
    assert (next_state in ENVELOPE_TRANSITIONS[state]) is allowed
