"""The sheets of paper: everything the phone asks, numbered, in the right direction, with our own letters."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import ImageFont

from vigie import ui
from vigie.collection.pack import PACK, paper_pdf
from vigie.collection.pack.paper import ON_PHONE_ONLY, _Sheet
from vigie.collection.pack.specs import form
from vigie.kernel.api import LANGUAGES, Missing

FORMS = [spec.id for spec in PACK]
A4 = (595, 842)
FONTS = Path(ui.__file__).parent / "fonts"


def text_of(pdf: bytes) -> tuple[int, str]:
    document = pdfium.PdfDocument(pdf)
    try:
        assert [round(side) for side in document[0].get_size()] == list(A4)
        return len(document), "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize("form_id", FORMS)
def test_every_question_is_on_the_sheet_once_numbered_in_order(form_id: str):
    sheet = _Sheet(form_id, "fr")
    sheet.data()
    asked = [q.name for q in form(form_id).walk() if not q.container and q.type not in ON_PHONE_ONLY | {"note"}]
    assert list(sheet.numbers) == asked
    assert list(sheet.numbers.values()) == list(range(1, len(asked) + 1))


def test_the_quick_record_fits_on_one_page():
    pages, text = text_of(paper_pdf("vigie-releve"))
    assert pages == 1
    assert "Relevé rapide" in text
    assert "Sacs de couchage" in text
    assert "ne sort jamais de l’association" in text


@pytest.mark.parametrize("form_id", FORMS)
def test_each_form_prints_in_french_on_few_sheets(form_id: str):
    pages, text = text_of(paper_pdf(form_id))
    assert pages <= 4
    assert form(form_id).spec.title["fr"] in text


def letters(value: object) -> set[str]:
    """Return every sign written anywhere in the data of a sheet."""
    if isinstance(value, str):
        return set(value)
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {sign for part in inside for sign in letters(part)}


def drawn(font: ImageFont.FreeTypeFont, sign: str) -> bytes:
    return bytes(font.getmask(sign))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_of_every_language_is_in_our_fonts(language: str):
    """A sign that no face of the house has would be printed as an empty frame."""
    faces = {"fa": "Vazirmatn_400Regular", "ti": "NotoSansEthiopic_400Regular"}
    names = ("SourceSans3_400Regular", faces.get(language, "NotoNaskhArabic_400Regular"))
    fonts = [ImageFont.truetype(str(FONTS / f"{name}.ttf"), 24) for name in names]
    signs = set().union(*(letters(_Sheet(form_id, language).data()) for form_id in FORMS))
    missing = [
        s for s in signs if s.isprintable() and s != " " and all(drawn(f, s) == drawn(f, "\uffff") for f in fonts)
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_quick_record_prints_in_every_language(language: str):
    pages, text = text_of(paper_pdf("vigie-releve", language))
    assert pages <= 2
    assert "2026112701" in text


def test_a_translation_nobody_read_says_so_and_french_does_not():
    assert "Translation not yet reviewed" in text_of(paper_pdf("vigie-tournee", "en"))[1]
    assert "pas encore relue" not in text_of(paper_pdf("vigie-tournee", "fr"))[1]


def test_the_demonstration_prints_on_every_page_that_all_is_invented(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VIGIE_WORLD", "demo")
    pages, text = text_of(paper_pdf("vigie-expulsion"))
    assert text.count("DONNÉES INVENTÉES") == pages
    monkeypatch.setenv("VIGIE_WORLD", "real")
    assert "INVENTÉES" not in text_of(paper_pdf("vigie-expulsion"))[1]


def test_a_screen_of_nothing_but_photos_leaves_no_empty_title():
    titles = [section["title"] for section in _Sheet("vigie-temoignage", "fr").data()["sections"]]
    assert "Pour finir" in titles
    assert "Traces" not in titles


def test_conditions_point_back_by_number():
    sheet = _Sheet("vigie-temoignage", "fr")
    minor = next(section for section in sheet.data()["sections"] if section["title"] == "Une personne mineure")
    assert minor["condition"] == f"si, en {sheet.numbers['minor']} : Oui"


def test_only_forms_of_the_pack_print():
    with pytest.raises(Missing):
        paper_pdf("someone-elses")
