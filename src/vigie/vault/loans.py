"""Loans: which header lies where, which still opens, how one ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from vigie.journal.api import Actor, record
from vigie.kernel.api import PARIS, SYSTEM, ActorId, OrgId, VaultRef, after_commit

from .keystore import keystore
from .models import Loan

LOAN = "loan:"
"""Headers of loans lie in the keystore under this and the loan's id, beside those of the objects themselves."""


def loan_ref(loan: Loan) -> VaultRef:
    """Return where a loan's header lies."""
    return VaultRef(f"{LOAN}{loan.id}")


def current(now: dt.datetime) -> QuerySet[Loan]:
    """Return the loans that open something today: not taken back, not past their last day, their object not erased."""
    today = now.astimezone(PARIS).date()
    rows = Loan.objects.filter(taken_back_at=None, object__erased_at=None)
    return rows.filter(Q(until=None) | Q(until__gte=today))


def lent_to(person: ActorId, organisation: OrgId) -> QuerySet[Loan]:
    """Return what was lent to someone, for the association they act for."""
    return Loan.objects.filter(borrower=person, borrower_organisation_id=organisation)


def loan_to(holder: Actor, ref: VaultRef, *, now: dt.datetime) -> Loan | None:
    """Return the loan by which someone opens an object today. One without its header, in a restored house, opens nothing."""
    rows = current(now) & lent_to(holder.actor, holder.organisation).filter(object_id=ref)
    return next((row for row in rows if keystore().get(loan_ref(row)) is not None), None)


def loan_ids(refs: Iterable[str]) -> set[str]:
    """Return, of these names of headers, those that a row of a loan speaks of."""
    ids = [ref.removeprefix(LOAN) for ref in refs if ref.startswith(LOAN)]
    return (
        {f"{LOAN}{found}" for found in Loan.objects.filter(id__in=ids).values_list("id", flat=True)} if ids else set()
    )


def end_loans(rows: QuerySet[Loan], *, by: Actor | None, now: dt.datetime) -> list[Loan]:
    """End loans in the caller's transaction, destroy their headers once it is committed, and return those that ended.

    It needs no key. Both associations read it in their journal. ``by=None`` is the house, for a loan that ran out.
    """
    ending = list(rows.filter(taken_back_at=None).select_for_update(of=("self",)))
    who = by.actor if by else SYSTEM
    Loan.objects.filter(id__in=[row.id for row in ending]).update(taken_back_by=who, taken_back_at=now)
    for row in ending:
        for organisation in dict.fromkeys((row.organisation_id, row.borrower_organisation_id)):
            record(
                acting=by,
                verb="vault.loan_ended",
                kind="sealed",
                object_id=row.object_id,
                now=now,
                organisation=OrgId(organisation),
                detail={"loan": row.id},
            )
    after_commit(lambda: _destroy([loan_ref(row) for row in ending]))
    return ending


def _destroy(refs: Iterable[VaultRef]) -> None:
    for ref in refs:
        keystore().delete(ref)
