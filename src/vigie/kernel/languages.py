"""The six languages of the house."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its code, its own name, which way it runs."""

    code: str
    name: str
    right_to_left: bool


LANGUAGES: dict[str, Language] = {
    code: Language(code, name, rtl)
    for code, name, rtl in (
        ("fr", "Français", False),
        ("en", "English", False),
        ("ar", "العربية", True),
        ("fa", "فارسی", True),
        ("ps", "پښتو", True),
        ("ti", "ትግርኛ", False),
    )
}
SCREEN_LANGUAGES = ("fr", "en", "ar")
"""Languages of the workspace's screens. Forms and public pages speak all six."""
