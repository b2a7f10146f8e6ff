"""The apostrophe of books, and the French spaces that no line may break at."""

from __future__ import annotations

import re

_FRENCH_SPACE = re.compile(r" (?=[?!:;»])|(?<=«) ")
_ELISION = re.compile(r"(?<=\w)'(?=\w)")
_TRANSLATION = re.compile(r"(<translation lang=\"[^\"]*?(?:\((\w+)\))?\"[^>]*>)(.*?)(?=</translation>)", re.DOTALL)
_SAID = re.compile(r">([^<>]+)<")


def typeset(text: str, language: str) -> str:
    """Return a text as a book would print it."""
    set_ = _ELISION.sub("’", text)
    return _FRENCH_SPACE.sub("\u00a0", set_) if language == "fr" else set_


def typeset_xform(xml: str) -> str:
    """Set the texts of an XForm's translations; pyxform makes every apostrophe a typewriter's and every space a plain one.

    What is between marks is touched, nothing inside one: a condition keeps its quotes.
    """

    def translation(found: re.Match[str]) -> str:
        opening, language, inside = found.groups()
        return opening + _SAID.sub(lambda said: f">{typeset(said[1], language or '')}<", inside)

    return _TRANSLATION.sub(translation, xml)
