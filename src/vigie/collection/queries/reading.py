"""A filled form beside its questions: what a person reads in the mailbag."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from vigie.kernel.api import LANGUAGES, Missing, Refusal, Ring, VaultRef
from vigie.ui.api import say_day, say_time

from ..models import FormVersion, Submission
from ..pack import Draft, Field, Kind, Shape, draft_from_values, flatten, plain_path, read_shape
from ..rules.identifiers import Span, find, pieces
from ..rules.scripts import language_of

MEDIA = frozenset({"image", "audio", "video", "file"})
TEXTS = frozenset({"text"})
NAMING = (
    "contact",
    "name",
    "nom",
    "prenom",
    "interpreter_name",
    "interprete",
    "family",
    "famille",
    "pseudonym_real",
    "telephone",
    "phone",
)
"""Parts of the names of questions whose answers name people: their answers are looked for in every other text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an answer. ``kind`` says what it could be; empty for ordinary words."""

    words: str
    kind: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and its answer: the question in the language of the record and in the one of the screen."""

    path: str
    question: str
    question_there: str
    there: str
    group: str
    ring: Ring
    type: str
    answer: str
    pieces: tuple[Piece, ...]

    @property
    def found(self) -> tuple[Piece, ...]:
        """Return the stretches that could name someone."""
        return tuple(piece for piece in self.pieces if piece.kind)

    @property
    def is_media(self) -> bool:
        """Say whether the answer is a file."""
        return self.type in MEDIA

    @property
    def direction(self) -> str:
        """Return the direction of the language of the record."""
        return "rtl" if self.there in LANGUAGES and LANGUAGES[self.there].right_to_left else "ltr"


@dataclass(frozen=True, slots=True)
class Read:
    """An opened record: its answers in the order of its form, what it proposes, the names to look for."""

    answers: tuple[Answered, ...]
    draft: Draft
    language: str
    names: tuple[str, ...]

    def texts(self) -> list[Answered]:
        """Return the free texts, the longest first: what a summary is drawn from."""
        found = [a for a in self.answers if a.type == "text" and len(a.answer) > 40]
        return sorted(found, key=lambda a: -len(a.answer))


def read_record(version: FormVersion, values: Mapping[str, str], *, screen: str, minor: bool = False) -> Read:
    """Put answers beside the questions of their form, each with the ring it is really in.

    Args:
        version: the version the record was filled with.
        values: answers by path.
        screen: language of the screen.
        minor: whether the record states a minor: then nothing of it is shared, whatever its form marks.
    """
    shape = read_shape(version.content)
    language = _language(shape, values)
    names = known_names(values)
    fields = {field.path: field for field in shape.fields}
    draft = draft_of(version, values)
    shared = set(version.shared_paths) if version.shares and not (minor or "minor_stated" in draft.flags) else set()
    answers = [
        _answered(path, value, fields.get(plain_path(path)), names, language, screen, shared)
        for path, value in values.items()
    ]
    order = {path: position for position, path in enumerate(fields)}
    answers.sort(key=lambda a: order.get(plain_path(a.path), len(order)))
    return Read(tuple(answers), draft, language, tuple(names))


def draft_of(version: FormVersion, values: Mapping[str, str]) -> Draft:
    """Return what a record proposes; the form of an association proposes nothing but its kind."""
    try:
        return draft_from_values(version.form.form_id, values)
    except Missing:
        kind = Kind.TESTIMONY if version.form.testimony else Kind.OBSERVATION
        return Draft(form_id=version.form.form_id, kind=kind)


def known_names(values: Mapping[str, str]) -> list[str]:
    """Return the answers to questions that ask for names."""
    return [value for path, value in values.items() if _names_someone(path.rpartition("/")[2]) and len(value) < 200]


def _names_someone(name: str) -> bool:
    parts = name.casefold().split("_")
    return any(part in NAMING for part in parts) and "language" not in parts


def mark(text: str, names: Iterable[str]) -> tuple[Piece, ...]:
    """Return a text cut at what could name someone."""
    spans = find(text, names)
    return tuple(_piece(words, span) for words, span in pieces(text, spans))


def _piece(words: str, span: Span | None) -> Piece:
    return Piece(words, span.kind.value, span.start, span.end) if span else Piece(words)


def _language(shape: Shape, values: Mapping[str, str]) -> str:
    """Return the language of a record among those of its form: the one it says, else the one of its letters."""
    said = next((v for p, v in values.items() if p.rpartition("/")[2] == "language" and v in shape.languages), "")
    guessed = language_of(value for value in values.values() if len(value) > 3)
    return said or (guessed if guessed in shape.languages else "")


def _answered(
    path: str,
    value: str,
    field: Field | None,
    names: list[str],
    language: str,
    screen: str,
    shared: Container[str],
) -> Answered:
    kind = field.type if field else "text"
    there = language if language != screen else ""
    return Answered(
        path=path,
        question=_label(field.labels, screen) if field else path,
        question_there=(field.labels.get(there, "") if field and there else ""),
        there=language,
        group=_label(field.group, screen) if field else "",
        ring=Ring.SHARED if field and field.path in shared else Ring.SEALED,
        type=kind,
        answer=_said(field, value, screen),
        pieces=mark(value, names) if kind in TEXTS else (Piece(_said(field, value, screen)),),
    )


def _label(labels: Mapping[str, str], screen: str) -> str:
    return labels.get(screen) or labels.get("fr") or next(iter(labels.values()), "")


def _said(field: Field | None, value: str, screen: str) -> str:
    """Return an answer in words: the labels of the choices, a day and an hour without seconds."""
    if field is None or not field.choices:
        return _plain(field.type, value) if field else value
    labels = {name: _label(words, screen) for name, words in field.choices}
    chosen = value.split() if field.type == "select_multiple" else [value]
    return ", ".join(labels.get(one, one) for one in chosen)


def _plain(kind: str, value: str) -> str:
    """Return a day and an hour as people say them."""
    try:
        if kind == "date":
            return say_day(dt.date.fromisoformat(value[:10]))
        return say_time(dt.time.fromisoformat(value[:5])) if kind == "time" else value
    except ValueError:
        return value


def in_words(ref: VaultRef, data: bytes) -> str | None:
    """Return an opened record as its questions and answers, for whoever reads it outside the mailbag; ``None`` if it is none."""
    record = Submission.objects.filter(sealed_ref=ref).select_related("version__form").first()
    if record is None:
        return None
    try:
        read = read_record(record.version, flatten(data), screen=get_language() or "fr")
    except Refusal:
        return None
    return "\n\n".join(f"{a.question}\n{a.answer}" for a in read.answers if a.answer and not a.is_media)
