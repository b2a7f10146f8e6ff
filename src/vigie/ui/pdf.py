"""Documents: Typst templates of any floor, set with the house style and the house fonts only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import typst
from django.apps import apps
from django.utils.translation import get_language

from vigie.kernel.api import LANGUAGES, WorldName, world

PACKAGE = Path(__file__).resolve().parent.parent
FONTS = Path(__file__).resolve().parent / "fonts"
FIXED = {WorldName.DEMO: "demo", WorldName.PRACTICE: "practice", WorldName.REAL: ""}


class TemplateMissing(LookupError):
    """No installed floor has this Typst template."""


def render_pdf(template_name: str, data: Mapping[str, object], *, archive: bool = False) -> bytes:
    """Set a document.

    Args:
        template_name: ``<floor>/<file>.typ``, found in the floor's ``typst`` folder.
        data: what the template reads as ``data`` (anything JSON can say).
        archive: make a PDF/A-2b.

    Returns:
        The PDF. Nothing is written to disk.

    Raises:
        TemplateMissing: the template does not exist.
        typst.TypstError: the template does not compile with this data.
    """
    language = LANGUAGES[(get_language() or "fr").split("-")[0]]
    told = {
        "data": dict(data),
        "language": language.code,
        "world": FIXED[world().name],
    }
    return typst.compile(
        _template(template_name),
        root=PACKAGE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"vigie": json.dumps(told, ensure_ascii=False, default=str)},
        pdf_standards=["a-2b"] if archive else [],
    )


def _template(name: str) -> Path:
    label, _, file = name.partition("/")
    try:
        folder = Path(apps.get_app_config(label).path) / "typst"
    except LookupError as error:
        raise TemplateMissing(name) from error
    path = (folder / file).resolve()
    if folder.resolve() not in path.parents or not path.is_file():
        raise TemplateMissing(name)
    return path
