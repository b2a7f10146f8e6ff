"""Make invented filled forms, for the demonstration world, the practice world and the tests."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

import yaml

from vigie.kernel.api import PARIS, Qualifier

from .specs import DATA, Question, choices, form

ORX = "http://openrosa.org/xforms"
ANSWERED = 0.75
"""How often a question that may be skipped is answered."""
_MOST = {"persons": 60, "tents": 40, "tarps": 20, "sleeping_bags": 40, "officers": 30, "meals": 300, "distance_m": 900}
USUAL = 0.9
"""How often an answer is one of those common on the coast."""
_RARE_MOST = 6
register_namespace("orx", ORX)

Override = str | Sequence[str] | Sequence[Mapping[str, str]]


def fill(form_id: str, rng: random.Random, now: dt.datetime, **overrides: Override) -> bytes:
    """Return one invented filled form, valid for the form and dated from the last two days.

    Args:
        form_id: id of a form of the pack.
        rng: source of every choice; the same seed and ``now`` give the same bytes.
        now: present moment, aware.
        overrides: answers by question name; several answers as a list; a repeat as a list of mappings; the empty
            string leaves a question out. Media are left out unless a file name is given here.

    Raises:
        Missing: ``collection.form``, the pack has no such form.
    """
    source = form(form_id)
    root = Element("data", {"id": form_id, "version": source.spec.version})
    filler = _Filler(rng, now.astimezone(PARIS), overrides)
    filler.fill(root, source.questions)
    meta = SubElement(root, f"{{{ORX}}}meta")
    SubElement(meta, f"{{{ORX}}}instanceID").text = f"uuid:{uuid.UUID(int=rng.getrandbits(128), version=4)}"
    return cast("bytes", tostring(root, encoding="utf-8", xml_declaration=True))


@cache
def _samples() -> dict[str, Any]:
    return cast("dict[str, Any]", yaml.safe_load((DATA / "samples.yaml").read_text(encoding="utf-8")))


class _Filler:
    """Answers the questions of one form in order, as a hurried person would."""

    def __init__(self, rng: random.Random, now: dt.datetime, overrides: Mapping[str, Override]) -> None:
        self.rng = rng
        self.day = now.date() - dt.timedelta(days=rng.choice((0, 0, 0, 1, 2)))
        self.start = dt.time(rng.randint(6, 10), rng.choice((0, 10, 15, 30, 45)))
        self.overrides = overrides
        self.given: dict[str, list[str]] = {}
        self.uncounted = False

    def fill(self, parent: Element, questions: Sequence[Question]) -> None:
        for question in questions:
            if question.type == "note" or not self._relevant(question):
                continue
            if question.type == "repeat":
                self._repeat(parent, question)
            elif question.container:
                self.fill(SubElement(parent, question.name), question.children)
            else:
                self._answer(parent, question)

    def _relevant(self, question: Question) -> bool:
        return all(set(answers) & set(self.given.get(name, ())) for name, answers in question.when.items())

    def _repeat(self, parent: Element, question: Question) -> None:
        """Add one to three occurrences, none of which says the same thing first as another."""
        rows = self.overrides.get(question.name)
        if rows is None:
            first = question.children[0]
            texts = _samples().get(first.name, ())
            pool = list(dict.fromkeys(_usual(first.list_name) if first.list_name else texts))
            rows = [
                {first.name: str(value)} for value in self.rng.sample(pool, k=min(len(pool), self.rng.randint(1, 3)))
            ]
        outer = self.overrides
        for row in rows:
            self.overrides = {**outer, **cast("Mapping[str, str]", row)}
            self.fill(SubElement(parent, question.name), question.children)
        self.overrides = outer

    def _answer(self, parent: Element, question: Question) -> None:
        chosen = self.overrides.get(question.name)
        if chosen is None:
            chosen = "" if self._skips(question) else self._invent(question)
        answers = [chosen] if isinstance(chosen, str) else [str(answer) for answer in chosen]
        self.given[question.name] = answers
        if question.to == "qualifier":
            self.uncounted = answers == [Qualifier.UNKNOWN]
        SubElement(parent, question.name).text = " ".join(answers)

    def _skips(self, question: Question) -> bool:
        """Say whether a question is passed over; nobody gives a number after saying that nobody counted."""
        if question.required or question.to == "qualifier" or question.name in _samples()["always"]:
            return False
        if question.unit and not question.certain and self.uncounted:
            return True
        return self.rng.random() > ANSWERED

    def _invent(self, question: Question) -> str | list[str]:
        simple: dict[str, Any] = {
            "integer": self._number,
            "select_one": self._one,
            "select_multiple": self._some,
            "text": self._text,
            "date": lambda _: self.day.isoformat(),
            "time": self._time,
            "geopoint": self._point,
        }
        invent = simple.get(question.type)
        return cast("str | list[str]", invent(question)) if invent else ""

    def _number(self, question: Question) -> str:
        return str(self.rng.randint(0, _MOST.get(question.unit or "", _RARE_MOST)))

    def _one(self, question: Question) -> str:
        answers = _samples()["answers"].get(question.name)
        if answers:
            return str(self.rng.choice(answers))
        usual = self.rng.random() < USUAL
        return self.rng.choice(_usual(question.list_name) if usual else _offered(question.list_name))

    def _some(self, question: Question) -> list[str]:
        """Return one to three answers in the order of the list, as a phone writes them."""
        offered = _offered(question.list_name)
        picked = {self._one(question) for _ in range(self.rng.randint(1, 3))}
        alone = picked & {choice.name for choice in choices()[question.list_name or ""] if choice.alone}
        return sorted(alone or picked, key=offered.index)

    def _text(self, question: Question) -> str:
        return str(self.rng.choice(_samples().get(question.name) or _samples()["any"]))

    def _time(self, question: Question) -> str:
        late = dt.timedelta(minutes=self.rng.randint(10, 90) if question.to == "time_to" else 0)
        moment = dt.datetime.combine(self.day, self.start, PARIS) + late
        return f"{moment:%H:%M}:00.000{_offset(moment)}"

    def _point(self, _: Question) -> str:
        """Return a point out at sea, so that no invented record ever marks a place where people live."""
        return f"{self.rng.uniform(51.08, 51.14):.6f} {self.rng.uniform(1.55, 1.85):.6f} 0 12.5"


def _offset(moment: dt.datetime) -> str:
    text = moment.strftime("%z")
    return f"{text[:3]}:{text[3:]}"


def _offered(list_name: str | None) -> list[str]:
    return [choice.name for choice in choices()[list_name or ""]]


def _usual(list_name: str | None) -> list[str]:
    return list(map(str, _samples()["usual"].get(list_name) or _offered(list_name)))
