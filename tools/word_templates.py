"""Make the house's Word templates: ``.venv/bin/python tools/word_templates.py``.

Real styles, so that a lawyer changes a font in one place; the tags are those of ``docs/guide/19-documents.md``. No article is
stated as law: what a lawyer must check is grey and says so. The files are committed; run this again after changing it.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

OUT = Path(__file__).resolve().parents[1] / "src" / "vigie" / "cases" / "data" / "templates"
INK, TIDE, GREY = RGBColor(0x15, 0x23, 0x2E), RGBColor(0x0F, 0x4C, 0x5C), RGBColor(0x6B, 0x74, 0x7B)
FONT = "Calibri"


def blank(title: str) -> Any:
    """An A4 page with our styles, a header that says when all is invented, a page number in the footer."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = "Vigie"
    document.core_properties.comments = ""
    document.core_properties.language = "fr-FR"
    document.core_properties.created = document.core_properties.modified = dt.datetime(2018, 1, 1, tzinfo=dt.UTC)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2.5)
    styles(document)
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.add_run("{{ bandeau }}").bold = True
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    number(foot, "PAGE")
    foot.add_run(" / ")
    number(foot, "NUMPAGES")
    return document


def styles(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Pt(11), INK
    normal.element.rPr.rFonts.set(qn("w:cs"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "fr-FR")
    normal.element.rPr.append(language)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    for name, size in (("Title", 20), ("Heading 1", 14), ("Heading 2", 12)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), TIDE
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(kind), None)
        style.paragraph_format.keep_with_next = True
    for name, base in (("Fait", "Normal"), ("Citation longue", "Normal"), ("À vérifier", "Normal")):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles[base]
    fact = document.styles["Fait"].paragraph_format
    fact.left_indent, fact.first_line_indent = Cm(0.9), Cm(-0.9)
    document.styles["Citation longue"].paragraph_format.left_indent = Cm(1.6)
    document.styles["Citation longue"].font.italic = True
    doubt = document.styles["À vérifier"]
    doubt.font.color.rgb, doubt.font.size, doubt.font.italic = GREY, Pt(10), True


def number(paragraph: Any, field: str) -> None:
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", field), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def doubt(document: Any, text: str) -> None:
    document.add_paragraph(f"[À vérifier par l’avocat·e : {text}]", style="À vérifier")


def lines(document: Any, loop: str, *bodies: tuple[str, str]) -> None:
    """A list of paragraphs, each (style, text), repeated for each value of a loop."""
    document.add_paragraph("{%p for " + loop + " %}")
    for style, text in bodies:
        document.add_paragraph(text, style=style)
    document.add_paragraph("{%p endfor %}")


def facts(document: Any, title: str) -> None:
    document.add_heading(title, 1)
    lines(
        document,
        "fait in faits",
        (
            "Fait",
            "{{ fait.numero }}.\t{{ fait.date }}, {{ fait.lieu }}. {{ fait.texte }} {% if fait.source %}({{ fait.source }}){% endif %}{% if fait.pieces %} Pièces : {{ fait.pieces }}.{% endif %}",
        ),
        ("Normal", "{%p if fait.citation %}"),
        ("Citation longue", "« {{ fait.citation }} »"),
        ("Normal", "{%p endif %}"),
    )


def people(document: Any) -> None:
    lines(document, "personne in personnes", ("List Bullet", "{{ personne.pseudonyme }} ({{ personne.mention }})"))


def grounds(document: Any, title: str) -> None:
    document.add_heading(title, 1)
    lines(
        document,
        "texte in textes",
        (
            "List Bullet",
            "{{ texte.texte }}{% if texte.note %} : {{ texte.note }}{% endif %}{% if texte.a_verifier %} [{{ texte.a_verifier }}]{% endif %}",
        ),
    )
    doubt(document, "chaque texte, sa version en vigueur, la jurisprudence. Rien ci-dessus n’est un avis juridique")


def requests(document: Any, title: str, before: str) -> None:
    document.add_heading(title, 1)
    document.add_paragraph(before)
    lines(document, "demande in demandes", ("List Bullet", "{{ demande }}"))


def exhibits(document: Any) -> None:
    document.add_heading("Pièces jointes", 1)
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    for cell, words in zip(table.rows[0].cells, ("N°", "Titre", "Source", "Empreinte (SHA-256)"), strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    table.add_row().cells[0].text = "{%tr for piece in pieces %}"
    row = table.add_row().cells
    for cell, words in zip(row, ("numero", "titre", "source", "empreinte"), strict=True):
        run = cell.paragraphs[0].add_run("{{ piece." + words + " }}")
        run.font.size = Pt(7.5 if words == "empreinte" else 10)
    table.add_row().cells[0].text = "{%tr endfor %}"
    table.autofit = False
    for line in table.rows:
        for cell, width in zip(line.cells, (1.2, 6, 4, 4.8), strict=True):
            cell.width = Cm(width)


def signatures(document: Any) -> None:
    document.add_paragraph()
    document.add_paragraph("Fait à {{ lieu }}, le {{ date }}").paragraph_format.keep_with_next = True
    lines(document, "nom in signataires", ("Normal", "{{ nom }}"))
    document.add_paragraph("Signature :").paragraph_format.space_before = Pt(18)


def general() -> Any:
    document = blank("Saisine")
    document.add_paragraph("{{ association }}")
    document.add_paragraph("À l’attention de : {{ instance }}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("{{ titre }}", style="Title")
    document.add_paragraph("{{ objet }}")
    document.add_heading("Qui saisit, et pour qui", 1)
    document.add_paragraph("{{ association }} saisit {{ instance }}.")
    people(document)
    facts(document, "Les faits")
    grounds(document, "Les textes invoqués")
    requests(document, "Ce qui est demandé", "Il est demandé :")
    exhibits(document)
    signatures(document)
    return document


def ombudsman() -> Any:
    document = blank("Saisine du Défenseur des droits")
    document.add_paragraph("{{ association }}")
    document.add_paragraph("À l’attention de : {{ instance }}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("{{ titre }}", style="Title")
    document.add_paragraph("{{ objet }}")
    document.add_heading("1. L’auteur de la saisine", 1)
    document.add_paragraph("{{ association }}. Adresse de retour : …………………")
    doubt(document, "la qualité pour saisir (personne lésée, témoin, association), l’adresse de retour")
    document.add_heading("2. Les personnes concernées", 1)
    people(document)
    doubt(document, "l’accord de chaque personne pour cette instance, et pour la communication de son identité")
    facts(document, "3. Les faits, dans l’ordre des dates")
    document.add_heading("4. Les services et agents mis en cause", 1)
    document.add_paragraph("…………………")
    document.add_heading("5. Les démarches déjà faites, et les réponses reçues", 1)
    document.add_paragraph("…………………")
    grounds(document, "6. Les droits en cause")
    requests(document, "7. Ce qui est demandé", "Il est demandé au Défenseur des droits :")
    exhibits(document)
    signatures(document)
    return document


def urgent() -> Any:
    document = blank("Requête en référé-liberté")
    document.add_paragraph("{{ instance }}").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("Requête en référé-liberté", style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("(article L. 521-2 du code de justice administrative)").alignment = WD_ALIGN_PARAGRAPH.CENTER
    doubt(document, "le fondement, la compétence du tribunal, la mention « référé » sur l’envoi")
    document.add_paragraph("{{ titre }}")
    document.add_heading("Pour", 1)
    document.add_paragraph("{{ association }}")
    people(document)
    doubt(document, "l’intérêt pour agir et l’habilitation à agir en justice")
    document.add_heading("Contre", 1)
    document.add_paragraph("…………………")
    document.add_heading("Objet", 1)
    document.add_paragraph("{{ objet }}")
    facts(document, "I. Les faits")
    document.add_heading("II. Discussion", 1)
    document.add_heading("A. L’urgence", 2)
    document.add_paragraph("…………………")
    doubt(document, "l’urgence se démontre à la date de la requête, fait par fait")
    document.add_heading("B. La liberté fondamentale en cause", 2)
    document.add_paragraph("…………………")
    document.add_heading("C. L’atteinte grave et manifestement illégale", 2)
    document.add_paragraph("…………………")
    grounds(document, "Textes invoqués")
    requests(document, "Par ces motifs", "Il est demandé au juge des référés :")
    exhibits(document)
    signatures(document)
    return document


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    for name, document in (("saisine", general()), ("ddd", ombudsman()), ("refere_liberte", urgent())):
        document.save(OUT / f"{name}.docx")
        print(f"{name}.docx")


if __name__ == "__main__":
    main()
