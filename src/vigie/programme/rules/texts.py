"""Texts in French and English: what is said in the language of the moment, the other one when it alone is written. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

LANGUAGES = ("fr", "en")
Both = Mapping[str, str]


def both(fr: str = "", en: str = "") -> dict[str, str]:
    """Return a text in its two languages; an empty one is not kept."""
    return {code: text for code, text in (("fr", tidy(fr)), ("en", tidy(en))) if text}


def said(text: Both, language: str = "fr") -> str:
    """Return a text in a language, or in the other when that one alone is written."""
    return text.get(language) or text.get("fr") or text.get("en") or ""


def language_of(text: Both, language: str = "fr") -> str:
    """Return the language ``said`` answers in: a page marks it when it is not its own."""
    return next((code for code in (language, "fr", "en") if text.get(code)), language)


def tidy(text: str) -> str:
    """Return a text without what no database keeps, lines ended in one way, no blank around."""
    return text.replace("\x00", "").replace("\r\n", "\n").strip()


def slug_of(text: str, *, most: int = 60) -> str:
    """Return a text as an address: plain letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("’", " ").replace("'", " "))
    bare = "".join(letter for letter in plain.lower() if not unicodedata.combining(letter))
    whole = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
    return whole if len(whole) <= most else whole[: most + 1].rpartition("-")[0] or whole[:most]


def free_slug(text: str, taken: set[str], *, most: int = 60) -> str:
    """Return an address for a text that nothing has taken."""
    base = slug_of(text, most=most - 4) or "appel"
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)


def numbered(rows: Sequence[Both], old: Iterable[Mapping[str, str]] = ()) -> list[dict[str, str]]:
    """Give each line its id: missions name by it the objectives they serve, and keep them when a word changes.

    A line takes the id of the old one that says the same in one language, else of the old one that stood in its place
    and found no other, else a new one, never one that served.
    """
    before = list(old)
    taken: dict[int, str] = {}
    for place, row in enumerate(rows):
        same = (o["id"] for o in before if any(row.get(code) and row.get(code) == o.get(code) for code in LANGUAGES))
        found = next((one for one in same if one not in taken.values()), "")
        if found:
            taken[place] = found
    for place, one in enumerate(before[: len(rows)]):
        if place not in taken and one["id"] not in taken.values():
            taken[place] = one["id"]
    served = {o["id"] for o in before}
    fresh = (f"O{n}" for n in range(1, len(rows) + len(before) + 1) if f"O{n}" not in served)
    return [{"id": taken[place] if place in taken else next(fresh), **row} for place, row in enumerate(rows)]
