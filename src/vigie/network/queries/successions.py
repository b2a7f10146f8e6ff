"""Hand-overs as the two people see them, and what each line says today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from vigie.kernel.api import ActorId, Conflict, Missing

from ..acting import Acting, acting_for, person_names
from ..models import Succession
from ..open_work import OpenWork, Text, WorkSource, work_sources
from ..rules.successions import HAND, LEAVE, Choice


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One thing that is held, and what who leaves says of it (``hand``, ``leave`` or nothing yet)."""

    kind: str
    work: OpenWork
    what: str = ""
    why: str = ""

    @property
    def field(self) -> str:
        """The name of its answer in a form."""
        return f"{self.kind}:{self.work.object_id}"

    @property
    def choice(self) -> Choice:
        """What is said of it."""
        return Choice((self.kind, self.work.object_id), self.what, self.why, bool(self.work.blocked))


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """What is held of one kind."""

    title: Text
    does: Text
    moves: bool
    lines: tuple[WorkLine, ...]


@dataclass(frozen=True, slots=True)
class SuccessionCard:
    """A hand-over, with the names of the two people; one who is gone has none."""

    row: Succession
    leaving: str
    arriving: str


def successions(acting: Acting, *, everyones: bool) -> list[SuccessionCard]:
    """Return the hand-overs one is in; with ``everyones``, those of the association, newest first."""
    rows = Succession.objects.filter(organisation_id=acting.organisation)
    if not everyones:
        rows = rows.filter(Q(leaving=acting.actor) | Q(arriving=acting.actor))
    found = list(rows)
    names = person_names({person for row in found for person in (row.leaving, row.arriving)})
    return [SuccessionCard(row, names.get(row.leaving, ""), names.get(row.arriving, "")) for row in found]


def succession(acting: Acting, succession_id: str, *, lock: bool = False) -> SuccessionCard:
    """Return one hand-over to the two people it is between, and to nobody else: it tells what they hold.

    Raises:
        Missing: ``network.no_succession``.
    """
    rows = Succession.objects.select_for_update() if lock else Succession.objects.all()
    row = rows.filter(id=succession_id, organisation_id=acting.organisation).first()
    if row is None or acting.actor not in {row.leaving, row.arriving}:
        raise Missing("network.no_succession")
    names = person_names([row.leaving, row.arriving])
    return SuccessionCard(row, names.get(row.leaving, ""), names.get(row.arriving, ""))


def both(row: Succession, *, day: dt.date) -> tuple[Acting, Acting]:
    """Return who leaves and who arrives, as each acts here that day.

    Raises:
        Conflict: ``network.succession_gone``, one of them has no role here any more.
    """
    try:
        leaving, arriving = (
            acting_for(person_id=ActorId(person), organisation_id=row.organisation_id, day=day)
            for person in (row.leaving, row.arriving)
        )
    except Missing:
        raise Conflict("network.succession_gone") from None
    return leaving, arriving


def work_today(row: Succession, *, now: dt.datetime, day: dt.date) -> list[WorkGroup]:
    """Return all that who leaves holds now, by kind, with what was said of each line."""
    leaving, arriving = both(row, day=day)
    said = {(line["kind"], line["id"]): line for line in row.lines}
    groups = []
    for source in work_sources():
        lines = tuple(_line(source, work, said) for work in source.listed(leaving, arriving, now))
        if lines:
            groups.append(WorkGroup(source.title, source.does, source.pass_on is not None, lines))
    return groups


def work_signed(row: Succession) -> list[WorkGroup]:
    """Return what was signed, by kind."""
    groups = []
    for source in work_sources():
        lines = tuple(
            WorkLine(source.kind, OpenWork(line["id"], line["title"]), line["what"], line["why"])
            for line in row.lines
            if line["kind"] == source.kind
        )
        if lines:
            groups.append(WorkGroup(source.title, source.does, source.pass_on is not None, lines))
    return groups


def _line(source: WorkSource, work: OpenWork, said: dict[tuple[str, str], dict[str, str]]) -> WorkLine:
    told = said.get((source.kind, work.object_id), {})
    what = told.get("what", "") if told.get("what") in {HAND, LEAVE} else ""
    return WorkLine(source.kind, work, what, told.get("why", ""))
