"""Sheets of slips: eight of four words, six languages, nothing kept of them."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import facts, network
from tests.factories.mailbag import signed_in
from vigie.collection.slips import MOST_SHEETS, PER_SHEET, slips_pdf
from vigie.kernel.api import word_list, world
from vigie.network.api import Role
from vigie.network.models import Person

pytestmark = pytest.mark.django_db
LISTED = set(word_list())


def text_of(pdf: bytes) -> tuple[int, str]:
    document = pdfium.PdfDocument(pdf)
    return len(document), "\n".join(page.get_textpage().get_text_range() for page in document)


def words_of(text: str) -> list[str]:
    return re.findall(r"(?m)(?:^|\s)[1-4]\s+([a-z]{4,9})(?=\s|$)", text)


def test_a_sheet_bears_eight_slips_of_four_words_of_the_list() -> None:
    pages, text = text_of(slips_pdf(name="Auberge", address="https://vigie.example/mots/auberge"))
    assert pages == 1
    assert len(words_of(text)) == 4 * PER_SHEET
    assert set(words_of(text)) <= LISTED
    assert text.count("vigie.example/mots/auberge") == PER_SHEET
    assert "https" not in text
    assert text.count("you can say no later") == PER_SHEET


def test_no_two_sheets_are_alike() -> None:
    one, other = (words_of(text_of(slips_pdf(name="", address="https://x/mots/y"))[1]) for _ in range(2))
    assert one != other


@pytest.mark.parametrize(("asked", "made"), [(0, 1), (3, 3), (99, MOST_SHEETS)])
def test_sheets_are_counted_and_bounded(asked: int, made: int) -> None:
    assert text_of(slips_pdf(name="x" * 200, address="https://x/mots/y", sheets=asked))[0] == made


def test_the_page_hands_them_over_and_nothing_is_kept(folder: Path) -> None:
    who = facts.coordinator()
    client = signed_in(Person.objects.get(id=who.actor))
    page = client.get(reverse("collection:slips")).content.decode()
    assert "http://testserver/mots/lisiere" in page
    before = {path for path in Path(world().folder).rglob("*") if path.is_file()}
    with CaptureQueriesContext(connection) as seen:
        answer = client.post(reverse("collection:slips"), {"name": "La Plage", "sheets": "1"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"].find("no-store") >= 0
    assert "La Plage" in text_of(answer.content)[1]
    assert {path for path in Path(world().folder).rglob("*") if path.is_file()} == before
    assert not [q for q in seen if q["sql"].startswith(("INSERT", "UPDATE"))]


@pytest.mark.parametrize("sheets", ["", "0", "11", "x", "-1"])
def test_a_wrong_number_is_told_beside_its_field(folder: Path, sheets: str) -> None:
    client = signed_in(Person.objects.get(id=facts.coordinator().actor))
    answer = client.post(reverse("collection:slips"), {"name": "La Plage", "sheets": sheets})
    assert answer.status_code == 422
    assert 'value="La Plage"' in answer.content.decode()


def test_who_records_nothing_prints_nothing(folder: Path) -> None:
    who = network.acting("clea", roles=[Role.COMMUNICATION])
    assert signed_in(Person.objects.get(id=who.actor)).get(reverse("collection:slips")).status_code == 403
