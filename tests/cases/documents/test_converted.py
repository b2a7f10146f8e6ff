"""A Word draft keeps its text and its table in LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document

from tests.factories.documents import content
from vigie.cases.documents.word import make_word, our_template

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def said(file: bytes) -> tuple[list[str], list[list[str]]]:
    document = Document(io.BytesIO(file))
    text = [" ".join(p.text.split()) for p in document.paragraphs if p.text.strip()]
    return text, [[" ".join(cell.text.split()) for cell in row.cells] for row in document.tables[0].rows]


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("body", ["ddd", "ta_refere_liberte"])
def test_text_and_table_survive_a_conversion(body: str, tmp_path: Path) -> None:
    made = make_word(our_template(body), content()).content
    (tmp_path / "saisine.docx").write_bytes(made)
    folder = f"-env:UserInstallation=file://{tmp_path}/profile"
    for kind, source in (("odt", "saisine.docx"), ("docx:MS Word 2007 XML", "out/saisine.odt")):
        wanted = [str(OFFICE), folder, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / "out"), source]
        subprocess.run(wanted, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    before, after = said(made), said((tmp_path / "out" / "saisine.docx").read_bytes())
    assert after[0] == before[0]
    assert after[1] == before[1]
