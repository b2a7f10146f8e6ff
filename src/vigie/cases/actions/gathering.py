"""Gather facts into a dossier, note why, take one out, put it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vigie.facts.api import StatementCard, statements_of
from vigie.journal.api import record
from vigie.kernel.api import Conflict, Invalid, Missing, atomic
from vigie.network.api import Acting
from vigie.ui.api import say_date

from ..models import Attestation, Dossier, DossierFact, Exhibit
from ..queries.access import enter
from ..rules.access import Deed

NOTE = 2_000
"""Signs of a note on a fact."""


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A fact that was taken out, with what put it back needs: plain values, to keep for the time of an undo."""

    fact: Mapping[str, Any]
    exhibits: tuple[str, ...]
    attestations: tuple[str, ...]


def gather(*, acting: Acting, slug: str, statements: Sequence[str], now: dt.datetime) -> int:
    """Put statements one may see into a dossier; those already there stay as they are. Return how many were added.

    Raises:
        Missing: ``cases.no_dossier``; ``facts.no_statement``, one of them is not for this person.
        Denied: ``cases.denied.work``.
        Conflict: ``cases.closed``.
    """
    return len(gather_new(acting=acting, slug=slug, statements=statements, now=now))


def gather_new(*, acting: Acting, slug: str, statements: Sequence[str], now: dt.datetime) -> tuple[str, ...]:
    """Do as ``gather`` and return the ids of the facts that were added, for an undo."""
    dossier = open_for_work(acting, slug)
    there = set(dossier.facts.values_list("statement_id", flat=True))
    wanted = [s for s in dict.fromkeys(statements) if s not in there]
    cards = statements_of(acting, wanted)
    if len(cards) < len(wanted):
        raise Missing("facts.no_statement")
    with atomic():
        rows = DossierFact.objects.bulk_create(_fact(dossier, cards[s], acting, now) for s in wanted)
        if rows:
            _record(acting, "cases.gathered", dossier, now, statements=len(rows))
    return tuple(row.id for row in rows)


def write_note(*, acting: Acting, slug: str, fact_id: str, note: str, now: dt.datetime) -> None:
    """Say in a note why a fact is in the dossier, without anybody's name.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_fact``. Denied: ``cases.denied.work``. Conflict: ``cases.closed``.
        Invalid: ``cases.note_long``.
    """
    dossier, words = open_for_work(acting, slug), note.strip()
    if len(words) > NOTE:
        raise Invalid("cases.note_long", field="note", most=NOTE)
    with atomic():
        row = _one(dossier, fact_id)
        row.note = words
        row.save(update_fields=["note"])
        _record(acting, "cases.fact_noted", dossier, now, fact=row.id)


def take_out(*, acting: Acting, slug: str, facts: Sequence[str], now: dt.datetime) -> tuple[TakenOut, ...]:
    """Take facts out of a dossier; exhibits stay, without their fact. Return what ``put_back`` needs.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_fact``. Denied: ``cases.denied.work``.
        Conflict: ``cases.closed``; ``cases.fact_in_use``, a referral or a mandate leans on one of them.
    """
    dossier = open_for_work(acting, slug)
    with atomic():
        rows = [_one(dossier, fact_id) for fact_id in dict.fromkeys(facts)]
        if any(row.referred.exists() or row.mandated.exists() for row in rows):
            raise Conflict("cases.fact_in_use")
        gone = tuple(_kept(row) for row in rows)
        DossierFact.objects.filter(id__in=[row.id for row in rows]).delete()
        _record(acting, "cases.fact_removed", dossier, now, facts=len(rows))
    return gone


def put_back(*, acting: Acting, slug: str, gone: Sequence[TakenOut], now: dt.datetime) -> int:
    """Put facts that were taken out back as they were; one that was gathered again meanwhile stays so. Return how many.

    Raises:
        Missing: ``cases.no_dossier``. Denied: ``cases.denied.work``. Conflict: ``cases.closed``.
    """
    dossier = open_for_work(acting, slug)
    there = set(dossier.facts.values_list("statement_id", flat=True))
    wanted = [one for one in gone if one.fact["statement_id"] not in there]
    with atomic():
        for one in wanted:
            values = {**one.fact, "added_at": dt.datetime.fromisoformat(one.fact["added_at"])}
            row = DossierFact.objects.create(dossier=dossier, **values)
            Exhibit.objects.filter(dossier=dossier, id__in=one.exhibits, fact=None).update(fact=row)
            Attestation.objects.filter(dossier=dossier, id__in=one.attestations, fact=None).update(fact=row)
        if wanted:
            _record(acting, "cases.fact_put_back", dossier, now, facts=len(wanted))
    return len(wanted)


def open_for_work(acting: Acting, slug: str) -> Dossier:
    """Return a dossier that is open, to someone who works in it.

    Raises:
        Missing: ``cases.no_dossier``. Denied: ``cases.denied.work``. Conflict: ``cases.closed``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    if dossier.closed_at is not None:
        raise Conflict("cases.closed")
    return dossier


def _one(dossier: Dossier, fact_id: str) -> DossierFact:
    row = dossier.facts.filter(id=fact_id).first()
    if row is None:
        raise Missing("cases.no_fact")
    return row


def _fact(dossier: Dossier, card: StatementCard, acting: Acting, now: dt.datetime) -> DossierFact:
    kept_as = f"{card.place_name}, {say_date(card.date)} ({card.owner_name})"[:200]
    return DossierFact(
        dossier=dossier,
        statement_id=card.id,
        owner_id=card.owner,
        kept_as=kept_as,
        added_by=acting.actor,
        added_at=now,
    )


def _kept(row: DossierFact) -> TakenOut:
    names = ("id", "statement_id", "owner_id", "kept_as", "note", "added_by")
    values = {name: getattr(row, name) for name in names} | {"added_at": row.added_at.isoformat()}
    exhibits, attestations = (tuple(r.values_list("id", flat=True)) for r in (row.exhibits, row.attestations))
    return TakenOut(values, exhibits, attestations)


def _record(acting: Acting, verb: str, dossier: Dossier, now: dt.datetime, **detail: object) -> None:
    record(acting=acting, verb=verb, kind="dossier", object_id=dossier.id, now=now, detail=detail)
