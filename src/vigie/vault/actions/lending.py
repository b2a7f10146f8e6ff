"""Lend what an association owns to one person of another, by name; take it back without a key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vigie.journal.api import Actor, record
from vigie.kernel.api import ActorId, Conflict, Denied, Invalid, Missing, OrgId, VaultRef, atomic, new_id
from vigie.network.api import Acting, Permission, check

from ..blobs import blobs
from ..keystore import keystore
from ..loans import end_loans, lent_to, loan_ref
from ..models import KeyHolder, Loan, SealedObject
from ..rules import agehdr
from ..rules.padding import pad
from ..rules.sizes import size_band
from ..rules.stream import ChunkSealer
from .erasing import discard
from .opening import check_motive, find_object, header_of, require_open
from .sealing import Prepared, enter, key_in_use
from .unlocking import Unlocked


@dataclass(frozen=True, slots=True)
class Borrower:
    """A person to whom something is lent, and the association for which they act when they open it."""

    person: ActorId
    organisation: OrgId


@dataclass(frozen=True, slots=True)
class PreparedLoans:
    """A sealed object whose body and headers, its own and those lent, are on the disk; its rows are not written yet."""

    prepared: Prepared
    loans: tuple[Loan, ...]


def prepare_lent(
    *,
    by: Actor,
    organisation: OrgId,
    data: bytes,
    label: str,
    borrowers: Iterable[Borrower],
    motive: str,
    now: dt.datetime,
) -> PreparedLoans:
    """Seal what somebody just made to the association that owns it, with a header for each person it is lent to.

    Whoever made it holds it in clear, so no vault need be open. Who holds no key is passed over. Who may decide it is the
    caller's to say. ``enter_lent`` then writes the rows.

    Raises:
        Conflict: ``vault.no_keys``.
        Invalid: ``vault.motive_needed``, ``vault.motive_long``.
    """
    words, key = check_motive(motive), key_in_use(organisation)
    ref, file_key = VaultRef(new_id()), agehdr.FileKey.generate()
    sealer = ChunkSealer(file_key)
    length = blobs().put_stream(ref, [sealer.update(pad(data)), sealer.finish()])
    keystore().put(ref, agehdr.new_header(file_key, [key.public]))
    loans = tuple(
        Loan(
            id=new_id(),
            object_id=ref,
            organisation_id=organisation,
            borrower=one.person,
            borrower_organisation_id=one.organisation,
            recipient=public,
            motive=words,
            lent_by=by.actor,
            lent_at=now,
        )
        for one, public in with_key(borrowers).items()
    )
    for loan in loans:
        keystore().put(loan_ref(loan), agehdr.new_header(file_key, [loan.recipient]))
    return PreparedLoans(Prepared(ref, organisation, key.epoch, label, size_band(length), padded=True), loans)


def enter_lent(made: PreparedLoans, *, by: Actor, now: dt.datetime) -> VaultRef:
    """Write the rows of an object and of its loans, and the journal of its owner, in the caller's transaction."""
    ref = enter(made.prepared, now=now)
    for loan in made.loans:
        _enter(loan, by, now)
    return ref


def discard_lent(made: PreparedLoans) -> None:
    """Drop what was prepared and will not be entered, headers lent first, without waiting for ``reconcile`` to find it."""
    for loan in made.loans:
        keystore().delete(loan_ref(loan))
    discard(made.prepared)


def with_key(borrowers: Iterable[Borrower]) -> dict[Borrower, str]:
    """Return, of these people, those who hold the key of the association they act for, each with their own public key."""
    wanted = list(dict.fromkeys(borrowers))
    rows = KeyHolder.objects.filter(person_id__in={one.person for one in wanted}, removed_at=None)
    found = {(row.person_id, row.organisation_id): row.public for row in rows.exclude(agreed_at=None)}
    pairs = {one: (str(one.person), str(one.organisation)) for one in wanted}
    return {one: found[pair] for one, pair in pairs.items() if pair in found}


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
    said = {"borrower": borrower, "borrower_organisation_id": borrower_organisation, "until": until, "motive": words}
    made = [_loan(row, holder, now, recipient=recipient, **said) for row in rows]
    for loan, header in [(loan, _header_for(loan.object, holder, recipient)) for loan in made]:
        keystore().put(loan_ref(loan), header)
    with atomic():
        for loan in made:
            _enter(loan, holder, now)
    return [loan.id for loan in made]


def _loan(row: SealedObject, holder: Unlocked, now: dt.datetime, **said: object) -> Loan:
    lender = holder.organisation
    return Loan(id=new_id(), object=row, organisation_id=lender, lent_by=holder.actor, lent_at=now, **said)


def _enter(loan: Loan, by: Actor, now: dt.datetime) -> None:
    """Write the row of a loan whose header is on the disk, and the journal of the association that owns its object."""
    loan.save(force_insert=True)
    record(
        acting=by,
        verb="vault.lent",
        kind="sealed",
        object_id=loan.object_id,
        now=now,
        organisation=OrgId(loan.organisation_id),
        motive=loan.motive,
        detail={"loan": loan.id, "borrower": loan.borrower, "for": loan.borrower_organisation_id},
    )


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


def end_lent(*, by: Actor, refs: Iterable[VaultRef], borrower: Borrower, now: dt.datetime) -> int:
    """Destroy the headers by which someone opens these objects, in the caller's transaction; return how many.

    Who may decide it is the caller's to say. It needs no key. What was read stays read.
    """
    rows = lent_to(borrower.person, borrower.organisation).filter(object_id__in=list(refs))
    return len(end_loans(rows, by=by, now=now))
