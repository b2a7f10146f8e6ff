"""Marks: what a filter asks of a fact, written as words that nobody types, in the same index as the words people do.

A filter on an act, a force, a commune then costs what a search for a word costs, and comes newest first. Marks find; the rows
themselves still decide. What may change behind a fact's back (the family of an act, the zone of a commune, how far a fact is
shared) has no mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .drafts import CircumstancesDraft, StatementDraft

SIGNS: Mapping[str, str] = {
    "acts": "zqa",
    "forces": "zqf",
    "places": "zqp",
    "modes": "zqm",
    "origins": "zqo",
    "kind": "zqk",
}


def mark(field: str, value: str) -> str:
    """Return the mark of a value: letters and digits alone, so that every database reads it as one word."""
    return SIGNS[field] + "".join(letter for letter in value.casefold() if letter.isalnum())


def marks_of(
    draft: StatementDraft, *, place: str, circumstances: CircumstancesDraft | None = None, origin: str = ""
) -> list[str]:
    """Return the marks of a fact. ``place``: its id. ``origin``: of an observation; empty, it is a testimony's."""
    return written(
        acts=[act.code for act in draft.acts],
        forces=[force.code for force in draft.forces],
        places=[place],
        modes=[circumstances.mode] if circumstances else [],
        origins=[origin],
        kind=["observation" if origin else "testimony"],
    )


def written(**values: Iterable[str]) -> list[str]:
    """Return the marks of several values of several fields, each once; an empty value has none."""
    return list(dict.fromkeys(mark(field, value) for field, held in values.items() for value in held if value))
