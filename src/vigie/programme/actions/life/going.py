"""On the coast: visits and needs, trips and what they cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vigie.kernel.api import Conflict, Denied, FileRef, Invalid, Missing, after_commit, atomic, erase_file, keep_file
from vigie.network.api import Acting, organisation

from ...models.life import Need, Trip, Visit
from ...queries.life.access import life_of
from ...queries.life.rules import life_rules
from ...rules.life.states import NEED_MOVES, NeedState
from ...rules.life.trips import passenger_words
from ...rules.papers import check_paper
from .common import bounded, day_of, note
from .paying import owner_of

MOST_KM = 3_000
MOST_CENTS = 1_000_000


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """A visit to an association. ``organisation``: slug or id of one of the directory, or nothing and a ``name``."""

    on: dt.date
    organisation: str = ""
    name: str = ""
    place: str = ""
    purpose: str = ""
    notes: str = ""
    needs: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class TripDraft:
    """A trip; amounts in cents. ``back``: there and back, ``km`` being the whole of it."""

    on: dt.date
    origin: str
    destination: str
    purpose: str
    km: int = 0
    back: bool = False
    other_cents: int = 0
    other_words: str = ""


def log_visit(*, acting: Acting, slug: str, draft: VisitDraft, now: dt.datetime) -> str:
    """Log a visit and the needs that were told there, and return its id.

    Raises:
        Missing: ``programme.no_mission``, ``network.no_organisation``. Denied: ``programme.not_in_life``.
        Invalid: ``programme.whom_needed``, ``programme.visit_to_come``, ``programme.too_long``.
    """
    entered = life_of(acting, slug)
    house = organisation(draft.organisation) if draft.organisation else None
    if house is None and not draft.name.strip():
        raise Invalid("programme.whom_needed", field="organisation")
    if draft.on > day_of(now):
        raise Invalid("programme.visit_to_come", field="on")
    with atomic():
        row = Visit.objects.create(
            mission=entered.mission,
            on=draft.on,
            organisation_id=house.id if house else None,
            name="" if house else draft.name.strip()[:120],
            place=draft.place.strip()[:120],
            purpose=bounded(draft.purpose, field="purpose", most=300),
            notes=bounded(draft.notes, field="notes"),
            created_by=acting.actor,
            created_at=now,
        )
        Need.objects.bulk_create(Need(visit=row, text=bounded(t, field="needs", most=500)) for t in draft.needs)
        note(acting, "visit_logged", entered.mission, now, needs=len(draft.needs))
    return row.id


def follow_need(*, acting: Acting, slug: str, need_id: str, to: NeedState, answer: str = "", now: dt.datetime) -> None:
    """Say what becomes of a need.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_need``. Denied: ``programme.not_in_life``.
        Conflict: ``programme.cannot_move``.
    """
    entered = life_of(acting, slug)
    with atomic():
        row = Need.objects.select_for_update().filter(id=need_id, visit__mission=entered.mission).first()
        if row is None:
            raise Missing("programme.no_need")
        if to not in NEED_MOVES[NeedState(row.state)]:
            raise Conflict("programme.cannot_move")
        row.state, row.changed_by, row.changed_at = to.value, acting.actor, now
        row.answer = bounded(answer, field="answer", most=500) or row.answer
        row.save()
        note(acting, "need_followed", entered.mission, now, to=to.value)


def log_trip(*, acting: Acting, slug: str, draft: TripDraft, receipt: bytes | None = None, now: dt.datetime) -> str:
    """Log a trip of the volunteer and return its id: places and purpose, never who was in the car.

    Raises:
        Missing: ``programme.no_mission``. Denied: ``programme.volunteer_only``.
        Invalid: ``programme.places_needed``, ``programme.passenger`` (with the words), ``programme.km_wrong``,
            ``programme.amount_wrong``; as ``rules.papers.check_paper``.
    """
    entered = life_of(acting, slug, volunteer=True)
    values = _trip(draft, now)
    paper = check_paper(receipt, field="receipt") if receipt else None
    with atomic():
        row = Trip(mission=entered.mission, created_by=acting.actor, created_at=now, **values)
        row.km_tenths = life_rules(entered.mission.session.programme).km_tenths
        if paper and receipt:
            row.receipt = keep_file(receipt, owner=owner_of(entered.mission.id))
            row.receipt_type = paper.media_type
        row.save()
        note(acting, "trip_logged", entered.mission, now)
    return row.id


def _trip(draft: TripDraft, now: dt.datetime) -> dict[str, object]:
    values = {
        "origin": bounded(draft.origin, field="origin", most=120),
        "destination": bounded(draft.destination, field="destination", most=120),
        "purpose": bounded(draft.purpose, field="purpose", most=300),
        "other_words": bounded(draft.other_words, field="other_words", most=120),
    }
    for name in ("origin", "destination", "purpose"):
        if not values[name]:
            raise Invalid("programme.places_needed", field=name)
    for name, text in values.items():
        if found := passenger_words(text):
            raise Invalid("programme.passenger", field=name, words=", ".join(f"« {w.text} »" for w in found))
    if draft.on > day_of(now):
        raise Invalid("programme.visit_to_come", field="on")
    if not 0 <= draft.km <= MOST_KM:
        raise Invalid("programme.km_wrong", field="km", most=MOST_KM)
    if not 0 <= draft.other_cents <= MOST_CENTS:
        raise Invalid("programme.amount_wrong", field="other")
    return {**values, "on": draft.on, "km": draft.km, "back": draft.back, "other_cents": draft.other_cents}


def drop_trip(*, acting: Acting, slug: str, trip_id: str, now: dt.datetime) -> None:
    """Take a trip off one's log, with its receipt.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_trip``. Denied: ``programme.volunteer_only``.
    """
    entered = life_of(acting, slug, volunteer=True)
    with atomic():
        row = entered.mission.trips.filter(id=trip_id).first()
        if row is None:
            raise Missing("programme.no_trip")
        receipt = row.receipt
        row.delete()
        if receipt:
            after_commit(lambda: erase_file(FileRef(receipt)))
        note(acting, "trip_dropped", entered.mission, now)


def drop_visit(*, acting: Acting, slug: str, visit_id: str, now: dt.datetime) -> None:
    """Take a visit off the log: whoever wrote it.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_visit``. Denied: ``programme.not_in_life``, ``programme.not_yours``.
    """
    entered = life_of(acting, slug)
    with atomic():
        row = entered.mission.visits.filter(id=visit_id).first()
        if row is None:
            raise Missing("programme.no_visit")
        if row.created_by != acting.actor:
            raise Denied("programme.not_yours")
        row.delete()
        note(acting, "visit_dropped", entered.mission, now)
