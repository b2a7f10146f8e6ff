"""One figure of what was done in a year, in the same shape for every floor."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Activity:
    """How many of what, in one civil year of Paris.

    ``code``: what is counted, dotted by floor (``facts.shifts``); its words and where it comes from stand with whoever
    shows it. ``of``: one kind of it, where a code has several (a family of acts, a phase), and ``name`` that kind in words.
    ``number``: whole; of money, cents.
    """

    code: str
    number: int
    of: str = ""
    name: str | Promise = ""
