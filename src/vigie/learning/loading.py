"""The modules and exercises of ``data/``, read once. They are files that a trainer can read, correct and send back."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .rules.exercises import Exercise, Passage
from .rules.modules import Answer, Kind, Module, Page, Question, Words

DATA = Path(__file__).resolve().parent / "data"
Row = dict[str, Any]


@cache
def modules() -> tuple[Module, ...]:
    """Return every module, in the order of their files."""
    return tuple(_module(path) for path in sorted((DATA / "modules").glob("*.yaml")))


@cache
def exercises() -> dict[str, Exercise]:
    """Return every exercise by its name."""
    return {path.stem: _exercise(path) for path in sorted((DATA / "exercises").glob("*.yaml"))}


def _read(path: Path) -> tuple[Row, str]:
    content = path.read_bytes()
    row: Row = yaml.load(content, Loader=yaml.CSafeLoader)
    return row, hashlib.sha256(content).hexdigest()[:12]


def _words(row: Any) -> Words:
    return Words(str(row["fr"]).strip(), str(row["en"]).strip())


def _module(path: Path) -> Module:
    row, version = _read(path)
    return Module(
        slug=path.stem.partition("-")[2],
        title=_words(row["title"]),
        lead=_words(row["lead"]),
        minutes=row["minutes"],
        audiences=tuple(row["audiences"]),
        pages=tuple(_page(page) for page in row["pages"]),
        questions=tuple(_question(question) for question in row["questions"]),
        exercises=tuple(row.get("exercises", ())),
        testimony=row.get("testimony", False),
        version=version,
    )


def _page(row: Row) -> Page:
    return Page(
        key=row["key"],
        title=_words(row["title"]),
        text=_words(row["text"]),
        points=tuple(_words(point) for point in row["points"]),
        notes=_words(row["notes"]),
        norms=tuple(row.get("norms", ())),
    )


def _question(row: Row) -> Question:
    answers = tuple(
        Answer(str(a["key"]), _words(a), bool(a.get("right", False)), _words(a["why"])) for a in row["answers"]
    )
    return Question(row["key"], Kind(row["kind"]), _words(row["ask"]), answers)


def _exercise(path: Path) -> Exercise:
    row, _version = _read(path)
    passages = tuple(Passage(str(p["key"]), _words(p), p["reference"], _words(p["because"])) for p in row["passages"])
    return Exercise(path.stem, _words(row["title"]), _words(row["setting"]), passages)
