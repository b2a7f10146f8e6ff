"""The same forms on paper: an A4 sheet to tick and write on, keyed in later question by question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from django.utils import translation

from vigie.kernel.api import LANGUAGES, Ring
from vigie.ui.api import render_pdf

from .specs import Question, choices, common, form, languages

TEMPLATE = "collection/paper.typ"
ON_PHONE_ONLY = frozenset({"image", "audio", "video", "file", "geopoint"})
TOO_LONG = 45
"""A list with more answers than this is written by hand and not ticked: the communes."""
_LINES = {"narrative": 16}
_ROWS = 6

Item = dict[str, Any]


def paper_pdf(form_id: str, language: str = "fr") -> bytes:
    """Return a form of the pack as an A4 PDF, ready to print in black.

    Args:
        form_id: id of a form of the pack.
        language: one of the six; Arabic, Farsi and Pashto run from right to left.

    Raises:
        Missing: ``collection.form``, the pack has no such form.
        KeyError: not a language of the house.
    """
    sheet = _Sheet(form_id, LANGUAGES[language].code)
    with translation.override(language):
        return render_pdf(TEMPLATE, sheet.data())


class _Sheet:
    """One form in one language, its questions numbered from 1 as they will be found on the paper."""

    def __init__(self, form_id: str, language: str) -> None:
        self.form = form(form_id)
        self.language = language
        self.next = count(1)
        self.numbers: dict[str, int] = {}
        self.by_name = {question.name: question for question in self.form.walk()}

    def data(self) -> dict[str, Any]:
        """Return what the template draws. Media and positions stay on the phone and are not on the sheet."""
        said = {name: self._say(labels) for name, labels in common()["paper"].items()}
        reviewed = languages()[self.form.spec.id][self.language]["reviewed_by"]
        return {
            "language": self.language,
            "rtl": LANGUAGES[self.language].right_to_left,
            "title": self._say(self.form.spec.title),
            "code": f"{self.form.spec.id} · {self.form.spec.version}",
            "intro": self._say(self.form.intro),
            "unread": "" if reviewed else said["unread"],
            "words": said,
            "sections": [section for section in map(self._section, self.form.questions) if section["items"]],
        }

    def _say(self, labels: Mapping[str, str]) -> str:
        return labels[self.language]

    def _section(self, group: Question) -> Item:
        title = {"title": self._say(group.labels), "condition": self._condition(group)}
        if group.type == "repeat":
            return title | {"items": [self._table(group)]}
        return title | {"items": list(self._items(group.children))}

    def _items(self, questions: Sequence[Question]) -> Iterator[Item]:
        """Yield the items of a section; the counts of a group share one block with their qualifier."""
        shown = [question for question in questions if question.type not in ON_PHONE_ONLY]
        together = [question for question in shown if _counted(question)]
        for question in shown:
            if together and question is together[0]:
                yield self._numbers(together)
            elif question not in together:
                yield self._item(question)

    def _numbers(self, questions: Sequence[Question]) -> Item:
        block: Item = {"kind": "numbers", "counts": []}
        for question in questions:
            if question.to == "qualifier":
                block["qualifier"] = self._base(question) | {"options": self._options(question)}
            else:
                block["counts"].append(self._base(question))
        return block

    def _table(self, group: Question) -> Item:
        """Return a repeat as a table to fill: a column for each question, the codes of its first list below."""
        columns = [self._base(question) for question in group.children]
        options = [self._options(question) if question.to == "qualifier" else [] for question in group.children]
        cells = [column | {"options": inside} for column, inside in zip(columns, options, strict=True)]
        first = group.children[0]
        legend = self._options(first) if first.list_name else []
        return {"kind": "table", "columns": cells, "legend": legend, "rows": _ROWS}

    def _item(self, question: Question) -> Item:
        if question.type == "note":
            return {"kind": "note", "label": self._say(question.labels), "condition": self._condition(question)}
        item = self._base(question) | {"kind": _kind(question), "hint": self._hint(question)}
        if item["kind"] in {"one", "many"}:
            item["options"] = self._options(question)
        if item["kind"] == "lines":
            item["lines"] = _LINES.get(question.name, 2)
        return item

    def _base(self, question: Question) -> Item:
        number = self.numbers[question.name] = next(self.next)
        return {
            "number": number,
            "label": self._say(question.labels),
            "sealed": question.ring is Ring.SEALED,
            "required": question.required,
            "condition": self._condition(question),
        }

    def _hint(self, question: Question) -> str:
        return self._say(question.hints) if question.hints else ""

    def _options(self, question: Question) -> list[str]:
        return [self._say(choice.labels) for choice in choices()[question.list_name or ""]]

    def _condition(self, question: Question) -> str:
        """Return when to answer, pointing back by number: "si, en 12 : Oui"."""
        parts = []
        for name, answers in question.when.items():
            known = {choice.name: self._say(choice.labels) for choice in choices()[self.by_name[name].list_name or ""]}
            said = " / ".join(known[answer] for answer in answers[:2])
            more = "…" if len(answers) > 2 else ""
            parts.append(f"{self._say(common()['paper']['if'])} {self.numbers[name]} : {said}{more}")
        return " ; ".join(parts)


def _counted(question: Question) -> bool:
    return question.to == "qualifier" or (question.unit is not None and not question.certain)


def _kind(question: Question) -> str:
    """Return how a question is drawn."""
    if question.list_name:
        long = len(choices()[question.list_name]) > TOO_LONG
        return "line" if long else question.type.removeprefix("select_").replace("multiple", "many")
    if question.type == "text":
        return "lines" if question.appearance == "multiline" else "line"
    return {"integer": "number"}.get(question.type, question.type)
