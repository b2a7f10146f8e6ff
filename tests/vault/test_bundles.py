"""Bundles of Collect, from the post to the archive."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.factories.vault import ELSEWHERE, LISIERE, OTHER_WORDS, Holder, founded, joined
from vigie.kernel.api import Conflict, Denied, Invalid, Missing
from vigie.vault.api import (
    Kept,
    SizeBand,
    keep_odk,
    keep_odk_part,
    keyholders,
    make_bundle,
    odk_missing,
    odk_public_key,
    open_odk,
    open_sealed,
    open_stream,
    openings,
    remove_keyholder,
    reseal_odk,
    rewrap_pending,
    sealed_facts,
)
from vigie.vault.blobs import blobs
from vigie.vault.keystore import keystore
from vigie.vault.models import Erasure, Opening

pytestmark = pytest.mark.django_db
XML = "<data><récit>inventé</récit></data>".encode()
PHOTO = b"\xff\xd8" + b"p" * 90_000


def bundle(now: dt.datetime, public: str | None = None) -> tuple[bytes, dict[str, bytes]]:
    return make_bundle(
        public=public or odk_public_key(organisation=LISIERE, now=now),
        form_id="expulsion",
        version="1",
        instance_id="uuid:1",
        xml=XML,
        media={"photo.jpg": PHOTO},
    )


def keep(now: dt.datetime, manifest: bytes, files: dict[str, bytes]) -> Kept:
    pieces = {name: [data[:9], data[9:]] for name, data in files.items()}
    return keep_odk(organisation=LISIERE, manifest=manifest, label="collect", now=now, files=pieces)


def test_a_bundle_is_kept_and_opened(alma: Holder, now: dt.datetime) -> None:
    kept = keep(now, *bundle(now))
    opened = open_odk(unlocked=alma.open(now), ref=kept.ref, motive="essai", now=now)
    assert (kept.missing, opened.xml, opened.media, opened.verified) == ((), XML, ("photo.jpg",), True)
    assert b"".join(opened.read("photo.jpg")) == PHOTO
    assert (opened.form_id, opened.instance_id) == ("expulsion", "uuid:1")
    assert openings(LISIERE)[0].motive == "essai"
    assert (sealed_facts(kept.ref).kind, sealed_facts(kept.ref).band) == ("odk", SizeBand.PAGE)


def test_files_may_come_later_and_twice(alma: Holder, now: dt.datetime) -> None:
    manifest, files = bundle(now)
    kept = keep(now, manifest, {"submission.xml.enc": files["submission.xml.enc"]})
    assert kept.missing == odk_missing(ref=kept.ref) == ("photo.jpg.enc",)
    with pytest.raises(Invalid) as refusal:
        open_odk(unlocked=alma.open(now), ref=kept.ref, motive="essai", now=now)
    assert refusal.value.code == "vault.incomplete"
    partial = open_odk(unlocked=alma.open(now), ref=kept.ref, motive="essai", now=now, even_incomplete=True)
    assert (partial.xml, partial.media, partial.verified) == (XML, (), False)

    for _ in range(2):
        assert keep_odk_part(ref=kept.ref, name="photo.jpg.enc", pieces=[files["photo.jpg.enc"]]).missing == ()
    assert open_odk(unlocked=alma.open(now), ref=kept.ref, motive="essai", now=now).verified


def test_a_file_the_manifest_does_not_name_is_refused(alma: Holder, now: dt.datetime) -> None:
    manifest, files = bundle(now)
    kept = keep(now, manifest, {**files, "autre.enc": b"x"})
    assert len(blobs().names_of(kept.ref)) == 2
    with pytest.raises(Missing) as refusal:
        keep_odk_part(ref=kept.ref, name="../x", pieces=[b"x"])
    assert refusal.value.code == "vault.no_part"


def test_names_of_files_are_not_written_on_the_disk_in_clear(alma: Holder, now: dt.datetime, folder: Path) -> None:
    keep(now, *bundle(now))
    assert not list(folder.rglob("*photo*"))


@pytest.mark.parametrize("name", ["photo.jpg.enc", "submission.xml.enc"])
def test_a_flipped_bit_is_refused(alma: Holder, now: dt.datetime, name: str) -> None:
    manifest, files = bundle(now)
    altered = bytearray(files[name])
    altered[3] ^= 1
    kept = keep(now, manifest, {**files, name: bytes(altered)})
    with pytest.raises(Invalid) as refusal:
        open_odk(unlocked=alma.open(now), ref=kept.ref, motive="essai", now=now)
    assert (refusal.value.code, Opening.objects.count()) == ("vault.damaged", 0)


def test_a_cut_file_is_refused(alma: Holder, now: dt.datetime) -> None:
    manifest, files = bundle(now)
    kept = keep(now, manifest, {**files, "photo.jpg.enc": files["photo.jpg.enc"][:-5]})
    with pytest.raises(Invalid) as refusal:
        open_odk(unlocked=alma.open(now), ref=kept.ref, motive="essai", now=now)
    assert refusal.value.code == "vault.damaged"


def test_a_bundle_for_another_association_s_key_cannot_be_opened(alma: Holder, now: dt.datetime) -> None:
    founded(now, person="charlie", organisation=ELSEWHERE)
    kept = keep(now, *bundle(now, public=odk_public_key(organisation=ELSEWHERE, now=now)))
    with pytest.raises(Denied) as refusal:
        open_odk(unlocked=alma.open(now), ref=kept.ref, motive="essai", now=now)
    assert refusal.value.code == "vault.key_gone"


def test_an_outsider_is_told_it_is_not_there(alma: Holder, now: dt.datetime) -> None:
    charlie = founded(now, person="charlie", organisation=ELSEWHERE, words=OTHER_WORDS)
    kept = keep(now, *bundle(now))
    for act in (open_odk, reseal_odk):
        with pytest.raises(Missing):
            act(unlocked=charlie.open(now), ref=kept.ref, motive="curiosité", now=now)


def test_resealed_as_age_the_bundle_is_destroyed(
    alma: Holder, now: dt.datetime, django_capture_on_commit_callbacks
) -> None:
    kept = keep(now, *bundle(now))
    with django_capture_on_commit_callbacks(execute=True):
        resealed = reseal_odk(unlocked=alma.open(now), ref=kept.ref, motive="mettre en archive", now=now)
    opened = alma.open(now)
    assert open_sealed(unlocked=opened, ref=resealed.xml, motive="essai", now=now) == XML
    photo = open_stream(unlocked=opened, ref=resealed.media["photo.jpg"], motive="essai", now=now)
    assert b"".join(photo) == PHOTO
    assert (Erasure.objects.get().object_id, keystore().get(kept.ref), blobs().names_of(kept.ref)) == (
        kept.ref,
        None,
        [],
    )


def test_after_a_departure_phones_get_a_new_key_and_old_bundles_open(alma: Holder, now: dt.datetime) -> None:
    bilal = joined(alma, now)
    first = odk_public_key(organisation=LISIERE, now=now)
    old = keep(now, *bundle(now))
    remove_keyholder(
        acting=alma.acting, holder_id=next(c.id for c in keyholders(LISIERE) if c.person == bilal.acting.actor), now=now
    )
    second = odk_public_key(organisation=LISIERE, now=now)
    assert first != second
    late = keep(now, *bundle(now, public=first))
    new = keep(now, *bundle(now))
    for turn in range(2):
        opened = alma.open(now)
        for kept in (old, late, new):
            assert open_odk(unlocked=opened, ref=kept.ref, motive=f"tour {turn}", now=now).verified
        rewrap_pending(unlocked=opened, now=now)


@pytest.mark.parametrize("manifest", [b"", b"<data/>", b"\0" * 50])
def test_what_is_no_bundle_is_refused_and_not_kept(alma: Holder, now: dt.datetime, manifest: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        keep(now, manifest, {"submission.xml.enc": b"x"})
    assert (refusal.value.code, list(blobs().names())) == ("vault.not_bundle", [])


def test_without_keys_phones_get_none(now: dt.datetime) -> None:
    with pytest.raises(Conflict):
        odk_public_key(organisation=LISIERE, now=now)
