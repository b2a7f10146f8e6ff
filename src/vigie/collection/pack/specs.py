"""The built-in forms as data: one YAML file per form, shared choice lists beside them.

A form is a tree of questions. Relevance is written as data (``when: {agree: [yes]}``) and not as XPath, so
that the same line serves the phone, the sheet of paper and the maker of invented examples.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from vigie.kernel.api import LANGUAGES, Missing, Ring

from .typeset import typeset

DATA = Path(__file__).parent / "data"
NAMESPACE = "urn:vigie:1"
"""Namespace of our marks in an XForm: ``<bind vigie:ring="shared">``."""

Labels = Mapping[str, str]
"""Text by language code; every language of the house is there."""

CONTAINERS = frozenset({"group", "repeat"})


@dataclass(frozen=True, slots=True)
class FormSpec:
    """One form of the pack as the rest of the house needs to know it."""

    id: str
    title: Labels
    version: str
    testimony: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list: its code, its text by language, whether it goes with no other answer."""

    name: str
    labels: Labels
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One entry of a form: a question, a note, or a group or repeat that holds others.

    ``to`` names the slot of the draft the answer fills; ``implies`` says which act, and ``flags`` which flag,
    an answer puts in the draft. ``when`` maps the name of an earlier select to the answers that make this
    one appear. ``unit`` is set on counts; a ``certain`` count is exact without being asked (how many we were). ``path`` is relative to the root of the instance.
    """

    type: str
    name: str
    path: str
    ring: Ring
    labels: Labels
    hints: Labels | None = None
    list_name: str | None = None
    required: bool = False
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constraint: str | None = None
    message: Labels | None = None
    default: str | None = None
    appearance: str | None = None
    unit: str | None = None
    certain: bool = False
    to: str | None = None
    implies: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Question, ...] = ()

    @property
    def container(self) -> bool:
        """Say whether it holds other questions and no answer of its own."""
        return self.type in CONTAINERS

    def walk(self) -> Iterator[Question]:
        """Yield this entry, then all that it holds, in the order of the form."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form: its card, its settings and its questions."""

    spec: FormSpec
    kind: str
    client_editable: bool
    auto_delete: bool
    intro: Labels
    questions: tuple[Question, ...]

    def walk(self) -> Iterator[Question]:
        """Yield every entry, groups included, in the order of the form."""
        for question in self.questions:
            yield from question.walk()

    @property
    def lists(self) -> tuple[str, ...]:
        """Names of the choice lists it uses, each once, in the order they appear."""
        return tuple(dict.fromkeys(q.list_name for q in self.walk() if q.list_name))


def _load(name: str) -> dict[str, Any]:
    raw = yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return cast("dict[str, Any]", _typeset(raw))


def _typeset(value: Any, key: str = "") -> Any:
    """Give every text the apostrophe of books, and French the spaces that no line may break at."""
    if isinstance(value, dict):
        return {name: _typeset(inside, str(name)) for name, inside in value.items()}
    if isinstance(value, list):
        return [_typeset(inside) for inside in value]
    if not isinstance(value, str) or key not in LANGUAGES:
        return value
    return typeset(value, key)


@cache
def choices() -> Mapping[str, tuple[Choice, ...]]:
    """Return every choice list by name; a list made ``from`` another picks some of its answers."""
    raw: dict[str, Any] = {}
    for name in ("choices.yaml", "acts.yaml", "places.yaml"):
        raw |= _load(name)
    full = {name: tuple(map(_choice, rows)) for name, rows in raw.items() if isinstance(rows, list)}
    picked = {name: _pick(full[rows["from"]], rows) for name, rows in raw.items() if isinstance(rows, dict)}
    return full | picked


def _choice(row: Mapping[str, Any]) -> Choice:
    """Read one answer; a proper name is not translated in every language, so French stands in for it."""
    return Choice(str(row["name"]), {code: row.get(code, row["fr"]) for code in LANGUAGES}, "alone" in row)


def _pick(source: tuple[Choice, ...], rule: Mapping[str, Any]) -> tuple[Choice, ...]:
    if "prefix" in rule:
        prefixes = tuple(rule["prefix"])
        return tuple(choice for choice in source if choice.name.startswith(prefixes))
    by_name = {choice.name: choice for choice in source}
    return tuple(by_name[name] for name in rule["names"])


