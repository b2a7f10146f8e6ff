"""Header surgery: interoperable, and deaf to anything malformed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.vault.rules import agehdr, bech32, stream
from vigie.vault.rules.keys import Pair, open_with, seal_to

A, B, C = (Pair.generate() for _ in range(3))
SIZES = [0, 1, 65_535, 65_536, 65_537, 131_072, 200_003]
needs_age = pytest.mark.skipif(shutil.which("age") is None, reason="the age command is not installed")


def open_ours(file: bytes, *identities: str) -> bytes:
    header, body = agehdr.split(file)
    return b"".join(stream.open_chunks(agehdr.file_key(header, identities), [body]))


def seal_ours(data: bytes, *recipients: str) -> bytes:
    key = agehdr.FileKey.generate()
    sealer = stream.ChunkSealer(key)
    pieces = [sealer.update(data[start : start + 10_007]) for start in range(0, len(data), 10_007)]
    return agehdr.new_header(key, recipients) + b"".join(pieces) + sealer.finish()


@pytest.mark.parametrize("size", SIZES)
def test_pyrage_opens_what_we_seal(size: int) -> None:
    data = bytes(range(256)) * (size // 256) + bytes(size % 256)
    assert open_with([B.identity], seal_ours(data, A.public, B.public)) == data


@pytest.mark.parametrize("size", SIZES)
def test_we_open_what_pyrage_seals(size: int) -> None:
    data = b"z" * size
    assert open_ours(seal_to([A.public, B.public, C.public], data), C.identity) == data


@needs_age
@pytest.mark.parametrize("size", [0, 65_536, 200_003])
def test_debian_age_opens_a_rewrapped_file(size: int, tmp_path: Path) -> None:
    file = seal_ours(b"q" * size, A.public)
    header, body = agehdr.split(file)
    (tmp_path / "key").write_text(B.identity + "\n")
    rewrapped = agehdr.rewrap(header, [A.identity], [B.public]) + body
    run = subprocess.run(["age", "-d", "-i", tmp_path / "key"], input=rewrapped, capture_output=True, check=True)
    assert run.stdout == b"q" * size


@needs_age
def test_we_open_what_debian_age_seals() -> None:
    run = subprocess.run(["age", "-r", A.public, "-r", B.public], input=b"bonjour", capture_output=True, check=True)
    assert open_ours(run.stdout, B.identity) == b"bonjour"


def test_rewrapping_shuts_the_old_recipient_out() -> None:
    header, body = agehdr.split(seal_to([A.public], b"bonjour"))
    rewrapped = agehdr.rewrap(header, [A.identity], [B.public])
    assert open_ours(rewrapped + body, B.identity) == b"bonjour"
    with pytest.raises(agehdr.NoMatch):
        agehdr.file_key(rewrapped, [A.identity])


def test_adding_a_recipient_keeps_the_others() -> None:
    header, body = agehdr.split(seal_to([A.public], b"bonjour"))
    wider = agehdr.add_recipient(header, [A.identity], B.public)
    assert [open_with([pair.identity], wider + body) for pair in (A, B)] == [b"bonjour"] * 2


@given(st.integers(min_value=0), st.integers(min_value=0, max_value=7))
def test_a_flipped_bit_in_the_header_is_refused(position: int, bit: int) -> None:
    header = bytearray(agehdr.split(SEALED)[0])
    header[position % len(header)] ^= 1 << bit
    with pytest.raises((agehdr.BadHeader, agehdr.NoMatch)):
        agehdr.file_key(bytes(header), [A.identity])


SEALED = seal_to([A.public, B.public], b"bonjour")
HEADER = agehdr.split(SEALED)[0]


@settings(max_examples=400)
@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda tail: agehdr.INTRO + tail))
def test_noise_is_refused_as_a_bad_header(noise: bytes) -> None:
    with pytest.raises(agehdr.BadHeader):
        agehdr.parse(agehdr.split(noise + b"\n")[0])
    with pytest.raises(agehdr.BadHeader):
        agehdr.parse(noise)


@settings(max_examples=400)
@given(st.data())
def test_a_mangled_header_parses_or_is_refused_never_breaks(data: st.DataObject) -> None:
    lines = HEADER.split(b"\n")
    mangled = b"\n".join(data.draw(st.lists(st.sampled_from([*lines, b"", b"-> X25519", b"--- "]), max_size=12)))
    try:
        parsed = agehdr.parse(mangled)
    except agehdr.BadHeader:
        return
    assert parsed.stanzas


@given(st.binary(min_size=1, max_size=400), st.integers(min_value=1, max_value=50))
def test_a_file_may_come_in_pieces_of_any_size(data: bytes, step: int) -> None:
    file = seal_to([A.public], data)
    header, rest = agehdr.split_stream(file[start : start + step] for start in range(0, len(file), step))
    assert (header, b"".join(rest)) == agehdr.split(file)


@pytest.mark.parametrize("cut", [0, 15, 16, 31, 32, 33, 65_568, 65_569, 131_103])
def test_a_body_cut_anywhere_is_refused(cut: int) -> None:
    key = agehdr.FileKey.generate()
    sealer = stream.ChunkSealer(key)
    body = sealer.update(b"x" * 131_072) + sealer.finish()
    with pytest.raises(stream.BadBody):
        list(stream.open_chunks(key, [body[:cut]]))


def test_a_body_made_longer_is_refused() -> None:
    key = agehdr.FileKey.generate()
    body = stream.ChunkSealer(key).finish()
    with pytest.raises(stream.BadBody):
        list(stream.open_chunks(key, [body, b"\0"]))


def test_bech32_reads_what_age_writes() -> None:
    assert len(bech32.decode(A.public, "age")) == len(bech32.decode(A.identity, "age-secret-key-")) == 32


@pytest.mark.parametrize(
    "text",
    [
        "",
        "age",
        "1",
        "age1",
        A.public[:-1] + ("q" if A.public[-1] != "q" else "p"),
        A.public[:-1],
        A.public.title(),
        "é",
    ],
    ids=["nothing", "prefix", "separator", "no-data", "one-letter-changed", "cut", "mixed-case", "not-ascii"],
)
def test_bech32_refuses_the_rest(text: str) -> None:
    with pytest.raises(bech32.BadBech32):
        bech32.decode(text, "age")


@given(st.text(max_size=90))
def test_bech32_never_breaks(text: str) -> None:
    with pytest.raises(bech32.BadBech32):
        bech32.decode(text, "age")


def test_a_secret_is_never_printed() -> None:
    assert A.identity not in repr(A)
    key = agehdr.FileKey.generate()
    assert repr(key.secret) not in repr(key)
