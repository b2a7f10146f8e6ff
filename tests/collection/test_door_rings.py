"""What stays readable at receipt, and what does not: rings, minors, testimonies, records sealed on the phone."""

from __future__ import annotations

import datetime as dt

import pyrage
import pytest

from tests.factories.collection import Phone, instance, message, multipart, small_form
from vigie.collection.models import Attachment, FormVersion, Quarantine, Submission
from vigie.kernel.api import VaultRef
from vigie.vault.api import (
    intake_recipient,
    make_bundle,
    odk_public_key,
    open_intake,
    open_odk,
    open_sealed,
    open_stream,
    public_key,
    reconcile,
)
from vigie.vault.models import SealedObject

FULL = (
    "<commune>calais</commune><tents>12</tents><narrative>inventé</narrative>"
    "<contact><phone>0600000000</phone></contact><new_question>inventé</new_question>"
)


def opened(odile: Phone, row: Submission, now: dt.datetime) -> bytes:
    return open_sealed(unlocked=odile.holder.open(now), ref=VaultRef(row.sealed_ref), motive="test", now=now)


def test_only_marked_answers_stay_readable_and_an_unknown_one_is_sealed(odile: Phone) -> None:
    odile.post(instance(FULL))
    assert Submission.objects.get().shared == {"commune": "calais", "tents": "12"}


def test_a_repeat_keeps_its_ring(odile: Phone) -> None:
    FormVersion.objects.update(rings={"force/officers": "shared", "force/name": "sealed"})
    repeats = "".join(f"<force><officers>{n}</officers><name>inventé</name></force>" for n in (3, 4))
    odile.post(instance(repeats))
    assert Submission.objects.get().shared == {"force/officers": "3", "force[2]/officers": "4"}


def test_an_own_form_shares_nothing_until_reviewed(odile: Phone, now: dt.datetime) -> None:
    own = small_form(odile.organisation, form_id="own", now=now)
    odile.post(instance(FULL, form_id="own", instance_id="uuid:before"))
    FormVersion.objects.filter(id=own.id).update(rings_reviewed_at=now, rings_reviewed_by="bilal")
    odile.post(instance(FULL, form_id="own", instance_id="uuid:after"))
    shared = dict(Submission.objects.values_list("instance_key", "shared"))
    assert shared == {"uuid:before": {}, "uuid:after": {"commune": "calais", "tents": "12"}}


def test_a_testimony_shares_nothing_but_its_flags(odile: Phone, now: dt.datetime) -> None:
    small_form(form_id="testimony", now=now, testimony=True)
    odile.post(instance(FULL + "<minor>yes</minor>", form_id="testimony"))
    row = Submission.objects.get()
    assert (row.shared, row.flags) == ({}, ["minor"])


@pytest.mark.parametrize(
    "answer",
    ["<minor>yes</minor>", "<person><age>16</age></person>", "<age_band>13-15</age_band>", "<mineur>oui</mineur>"],
)
def test_a_stated_minor_is_flagged_and_shares_nothing_whatever_the_form(odile: Phone, answer: str) -> None:
    odile.post(instance(FULL + answer))
    row = Submission.objects.get()
    assert (row.shared, row.flags) == ({}, ["minor"])


@pytest.mark.parametrize(
    "answer", ["<minor>no</minor>", "<age>18</age>", "<age>inconnu</age>", "<age_band>18-25</age_band>"]
)
def test_an_adult_is_not(odile: Phone, answer: str) -> None:
    odile.post(instance(FULL + answer))
    assert Submission.objects.get().flags == []


def envelope(*names: str, instance_id: str = "uuid:sealed") -> bytes:
    files = "".join(f"<sealedFile>{name}</sealedFile>" for name in names)
    return instance(f"<sealedRecord>record.age</sealedRecord>{files}", instance_id=instance_id)


def sealed(odile: Phone, data: bytes, *, intake: bool) -> bytes:
    keys = [public_key(odile.organisation), *([intake_recipient()] if intake else [])]
    return pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(key) for key in keys])


def test_a_record_sealed_on_the_phone_gives_its_shared_answers_then_opens_for_its_association_alone(
    odile: Phone, now: dt.datetime
) -> None:
    xml = instance(FULL)
    record = ("record.age", sealed(odile, xml, intake=True), "application/octet-stream")
    photo = ("photo.age", sealed(odile, b"invented photo", intake=False), "application/octet-stream")
    assert odile.post(envelope("photo.age"), record).status_code == 201
    assert not Submission.objects.get().complete
    assert [odile.post(envelope("photo.age"), record, photo).status_code for _ in range(2)] == [201, 202]
    row = Submission.objects.get()
    assert (row.encryption, row.complete, row.shared) == ("age", True, {"commune": "calais", "tents": "12"})
    assert opened(odile, row, now) == xml
    with pytest.raises(Exception, match=r"vault\.key_gone"):
        open_intake(ref=VaultRef(row.sealed_ref))
    medium = VaultRef(Attachment.objects.get().sealed_ref)
    assert (
        b"".join(open_stream(unlocked=odile.holder.open(now), ref=medium, motive="test", now=now)) == b"invented photo"
    )


