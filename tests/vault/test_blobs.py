"""A body is there whole or not at all."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import pytest

from vigie.vault.blobs import NoBlob, blobs


def read(name: str) -> bytes:
    return b"".join(blobs().open(name))


def test_what_is_put_is_read_back() -> None:
    assert blobs().put_stream("abc123", [b"one", b"", b"two"]) == 6
    assert (read("abc123"), blobs().length("abc123"), list(blobs().names())) == (b"onetwo", 6, ["abc123"])


def test_a_writer_that_fails_leaves_nothing(folder: Path) -> None:
    def broken():
        yield b"beginning"
        raise InterruptedError

    with pytest.raises(InterruptedError):
        blobs().put_stream("abc123", broken())
    assert [path for path in (folder / "vault").rglob("*") if path.is_file()] == []


def test_a_killed_writer_is_swept() -> None:
    writer = blobs().writer("abc123")
    writer.write(b"half")
    assert blobs().sweep(before=time.time() - 60) == 0
    assert blobs().sweep(before=time.time() + 1) == 1
    assert list(blobs().names()) == []
    writer.discard()


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(NoBlob):
        read("abc123")
    with pytest.raises(NoBlob):
        blobs().length("abc123")
    blobs().delete("abc123")


def test_bodies_of_one_object_are_found_and_no_others() -> None:
    for name in ("abc.1", "abc.2", "abcd", "abcd.1", "abc"):
        blobs().put_stream(name, [b"x"])
    assert blobs().names_of("abc") == ["abc", "abc.1", "abc.2"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "", "é" * 5, "ab", "..."])
def test_a_name_is_an_opaque_id(name: str) -> None:
    with pytest.raises(ValueError, match="opaque"):
        blobs().put_stream(name, [b"x"])


def test_only_the_server_reads_bodies(folder: Path) -> None:
    blobs().put_stream("abc123", [b"x"])
    assert stat.S_IMODE((folder / "vault" / "ab" / "abc123").stat().st_mode) == 0o600
