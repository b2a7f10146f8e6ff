"""Files that come from anyone: told by what they hold, refused by the reason."""

from __future__ import annotations

import contextlib
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from tests.factories.documents import image, opendocument, pdf, repacked, word
from vigie.kernel.api import Invalid, Media
from vigie.programme.rules.links import tidy_url, works
from vigie.programme.rules.mails import read_letter
from vigie.programme.rules.papers import check_paper, text_of
from vigie.programme.rules.replies import fill, unknown_places
from vigie.programme.rules.spam import why_held


@pytest.mark.parametrize(
    ("data", "media", "ending"),
    [
        (pdf(), Media.PDF, "pdf"),
        (word("Bonjour"), Media.DOCX, "docx"),
        (opendocument(), Media.ODT, "odt"),
        (image(), Media.JPEG, "jpg"),
        (image("PNG"), Media.PNG, "png"),
    ],
)
def test_the_five_kinds_are_known_by_their_content(data, media, ending):
    paper = check_paper(data)
    assert (paper.media_type, paper.extension, paper.size) == (media, ending, len(data))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\x7fELF" + b"0" * 100, "program"),
        (b"#!/bin/sh\n", "program"),
        (pdf(password="secret"), "locked"),
        (opendocument(manifest=b"<manifest><encryption-data/></manifest>"), "locked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (repacked(word("x"), add={"word/vbaProject.bin": b"1"}), "macro"),
        (opendocument(extra={"Basic/Standard/Module1.xml": b"1"}), "macro"),
        (pdf()[: len(pdf()) // 3], "damaged"),
        (word("x")[:300], "damaged"),
        (image()[:200], "damaged"),
        (b"GIF89a" + b"0" * 50, "unknown"),
        (b"<html></html>", "unknown"),
        (b"0" * 10_000_001, "too_large"),
    ],
)
def test_what_will_not_do_is_refused_by_its_reason(data, code):
    with pytest.raises(Invalid, match=f"programme.file_{code}"):
        check_paper(data)


def opening_with(kind: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    act = {NameObject("/S"): NameObject(kind), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(act)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_that_holds_a_program_is_refused_and_one_that_opens_at_a_page_is_not():
    for wrong in (opening_with("/JavaScript"), opening_with("/Launch"), pdf(script="app.alert(1)")):
        with pytest.raises(Invalid, match="file_macro"):
            check_paper(wrong)
    assert check_paper(opening_with("/GoTo")).extension == "pdf"


@given(
    st.binary(max_size=3000),
    st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"From: a@b.c\n\n"]),
)
@settings(max_examples=150)
def test_no_bytes_break_the_reading(data, head):
    for reader in (check_paper, read_letter):
        with contextlib.suppress(Invalid):
            reader(head + data)


def test_the_words_of_a_word_file_are_read_for_the_printed_pack():
    assert text_of(word("Bonjour,", "je candidate."), Media.DOCX) == ["Bonjour,", "je candidate."]
    assert text_of(opendocument(), Media.ODT) == ["Bonjour"]
    assert text_of(pdf(), Media.PDF) == []
    assert text_of(b"PK\x03\x04", Media.DOCX) == []


def test_links_are_mended_and_only_those_of_the_web_are_kept():
    assert tidy_url(" http://ipam.org/IMG/pdf/\nBrochure.pdf ") == "http://ipam.org/IMG/pdf/Brochure.pdf"
    assert tidy_url("www.gisti.org") == "https://www.gisti.org"
    for wrong in ("javascript:alert(1)", "ftp://a.b", "https://localhost", "https://a:b@c.d", "", "x"):
        with pytest.raises(ValueError, match=re.escape(wrong) or "^$"):
            tidy_url(wrong)
    assert [works(a) for a in ("200", "301", "404", "silent", "")] == [True, True, False, False, False]


def test_a_letter_is_filled_once_and_says_which_places_nothing_fills():
    assert (
        fill("Bonjour {prenom}, {lien} {inconnu}", {"prenom": "{lien}", "lien": "https://x"})
        == "Bonjour {lien}, https://x {inconnu}"
    )
    assert unknown_places("{prenom} {salaire}") == ["salaire"]


def test_a_form_is_held_for_each_of_three_reasons_and_only_those():
    assert why_held(trap="", seconds=60, already=0) == ""
    found = [
        why_held(trap="x", seconds=60, already=0),
        why_held(trap="", seconds=1, already=0),
        why_held(trap="", seconds=None, already=0),
        why_held(trap="", seconds=60, already=6),
    ]
    assert found == ["trap", "fast", "fast", "many"]
