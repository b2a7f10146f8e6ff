"""Documents are set in our fonts only, in every script, and carry the world's band."""

import pypdfium2
import pytest
from django.utils import translation

from vigie.ui.api import TemplateMissing, render_pdf

SCRIPTS = {"fr": "Relevé n° 12 : l’aube", "ar": "ملاحظة ميدانية", "fa": "گزارش میدانی", "ti": "ምስክርነት ትዕዝብቲ"}
FACES = ("SourceSans3", "NotoNaskhArabic", "NotoSansEthiopic", "Vazirmatn")


def sample(text: str) -> dict[str, object]:
    return {
        "title": text,
        "kind": "Bulletin",
        "lead": "Au moins 40 expulsions en janvier, les deux tiers observées.",
        "text": f"La CNCDH rapporte : {text}",
        "said": "au moins 40 évènements",
        "note": "24 tournées sur 31 jours.",
        "facts": [["Quand", "mardi 16 janvier 2018"], ["Où", text]],
        "colophon": "Les chiffres comptent des évènements, non des récits.",
        "languages": list(SCRIPTS.items()),
    }


def read(pdf: bytes) -> tuple[int, str, set[str]]:
    """Return the number of pages, the text and the names of the fonts."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        objects = [one for page in document for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])]
        return len(document), text, {one.get_font().get_base_name() for one in objects}
    finally:
        document.close()


@pytest.mark.parametrize("language", SCRIPTS)
def test_every_script_is_set_in_our_own_fonts(language: str) -> None:
    with translation.override(language):
        pages, _, fonts = read(render_pdf("ui/sample.typ", sample(SCRIPTS[language]), archive=True))
    assert pages == 1
    assert {name for name in fonts if not any(face in name for face in FACES)} == set()
    assert {face for face in FACES if any(face in name for name in fonts)} == set(FACES)


def test_the_real_world_prints_no_band() -> None:
    with translation.override("fr"):
        _, text, _ = read(render_pdf("ui/sample.typ", sample("Titre")))
    assert "INVENTÉES" not in text
    assert "au moins 40 évènements" in text
    assert "1 / 1" in text


def test_invented_data_say_so_on_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_WORLD", "demo")
    with translation.override("fr"):
        _, text, _ = read(render_pdf("ui/sample.typ", sample("Titre")))
    assert text.count("DONNÉES INVENTÉES") == 2


@pytest.mark.parametrize("name", ["ui/none.typ", "nowhere/sample.typ", "ui/../api.py", "sample.typ"])
def test_only_templates_of_floors_are_set(name: str) -> None:
    with pytest.raises(TemplateMissing):
        render_pdf(name, {})
