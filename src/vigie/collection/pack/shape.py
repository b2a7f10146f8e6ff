"""Read a converted form: its questions in order, their rings, its languages.

Works on any XForm pyxform writes, ours or an association's, and on versions published years ago: the mailbag
shows a record beside its form from nothing but the stored XML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from defusedxml.ElementTree import fromstring

from vigie.kernel.api import Invalid, Ring

from .specs import NAMESPACE
from .workbook import language_code

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

XF = "{http://www.w3.org/2002/xforms}"
XH = "{http://www.w3.org/1999/xhtml}"
RING = f"{{{NAMESPACE}}}ring"
_KINDS = {
    "binary": "media",
    "int": "integer",
    "string": "text",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form.

    ``path`` is relative to the root and holds no index. ``type`` is one of text, integer, decimal, date, time,
    dateTime, geopoint, select_one, select_multiple, image, audio, video, file, note, trigger, or the XForm
    type when it is none of those. ``repeat`` says that it stands in a repeat. ``labels``, ``group`` (the title of the screen)
    and the labels of ``choices`` are by language code.
    """

    path: str
    type: str
    ring: Ring
    repeat: bool
    labels: Mapping[str, str]
    group: Mapping[str, str]
    choices: tuple[tuple[str, Mapping[str, str]], ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A form as its XML tells it."""

    form_id: str
    version: str
    title: str
    languages: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def rings(self) -> dict[str, Ring]:
        """Return the ring of each question by path; a path that is not there is sealed."""
        return {field.path: field.ring for field in self.fields if field.type != "note"}


def read_shape(xml: bytes) -> Shape:
    """Read a converted form.

    Raises:
        Invalid: ``collection.xform``, this is not an XForm.
    """
    try:
        return _Reader(fromstring(xml, forbid_dtd=True)).shape()
    except (SyntaxError, ValueError, AttributeError, KeyError, StopIteration):
        raise Invalid("collection.xform") from None


class _Reader:
    """The parts of one XForm that are looked up again and again."""

    def __init__(self, html: Element) -> None:
        self.title = html.findtext(f"{XH}head/{XH}title") or ""
        self.model: Element = _found(html, f"{XH}head/{XF}model")
        self.body: Element = _found(html, f"{XH}body")
        self.root = next(iter(_found(self.model, f"{XF}instance")))
        self.texts, self.languages = self._translations()
        self.binds = {bind.attrib["nodeset"]: bind for bind in self.model.iter(f"{XF}bind")}
        self.lists = {
            instance.attrib["id"]: instance
            for instance in self.model.iterfind(f"{XF}instance")
            if "id" in instance.attrib
        }
        self.prefix = f"/{_local(self.root.tag)}/"

    def shape(self) -> Shape:
        return Shape(
            form_id=self.root.attrib["id"],
            version=self.root.get("version", ""),
            title=self.title,
            languages=self.languages,
            fields=tuple(self._fields(self.body, {}, repeat=False)),
        )

    def _translations(self) -> tuple[dict[str, dict[str, str]], tuple[str, ...]]:
        texts: dict[str, dict[str, str]] = {}
        codes: list[str] = []
        for translation in self.model.iterfind(f"{XF}itext/{XF}translation"):
            code = language_code(translation.attrib["lang"])
            codes.append(code)
            for text in translation.iterfind(f"{XF}text"):
                texts.setdefault(text.attrib["id"], {})[code] = _plain_value(text)
        return texts, tuple(codes)

    def _fields(self, parent: Element, group: Mapping[str, str], *, repeat: bool) -> Iterator[Field]:
        for control in parent:
            tag = _local(control.tag)
            if tag in {"group", "repeat"}:
                title = self._labels(control) or group
                yield from self._fields(control, title, repeat=repeat or tag == "repeat")
            elif "ref" in control.attrib and control.attrib["ref"].startswith("/"):
                yield self._field(control, tag, group, repeat=repeat)

    def _field(self, control: Element, tag: str, group: Mapping[str, str], *, repeat: bool) -> Field:
        ref = control.attrib["ref"]
        bind = self.binds.get(ref)
        return Field(
            path=ref.removeprefix(self.prefix),
            type=_type(control, tag, bind),
            ring=_ring(bind),
            repeat=repeat,
            labels=self._labels(control),
            group=group,
            choices=tuple(self._choices(control)),
        )

    def _labels(self, element: Element) -> Mapping[str, str]:
        label = element.find(f"{XF}label")
        return {} if label is None else self._text(label)

    def _text(self, label: Element) -> Mapping[str, str]:
        """Return a text by language; a form of one language has its text in the place itself."""
        ref = label.get("ref", "")
        if ref.startswith("jr:itext('"):
            return self.texts.get(ref.removeprefix("jr:itext('").removesuffix("')"), {})
        written = "".join(label.itertext()).strip()
        return {"": written} if written else {}

    def _choices(self, control: Element) -> Iterator[tuple[str, Mapping[str, str]]]:
        for item in control.iterfind(f"{XF}item"):
            yield item.findtext(f"{XF}value") or "", self._labels(item)
        itemset = control.find(f"{XF}itemset")
        if itemset is None:
            return
        name = itemset.attrib["nodeset"].removeprefix("instance('").partition("'")[0]
        for item in self.lists[name].iter(f"{XF}item") if name in self.lists else ():
            itext = item.findtext(f"{XF}itextId")
            label = item.findtext(f"{XF}label") or ""
            yield item.findtext(f"{XF}name") or "", self.texts.get(itext, {}) if itext else {"": label}


def _found(parent: Element, path: str) -> Element:
    found = parent.find(path)
    if found is None:
        raise KeyError(path)
    return found


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _plain_value(text: Element) -> str:
    """Return the words of an itext, not the pictures or sounds that may go with them."""
    for value in text.iterfind(f"{XF}value"):
        if "form" not in value.attrib:
            return "".join(value.itertext()).strip()
    return ""


def _ring(bind: Element | None) -> Ring:
    """Return the ring a bind carries: what bears no mark, or a mark we do not know, is sealed."""
    mark = "" if bind is None else bind.get(RING, "").strip().lower()
    return Ring.SHARED if mark == Ring.SHARED else Ring.SEALED


def _type(control: Element, tag: str, bind: Element | None) -> str:
    kind = "string" if bind is None else bind.get("type", "string").rpartition(":")[2]
    if tag == "select1":
        return "select_one"
    if tag == "select":
        return "select_multiple"
    if tag == "upload":
        media = control.get("mediatype", "").partition("/")[0]
        return media if media in {"image", "audio", "video"} else "file"
    if tag == "input" and bind is not None and bind.get("readonly") == "true()" and kind == "string":
        return "note"
    if tag != "input":
        return tag
    return _KINDS.get(kind, kind)
