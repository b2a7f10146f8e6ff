"""Record what was seen and what was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from vigie.journal.api import record
from vigie.kernel.api import Conflict, Invalid, Refusal, atomic
from vigie.network.api import Acting, Permission, can, check

from ..models import Observation, Shift
from ..rules.checks import refuse
from ..rules.consent import is_purpose
from ..rules.drafts import ObservationDraft, ShiftDraft, TestimonyDraft
from .batch import Batch, two_columns
from .proposing import propose
from .withdrawing import bind_new


def record_observation(*, acting: Acting, draft: ObservationDraft, now: dt.datetime) -> str:
    """Record one relevé and return its statement's id.

    Who may only record keeps it raw and within the association; who may code decides how far it goes.

    Raises:
        Denied: may neither record nor code.
        Invalid, Refusals: a code, a place or a day is wrong.
        Conflict: ``facts.known_source``, the association has an observation with this external key.
    """
    if not can(acting, Permission.CODE_FACTS):
        check(acting, Permission.RECORD_OBSERVATION)
    with atomic():
        batch = Batch(acting, now)
        refuse(batch.faults(draft.statement, draft.circumstances))
        _check_shift(acting, draft.shift)
        if draft.external_key and known_sources(acting=acting, keys=[draft.external_key]):
            raise Conflict("facts.known_source", field="external_key", key=draft.external_key)
        batch.add_observation(draft)
        (statement,) = batch.save()
        propose([statement.event_id])
        record(acting=acting, verb="facts.observation_recorded", kind="statement", object_id=statement.id, now=now)
    return statement.id


def record_testimony(*, acting: Acting, draft: TestimonyDraft, now: dt.datetime) -> tuple[str, ...]:
    """Record one témoignage, coded, and return the ids of its statements, one per happening told.

    How far it goes is decided by consent and by the minor rule, whatever was asked. Where the holder of its four words asked to
    stop everything before it was coded, it goes nowhere from the start.

    Raises:
        Denied: may not code.
        Invalid, Refusals: a code, a place, a day or a purpose is wrong, or nothing is told.
    """
    check(acting, Permission.CODE_FACTS)
    with atomic():
        batch = Batch(acting, now)
        _check_testimony(draft, batch)
        testimony = batch.add_testimony(draft)
        statements = batch.save()
        propose([s.event_id for s in statements])
        bind_new(testimony, draft.consent.code_digest)
        record(acting=acting, verb="facts.testimony_recorded", kind="testimony", object_id=testimony.id, now=now)
    return tuple(s.id for s in statements)


def record_shift(*, acting: Acting, draft: ShiftDraft, now: dt.datetime) -> str:
    """Record a tournée and return its id. For refusals see ``record_shifts``."""
    return record_shifts(acting=acting, drafts=[draft], now=now)[0]


def record_shifts(*, acting: Acting, drafts: Sequence[ShiftDraft], now: dt.datetime) -> list[str]:
    """Record several tournées, all or none, and return their ids in the same order.

    Raises:
        Denied: may not record.
        Invalid, Refusals: no place, an unknown one, or a day to come.
    """
    check(acting, Permission.RECORD_OBSERVATION)
    with atomic():
        batch = Batch(acting, now)
        refuse([fault for draft in drafts for fault in _shift_faults(batch, draft)])
        return [_add_shift(batch, draft) for draft in drafts]


def _shift_faults(batch: Batch, draft: ShiftDraft) -> Iterator[Refusal]:
    for slug in draft.places:
        if slug not in batch.lexicon.places:
            yield Invalid("facts.place_unknown", field="places", place=slug)
    if not draft.places:
        yield Invalid("facts.place_needed", field="places")
    if draft.day > batch.today:
        yield Invalid("facts.date_future", field="day", day=draft.day.isoformat())


def _add_shift(batch: Batch, draft: ShiftDraft) -> str:
    shift = Shift.objects.create(
        organisation_id=batch.acting.organisation,
        day=draft.day,
        time_from=draft.time_from,
        time_to=draft.time_to,
        obstructed=draft.obstructed,
        audience=draft.audience.value,
        author=draft.author or batch.acting.actor,
        sealed_ref=draft.sealed_ref or "",
        invented=draft.invented,
        created_at=batch.now,
        **two_columns(draft.observers, "observers_"),
        **two_columns(draft.operations_seen, "seen_"),
        **two_columns(draft.operations_missed, "missed_"),
    )
    visited = Shift.places.through
    ids = dict.fromkeys(batch.lexicon.places[slug].id for slug in draft.places)
    visited.objects.bulk_create([visited(shift_id=shift.id, place_id=place) for place in ids])
    record(acting=batch.acting, verb="facts.shift_recorded", kind="shift", object_id=shift.id, now=batch.now)
    return shift.id


def known_sources(*, acting: Acting, keys: list[str]) -> set[str]:
    """Return which external keys one's association has already, the bin included."""
    found: set[str] = set()
    for start in range(0, len(keys), 500):
        rows = Observation.objects.filter(
            organisation=acting.organisation, external_key__in=keys[start : start + 500]
        ).values_list("external_key", flat=True)
        found |= {key for key in rows if key}
    return found


def _check_shift(acting: Acting, shift: str) -> None:
    if shift and not Shift.objects.filter(id=shift, organisation=acting.organisation).exists():
        raise Invalid("facts.shift_unknown", field="shift")


def _check_testimony(draft: TestimonyDraft, batch: Batch) -> None:
    faults = [fault for told in draft.statements for fault in batch.faults(told)]
    if not draft.statements:
        faults.append(Invalid("facts.nothing_told", field="statements"))
    if not draft.pseudonym.strip():
        faults.append(Invalid("facts.pseudonym_needed", field="pseudonym"))
    if not batch.codes.term("age_band", draft.age_band):
        faults.append(Invalid("facts.code_unknown", field="age_band", value=draft.age_band))
    faults += [
        Invalid("facts.purpose_unknown", field="consent", purpose=a.purpose)
        for a in draft.consent.answers
        if not is_purpose(a.purpose)
    ]
    if draft.collected_on > batch.today:
        faults.append(Invalid("facts.date_future", field="collected_on", day=draft.collected_on.isoformat()))
    refuse(faults)
