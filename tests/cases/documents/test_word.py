"""The Word draft: our templates, a lawyer's, and hostile ones."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from tests.factories.documents import ARABIC, content, repacked, word
from vigie.cases.documents.packages import LARGEST, LARGEST_OPEN
from vigie.cases.documents.word import make_word, our_template, try_template
from vigie.kernel.api import Invalid
from vigie.ui.api import say

RELS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"


def read(made: bytes) -> str:
    document = Document(io.BytesIO(made))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


@pytest.mark.parametrize("body", ["ddd", "ta_refere_liberte", "cncdh"])
def test_our_templates_hold_everything_a_referral_says(body: str) -> None:
    made = make_word(our_template(body), content())
    text = read(made.content)
    for said in (
        "& d'effets <à Calais>",
        "1.\tmardi 16 janvier 2018, Calais.",
        ARABIC,
        "Pièces : 1, 2.",
        "b" * 64,
        "Alem",
        "Aviva",
    ):
        assert said in text
    assert "article 8 : domicile [à vérifier]" in text
    assert "Article vérifié\n" in text
    assert "{" not in text
    styles = {p.style.name for p in Document(io.BytesIO(made.content)).paragraphs}
    assert {"Title", "Heading 1", "Fait", "Citation longue", "À vérifier"} <= styles


def test_invented_contents_say_so_in_the_header() -> None:
    for invented, said in ((True, "DONNÉES INVENTÉES"), (False, "")):
        made = make_word(our_template("ddd"), content(invented=invented))
        assert Document(io.BytesIO(made.content)).sections[0].header.paragraphs[0].text == said


def test_a_file_without_tags_is_kept_as_it_is() -> None:
    letter = word("Papier à en-tête du cabinet")
    made = make_word(letter, content())
    assert (made.content, made.tags) == (letter, 0)


@pytest.mark.parametrize(
    ("text", "code", "tag"),
    [
        ("Cher {{ maitre }}", "cases.tag_unknown", "maitre"),
        ("{% for fait in %}", "cases.tag_syntax", ""),
        ("{{ titre", "cases.tag_syntax", ""),
        ("{% include 'autre.docx' %}", "cases.tag_failed", ""),
        ("{% for i in range(10**9) %}x{% endfor %}", "cases.tag_forbidden", ""),
        ("{% for i in range(1000000) %}x{% endfor %}", "cases.tag_forbidden", ""),
        ("{{ ''.__class__.__mro__ }}", "cases.tag_forbidden", "__class__"),
        ("{{ titre.format(association) }}", "cases.tag_forbidden", ""),
        ("{{ titre|attr('__class__') }}", "cases.tag_syntax", "attr"),
    ],
)
def test_a_broken_tag_is_told_with_its_paragraph(text: str, code: str, tag: str) -> None:
    with pytest.raises(Invalid) as refused:
        try_template(word("Bonjour {{ instance }}", text, "Fin"))
    assert refused.value.code == code
    assert tag in str(refused.value.params["tag"])
    assert text in str(say(refused.value))


@pytest.mark.slow
def test_an_endless_template_is_stopped() -> None:
    loops = "".join("{% for a in range(500) %}" for _ in range(4))
    with pytest.raises(Invalid, match=r"cases\.tag_endless"):
        try_template(word(loops + "x" + "{% endfor %}" * 4))


def test_a_template_that_fills_the_memory_is_stopped() -> None:
    doubled = "{% set a = [titre] %}" + "{% set a = [a, a]|join %}" * 40
    with pytest.raises(Invalid):
        try_template(word(doubled + "{{ a }}"))


def bomb() -> bytes:
    return repacked(word("x"), add={"word/media/zeros.xml": b"0" * (LARGEST_OPEN + 1)})


@pytest.mark.parametrize(
    ("hostile", "code"),
    [
        (b"PK\x03\x04 nothing", "cases.not_word"),
        (b"%PDF-1.4", "cases.not_word"),
        (b"x" * (LARGEST + 1), "cases.word_too_big"),
        (bomb(), "cases.word_bomb"),
        (repacked(word("x"), add={"word/vbaProject.bin": b"x"}), "cases.word_macros"),
        (repacked(word("x"), add={"word/embeddings/ole.xlsx": b"x"}), "cases.word_macros"),
        (
            repacked(
                word("x"),
                change=(TYPES, b"officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"),
            ),
            "cases.word_macros",
        ),
        (
            repacked(
                word("x"),
                change=(
                    RELS,
                    b"</Relationships>",
                    b'<Relationship Id="r9" Type="http://x/attachedTemplate" Target="file://///server/t.dotm" TargetMode="External"/></Relationships>',
                ),
            ),
            "cases.word_outside",
        ),
        (
            repacked(
                word("LA"),
                change=(
                    "word/document.xml",
                    b"<w:t>LA</w:t>",
                    b"<w:instrText> INCLUDEPICTURE http://x/a.png </w:instrText>",
                ),
            ),
            "cases.word_outside",
        ),
        (
            repacked(
                word("x"), change=("word/document.xml", b"<w:document ", b'<!DOCTYPE d [<!ENTITY a "b">]><w:document ')
            ),
            "cases.not_word",
        ),
    ],
    ids=[
        "no zip",
        "no word",
        "big",
        "bomb",
        "macro",
        "object",
        "docm",
        "template from elsewhere",
        "picture from elsewhere",
        "entities",
    ],
)
def test_a_file_that_could_harm_is_refused(hostile: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        try_template(hostile)
    assert refused.value.code == code
    assert str(say(refused.value)) != code


def test_a_link_to_a_website_is_no_harm() -> None:
    link = b'<Relationship Id="r9" Type="http://x/hyperlink" Target="https://cabinet.example" TargetMode="External"/></Relationships>'
    assert try_template(repacked(word("{{ titre }}"), change=(RELS, b"</Relationships>", link))) == 1


def test_our_templates_are_plain_files() -> None:
    with zipfile.ZipFile(io.BytesIO(our_template("ddd"))) as package:
        assert not [name for name in package.namelist() if name.endswith(".bin")]
