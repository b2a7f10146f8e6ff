"""What a file is, what it tells, and the copy in which what was hidden is gone."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable

import pypdfium2 as pdfium
import pytest
from PIL import Image

from tests.factories.exhibits import ENCRYPTED_PDF, FACE, docx, pdf, photo, video
from vigie.cases.documents.looking import Look, Looker
from vigie.cases.documents.pictures import redacted_picture, shown_picture, told_by_picture
from vigie.cases.documents.pixels import redacted_pdf, shown_page
from vigie.cases.rules.exhibits import Box, by_date, moved, read_boxes, reference, resolved
from vigie.kernel.api import Invalid, Media

OVER_THE_FACE = Box(0, 0.38, 0.38, 0.24, 0.24)


def looked(data: bytes, piece: int = 1000) -> Look:
    looker = Looker()
    for start in range(0, len(data), piece):
        looker.feed(data[start : start + piece])
    return looker.finish()


def reddest(image: Image.Image) -> int:
    """How red the reddest pixel is, beyond its blue."""
    return max(r - b for r, _g, b in image.convert("RGB").get_flattened_data())


def test_a_photo_tells_its_device_its_moment_and_only_that_it_has_a_position() -> None:
    look = looked(photo())
    assert (look.content_type, look.kind) == (Media.JPEG, "photo")
    assert look.capture == {
        "width": 400, "height": 300, "device": "Acme X100", "taken": "2018:01:15 07:12:00", "position": True,
    }  # fmt: skip


@pytest.mark.parametrize(("form", "kind"), [("JPEG", Media.JPEG), ("PNG", Media.PNG)])
def test_what_was_under_a_box_is_gone_and_so_is_all_that_was_not_pixels(form: str, kind: str) -> None:
    data = photo(form=form)
    assert reddest(Image.open(io.BytesIO(data))) > 100
    made, made_type = redacted_picture(data, kind, [OVER_THE_FACE])
    copy = Image.open(io.BytesIO(made))
    assert made_type == kind
    assert reddest(copy) < 40
    assert copy.getpixel((200, 150)) == (0, 0, 0)
    assert not copy.getexif()
    assert not {"exif", "icc_profile", "comment", "xmp", "photoshop"} & set(copy.info)
    assert b"Acme" not in made
    assert FACE not in {copy.getpixel((x, 150)) for x in range(400)}


def test_with_nothing_to_hide_the_copy_still_drops_the_position() -> None:
    made, _type = redacted_picture(photo(), Media.JPEG, [])
    copy = Image.open(io.BytesIO(made))
    assert reddest(copy) > 100
    assert not copy.getexif()


def test_boxes_are_drawn_on_the_upright_picture() -> None:
    image = Image.new("RGB", (300, 200), (255, 255, 255))
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    made, _type = redacted_picture(out.getvalue(), Media.JPEG, [Box(0, 0, 0, 1, 0.1)])
    copy = Image.open(io.BytesIO(made))
    assert copy.size == (200, 300)
    assert copy.getpixel((190, 5)) < (30, 30, 30)
    assert Image.open(io.BytesIO(shown_picture(out.getvalue(), Media.JPEG))).size == (200, 300)


def test_the_pages_of_a_pdf_become_pixels_and_nothing_else() -> None:
    made = redacted_pdf(pdf(2), [Box(1, 0.38, 0.38, 0.24, 0.24)])
    document = pdfium.PdfDocument(made)
    assert [round(n) for n in document.get_page_size(0)] == [595, 842]
    first, second = (page.render(scale=1).to_pil() for page in document)
    assert reddest(first) > 100
    assert reddest(second) < 40
    assert b"Acme" not in made
    assert reddest(Image.open(io.BytesIO(shown_page(made, 1)))) < 40
    with pytest.raises(Invalid, match=r"cases\.no_page"):
        shown_page(made, 2)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (ENCRYPTED_PDF, "encrypted"),
        (b"%PDF-1.7\nnothing of the sort", "broken"),
        (pdf(101), "too_many_pages"),
        (photo()[:900], "broken"),
        (photo((6000, 6000), "PNG"), "too_many_pixels"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(200), "not_read_here"),
    ],
    ids=["encrypted", "broken", "long", "cut", "pixels", "heic"],
)
def test_what_cannot_be_prepared_is_kept_with_its_reason(data: bytes, problem: str) -> None:
    assert looked(data).capture["problem"] == problem


@pytest.mark.slow
def test_a_photo_of_four_hundred_megapixels_becomes_a_reduced_copy_in_little_memory() -> None:
    data = photo((20_000, 20_000))
    assert told_by_picture(data, Media.JPEG)["width"] == 20_000
    made, _type = redacted_picture(data, Media.JPEG, [OVER_THE_FACE])
    copy = Image.open(io.BytesIO(made))
    assert copy.size == (5000, 5000)
    assert reddest(copy.resize((200, 200))) < 40


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "markup"),
        (b"\xef\xbb\xbf  <!doctype html><p>", "markup"),
        (b"<!-- %PDF-1.4 --><script>", "markup"),
        (b"MZ\x90\x00" + bytes(900), "program"),
        (b"#!/bin/sh\n", "program"),
        (b"des mots", "unknown"),
        (docx({"word/vbaProject.bin": b"x"}), "macros"),
        (docx({"word/media/a.bmp": bytes(60_000_000)}), "trap"),
        (b"PK\x03\x04" + bytes(900), "unknown"),
    ],
)
def test_what_is_no_exhibit_is_refused_by_its_content(data: bytes, code: str) -> None:
    with pytest.raises(Invalid, match=rf"cases\.exhibit_{code}"):
        looked(data)


def test_a_word_document_is_told_from_an_archive() -> None:
    assert looked(docx()).content_type == Media.DOCX
    assert looked(pdf(3)).pages == 3


def test_a_video_of_three_hundred_megabytes_passes_in_little_memory() -> None:
    piece = bytes(1_000_000)
    looker = Looker()
    tracemalloc.start()
    looker.feed(video(4096))
    for _number in range(300):
        looker.feed(piece)
    look = looker.finish()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (look.kind, look.size) == ("video", 300_004_096)
    assert peak < 5_000_000


def test_boxes_are_cut_to_the_page_and_slips_left_out() -> None:
    told = [{"page": 0, "x": -1, "y": "0.5", "w": 1.5, "h": 9}, {"page": 0, "x": 0.5, "y": 0.5, "w": 0.0001, "h": 0.5}]
    assert read_boxes(told, pages=1) == (Box(0, 0.0, 0.5, 0.5, 0.5),)


@pytest.mark.parametrize("wrong", [{"x": "nan"}, {"page": 1}, {"w": "large"}, {"page": "0.5"}, {"y": "inf"}])
def test_a_box_that_means_nothing_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        read_boxes([{"page": 0, "x": 0, "y": 0, "w": 1, "h": 1, **wrong}], pages=1)


@pytest.mark.parametrize(
    ("one", "step", "after"), [("b", -1, "bacd"), ("b", 1, "acbd"), ("a", -1, "abcd"), ("d", 1, "abcd")]
)
def test_moving_changes_places_with_one_neighbour(one: str, step: int, after: str) -> None:
    assert moved("abcd", one, step) == list(after)


def test_a_reference_follows_its_exhibit(now: object) -> None:
    say: Callable[[int | None], str] = lambda n: f"pièce {n}"  # noqa: E731
    text = f"Voir {reference('abc')} et {reference('gone')}, {{exhibit:}}."
    assert resolved(text, {"abc": 4}, say) == "Voir pièce 4 et pièce None, {exhibit:}."
    assert by_date([("a", None, 1), ("b", None, 2)]) == ["a", "b"]


def test_the_type_of_a_pdf_is_its_content(now: object) -> None:
    assert looked(b"junk\n" + pdf(1)).content_type == Media.PDF
