"""Training sessions, to list and to read; the sheet and the evaluations, for whoever runs them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from vigie.kernel.api import ActorId
from vigie.network.api import Acting, Permission, can

from ..models import Attendance, Evaluation, TrainingSession
from ..rules.states import SessionState
from .seen import seen_session, visible_sessions

FEWEST_OPINIONS = 3
"""Below this, an opinion could be somebody's."""


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session. ``runs``: of one's own association, and one may run it. ``came`` is ``None`` until the sheet is ticked."""

    id: str
    title: str
    module: str
    theme: str
    starts: dt.datetime
    ends: dt.datetime
    place: str
    trainers: str
    materials: tuple[tuple[str, str], ...]
    seats: int | None
    audience: str
    state: SessionState
    came: int | None
    enrolled: int
    version: int
    organisation_name: str
    own: bool
    runs: bool
    mine: bool
    invented: bool

    @property
    def full(self) -> bool:
        """Say whether no seat is left."""
        return self.seats is not None and self.enrolled >= self.seats


@dataclass(frozen=True, slots=True)
class SheetLine:
    """Somebody on the sheet."""

    id: str
    person: ActorId
    name: str
    organisation_name: str
    present: bool | None


@dataclass(frozen=True, slots=True)
class Opinions:
    """What people thought: how many answered, how many gave each mark from 1 to 4, what was missing. Empty below three."""

    answers: int
    useful: tuple[int, ...] = ()
    ready: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()


def sessions(acting: Acting, *, now: dt.datetime) -> tuple[list[SessionCard], list[SessionCard]]:
    """Return the sessions to come, soonest first, then those gone by, last first, in one query.

    Raises:
        Denied: may not see the trainings.
    """
    cards = [_card(acting, row) for row in _counted(acting)]
    coming = [card for card in cards if card.ends >= now and card.state is not SessionState.HELD]
    gone = [card for card in cards if card not in coming]
    return sorted(coming, key=lambda card: card.starts), gone


def session(acting: Acting, session_id: str) -> SessionCard:
    """Return one session.

    Raises:
        Denied: may not see the trainings. Missing: there is none, or not for this association.
    """
    seen_session(acting, session_id)
    return _card(acting, _counted(acting).get(id=session_id))


def sheet(card: SessionCard) -> list[SheetLine]:
    """Return who is on the sheet, by name; nothing for whoever does not run the session."""
    if not card.runs:
        return []
    rows = Attendance.objects.filter(session=card.id).select_related("person", "organisation")
    return [SheetLine(r.id, ActorId(r.person_id), r.person.name, str(r.organisation), r.present) for r in rows]


def my_line(acting: Acting, card: SessionCard) -> tuple[bool | None, bool] | None:
    """Return whether one came and whether one left an opinion; ``None`` when one is not on the sheet."""
    row = Attendance.objects.filter(session=card.id, person=acting.actor).first()
    return (row.present, row.evaluated) if row else None


def opinions(card: SessionCard) -> Opinions:
    """Return what people thought, for whoever runs the session, once three have answered."""
    rows = list(Evaluation.objects.filter(session=card.id)) if card.runs else []
    if len(rows) < FEWEST_OPINIONS:
        return Opinions(len(rows))
    useful, ready = Counter(r.useful for r in rows), Counter(r.ready for r in rows)
    return Opinions(
        len(rows),
        tuple(useful[mark] for mark in range(1, 5)),
        tuple(ready[mark] for mark in range(1, 5)),
        tuple(sorted(r.missing for r in rows if r.missing)),
    )


def materials_of(text: str) -> tuple[tuple[str, str], ...]:
    """Return (name, address) for each line; the address may be empty."""
    lines = [line.partition("|") for line in text.splitlines() if line.strip()]
    return tuple((name.strip() or address.strip(), address.strip()) for name, _bar, address in lines)


def _counted(acting: Acting):  # type: ignore[no-untyped-def]
    me = Attendance.objects.filter(session=OuterRef("pk"), person=acting.actor)
    return visible_sessions(acting).annotate(enrolled=Count("sheet"), mine=Exists(me))


def _card(acting: Acting, row: TrainingSession) -> SessionCard:
    own = row.organisation_id == acting.organisation
    return SessionCard(
        id=row.id,
        title=row.title,
        module=row.module,
        theme=row.theme,
        starts=row.starts,
        ends=row.ends,
        place=row.place,
        trainers=row.trainers,
        materials=materials_of(row.materials),
        seats=row.seats,
        audience=row.audience,
        state=SessionState(row.state),
        came=row.came,
        enrolled=row.enrolled,  # type: ignore[attr-defined]  # annotated
        version=row.version,
        organisation_name=str(row.organisation),
        own=own,
        runs=own and can(acting, Permission.RUN_TRAINING),
        mine=row.mine,  # type: ignore[attr-defined]  # annotated
        invented=row.invented,
    )
