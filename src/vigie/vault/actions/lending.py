"""Lend what one's association sealed to one person of another, by name; take it back without a key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from vigie.journal.api import record
from vigie.kernel.api import ActorId, Conflict, Denied, Invalid, Missing, OrgId, VaultRef, atomic, new_id
from vigie.network.api import Acting, Permission, check

from ..keystore import keystore
from ..loans import LOAN, end_loans
from ..models import KeyHolder, Loan, SealedObject
from ..rules import agehdr
from .opening import check_motive, find_object, header_of, require_open
from .unlocking import Unlocked


def lend(
    *,
    unlocked: Unlocked | None,
    refs: Sequence[VaultRef],
    borrower: ActorId,
    borrower_organisation: OrgId,
    until: dt.date | None,
    motive: str,
    now: dt.datetime,
) -> list[str]:
    """Make, for each object, a header that only the borrower's own key opens, and return the ids of the loans in that order.

    All or none. Who may decide it is the caller's to say: the vault asks for the open vault of the association that owns
    the objects. Called inside a larger transaction that fails, it leaves headers that ``reconcile`` sweeps.

    Args:
        unlocked: the open vault of the lending association.
        refs: its objects; they stay its own, and their headers are not touched.
        borrower: who may open them.
        borrower_organisation: the association for which they act when they open.
        until: the last day on which it opens; ``None`` until taken back.
        motive: why.
        now: when.

    Raises:
        Conflict: ``vault.borrower_without_key``; ``vault.not_lendable``, a bundle of Collect that nobody opened yet.
        Denied: ``vault.locked``; ``vault.key_gone``.
        Invalid: ``vault.motive_needed``, ``vault.motive_long``; ``vault.damaged``.
        Missing: ``vault.no_object``, also when it belongs to others; ``vault.erased``.
    """
    holder = require_open(unlocked)
    words = check_motive(motive)
    recipient = _recipient(borrower, borrower_organisation)
    rows = [find_object(ref, holder.organisation) for ref in dict.fromkeys(refs)]
    made = [(row, new_id(), _header_for(row, holder, recipient)) for row in rows]
    for _row, loan, header in made:
        keystore().put(VaultRef(f"{LOAN}{loan}"), header)
    with atomic():
        for row, loan, _header in made:
            Loan.objects.create(
                id=loan,
                object=row,
                organisation_id=holder.organisation,
                borrower=borrower,
                borrower_organisation_id=borrower_organisation,
                recipient=recipient,
                motive=words,
                lent_by=holder.actor,
                lent_at=now,
                until=until,
            )
            record(
                acting=holder,
                verb="vault.lent",
                kind="sealed",
                object_id=row.id,
                now=now,
                motive=words,
                detail={"loan": loan, "borrower": borrower, "for": borrower_organisation},
            )
    return [loan for _row, loan, _header in made]


def _recipient(borrower: ActorId, organisation: OrgId) -> str:
    """Return the public key of a person, who must hold the key of the association they act for."""
    places = KeyHolder.objects.filter(organisation_id=organisation, person_id=borrower, removed_at=None)
    place = places.exclude(agreed_at=None).first()
    if place is None:
        raise Conflict("vault.borrower_without_key")
    return place.public


def _header_for(row: SealedObject, holder: Unlocked, recipient: str) -> bytes:
    if row.kind != SealedObject.Kind.AGE:
        raise Conflict("vault.not_lendable")
    try:
        return agehdr.rewrap(header_of(VaultRef(row.id)), holder.identities, [recipient])
    except agehdr.NoMatch:
        raise Denied("vault.key_gone") from None
    except agehdr.BadHeader:
        raise Invalid("vault.damaged") from None


def take_back(*, acting: Acting, loan_ids: Sequence[str], now: dt.datetime) -> int:
    """Destroy the headers that were lent, and return how many still opened something. What was read stays read.

    Done again, it changes nothing.

    Raises:
        Denied: ``network.denied.give_mandate``.
        Missing: ``vault.no_loan``, also when it is another association's.
    """
    check(acting, Permission.GIVE_MANDATE)
    wanted = set(loan_ids)
    with atomic():
        rows = Loan.objects.filter(id__in=wanted, organisation_id=acting.organisation)
        if rows.count() != len(wanted):
            raise Missing("vault.no_loan")
        return len(end_loans(rows, by=acting, now=now))
