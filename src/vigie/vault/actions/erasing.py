"""Erase: the header is destroyed, so that the body means nothing wherever a copy of it may lie."""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import Actor, record
from vigie.kernel.api import SYSTEM, OrgId, VaultRef, after_commit, atomic
from vigie.network.api import Acting

from ..blobs import blobs
from ..keystore import keystore
from ..loans import end_loans
from ..models import Erasure, SealedObject
from ..watching import erased
from .opening import check_motive, find_object
from .sealing import Prepared


def erase(*, acting: Acting | None, ref: VaultRef, reason: str, now: dt.datetime) -> None:
    """Destroy an object for ever. ``acting=None`` is the house itself, for a retention rule.

    The header and the body go once the transaction is committed; a crash between the two is finished by ``reconcile``.
    A copy of the keystore older than this still opens the object until the copies' retention ends.

    Raises:
        Invalid: ``vault.motive_needed``, ``vault.motive_long``.
        Missing: ``vault.no_object``, also when it belongs to others; ``vault.erased``.
    """
    with atomic():
        row = find_object(ref, acting.organisation if acting else None)
        mark_erased(row=row, actor=acting, reason=reason, now=now)


def mark_erased(*, row: SealedObject, actor: Actor | None, reason: str, now: dt.datetime) -> None:
    """Write the erasure of a row in the caller's transaction, and destroy its content once that is committed.

    Whoever keeps copies made of it is told in the same transaction.
    """
    words = check_motive(reason, field="reason")
    ref = VaultRef(row.id)
    row.erased_at = now
    row.save(update_fields=["erased_at"])
    Erasure.objects.create(object=row, actor=actor.actor if actor else SYSTEM, reason=words, at=now)
    record(
        acting=actor,
        verb="vault.erased",
        kind="sealed",
        object_id=ref,
        now=now,
        motive=words,
        organisation=OrgId(row.organisation_id),
    )
    end_loans(row.loans.all(), by=actor, now=now)
    erased(ref, now)
    after_commit(lambda: destroy(ref))


def destroy(ref: VaultRef) -> None:
    """Destroy the header, then the bodies, of an object. What is not there stays not there."""
    keystore().delete(ref)
    store = blobs()
    for name in store.names_of(ref):
        store.delete(name)


def discard(prepared: Prepared) -> None:
    """Drop what was prepared and will not be entered, without waiting for ``reconcile`` to find it."""
    destroy(prepared.ref)
