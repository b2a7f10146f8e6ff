"""Say that a text of reference was checked at its source: the one way for norms, sheets of bodies, and what comes after.

A row that can be checked has ``verified_on``, ``verified_by`` (a person's id) and ``verified_for`` (the association they
acted for).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from vigie.journal.api import record
from vigie.kernel.api import PARIS, Missing, atomic

from .acting import Acting, check, person_names
from .queries.organisations import organisations
from .rules.permissions import Permission


@dataclass(frozen=True, slots=True)
class Checked:
    """What is checked, and what is written of it: the permission it asks for, the journal's words, the refusal if not there."""

    permission: Permission
    kind: str
    verb: str
    otherwise: str


def checker_of(acting: Acting, person: str, organisation: str) -> str:
    """Name who checked: the person, to their own association; to the others, the association."""
    if not person:
        return ""
    if organisation == acting.organisation:
        return person_names([person]).get(person, "")
    return next((card.name for card in organisations() if card.id == organisation), "")


def write_check(rows: QuerySet[Any], what: Checked, *, acting: Acting, code: str, now: dt.datetime) -> None:
    """Write that rows were checked today, by whom and for which association.

    Raises:
        Denied: ``network.denied.<permission>``. Missing: ``what.otherwise``, there is no such row.
    """
    day = now.astimezone(PARIS).date()
    told: dict[str, object] = {"verified_on": day, "verified_by": acting.actor, "verified_for": acting.organisation}
    _write(rows, what, acting=acting, code=code, now=now, told=told)


def take_check_back(rows: QuerySet[Any], what: Checked, *, acting: Acting, code: str, now: dt.datetime) -> None:
    """Take back that rows were checked; for refusals see ``write_check``, also when they were not."""
    told: dict[str, object] = {"verified_on": None, "verified_by": "", "verified_for": ""}
    _write(rows.exclude(verified_on=None), what, acting=acting, code=code, now=now, told=told)


def _write(
    rows: QuerySet[Any], what: Checked, *, acting: Acting, code: str, now: dt.datetime, told: dict[str, object]
) -> None:
    check(acting, what.permission)
    with atomic():
        if not rows.update(**told):
            raise Missing(what.otherwise)
        record(acting=acting, verb=what.verb, kind=what.kind, object_id=code, now=now)
