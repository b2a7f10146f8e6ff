"""A pipe gives each byte once, in order, and keeps none."""

from __future__ import annotations

import io
import zipfile

from vigie.kernel.api import Pipe


def test_what_is_written_is_taken_once() -> None:
    pipe = Pipe()
    assert pipe.writable()
    assert [pipe.write(b"mar"), pipe.write(b"ee")] == [3, 2]
    assert [pipe.take(), pipe.take()] == [b"maree", b""]


def test_a_zip_is_sent_as_it_is_written() -> None:
    pipe, sent = Pipe(), []
    with zipfile.ZipFile(pipe, "w") as archive:  # type: ignore[type-var] # a file to write into, not to seek
        archive.writestr("a.txt", "dune")
        sent.append(pipe.take())
    sent.append(pipe.take())
    assert all(sent)
    with zipfile.ZipFile(io.BytesIO(b"".join(sent))) as back:
        assert back.read("a.txt") == b"dune"
