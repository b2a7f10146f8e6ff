"""A module as it stands in ``data/modules``: pages, questions, what the trainer says. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

PASS_MARK = 80
"""Of a hundred. One may begin again as often as one wants: what counts is to know, not to have known."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text in the two languages of the trainings."""

    fr: str
    en: str

    def told(self, language: str) -> str:
        """Return it in English on an English screen, else in French."""
        return self.en if language.startswith("en") else self.fr


class Kind(StrEnum):
    """How a question is answered: one answer, every right one, or all in order."""

    ONE = "one"
    MANY = "many"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, whether it is right, and what is said to whoever gave it."""

    key: str
    text: Words
    right: bool
    why: Words


@dataclass(frozen=True, slots=True)
class Question:
    """A question. Of an ``ORDER`` one, the answers stand in the right order."""

    key: str
    kind: Kind
    ask: Words
    answers: tuple[Answer, ...]

    @property
    def shown(self) -> tuple[Answer, ...]:
        """Return the answers as they are shown: by key, so that the right order is not given away."""
        return tuple(sorted(self.answers, key=lambda answer: answer.key))

    def right(self, given: Sequence[str]) -> bool:
        """Say whether what was answered is right, all of it."""
        if self.kind is Kind.ORDER:
            return list(given) == [answer.key for answer in self.answers]
        return set(given) == {answer.key for answer in self.answers if answer.right} and bool(given)


@dataclass(frozen=True, slots=True)
class Page:
    """A short page. ``points`` are its slide; ``notes`` what the trainer says over it; ``norms`` the texts it speaks of."""

    key: str
    title: Words
    text: Words
    points: tuple[Words, ...]
    notes: Words
    norms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Module:
    """A module. ``version`` changes with its content; ``testimony``: the certificate to collect testimony rests on it."""

    slug: str
    title: Words
    lead: Words
    minutes: int
    audiences: tuple[str, ...]
    pages: tuple[Page, ...]
    questions: tuple[Question, ...]
    exercises: tuple[str, ...]
    testimony: bool
    version: str

    def page(self, key: str) -> Page | None:
        """Return a page by its key."""
        return next((page for page in self.pages if page.key == key), None)

    def after(self, key: str) -> Page | None:
        """Return the page that follows."""
        keys = [page.key for page in self.pages]
        place = keys.index(key) + 1
        return self.pages[place] if place < len(keys) else None


@dataclass(frozen=True, slots=True)
class Score:
    """What a quiz gave: right answers of how many."""

    right: int
    asked: int

    @property
    def percent(self) -> int:
        """Of a hundred, rounded down."""
        return self.right * 100 // self.asked if self.asked else 0

    @property
    def passed(self) -> bool:
        """Say whether it is enough."""
        return self.percent >= PASS_MARK


def score(module: Module, given: Mapping[str, Sequence[str]]) -> Score:
    """Return what answers by question are worth; a question left out is wrong."""
    right = sum(question.right(given.get(question.key, ())) for question in module.questions)
    return Score(right, len(module.questions))
