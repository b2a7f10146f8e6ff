"""What a sealed testimony says, read from the form it came on or from the text it was typed as. Pure, and never kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn
from xml.parsers.expat import ExpatError, ParserCreate

NARRATIVES = ("narrative", "words_heard")
TRANSLATIONS = ("narrative_translation", "translation")
NAMING = frozenset(
    (
        "contact",
        "name",
        "real_name",
        "first_name",
        "last_name",
        "surname",
        "family_name",
        "nickname",
        "interpreter_name",
    )
)
PROSE = 40
"""Characters from which an answer of a form we do not know is taken for prose."""
SHORT_ANSWER = 4
MAX_DEPTH = 40
_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")


class Unreadable(ValueError):
    """It is neither a filled form nor a text: a sound, for instance."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told: the narrative, its translation where one was recorded, the words that name people."""

    narrative: str
    translation: str = ""
    names: tuple[str, ...] = ()


def read_told(content: bytes) -> Told:
    """Read a testimony that was just opened.

    Raises:
        Unreadable: nothing to read in it.
    """
    if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return _of_form(_leaves(content))
    try:
        text = content.decode().strip()
    except UnicodeDecodeError:
        raise Unreadable from None
    if not text:
        raise Unreadable
    return Told(text)


def _of_form(leaves: Mapping[str, list[str]]) -> Told:
    told = [said for name in NARRATIVES for said in leaves.get(name, ())]
    if not told:
        kept = (said for name, several in leaves.items() if name not in NAMING for said in several)
        told = [said for said in kept if len(said) >= PROSE and " " in said]
    if not told:
        raise Unreadable
    translated = [said for name in TRANSLATIONS for said in leaves.get(name, ())]
    answers = [said for name in sorted(NAMING) for said in leaves.get(name, ())]
    names = dict.fromkeys(word for answer in answers for word in _likely(answer))
    return Told("\n\n".join(told), "\n\n".join(translated), tuple(names))


def _likely(answer: str) -> list[str]:
    """Return the words of an answer that may be names: all of a short one, those with a capital of a sentence."""
    words = [match.group() for match in _WORD.finditer(answer) if len(match.group()) > 1]
    return words if len(words) <= SHORT_ANSWER else [word for word in words if word[0].isupper()]


def _leaves(xml: bytes) -> dict[str, list[str]]:
    """Return the answers of a filled form by local name; no tree is built, no entity is read."""
    found: dict[str, list[str]] = {}
    stack: list[list[str]] = []
    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def start(_name: str, _attributes: dict[str, str]) -> None:
        if len(stack) >= MAX_DEPTH:
            raise Unreadable
        stack.append([])

    def end(name: str) -> None:
        said = "".join(stack.pop()).strip()
        if said:
            found.setdefault(name.rpartition("}")[2], []).append(said)

    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: stack[-1].append(text) if stack else None
    try:
        parser.Parse(xml.removeprefix(b"\xef\xbb\xbf").lstrip(), True)  # noqa: FBT003 -- positional only
    except (ExpatError, LookupError):
        raise Unreadable from None
    return found


def _refuse(*_declared: Any) -> NoReturn:
    """Stop at a document type.

    Raises:
        Unreadable: always.
    """
    raise Unreadable
