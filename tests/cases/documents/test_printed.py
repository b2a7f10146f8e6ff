"""The referral, its inventory, the bundle of exhibits, the court's folder."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace

import pypdfium2
import pytest
from pypdf import PdfReader

from tests.factories.documents import content, exhibit, image, pdf, text_of
from vigie.cases.documents.bundle import make_bundle
from vigie.cases.documents.contents import Trouble
from vigie.cases.documents.court import make_court_folder
from vigie.cases.documents.printed import make_bordereau, make_pdf

FACES = ("SourceSans3", "NotoNaskhArabic", "NotoSansEthiopic")


def fonts(made: bytes) -> set[str]:
    document = pypdfium2.PdfDocument(made)
    try:
        kinds = [pypdfium2.raw.FPDF_PAGEOBJ_TEXT]
        return {one.get_font().get_base_name() for page in document for one in page.get_objects(filter=kinds)}
    finally:
        document.close()


def test_the_referral_says_everything_in_the_fonts_of_the_house() -> None:
    made = make_pdf(content())
    text = " ".join("\n".join(text_of(made)).split())
    for said in (
        "<à Calais>",
        "Défenseur des droits",
        "pièces 1, 2",
        "sous pseudonyme",
        "nom et prénom",
        "Comment ce document a été fait",
    ):
        assert said in text
    assert text.count("[à vérifier par l’avocat·e]") == 1
    assert "DONNÉES INVENTÉES" not in text
    assert {name for name in fonts(made) if not any(face in name for face in FACES)} == set()
    assert {face for face in FACES if any(face in name for name in fonts(made))} == set(FACES)
    assert b"pdfaid:part" in made


def test_the_words_of_a_person_are_never_markup() -> None:
    fact = content().facts[0]
    made = make_pdf(
        content(
            title="#panic() *x* $y$",
            facts=(replace(fact, what='#read("/etc/passwd") = [', quote="#panic()", language="fr"),),
        )
    )
    assert '#read("/etc/passwd")' in "\n".join(text_of(made))


def test_invented_contents_say_so() -> None:
    for make in (make_pdf, make_bordereau):
        assert "DONNÉES INVENTÉES" in text_of(make(content(invented=True)))[0]


def test_the_inventory_gives_whole_hashes_and_how_to_check_them() -> None:
    text = "\n".join(text_of(make_bordereau(content())))
    assert "a" * 32 in text
    assert "sha256sum" in text


def test_every_page_is_stamped_after_its_slip_and_bookmarked() -> None:
    files = [
        exhibit(1, pdf(3), "application/pdf", "Relevé"),
        exhibit(2, image(), "image/jpeg"),
        exhibit(5, image("PNG"), "image/png"),
        exhibit(6, pdf(1, turned=90, size=(842, 1191)), "application/pdf"),
        exhibit(7, b"sound", "audio/mpeg", "Enregistrement"),
    ]
    made = make_bundle(files, title="Pièces")
    text = text_of(made.pdf)
    assert made.pages == len(text) == 5 + 6
    assert [t.strip() for t in text[1:4]] == [f"Pièce n° 1 – {n}/3" for n in (1, 2, 3)]
    assert "Fichier remis à part" in text[-1]
    assert hashlib.sha256(b"sound").hexdigest() in text[-1]
    reader = PdfReader(io.BytesIO(made.pdf))
    outline = [(item.title, reader.get_destination_page_number(item)) for item in reader.outline]  # type: ignore[union-attr]
    assert outline[0] == ("Pièce n° 1 – Relevé", 0)
    assert [page for _title, page in outline] == [0, 4, 6, 8, 10]
    turned = reader.pages[9]
    assert turned.rotation == 0
    assert (float(turned.mediabox.width), float(turned.mediabox.height)) == (1191, 842)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_stamp_is_at_the_top_right_whatever_the_turn(turned: int) -> None:
    made = make_bundle([exhibit(1, pdf(1, turned=turned, size=(600, 900)), "application/pdf")], title="x")
    document = pypdfium2.PdfDocument(made.pdf)
    try:
        drawn = document[1].render(scale=0.5).to_pil().convert("L")
    finally:
        document.close()
    dark = drawn.point(lambda value: 255 * (value < 128)).getbbox()
    assert dark is not None
    assert dark[0] > drawn.width / 2
    assert dark[3] < drawn.height * 0.12
    assert dark[2] - dark[0] > 3 * (dark[3] - dark[1])


def test_a_photo_taken_sideways_stands_upright_and_a_straight_one_is_not_re_encoded() -> None:
    straight = image(size=(400, 300))
    made = make_bundle(
        [exhibit(1, image(size=(400, 300), orientation=6), "image/jpeg"), exhibit(2, straight, "image/jpeg")], title="x"
    )
    sideways, other = (PdfReader(io.BytesIO(made.pdf)).pages[n] for n in (1, 3))
    assert sideways.mediabox.height > sideways.mediabox.width
    assert other.mediabox.width > other.mediabox.height
    assert straight in made.pdf


def test_locked_and_broken_files_are_named_and_the_rest_is_made() -> None:
    files = [
        exhibit(1, pdf(1, password="secret"), "application/pdf", "Verrouillée"),
        exhibit(2, b"%PDF-1.7 rubbish", "application/pdf", "Abîmée"),
        exhibit(3, image()[:-400], "image/jpeg", "Coupée"),
        exhibit(4, pdf(1), "application/pdf"),
    ]
    made = make_bundle(files, title="x")
    assert [(t.number, t.why) for t in made.troubles] == [(1, "encrypted"), (2, "broken"), (3, "broken")]
    text = text_of(made.pdf)
    assert "mot de passe" in text[0]
    assert text[-1].strip() == "Pièce n° 4 – 1/1"


def test_no_script_comes_along() -> None:
    made = make_bundle([exhibit(1, pdf(script="app.alert('x')"), "application/pdf")], title="x")
    assert b"JavaScript" not in made.pdf


def test_the_court_gets_one_file_per_exhibit_as_it_is() -> None:
    files = [exhibit(1, pdf(), "application/pdf", "Relevé été"), exhibit(2, image(), "image/jpeg", "Relevé été")]
    made = make_court_folder(files, content(exhibits=tuple(f.line for f in files)), [Trouble(3, "Vidéo", "not_ready")])
    with zipfile.ZipFile(io.BytesIO(made)) as folder:
        assert folder.namelist() == [
            "00-inventaire-des-pieces.pdf",
            "00-lisez-moi.txt",
            "01-releve-ete.pdf",
            "02-releve-ete.jpg",
        ]
        assert folder.read("01-releve-ete.pdf") == files[0].content
        note = folder.read("00-lisez-moi.txt").decode()
        inventory = "".join(text_of(folder.read("00-inventaire-des-pieces.pdf")))
    assert "pièce n° 3, Vidéo : copie de travail pas encore relue" in note
    assert "R. 414-5" in note
    assert files[1].line.sha256[:32] in inventory