def test_a_minor_in_a_record_sealed_on_the_phone_is_flagged_too(odile: Phone) -> None:
    record = sealed(odile, instance("<commune>calais</commune><minor>yes</minor>"), intake=True)
    odile.post(envelope(), ("record.age", record, "x/x"))
    row = Submission.objects.get()
    assert (row.shared, row.flags) == ({}, ["minor"])


def test_a_record_sealed_to_the_association_alone_is_kept_unread(odile: Phone, now: dt.datetime) -> None:
    xml = instance(FULL)
    odile.post(envelope(), ("record.age", sealed(odile, xml, intake=False), "x/x"))
    row = Submission.objects.get()
    assert (row.shared, row.flags) == ({}, [])
    assert opened(odile, row, now) == xml


def test_what_says_it_is_sealed_and_is_not_is_kept_apart(odile: Phone, now: dt.datetime) -> None:
    answer = odile.post(envelope(), ("record.age", b"not an age file", "x/x"))
    assert answer.status_code == 202
    kept = Quarantine.objects.get()
    assert (kept.reason, kept.attachments.count()) == ("not_sealed", 1)
    ref = VaultRef(kept.attachments.get().sealed_ref)
    assert b"".join(open_stream(unlocked=odile.holder.open(now), ref=ref, motive="test", now=now)) == b"not an age file"


def test_a_sealed_record_without_its_answers_is_400(odile: Phone) -> None:
    answer = odile.post(envelope())
    assert answer.status_code == 400
    assert "n’est pas dans l’envoi" in message(answer)


def bundle(odile: Phone, now: dt.datetime) -> tuple[bytes, dict[str, bytes]]:
    key = odk_public_key(organisation=odile.organisation, now=now)
    return make_bundle(
        public=key,
        form_id="petit-releve",
        version="1",
        instance_id="uuid:encrypted",
        xml=instance(FULL, instance_id="uuid:encrypted"),
        media={"photo.jpg": b"invented photo" * 99_999},
    )


def test_a_bundle_of_collect_comes_in_several_posts_and_opens(odile: Phone, now: dt.datetime) -> None:
    manifest, files = bundle(odile, now)
    parts = [(name, data, "application/octet-stream") for name, data in files.items()]
    assert odile.post(manifest, parts[0]).status_code == 201
    assert not Submission.objects.get().complete
    assert [odile.post(manifest, *parts).status_code for _ in range(2)] == [201, 202]
    row = Submission.objects.get()
    assert (row.encryption, row.complete, row.shared, row.flags) == ("odk", True, {}, [])
    book = open_odk(unlocked=odile.holder.open(now), ref=VaultRef(row.sealed_ref), motive="test", now=now)
    assert book.xml == instance(FULL, instance_id="uuid:encrypted")
    assert b"".join(book.read("photo.jpg")) == b"invented photo" * 99_999
    assert Attachment.objects.filter(sealed_ref="").count() == 2


def test_other_bytes_under_a_name_of_a_bundle_replace_nothing(odile: Phone, now: dt.datetime) -> None:
    manifest, files = bundle(odile, now)
    parts = [(name, data, "x/x") for name, data in files.items()]
    odile.post(manifest, *parts)
    assert odile.post(manifest, (parts[0][0], b"other bytes", "x/x")).status_code == 201
    row = Submission.objects.get()
    book = open_odk(unlocked=odile.holder.open(now), ref=VaultRef(row.sealed_ref), motive="test", now=now)
    assert book.verified
    beside = Attachment.objects.exclude(sealed_ref="").get()
    assert beside.number == 2


def test_a_file_of_a_bundle_before_its_form_is_refused_in_plain_words(odile: Phone, now: dt.datetime) -> None:
    manifest, files = bundle(odile, now)
    first = [(name, data, "x/x") for name, data in files.items()]
    body = multipart(None, first).removesuffix(b"--la-Mare-basse--\r\n") + multipart(manifest)
    answer = odile.post_body(body)
    assert answer.status_code == 400
    assert "doit venir avant" in message(answer)
    assert not Submission.objects.exists()


def test_a_bundle_without_what_opens_it_is_kept_apart(odile: Phone, now: dt.datetime) -> None:
    broken = instance("<base64EncryptedKey>x</base64EncryptedKey><encryptedXmlFile>s.enc</encryptedXmlFile>")
    assert odile.post(broken, ("s.enc", b"invented", "x/x")).status_code == 202
    kept = Quarantine.objects.get()
    assert (kept.reason, kept.attachments.count()) == ("bad_bundle", 1)


def test_every_object_has_its_body_its_header_and_its_row(odile: Phone, now: dt.datetime) -> None:
    manifest, files = bundle(odile, now)
    odile.post(instance(FULL, instance_id="uuid:1"), ("a.jpg", b"a", "image/jpeg"))
    odile.post(instance("<tents>1</tents>", instance_id="uuid:1"), ("a.jpg", b"a", "image/jpeg"))
    odile.post(manifest, *((name, data, "x/x") for name, data in files.items()))
    odile.post(instance(form_id="unknown"))
    found = reconcile(older_than=dt.timedelta(seconds=-60), remove=False)
    assert (found.orphan_bodies, found.orphan_headers, found.lost) == ((), (), ())
    assert SealedObject.objects.count() == 6
