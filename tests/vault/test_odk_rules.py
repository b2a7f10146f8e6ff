"""Collect's own encryption, made and opened."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.vault.rules import odk

PUBLIC, PRIVATE = odk.generate_pair()
OTHER = odk.generate_pair()[1]
XML = "<data><récit>inventé</récit></data>".encode()
MEDIA = {"photo.jpg": b"\xff\xd8" + b"x" * 5000, "son.m4a": b""}


def bundle(version: str = "2018011600") -> tuple[bytes, dict[str, bytes]]:
    return odk.make_bundle(
        public=PUBLIC, form_id="expulsion", version=version, instance_id="uuid:1 & 2", xml=XML, media=MEDIA
    )


def open_bundle(manifest: bytes, files: dict[str, bytes], private: bytes = PRIVATE, step: int = 999):
    parsed = odk.parse_manifest(manifest)
    key = odk.record_key(parsed, odk.load_private(private))
    plain = {}
    for index, name in enumerate(parsed.files):
        pieces = (files[name][start : start + step] for start in range(0, len(files[name]), step))
        plain[name] = b"".join(odk.open_file(key, index, pieces))
    digests = {name: odk.file_digest([data]) for name, data in plain.items()}
    return plain, odk.signature_fits(parsed, odk.load_private(private), digests)


@pytest.mark.parametrize("step", [1, 15, 16, 17, 4096, 10**6])
def test_a_bundle_opens_whatever_the_pieces(step: int) -> None:
    plain, fits = open_bundle(*bundle(), step=step)
    assert plain == {"photo.jpg.enc": MEDIA["photo.jpg"], "son.m4a.enc": b"", "submission.xml.enc": XML}
    assert fits


def test_a_form_without_version_signs_without_it() -> None:
    assert open_bundle(*bundle(version=""))[1]


def test_the_answers_come_last_and_ivs_follow_the_manifest() -> None:
    manifest, _files = bundle()
    assert odk.parse_manifest(manifest).files == ("photo.jpg.enc", "son.m4a.enc", "submission.xml.enc")


def test_ivs_bump_one_byte_of_the_seed_for_each_file() -> None:
    key = odk.RecordKey(bytes(32), "uuid:1")
    first, second, last = key.iv(0), key.iv(1), key.iv(16)
    changed = [place for place in range(16) if first[place] != second[place]]
    assert (changed, (last[0] - first[0]) % 256) == ([1], 1)


@pytest.mark.slow
@given(st.integers(min_value=0, max_value=5000), st.integers(min_value=0, max_value=7))
def test_a_flipped_bit_is_told(position: int, bit: int) -> None:
    manifest, files = bundle()
    name = "photo.jpg.enc"
    altered = bytearray(files[name])
    altered[position] ^= 1 << bit
    try:
        _plain, fits = open_bundle(manifest, {**files, name: bytes(altered)})
    except odk.BadBundle:
        return
    assert not fits


def test_a_cut_file_is_refused() -> None:
    manifest, files = bundle()
    with pytest.raises(odk.BadBundle):
        open_bundle(manifest, {**files, "photo.jpg.enc": files["photo.jpg.enc"][:-3]})


def test_a_bundle_for_another_key_says_so() -> None:
    with pytest.raises(odk.OtherKey):
        open_bundle(*bundle(), private=OTHER)


def test_both_namespaces_are_read() -> None:
    manifest = bundle()[0].replace(odk.NAMESPACE.encode(), b"http://opendatakit.org/submissions")
    assert odk.parse_manifest(manifest).instance_id == "uuid:1 & 2"


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"<data/>",
        b"<data",
        b"\xff\xfe",
        b'<!DOCTYPE d [<!ENTITY e "x">]>' + bundle()[0],
        bundle()[0].replace(b'encrypted="yes"', b""),
        bundle()[0].replace(b"instanceID", b"other"),
        bundle()[0].replace(b"encryptedXmlFile", b"other"),
        bundle()[0].replace(b"son.m4a", b"photo.jpg"),
        b" " * (odk.MAX_MANIFEST + 1),
        b'<?xml version="1.0" encoding="no-such"?>' + bundle()[0],
    ],
    ids=["empty", "bare", "cut", "binary", "dtd", "clear", "no id", "no answers", "twice", "long", "encoding"],
)
def test_anything_else_is_refused(manifest: bytes) -> None:
    with pytest.raises(odk.BadBundle):
        odk.parse_manifest(manifest)


def test_a_key_is_never_printed() -> None:
    assert "0000" not in repr(odk.RecordKey(b"0" * 32, "x"))
