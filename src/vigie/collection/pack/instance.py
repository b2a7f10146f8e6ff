"""Read a filled form as it comes from a phone: bounded, without trust, by local names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn
from xml.parsers.expat import ExpatError, ParserCreate

from vigie.kernel.api import Invalid, Ring

from .shape import Shape
from .specs import form

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 24
MAX_NODES = 20_000
_INDEX = re.compile(r"\[\d+\]")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Instance:
    """A filled form: which one, its own identifiers, and its answers by path.

    ``values`` holds the answers that were given, in the order of the form. A path is relative to the root; the second occurrence
    of a repeat and the next ones carry their rank: ``forces/force``, ``forces[2]/force``.
    """

    form_id: str
    version: str
    instance_id: str
    deprecated_id: str
    values: Mapping[str, str]


def read_instance(xml: bytes) -> Instance:
    """Read one filled form.

    Raises:
        Invalid: ``collection.xml.malformed``, ``collection.xml.refused`` (document type or entities),
            ``collection.xml.too_large`` (more than 8 MB, 24 levels or 20,000 elements).
    """
    if len(xml) > MAX_BYTES:
        raise Invalid("collection.xml.too_large")
    target = _Flattener()
    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse  # entities are declared nowhere else
    parser.StartElementHandler, parser.EndElementHandler = target.start, target.end
    parser.CharacterDataHandler = target.data
    try:
        parser.Parse(xml.removeprefix(_BOM).lstrip(), True)  # noqa: FBT003 -- positional only
    except (ExpatError, ValueError, LookupError):
        raise Invalid("collection.xml.malformed") from None
    return target.instance()


def _refuse(*_declared: Any) -> NoReturn:
    """Stop at a document type.

    Raises:
        Invalid: ``collection.xml.refused``.
    """
    raise Invalid("collection.xml.refused")


def flatten(xml: bytes) -> dict[str, str]:
    """Return the answers of a filled form by path (see ``Instance.values``), its ``meta`` block left out.

    Raises:
        Invalid: as ``read_instance``.
    """
    return dict(read_instance(xml).values)


def plain_path(path: str) -> str:
    """Return a path without the ranks of its repeats, as forms write it."""
    return _INDEX.sub("", path) if "[" in path else path


def split_rings(shape: Shape | str, flat: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Part the answers of a filled form into what may be shared and what is sealed.

    Args:
        shape: the converted form, or the id of a form of the pack.
        flat: answers by path, from ``flatten``.

    Returns:
        The shared answers, then the sealed ones. A path the form does not know is sealed.
    """
    rings = _pack_rings(shape) if isinstance(shape, str) else shape.rings
    shared: dict[str, str] = {}
    sealed: dict[str, str] = {}
    for path, value in flat.items():
        (shared if rings.get(plain_path(path)) is Ring.SHARED else sealed)[path] = value
    return shared, sealed


def _pack_rings(form_id: str) -> dict[str, Ring]:
    return {question.path: question.ring for question in form(form_id).walk() if not question.container}


@dataclass(slots=True)
class _Node:
    path: str
    text: list[str] = field(default_factory=list)
    children: Counter[str] = field(default_factory=Counter)


class _Flattener:
    """Receives the events of the parser and keeps only leaves: no tree is ever built."""

    def __init__(self) -> None:
        self.stack: list[_Node] = []
        self.seen = 0
        self.attributes: dict[str, str] = {}
        self.values: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.seen += 1
        if len(self.stack) >= MAX_DEPTH or self.seen > MAX_NODES:
            raise Invalid("collection.xml.too_large")
        name = tag.rpartition("}")[2]
        if not self.stack:
            self.attributes = dict(attributes)
            self.stack.append(_Node(""))
            return
        parent = self.stack[-1]
        parent.children[name] += 1
        rank = parent.children[name]
        step = name if rank == 1 else f"{name}[{rank}]"
        self.stack.append(_Node(f"{parent.path}/{step}" if parent.path else step))

    def data(self, text: str) -> None:
        if self.stack:
            self.stack[-1].text.append(text)

    def end(self, _tag: str) -> None:
        node = self.stack.pop()
        value = "" if node.children else "".join(node.text).strip()
        if node.path and value:
            self.values[node.path] = value

    def instance(self) -> Instance:
        answers = {path: value for path, value in self.values.items() if not path.startswith("meta/")}
        return Instance(
            form_id=self.attributes.get("id", ""),
            version=self.attributes.get("version", ""),
            instance_id=self.values.get("meta/instanceID", ""),
            deprecated_id=self.values.get("meta/deprecatedID", ""),
            values=answers,
        )
