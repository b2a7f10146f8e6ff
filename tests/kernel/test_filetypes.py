"""What a file is, told by its bytes; hostile bytes break nothing."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.factories.documents import image, opendocument, pdf, repacked, word
from tests.factories.exhibits import photo
from vigie.kernel.api import HEAD, FileFault, FileLook, Media, look_at_archive, look_at_file, look_at_head

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = word("Bonjour")


def archive(*names: str, method: int = zipfile.ZIP_DEFLATED, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name in names:
            made.writestr(name, content)
    return out.getvalue()


def spoiled(data: bytes, part: str) -> bytes:
    """A document whose part is no longer what it was folded from."""
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        start = found.getinfo(part).header_offset + 30 + len(part)
    return data[:start] + b"\xff" * 8 + data[start + 8 :]


@pytest.mark.parametrize(
    ("data", "look"),
    [
        (pdf(), FileLook(Media.PDF)),
        (b"junk\n" + pdf(), FileLook(Media.PDF)),
        (WORD, FileLook(Media.DOCX)),
        (opendocument(), FileLook(Media.ODT)),
        (opendocument(media=Media.ODS), FileLook(Media.ODS)),
        (image(), FileLook(Media.JPEG)),
        (image("PNG"), FileLook(Media.PNG)),
        (archive("autre.txt"), FileLook(Media.ARCHIVE)),
        (b"#!AMR\n" + bytes(40), FileLook(Media.AMR)),
        (b"", FileLook(None, FileFault.EMPTY)),
        (b"MZ\x90\x00", FileLook(None, FileFault.PROGRAM)),
        (b"#!/bin/sh\n%PDF-1.7", FileLook(None, FileFault.PROGRAM)),
        (b"\xef\xbb\xbf <!doctype html>", FileLook(None, FileFault.MARKUP)),
        (b"<!-- %PDF-1.4 --><script>", FileLook(None, FileFault.MARKUP)),
        (OLE + bytes(80), FileLook(None, FileFault.OLD)),
        (OLE + "EncryptedPackage".encode("utf-16-le"), FileLook(None, FileFault.LOCKED)),
        (b"des mots", FileLook(None, FileFault.UNKNOWN)),
        (pdf(password="secret"), FileLook(Media.PDF, FileFault.LOCKED)),
        (opendocument(manifest=b"<encryption-data/>"), FileLook(Media.ODT, FileFault.LOCKED)),
        (repacked(WORD, add={"word/vbaProject.bin": b"1"}), FileLook(Media.DOCX, FileFault.MACROS)),
        (repacked(WORD, add={"word/activeX/activeX1.xml": b"1"}), FileLook(Media.DOCX, FileFault.MACROS)),
        (opendocument(extra={"Basic/Standard/Module1.xml": b"1"}), FileLook(Media.ODT, FileFault.MACROS)),
        (opendocument(extra={"Scripts/python/a.py": b"1"}), FileLook(Media.ODT, FileFault.MACROS)),
        (WORD[:300], FileLook(Media.ARCHIVE, FileFault.DAMAGED)),
        (spoiled(WORD, "word/document.xml"), FileLook(Media.DOCX, FileFault.DAMAGED)),
        (archive("word/document.xml"), FileLook(Media.DOCX, FileFault.DAMAGED)),
        (archive("word/document.xml", method=zipfile.ZIP_LZMA), FileLook(Media.ARCHIVE, FileFault.DAMAGED)),
        (archive("a", content=bytes(20_000_000)), FileLook(Media.ARCHIVE, FileFault.TRAP)),
        (image()[:200], FileLook(Media.JPEG, FileFault.DAMAGED)),
        (photo((8000, 8000), "PNG"), FileLook(Media.PNG, FileFault.PIXELS)),
    ],
)
def test_a_file_is_what_is_in_it(data: bytes, look: FileLook) -> None:
    assert look_at_file(data) == look


def test_the_word_encrypt_in_the_text_of_a_pdf_locks_nothing() -> None:
    assert look_at_file(b"%PDF-1.7\n(/Encrypt your letters)").fault is None


def test_a_floor_may_take_only_what_unfolds_to_less() -> None:
    assert look_at_archive(WORD, unfolded=1000).fault is FileFault.TRAP


def test_every_type_has_an_ending_of_its_own() -> None:
    endings = [media.ending for media in Media]
    assert len(set(endings)) == len(endings)
    assert (Media.JPEG.ending, Media.THREE_GP.ending, Media.DOCX.ending) == ("jpg", "3gp", "docx")


HEADS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    OLE,
    b"RIFF",
    b"\x00\x00\x00\x18ftyp",
]


@given(st.binary(max_size=2000), st.sampled_from(HEADS))
@settings(max_examples=100)
def test_no_bytes_break_the_look(data: bytes, head: bytes) -> None:
    whole, first = look_at_file(head + data), look_at_head((head + data)[:HEAD])
    assert whole.media is not None or whole.fault is not None
    assert first.media in {whole.media, Media.ARCHIVE}


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # it says what of an image it could not read
@given(
    st.sampled_from([WORD, opendocument(), image(), image("PNG")]),
    st.integers(0, 40_000),
    st.binary(min_size=1, max_size=40),
)
@example(WORD, len(WORD) - 30, b"\xff" * 12)
@settings(max_examples=150)
def test_no_damage_breaks_the_look(data: bytes, where: int, noise: bytes) -> None:
    where %= len(data)
    look = look_at_file(data[:where] + noise + data[where + len(noise) :])
    assert look.media is not None or look.fault is not None
