"""The mission sheet: its sections, and who signs. Pure."""

from __future__ import annotations

from .kinds import Part

SECTIONS = ("context", "objective", "tasks", "organisation", "support", "means", "calendar", "outputs")
"""Codes of its sections, in their order; their titles are in ``wording.py``."""
LONGEST = 6000
"""Characters of one section."""

PARTIES: tuple[str, ...] = (Part.SENDING.value, Part.HOST.value, "")
"""Who signs: the sending organisation, the host, the volunteer, whose part is empty (the founding call, line 46)."""


def is_signed(parts: set[str]) -> bool:
    """Say whether the three parties signed one version."""
    return set(PARTIES) <= parts
