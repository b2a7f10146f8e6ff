"""The forms the app is tried on: ``python fieldapp/tests/forms.py FOLDER`` writes their XForms and ``corpus.json``.

The pack's five; one that holds every type the house takes, in nested groups and repeats; one of types it refuses. All are made by the house's own converter.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from pyxform.xls2xform import convert

from vigie.collection.pack.build import build_xlsx
from vigie.collection.pack.convert import convert_xlsx
from vigie.collection.pack.plain import SUPPORTED
from vigie.collection.pack.specs import PACK

Row = tuple[str, str, str, dict[str, str]]

LANGUAGES = {"fr": "Français (fr)", "en": "English (en)", "ar": "العربية (ar)"}
LABELS = [f"label::{name}" for name in LANGUAGES.values()]
MORE = ["required", "relevant", "constraint", "calculation", "choice_filter", "repeat_count", "appearance", "default"]
SURVEY, CHOICES = ["type", "name", *LABELS, *MORE], ["list_name", "name", *LABELS, "zone"]
LISTS = [
    ("yn", "yes", "Oui", ""),
    ("yn", "no", "Non", ""),
    ("zone", "north", "Nord", ""),
    ("zone", "south", "Sud", ""),
    ("place", "dune", "La dune", "north"),
    ("place", "digue", "La digue", "north"),
    ("place", "marais", "Le marais", "south"),
]

# type, name, French label, and whatever else of the survey's columns
EVERY_TYPE: list[Row] = [
    ("note", "hello", "Bonjour", {}),
    ("text", "words", "Quelques mots", {"required": "yes"}),
    ("text", "long", "Un récit", {"appearance": "multiline"}),
    ("hidden", "hidden", "", {"default": "caché"}),
    ("begin_group", "figures", "Chiffres", {}),
    ("integer", "count", "Combien ?", {"constraint": ". >= 0 and . < 1000"}),
    ("decimal", "measure", "Mesure", {}),
    ("begin_group", "inside", "Dedans", {}),
    ("calculate", "double", "", {"calculation": "${count} * 2"}),
    ("note", "told", "Deux fois : ${double}", {}),
    ("end_group", "inside", "", {}),
    ("end_group", "figures", "", {}),
    ("begin_group", "moments", "Quand", {}),
    ("date", "day", "Le jour", {}),
    ("time", "clock", "L'heure", {}),
    ("dateTime", "moment", "Le moment", {}),
    ("end_group", "moments", "", {}),
    ("begin_group", "choices", "Choix", {}),
    ("select_one yn", "agree", "D'accord ?", {"required": "yes"}),
    ("select_multiple zone", "zones", "Zones", {}),
    ("select_one place", "place", "Lieu", {"choice_filter": "selected(${zones}, zone)"}),
    ("select_one place", "searched", "Lieu, cherché", {"appearance": "minimal autocomplete"}),
    ("trigger", "told_once", "Je l'ai dit", {}),
    ("end_group", "choices", "", {}),
    ("begin_group", "only_if", "Si oui", {"relevant": "${agree} = 'yes'"}),
    ("geopoint", "where", "Où", {}),
    ("image", "photo", "Une photo", {}),
    ("audio", "sound", "Un son", {}),
    ("video", "film", "Un film", {}),
    ("file", "paper", "Un fichier", {}),
    ("end_group", "only_if", "", {}),
    ("begin_repeat", "acts", "Faits", {}),
    ("text", "act", "Quoi", {}),
    ("image", "act_photo", "Photo du fait", {}),
    ("begin_repeat", "people", "Personnes", {}),
    ("integer", "age", "Âge", {}),
    ("end_repeat", "people", "", {}),
    ("end_repeat", "acts", "", {}),
    ("begin_repeat", "counted", "Comptés", {"repeat_count": "${count}"}),
    ("text", "each", "Chacun", {}),
    ("end_repeat", "counted", "", {}),
    ("deviceid", "device", "", {}),
]
REFUSED: list[Row] = [
    ("text", "words", "Quelques mots", {}),
    ("range", "span", "De 0 à 10", {}),
    ("rank zone", "order", "Dans l'ordre", {}),
    ("geotrace", "line", "Un chemin", {}),
    ("geoshape", "area", "Une surface", {}),
    ("barcode", "code", "Un code", {}),
]


def workbook(form_id: str, rows: Sequence[Row]) -> bytes:
    """Return an association's own workbook."""
    made = Workbook()
    made.remove(made.worksheets[0])
    choices = [{"list_name": name, "name": value, "zone": zone, **labels(label)} for name, value, label, zone in LISTS]
    survey = [{"type": kind, "name": name, **labels(label), **more} for kind, name, label, more in rows]
    settings = {"form_title": form_id, "form_id": form_id, "version": "1", "default_language": LANGUAGES["fr"]}
    sheets = {"survey": (SURVEY, survey), "choices": (CHOICES, choices), "settings": (list(settings), [settings])}
    for title, (columns, lines) in sheets.items():
        sheet = made.create_sheet(title)
        sheet.append(columns)
        for line in lines:
            sheet.append([line.get(column, "") for column in columns])
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def labels(french: str) -> dict[str, str]:
    """Return a label in every language of the workbook: the same, with the code of the language."""
    return {f"label::{name}": french and f"{french} [{code}]" for code, name in LANGUAGES.items()}


def write(folder: Path) -> None:
    """Write every form and the list of them."""
    folder.mkdir(parents=True, exist_ok=True)
    listed: list[dict[str, Any]] = []
    own = ("tous-les-types", workbook("tous-les-types", EVERY_TYPE))
    for form_id, content in [*((spec.id, build_xlsx(spec.id)) for spec in PACK), own]:
        made = convert_xlsx(content)
        (folder / f"{form_id}.xml").write_bytes(made.xml)
        types = {field.path: field.type for field in made.fields}
        listed.append({"id": form_id, "languages": list(made.languages), "types": types})
    (folder / "refuses.xml").write_text(convert(workbook("refuses", REFUSED), file_type=".xlsx").xform)
    told = {"forms": listed, "supported": sorted(SUPPORTED)}
    (folder / "corpus.json").write_text(json.dumps(told, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
