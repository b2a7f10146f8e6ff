"""What is too large for the server's memory lies on the disk under a key that only its memory holds."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import pytest
import waitress.buffers
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.config.spool import SealedFile, seal_what_overflows

SENTENCE = "ils ont pris ma tente verte à pois. ".encode()


@pytest.fixture(autouse=True)
def _no_reserve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_DISK_RESERVE", "1")


def on_the_disk(opened: SealedFile) -> bytes:
    """The bytes that a thief of the disk would find."""
    number = opened._file.fileno()
    return os.pread(number, os.fstat(number).st_size, 0)


@given(pieces=st.lists(st.binary(max_size=100), max_size=20), place=st.integers(0, 900), size=st.integers(0, 300))
@settings(max_examples=60)
def test_what_was_added_is_read_from_any_place(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes], place: int, size: int
) -> None:
    with SealedFile(tmp_path_factory.getbasetemp()) as opened:
        for piece in pieces:
            opened.seek(0, os.SEEK_END)
            assert opened.write(piece) == len(piece)
        opened.seek(place)
        assert opened.read(size) == b"".join(pieces)[place : place + size]


def test_nothing_readable_is_written_and_no_name_is_left(tmp_path: Path) -> None:
    with SealedFile(tmp_path) as first, SealedFile(tmp_path) as second:
        for opened in (first, second):
            opened.write(SENTENCE * 100)
        found = [on_the_disk(opened) for opened in (first, second)]
        assert all(len(content) == len(SENTENCE) * 100 for content in found)
        assert not any(b"tente" in content for content in found)
        assert found[0] != found[1], "each file has its own key"
        assert found[0][:16] != found[0][len(SENTENCE) * 16 : len(SENTENCE) * 16 + 16], (
            "a counter, not one block for all"
        )
        assert list(tmp_path.iterdir()) == []


def test_a_place_is_never_written_twice(tmp_path: Path) -> None:
    with SealedFile(tmp_path) as opened:
        opened.write(b"once")
        opened.seek(0)
        with pytest.raises(OSError, match="end only"):
            opened.write(b"twice")


def test_the_reserve_of_the_database_is_never_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_DISK_RESERVE", str(10**18))
    with SealedFile(tmp_path) as opened, pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        opened.write(b"one byte too many")


@pytest.mark.parametrize("pieces", [1, 7, 40])
def test_the_server_rests_what_overflows_there(tmp_path: Path, pieces: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = waitress.buffers.TempfileBasedBuffer.newfile
    monkeypatch.setattr(waitress.buffers.TempfileBasedBuffer, "newfile", before)  # undone at the end
    seal_what_overflows(tmp_path)
    held = waitress.buffers.OverflowableBuffer(20_000)
    for _ in range(pieces):
        held.append(SENTENCE * 30)
    assert held.overflowed == (pieces * 30 * len(SENTENCE) >= 20_000)
    if held.overflowed:
        rested = held.getfile()
        assert isinstance(rested, io.BufferedRandom)
        rested.flush()
        assert len(on_the_disk(rested.raw)) == pieces * 30 * len(SENTENCE)
        assert b"tente" not in on_the_disk(rested.raw)
    assert held.getfile().read() == SENTENCE * 30 * pieces
    held.close()
