"""Make one filled form of those that one testimony left, session after session. Pure.

Each session begins with an empty form: what it answers completes what the earlier ones did, and wins where both answered.
Two occurrences of a repeat are two things that were told: they are put one after the other, and none takes another's place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

from defusedxml.ElementTree import fromstring

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

OPENROSA = "http://openrosa.org/xforms"
META, INSTANCE, DEPRECATED = "meta", "instanceID", "deprecatedID"
_REPEAT = re.compile(r"""<(?:\w+:)?repeat\b[^>]*?\bnodeset=["']/[^/"']+/([^"']+)["']""")


@dataclass(frozen=True, slots=True)
class Merged:
    """One filled form of two, and whether an answer of the earlier one gave way to another."""

    xml: bytes
    replaced: bool


def repeats_of(form: str) -> frozenset[str]:
    """Return the paths of a form's repeats, relative to its root."""
    return frozenset(_REPEAT.findall(form))


def merge(earlier: bytes, later: bytes, *, repeats: frozenset[str]) -> Merged:
    """Return the later form completed by the earlier one. Both were read by ``read_instance`` before: they are bounded."""
    root = _root(later)
    replaced = _complete(root, _root(earlier), "", repeats)
    return Merged(_written(root), replaced)


def numbered(xml: bytes, *, instance_id: str, deprecated_id: str = "") -> bytes:
    """Return a filled form under another number, and as an edit of another when one is given."""
    root = _root(xml)
    meta = next((child for child in root if _local(child) == META), None)
    if meta is None:
        meta = ET.SubElement(root, f"{{{OPENROSA}}}{META}")
    for child in [child for child in meta if _local(child) in {INSTANCE, DEPRECATED}]:
        meta.remove(child)
    for name, text in ((INSTANCE, instance_id), (DEPRECATED, deprecated_id)):
        if text:
            ET.SubElement(meta, f"{{{OPENROSA}}}{name}").text = text
    return _written(root)


def renamed(xml: bytes, names: Mapping[str, str]) -> bytes:
    """Return a filled form in which files bear other names."""
    if not names:
        return xml
    root = _root(xml)
    for element in root.iter():
        if not len(element) and (element.text or "").strip() in names:
            element.text = names[(element.text or "").strip()]
    return _written(root)


def fresh_name(name: str, taken: frozenset[str] | set[str]) -> str:
    """Return a file's name, with a number when another file has it."""
    path, number = PurePosixPath(name), 2
    fresh = name
    while fresh in taken:
        fresh, number = f"{path.stem}-{number}{path.suffix}", number + 1
    return fresh


def empty_form(form_id: str, version: str) -> bytes:
    """Return a form in which nothing was answered: for a recording whose phone stopped before the first page was left."""
    return f"<data id={quoteattr(form_id)} version={quoteattr(version)}></data>".encode()


def _complete(later: Element, earlier: Element, path: str, repeats: frozenset[str]) -> bool:
    replaced = False
    for name in dict.fromkeys(_local(child) for child in earlier):
        here = f"{path}/{name}" if path else name
        if here == META:
            continue
        olds = [child for child in earlier if _local(child) == name]
        news = [child for child in later if _local(child) == name]
        if here in repeats or len(olds) > 1 or len(news) > 1:
            _put_before(later, olds, news)
        elif not news:
            later.append(deepcopy(olds[0]))
        elif len(olds[0]) or len(news[0]):
            replaced |= _complete(news[0], olds[0], here, repeats)
        else:
            replaced |= _fill(news[0], olds[0])
    return replaced


def _fill(new: Element, old: Element) -> bool:
    """Give an empty answer what was answered before; say whether another answer stands in its way."""
    said, before = (new.text or "").strip(), (old.text or "").strip()
    if not said:
        new.text = old.text
    return bool(said and before and said != before)


def _put_before(parent: Element, olds: Sequence[Element], news: Sequence[Element]) -> None:
    """Put the earlier occurrences of a repeat before the later ones; those that say the same are one, empty ones none."""
    said = [_answers(element) for element in news]
    kept = [deepcopy(element) for element in olds if any(_answers(element)) and _answers(element) not in said]
    if not kept:
        return
    at = list(parent).index(news[0]) if news else len(parent)
    for element in news:
        if not any(_answers(element)):
            parent.remove(element)
    for place, element in enumerate(kept):
        parent.insert(at + place, element)


def _answers(element: Element) -> list[str]:
    return [text for leaf in element.iter() if not len(leaf) and (text := (leaf.text or "").strip())]


def _root(xml: bytes) -> Element:
    root: Element = fromstring(xml.removeprefix(b"\xef\xbb\xbf").lstrip(), forbid_dtd=True)
    return root


def _written(root: Element) -> bytes:
    written: bytes = ET.tostring(root, encoding="utf-8")
    return written


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
