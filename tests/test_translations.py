"""English is complete: every sentence of the house that goes through gettext has its English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib
import pytest
import yaml
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src" / "vigie"
FLOORS = sorted(p.name for p in SOURCE.iterdir() if p.is_dir() and p.name != "__pycache__")
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}
IN_TEMPLATE = re.compile(
    r"""(?<!\w)(?:_|gettext|pgettext|ngettext|npgettext)\(\s*(u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"))"""
    r"""(?:\s*,\s*(u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")))?"""
)
GUIDE = SOURCE.parent.parent / "docs" / "guide"
STRAIGHT = re.compile(r"(?<=[^\W_])'(?=[^\W_])|(?<=[^\W\d_])'(?=[«“*\[])")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def in_python(path: Path) -> set[str]:
    """Sentences marked in a module: the argument before the plural, or after the context."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS and node.args):
            continue
        argument = node.args[1 if node.func.id.startswith(("p", "np")) and len(node.args) > 1 else 0]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            found.add(argument.value)
    return found


def in_template(path: Path) -> set[str]:
    """Sentences marked in a template."""
    found: set[str] = set()
    for match in IN_TEMPLATE.finditer(templatize(path.read_text(encoding="utf-8"))):
        call = match.group(0)
        literal = match.group(2) if call.startswith(("pgettext", "npgettext")) else match.group(1)
        found.add(ast.literal_eval(literal.lstrip("u")))
    return found


@cache
def used(floor: str) -> frozenset[str]:
    folder = SOURCE / floor
    sentences = {s for p in folder.rglob("*.py") if "migrations" not in p.parts for s in in_python(p)}
    sentences |= {
        s
        for p in folder.rglob("templates/**/*.*")
        if p.suffix in {".html", ".txt", ".svg", ".xml"}
        for s in in_template(p)
    }
    return frozenset(s for s in sentences if s.strip())


@cache
def catalogue() -> dict[str, polib.POEntry]:
    entries: dict[str, polib.POEntry] = {}
    for path in sorted(SOURCE.glob("*/locale/en/LC_MESSAGES/django.po")):
        entries |= {e.msgid: e for e in polib.pofile(str(path)) if not e.obsolete and not e.fuzzy}
    return entries


@pytest.mark.parametrize("floor", FLOORS)
def test_every_sentence_has_its_english(floor: str) -> None:
    entries = catalogue()
    missing = sorted(s for s in used(floor) if s not in entries or not (entries[s].msgstr or entries[s].msgstr_plural))
    assert missing == []


def test_english_keeps_every_parameter() -> None:
    broken = [
        entry.msgid
        for entry in catalogue().values()
        for english in [entry.msgstr, *entry.msgstr_plural.values()]
        if not set(PLACEHOLDER.findall(english)) <= set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    ]
    assert broken == []


def texts(value: object) -> Iterator[str]:
    """Every text of a tree of reference data, without the keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


@pytest.mark.parametrize("floor", FLOORS)
def test_sentences_and_data_keep_the_typographic_apostrophe(floor: str) -> None:
    shown = set(used(floor))
    for path in sorted((SOURCE / floor).rglob("*.po")):
        shown |= {s for e in polib.pofile(str(path)) for s in (e.msgid, e.msgstr, *e.msgstr_plural.values())}
    for path in sorted((SOURCE / floor).rglob("*.yaml")):
        shown |= set(texts(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)))
    assert [s for s in sorted(shown) if STRAIGHT.search(s)] == []


def test_the_guide_keeps_the_typographic_apostrophe() -> None:
    pages = {path.name: CODE.sub("", path.read_text(encoding="utf-8")) for path in GUIDE.glob("*.md")}
    assert pages
    assert [name for name, text in sorted(pages.items()) if STRAIGHT.search(text)] == []
