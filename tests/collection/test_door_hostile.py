"""Posts that are odd, hostile or cut, and a house that cannot take them: a message, and nothing half kept."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from tests.factories.collection import FORM, Phone, instance, message, multipart
from tests.factories.posts import NAMING, PHOTO, nothing_astray, opened
from vigie.collection.models import Attachment, Quarantine, Submission


def test_a_latin_1_form_is_read_by_its_declaration(odile: Phone, now: dt.datetime) -> None:
    text = instance("<commune>calais</commune><narrative>été à l'abri</narrative>").decode()
    xml = text.replace("<?xml version='1.0' ?>", "<?xml version='1.0' encoding='ISO-8859-1'?>").encode("latin-1")
    assert odile.post(xml).status_code == 201
    assert opened(odile, Submission.objects.get().sealed_ref, now) == xml


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: b"\xef\xbb\xbf" + xml,
        lambda xml: xml.split(b"?>", 1)[1],
        lambda xml: xml.replace(b"<data ", b'<data xmlns="urn:invented" '),
        lambda xml: xml.replace(b"orx:", b""),
        lambda xml: xml.replace(b"<orx:instanceID>", b"<orx:instanceID>\n   ").replace(
            b"</orx:instanceID>", b"\n</orx:instanceID>"
        ),
        lambda xml: xml.replace(b"calais", b"calais" + b" " * 2_000_000),
    ],
    ids=["bom", "no-declaration", "namespace", "plain-meta", "spaces-around-number", "two-megabytes"],
)
def test_odd_but_valid_forms_are_taken(odile: Phone, change) -> None:
    assert odile.post(change(instance(instance_id="uuid:odd"))).status_code == 201
    row = Submission.objects.get()
    assert (row.instance_key, row.shared) == ("uuid:odd", {"commune": "calais"})


BOMB = (
    b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><data id="%s" version="1">&b;</data>'
    % FORM.encode()
)


XXE = (
    b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><data id="%s" version="1"><commune>&x;</commune></data>'
    % FORM.encode()
)


HOSTILE = {
    "truncated": instance()[:-20],
    "empty": b"",
    "nul": instance("<narrative>a\0b</narrative>"),
    "entity-bomb": BOMB,
    "xxe": XXE,
    "deep": instance("<a>" * 300 + "</a>" * 300),
    "wide": instance("<a/>" * 30_000),
    "attributes": instance("<a " + " ".join(f'b{n}="1"' for n in range(200_000)) + "/>"),
    "not-xml": b"\x89PNG\r\n",
    "html": b"<html><body>Sign in",
    "unknown-encoding": b'<?xml version="1.0" encoding="klingon"?><data/>',
    "not-its-encoding": b'<?xml version="1.0" encoding="utf-8"?><data id="x"><a>\xff\xfe</a></data>',
}


@pytest.mark.parametrize("xml", HOSTILE.values(), ids=HOSTILE)
def test_what_is_not_a_form_is_400_with_a_message_and_leaves_nothing(odile: Phone, xml: bytes) -> None:
    answer = odile.post(xml, PHOTO)
    if answer.status_code == 201:  # attributes parse fast and are dropped: nothing of them is kept readable
        assert Submission.objects.get().shared == {}
        return
    assert answer.status_code == 400
    assert " / " in message(answer)
    assert not Submission.objects.exists()
    assert not Quarantine.objects.exists()
    assert nothing_astray()


def test_a_form_over_five_megabytes_is_413(odile: Phone) -> None:
    answer = odile.post(instance(f"<narrative>{'é' * 3_000_000}</narrative>"))
    assert answer.status_code == 413
    assert nothing_astray()


BAD_BODIES = {
    "no-form": multipart(None, [PHOTO]),
    "no-parts": multipart(None),
    "cut-in-a-file": multipart(instance(NAMING), [PHOTO])[:-60],
    "no-end": multipart(instance(NAMING), [PHOTO], close=False),
    "two-forms": multipart(instance(), [("xml_submission_file", instance(), "text/xml")]),
    "not-multipart": b"nothing like it",
    "long-name": multipart(instance(), [("n" * 1_500, b"x", "image/jpeg")]),
    "too-many": multipart(instance(), [(f"{n}.jpg", b"x", "image/jpeg") for n in range(125)]),
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
def test_a_bad_body_is_400_with_a_message_and_leaves_nothing(odile: Phone, body: bytes) -> None:
    answer = odile.post_body(body)
    assert answer.status_code == 400
    assert " / " in message(answer)
    assert not Submission.objects.exists()
    assert nothing_astray()


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "multipart/form-data", "multipart/form-data; boundary=" + "x" * 300]
)
def test_a_wrong_content_type_is_400(odile: Phone, kind: str) -> None:
    answer = odile.client.generic("POST", f"{odile.path}/submission", multipart(instance()), content_type=kind)
    assert answer.status_code == 400
    assert message(answer)


def test_a_post_of_102_parts_is_taken(odile: Phone) -> None:
    files = [(f"photo-{n}.jpg", f"photo {n}".encode(), "image/jpeg") for n in range(101)]
    assert odile.post(instance(), *files).status_code == 201
    assert Attachment.objects.count() == 101
    assert [row.position for row in Attachment.objects.all()] == list(range(101))


@pytest.mark.parametrize("seed", range(20))
def test_a_body_cut_anywhere_is_never_acknowledged(odile: Phone, seed: int) -> None:
    body = multipart(instance(NAMING), [PHOTO])
    cut = random.Random(seed).randrange(len(body) - 4)
    assert odile.post_body(body[:cut]).status_code == 400
    assert not Submission.objects.exists()
    assert nothing_astray()


def test_a_full_disk_is_507_and_nothing_is_acknowledged(odile: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    assert odile.post(instance(instance_id="uuid:kept")).status_code == 201
    monkeypatch.setenv("VIGIE_DISK_RESERVE", str(10**18))
    answer = odile.post()
    assert answer.status_code == 507
    assert "Gardez-le sur le téléphone" in message(answer)
    monkeypatch.delenv("VIGIE_DISK_RESERVE")
    assert odile.post().status_code == 201
    assert Submission.objects.count() == 2


def test_a_disk_that_fills_while_writing_is_507(odile: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("vigie.vault.blobs.os.fsync", full)
    answer = odile.post(instance(NAMING), PHOTO)
    assert answer.status_code == 507
    assert not Submission.objects.exists()


def test_something_broken_is_500_and_says_nothing_of_the_record(
    odile: Phone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret-word")

    monkeypatch.setattr("vigie.collection.actions.receiving.record", broken)
    answer = odile.post()
    assert answer.status_code == 500
    assert "réessayez plus tard" in message(answer)
    assert "secret-word" not in caplog.text + answer.content.decode()
    assert "RuntimeError" in caplog.text
    assert not Submission.objects.exists()


def test_an_association_without_keys_asks_to_wait(odile: Phone, now: dt.datetime) -> None:
    from vigie.vault.models import OrgKey

    OrgKey.objects.update(retired_at=now)
    answer = odile.post(instance(NAMING), PHOTO)
    assert answer.status_code == 503
    assert message(answer)
    assert not Submission.objects.exists()