@cache
def common() -> Mapping[str, Any]:
    """Return the texts used by several forms: names of units, the qualifier question, messages."""
    return _load("common.yaml")


@cache
def units() -> Mapping[str, Labels]:
    """Return what can be counted, by code, with its name in each language."""
    return cast("Mapping[str, Labels]", common()["units"])


@cache
def languages() -> Mapping[str, Mapping[str, Mapping[str, str | None]]]:
    """Return, by form and language, who has read the translation: ``{"reviewed_by": None}`` when nobody has."""
    return cast("Mapping[str, Mapping[str, Mapping[str, str | None]]]", _load("languages.yaml")["forms"])


def _question(entry: Mapping[str, Any], parent: str) -> Question:
    raw = _in_full(entry)
    kind, _, list_name = raw["type"].partition(" ")
    name = str(raw["name"])
    path = f"{parent}/{name}" if parent else name
    message = raw.get("message")
    return Question(
        type=kind,
        name=name,
        path=path,
        ring=Ring(raw.get("ring", Ring.SEALED)),
        labels=raw["label"],
        hints=raw.get("hint"),
        list_name=list_name or None,
        required=bool(raw.get("required", False)),
        when={key: tuple(map(str, answers)) for key, answers in raw.get("when", {}).items()},
        constraint=raw.get("constraint"),
        message=common()["messages"][message] if message else None,
        default=raw.get("default"),
        appearance=raw.get("appearance"),
        unit=raw.get("unit"),
        certain=bool(raw.get("certain", False)),
        to=raw.get("to"),
        implies=raw.get("implies", {}),
        flags=raw.get("flags", {}),
        children=tuple(_question(child, path) for child in raw.get("questions", ())),
    )


def _in_full(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Write out an entry that leans on a shared question, a unit, the qualifier or the rule of its list."""
    raw = dict(entry)
    if "use" in raw:
        raw = {**common()["questions"][raw.pop("use")], **raw}
    if raw["type"] == "count":
        return _as_count(raw)
    if raw["type"] == "qualifier":
        return {**common()["qualifier"], "to": "qualifier", **raw, "type": "select_one qualifier"}
    kind, _, list_name = raw["type"].partition(" ")
    return _alone(list_name) | raw if kind == "select_multiple" else raw


def _as_count(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Turn a count into the whole number it is on the phone; its label is the name of its unit unless it has one."""
    unit = str(raw["unit"])
    most = raw.get("most", 5000)
    defaults = {
        "name": unit,
        "label": units()[unit],
        "ring": Ring.SHARED,
        "to": "counts",
        "constraint": f". >= 0 and . <= {most}",
        "message": "count",
    }
    return defaults | dict(raw) | {"type": "integer"}


def _alone(list_name: str) -> dict[str, str]:
    """Return the constraint of a list where one answer excludes the others, if it has one."""
    names = [choice.name for choice in choices()[list_name] if choice.alone]
    rule = " and ".join(f"(not(selected(., '{name}')) or count-selected(.) = 1)" for name in names)
    return {"constraint": rule, "message": "alone"} if rule else {}


@cache
def form(form_id: str) -> Form:
    """Return one form of the pack.

    Raises:
        Missing: ``collection.form``, the pack has no such form.
    """
    try:
        raw = _load(f"forms/{FILES[form_id]}")
    except KeyError:
        raise Missing("collection.form", form=form_id) from None
    settings = raw["form"]
    spec = FormSpec(form_id, settings["title"], str(settings["version"]), bool(settings.get("testimony", False)))
    return Form(
        spec=spec,
        kind=settings["kind"],
        client_editable=bool(settings.get("client_editable", False)),
        auto_delete=bool(settings.get("auto_delete", False)),
        intro=settings["intro"],
        questions=tuple(_question(entry, "") for entry in raw["questions"]),
    )


FILES = {f"vigie-{path.stem}": path.name for path in sorted((DATA / "forms").glob("*.yaml"))}
ORDER = ("vigie-releve", "vigie-expulsion", "vigie-eau-services", "vigie-tournee", "vigie-temoignage")
PACK: tuple[FormSpec, ...] = tuple(form(form_id).spec for form_id in ORDER if form_id in FILES)
"""The forms of the pack, the quickest first."""
