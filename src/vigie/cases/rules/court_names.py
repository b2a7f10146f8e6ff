"""Names of the files handed to a court: the exhibit's number first, plain characters, never two alike. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

LONGEST = 80
"""Characters of a whole name, its ending included."""
_TWO_LETTERS = str.maketrans(
    {"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "đ": "d"}
)
ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "video/quicktime": "mov",
    "text/plain": "txt",
    "text/csv": "csv",
}


def plain_words(text: str) -> str:
    """Return a text in lower-case ASCII letters, digits and single hyphens; what has no plain letter is left out."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_TWO_LETTERS))
    letters = "".join(c if c.isascii() else " " for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")


def court_name(number: int, title: str, content_type: str, *, width: int = 2) -> str:
    """Return the name of an exhibit's file, at most ``LONGEST`` characters."""
    ending = ENDINGS.get(content_type.partition(";")[0].strip().lower(), "bin")
    head = f"{number:0{width}d}"
    room = LONGEST - len(head) - len(ending) - 2
    words = plain_words(title)[:room].strip("-") or "piece"
    return f"{head}-{words}.{ending}"


def court_names(exhibits: Sequence[tuple[int, str, str]]) -> list[str]:
    """Return the names of several exhibits (number, title, content type), in their order, all different whatever the case."""
    width = max([2, *(len(str(number)) for number, _title, _type in exhibits)])
    return distinct(court_name(number, title, kind, width=width) for number, title, kind in exhibits)


def distinct(names: Iterable[str]) -> list[str]:
    """Return the names, a second one alike marked ``-2`` before its ending, still within ``LONGEST``."""
    taken: set[str] = set()
    given = []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        found, turn = name, 1
        while found.lower() in taken:
            turn += 1
            tail = f"-{turn}{dot}{ending}"
            found = stem[: LONGEST - len(tail)] + tail
        taken.add(found.lower())
        given.append(found)
    return given
