"""Seal, open with a motive, erase. Everything sealed here is invented."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.factories.vault import ELSEWHERE, LISIERE, WORDS, Holder, acting, founded
from vigie.journal.api import history
from vigie.kernel.api import Conflict, Denied, Invalid, Missing, VaultRef, practising
from vigie.vault.api import (
    SizeBand,
    dedup_tag,
    enter,
    erase,
    intake_recipient,
    keep_sealed,
    open_intake,
    open_intake_stream,
    open_many,
    open_sealed,
    open_stream,
    open_with_passphrase,
    openings,
    public_key,
    receive,
    rewrap_to_owner,
    seal,
    sealed_facts,
    sealed_file,
    sealing_writer,
)
from vigie.vault.blobs import blobs
from vigie.vault.keystore import keystore
from vigie.vault.models import Erasure, Opening, SealedObject
from vigie.vault.rules.keys import seal_to

pytestmark = pytest.mark.django_db
STORY = "Récit inventé, dit par personne.".encode()


def kept(now: dt.datetime, data: bytes = STORY, **more) -> VaultRef:
    return seal(organisation=LISIERE, data=data, label="testimony.story", now=now, **more)


def filmed(now: dt.datetime, data: bytes) -> VaultRef:
    with sealing_writer(organisation=LISIERE, label="medium") as writer:
        for start in range(0, len(data), 50_000):
            writer.write(data[start : start + 50_000])
        return writer.close(now=now)


def alter(ref: VaultRef, change) -> None:
    blobs().put_stream(ref, [change(b"".join(blobs().open(ref)))])


def test_what_is_sealed_opens_with_a_motive_and_leaves_a_trace(alma: Holder, now: dt.datetime) -> None:
    ref = kept(now)
    assert open_sealed(unlocked=alma.open(now), ref=ref, motive="préparer la saisine", now=now) == STORY
    card = openings(LISIERE)[0]
    assert (card.ref, card.actor, card.motive, card.at) == (ref, "alma", "préparer la saisine", now)
    assert [(e.verb, e.motive) for e in history(kind="sealed", object_id=ref)] == [
        ("vault.opened", "préparer la saisine")
    ]


@pytest.mark.parametrize("size", [0, 65_536, 300_000])
def test_a_medium_is_sealed_and_opened_piece_by_piece(alma: Holder, now: dt.datetime, size: int) -> None:
    ref = filmed(now, b"v" * size)
    assert b"".join(open_stream(unlocked=alma.open(now), ref=ref, motive="essai", now=now)) == b"v" * size
    assert open_sealed(unlocked=alma.open(now), ref=ref, motive="essai", now=now) == b"v" * size


def test_a_small_value_may_be_read_as_a_stream(alma: Holder, now: dt.datetime) -> None:
    assert b"".join(open_stream(unlocked=alma.open(now), ref=kept(now), motive="essai", now=now)) == STORY


def test_two_lengths_weigh_the_same(alma: Holder, now: dt.datetime) -> None:
    assert blobs().length(kept(now, b"Alma")) == blobs().length(kept(now, b"x" * 400))


@pytest.mark.parametrize("motive", ["", "   "])
def test_without_a_motive_nothing_opens(alma: Holder, now: dt.datetime, motive: str) -> None:
    with pytest.raises(Invalid) as refusal:
        open_sealed(unlocked=alma.open(now), ref=kept(now), motive=motive, now=now)
    assert (refusal.value.code, Opening.objects.count()) == ("vault.motive_needed", 0)


def test_a_locked_vault_opens_nothing(alma: Holder, now: dt.datetime) -> None:
    with pytest.raises(Denied) as refusal:
        open_sealed(unlocked=None, ref=kept(now), motive="essai", now=now)
    assert refusal.value.code == "vault.locked"


def test_an_outsider_is_told_it_is_not_there(alma: Holder, now: dt.datetime) -> None:
    charlie = founded(now, person="charlie", organisation=ELSEWHERE)
    ref = kept(now)
    for opened in (open_sealed, open_stream):
        with pytest.raises(Missing) as refusal:
            opened(unlocked=charlie.open(now), ref=ref, motive="curiosité", now=now)
        assert refusal.value.code == "vault.no_object"
    with pytest.raises(Missing):
        erase(acting=charlie.acting, ref=ref, reason="nuire", now=now)
    assert Opening.objects.count() == 0


def test_nothing_is_sealed_before_keys_are_founded(now: dt.datetime) -> None:
    with pytest.raises(Conflict) as refusal:
        kept(now)
    assert refusal.value.code == "vault.no_keys"


def test_facts_of_an_object_say_nothing_of_its_content(alma: Holder, now: dt.datetime) -> None:
    facts = sealed_facts(kept(now))
    assert (facts.organisation, facts.label, facts.kind, facts.epoch, facts.band, facts.at_receipt, facts.erased_at) == (
        LISIERE, "testimony.story", "age", 1, SizeBand.NOTE, False, None,
    )  # fmt: skip


# --- damage ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("cut", [0, 16, 100, 65_568, 65_569, -1])
def test_a_cut_body_gives_nothing_at_all(alma: Holder, now: dt.datetime, cut: int) -> None:
    ref = filmed(now, b"v" * 200_000)
    alter(ref, lambda body: body[:cut])
    for opened in (open_sealed, open_stream):
        with pytest.raises(Invalid) as refusal:
            opened(unlocked=alma.open(now), ref=ref, motive="essai", now=now)
        assert refusal.value.code == "vault.damaged"
    assert Opening.objects.count() == 0


@pytest.mark.parametrize("position", [0, 20, 300, -1])
def test_a_flipped_bit_is_refused(alma: Holder, now: dt.datetime, position: int) -> None:
    ref = kept(now)

    def flip(body: bytes) -> bytes:
        changed = bytearray(body)
        changed[position] ^= 1
        return bytes(changed)

    alter(ref, flip)
    with pytest.raises(Invalid) as refusal:
        open_sealed(unlocked=alma.open(now), ref=ref, motive="essai", now=now)
    assert refusal.value.code == "vault.damaged"


def test_a_lost_body_or_header_is_called_damaged(alma: Holder, now: dt.datetime) -> None:
    no_body, no_header = kept(now), kept(now)
    blobs().delete(no_body)
    keystore().delete(no_header)
    for ref in (no_body, no_header):
        with pytest.raises(Invalid) as refusal:
            open_sealed(unlocked=alma.open(now), ref=ref, motive="essai", now=now)
        assert refusal.value.code == "vault.damaged"


# --- erasure --------------------------------------------------------------------------------------------------------
def test_an_erased_object_is_gone_from_the_keystore_and_the_folder(
    alma: Holder, now: dt.datetime, folder: Path, django_capture_on_commit_callbacks
) -> None:
    ref, other = kept(now), kept(now, b"another")
    header, body = keystore().get(ref), b"".join(blobs().open(ref))
    assert header is not None
    with django_capture_on_commit_callbacks(execute=True):
        erase(acting=alma.acting, ref=ref, reason="demande de la personne", now=now)

    assert header not in b"".join(path.read_bytes() for path in folder.glob("keystore.sqlite3*"))
    assert not blobs().names_of(ref)
    with pytest.raises(Missing) as refusal:
        open_sealed(unlocked=alma.open(now), ref=ref, motive="essai", now=now)
    assert refusal.value.code == "vault.erased"
    erasure = Erasure.objects.get()
    assert (erasure.actor, erasure.reason, sealed_facts(ref).erased_at) == ("alma", "demande de la personne", now)

    # The body comes back from an old backup, its row too: without the header it says nothing.
    blobs().put_stream(ref, [body])
    SealedObject.objects.filter(id=ref).update(erased_at=None)
    with pytest.raises(Invalid):
        open_sealed(unlocked=alma.open(now), ref=ref, motive="essai", now=now)
    assert open_sealed(unlocked=alma.open(now), ref=other, motive="essai", now=now) == b"another"


def test_an_erasure_rolled_back_destroys_nothing(alma: Holder, now: dt.datetime) -> None:
    ref = kept(now)
    with pytest.raises(Invalid):
        erase(acting=alma.acting, ref=ref, reason=" ", now=now)
    assert open_sealed(unlocked=alma.open(now), ref=ref, motive="essai", now=now) == STORY


# --- the server's own key -------------------------------------------------------------------------------------------
def test_what_comes_in_is_readable_once_then_belongs_to_its_owner(alma: Holder, now: dt.datetime, folder: Path) -> None:
    ref = kept(now, intake=True)
    body = b"".join(blobs().open(ref))
    old_header = keystore().get(ref)
    assert old_header is not None
    assert open_intake(ref=ref) == STORY

    rewrap_to_owner(ref=ref, now=now)

    with pytest.raises(Denied) as refusal:
        open_intake(ref=ref)
    assert refusal.value.code == "vault.key_gone"
    assert open_sealed(unlocked=alma.open(now), ref=ref, motive="essai", now=now) == STORY
    assert b"".join(blobs().open(ref)) == body
    assert old_header not in b"".join(path.read_bytes() for path in folder.glob("keystore.sqlite3*"))
    rewrap_to_owner(ref=ref, now=now)


def test_a_crash_between_header_and_row_is_caught_up(alma: Holder, now: dt.datetime) -> None:
    ref = kept(now, intake=True)
    rewrap_to_owner(ref=ref, now=now)
    SealedObject.objects.filter(id=ref).update(intake=True)
    rewrap_to_owner(ref=ref, now=now)
    assert not sealed_facts(ref).at_receipt


def test_the_server_reads_nothing_sealed_to_the_owner_alone(alma: Holder, now: dt.datetime) -> None:
    ref = kept(now)
    SealedObject.objects.filter(id=ref).update(intake=True)  # the row lies, the header does not
    with pytest.raises(Denied):
        open_intake(ref=ref)


def test_a_record_sealed_on_a_phone_is_kept_as_it_is(alma: Holder, now: dt.datetime) -> None:
    recipients = [public_key(LISIERE) or "", intake_recipient()]
    sealed = seal_to(recipients, STORY)
    ref = keep_sealed(organisation=LISIERE, file=sealed, label="observation", now=now, intake=True)
    pieces = keep_sealed(
        organisation=LISIERE,
        file=(sealed[i : i + 7] for i in range(0, len(sealed), 7)),
        label="x",
        now=now,
        intake=True,
    )
    assert open_intake(ref=ref) == b"".join(open_intake_stream(ref=pieces)) == STORY
    rewrap_to_owner(ref=ref, now=now)
    assert open_sealed(unlocked=alma.open(now), ref=ref, motive="essai", now=now) == STORY


def test_received_at_once_the_server_s_header_never_touches_the_disk(alma: Holder, now: dt.datetime) -> None:
    file = seal_to([public_key(LISIERE) or "", intake_recipient()], STORY)
    received = receive(organisation=LISIERE, file=file, label="observation")
    ref = enter(received.prepared, now=now)
    assert received.data == STORY
    with pytest.raises(Denied):
        open_intake(ref=ref)
    SealedObject.objects.filter(id=ref).update(intake=True)  # even if the row lied
    with pytest.raises(Denied):
        open_intake(ref=ref)
    assert open_sealed(unlocked=alma.open(now), ref=ref, motive="essai", now=now) == STORY
    assert STORY.decode() not in repr(received)


@pytest.mark.parametrize(("cut", "code"), [(5, "vault.not_age"), (-1, "vault.damaged")])
def test_a_received_record_cut_short_is_not_kept(alma: Holder, cut: int, code: str) -> None:
    file = seal_to([intake_recipient()], STORY)[:cut]
    with pytest.raises(Invalid) as refusal:
        receive(organisation=LISIERE, file=file, label="observation")
    assert (refusal.value.code, list(blobs().names())) == (code, [])


def test_several_open_for_one_reason_and_one_that_is_damaged_does_not_stop_them(alma: Holder, now: dt.datetime) -> None:
    fine, damaged, erased = (kept(now) for _ in range(3))
    alter(damaged, lambda body: body[:-1])
    erase(acting=alma.acting, ref=erased, reason="essai", now=now)
    stranger = VaultRef("nowhere")
    found = open_many(unlocked=alma.open(now), refs=[fine, damaged, erased, stranger], motive="dépouiller", now=now)
    codes = {ref: got if isinstance(got, bytes) else got.code for ref, got in found.items()}
    assert codes == {fine: STORY, damaged: "vault.damaged", erased: "vault.erased", stranger: "vault.no_object"}
    assert [card.ref for card in openings(LISIERE)] == [fine]
    with pytest.raises(Invalid):
        open_many(unlocked=alma.open(now), refs=[fine], motive=" ", now=now)


def test_a_record_sealed_for_others_or_not_at_all_is_refused(alma: Holder, now: dt.datetime) -> None:
    for file, code in (
        (b"in clear", "vault.not_age"),
        (seal_to([public_key(LISIERE) or ""], b"x"), "vault.not_for_intake"),
    ):
        with pytest.raises(Invalid) as refusal:
            keep_sealed(organisation=LISIERE, file=file, label="observation", now=now, intake=True)
        assert refusal.value.code == code
    assert list(blobs().names()) == []


def test_the_key_of_an_earlier_epoch_lost_is_said_plainly(alma: Holder, now: dt.datetime) -> None:
    foreign = seal_to([intake_recipient()], STORY)
    ref = keep_sealed(organisation=LISIERE, file=foreign, label="observation", now=now)
    with pytest.raises(Denied) as refusal:
        open_sealed(unlocked=alma.open(now), ref=ref, motive="essai", now=now)
    assert refusal.value.code == "vault.key_gone"


def test_the_intake_key_is_its_owners_alone(folder: Path, now: dt.datetime) -> None:
    assert intake_recipient() == intake_recipient()
    assert (folder / "secrets" / "intake.key").stat().st_mode & 0o777 == 0o600
    with practising():
        practice = intake_recipient()
    assert practice != intake_recipient()


# --- the rest -------------------------------------------------------------------------------------------------------
def test_a_writer_left_by_an_error_leaves_nothing(alma: Holder, folder: Path) -> None:
    with sealing_writer(organisation=LISIERE, label="medium") as writer:
        writer.write(b"x" * 200_000)
    assert [path for path in (folder / "vault").rglob("*") if path.is_file()] == []
    assert keystore().count() == 0


def test_no_byte_in_clear_touches_the_disk(alma: Holder, now: dt.datetime, folder: Path) -> None:
    needle = b"AIGUILLE-0612345678"
    kept(now, needle)
    filmed(now, needle * 10_000)
    clear = folder / "control"
    clear.write_bytes(needle)
    holding = [path.name for path in folder.rglob("*") if path.is_file() and needle in path.read_bytes()]
    assert holding == ["control"]


def test_the_same_record_posted_again_is_recognised_by_its_association_alone() -> None:
    tag = dedup_tag(organisation=LISIERE, data=STORY)
    assert tag == dedup_tag(organisation=LISIERE, data=STORY)
    assert len({tag, dedup_tag(organisation=ELSEWHERE, data=STORY), dedup_tag(organisation=LISIERE, data=b"x")}) == 3


def test_the_command_line_opens_with_the_passphrase_and_keeps_no_session(alma: Holder, now: dt.datetime) -> None:
    ref = kept(now)
    opened = open_with_passphrase(acting=alma.acting, passphrase=WORDS, ref=ref, motive="panne", now=now)
    assert (opened, Opening.objects.get().motive) == (STORY, "panne")
    with pytest.raises(Invalid):
        open_with_passphrase(acting=alma.acting, passphrase=WORDS, ref=ref, motive="", now=now)
    with pytest.raises(Denied):
        open_with_passphrase(acting=acting("bilal"), passphrase=WORDS, ref=ref, motive="panne", now=now)


@pytest.mark.skipif(shutil.which("age") is None, reason="the age command is not installed")
def test_without_us_age_alone_opens_the_vault(alma: Holder, now: dt.datetime, tmp_path: Path) -> None:
    """Promise 10: what is kept, the identity a keyholder took out, and `age`."""
    ref = filmed(now, STORY)
    (tmp_path / "identity").write_text(alma.open(now).identities[0])
    file = b"".join(sealed_file(ref=ref))
    run = subprocess.run(["age", "-d", "-i", tmp_path / "identity"], input=file, capture_output=True, check=True)
    assert run.stdout == STORY
