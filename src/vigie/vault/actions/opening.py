"""Open: an unlocked key, a motive, a trace in the same transaction; or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vigie.journal.api import Actor, record
from vigie.kernel.api import Denied, Invalid, Missing, OrgId, Refusal, VaultRef, atomic
from vigie.network.api import Acting

from ..blobs import NoBlob, blobs
from ..keystore import keystore
from ..loans import loan_ref, loan_to
from ..models import Loan, Opening, SealedObject
from ..rules import agehdr
from ..rules.keys import WrongKey, open_with
from ..rules.limits import MOTIVE_LENGTH
from ..rules.padding import BadPadding, unpad
from ..rules.stream import BadBody, open_chunks
from ..server_keys import intake_identity
from .sealing import key_in_use
from .unlocking import Unlocked, unlock_without_session


def find_object(ref: VaultRef, organisation: OrgId | None = None) -> SealedObject:
    """Return the row of a living object, of one association when it is given.

    Raises:
        Missing: ``vault.no_object``, also when it belongs to others; ``vault.erased``.
    """
    row = SealedObject.objects.filter(id=ref).first()
    if row is None or organisation not in (None, row.organisation_id):
        raise Missing("vault.no_object")
    if row.erased_at is not None:
        raise Missing("vault.erased")
    return row


@dataclass(frozen=True, slots=True)
class Reach:
    """An object within someone's reach: their association's own, or lent to them by another."""

    row: SealedObject
    loan: Loan | None = None

    @property
    def header(self) -> VaultRef:
        """Return where the header lies that opens it for them."""
        return loan_ref(self.loan) if self.loan else VaultRef(self.row.id)

    def identities(self, unlocked: Unlocked) -> tuple[str, ...]:
        """Return what opens that header: the association's keys, or the person's own."""
        if self.loan is None:
            return unlocked.identities
        return (unlocked.own,) if unlocked.own else ()


def reach(holder: Actor, ref: VaultRef, *, now: dt.datetime) -> Reach:
    """Return an object that a person may ask to open: of the association they act for, or lent to them by another.

    Raises:
        Missing: ``vault.no_object``, also when it belongs to others and is not lent to them today; ``vault.erased``.
    """
    row = find_object(ref)
    if row.organisation_id == holder.organisation:
        return Reach(row)
    loan = loan_to(holder, ref, now=now)
    if loan is None:
        raise Missing("vault.no_object")
    return Reach(row, loan)


def header_of(ref: VaultRef) -> bytes:
    """Return an object's header, or the one a loan made of it.

    Raises:
        Invalid: ``vault.damaged``, it is gone though nobody erased it.
    """
    header = keystore().get(ref)
    if header is None:
        raise Invalid("vault.damaged")
    return header


def file_key_of(ref: VaultRef, identities: Sequence[str]) -> agehdr.FileKey:
    """Return the key of an object's body, from its header or from one that a loan made.

    Raises:
        Denied: ``vault.key_gone``, none of the identities opens it.
        Invalid: ``vault.damaged``.
    """
    try:
        return agehdr.file_key(header_of(ref), identities)
    except agehdr.NoMatch:
        raise Denied("vault.key_gone") from None
    except agehdr.BadHeader:
        raise Invalid("vault.damaged") from None


def read_whole(row: SealedObject, identities: Sequence[str], *, header: VaultRef | None = None) -> bytes:
    """Return an object in clear, whole or not at all; ``header`` says where its header lies, if not under its own name.

    Raises:
        Denied: ``vault.key_gone``.
        Invalid: ``vault.damaged``.
    """
    ref = VaultRef(row.id)
    header = header or ref
    if not identities:
        raise Denied("vault.key_gone")
    try:
        plain = open_with(list(identities), header_of(header) + b"".join(blobs().open(ref)))
        return unpad(plain) if row.padded else plain
    except WrongKey:
        file_key_of(header, identities)  # tells a missing key from a damaged body
        raise Invalid("vault.damaged") from None
    except (NoBlob, BadPadding):
        raise Invalid("vault.damaged") from None


def read_stream(row: SealedObject, identities: Sequence[str], *, header: VaultRef | None = None) -> Iterator[bytes]:
    """Return an object's bytes in clear, once a first pass has proved that the body is whole.

    The price is to decrypt twice; the gain is that nothing of a truncated body is ever given out.

    Raises:
        Denied: ``vault.key_gone``.
        Invalid: ``vault.damaged``.
    """
    if row.padded:
        return iter([read_whole(row, identities, header=header)])
    ref = VaultRef(row.id)
    key = file_key_of(header or ref, identities)
    check_body(ref, key)
    return open_chunks(key, blobs().open(ref))


def check_body(ref: VaultRef, key: agehdr.FileKey) -> None:
    """Decrypt a whole body and keep nothing of it.

    Raises:
        Invalid: ``vault.damaged``.
    """
    try:
        for _chunk in open_chunks(key, blobs().open(ref)):
            pass
    except (NoBlob, BadBody):
        raise Invalid("vault.damaged") from None


def require_open(unlocked: Unlocked | None) -> Unlocked:
    """Return the open vault.

    Raises:
        Denied: ``vault.locked``.
    """
    if unlocked is None:
        raise Denied("vault.locked")
    return unlocked


def check_motive(motive: str, *, field: str = "motive") -> str:
    """Return a motive, trimmed.

    Raises:
        Invalid: ``vault.motive_needed``, ``vault.motive_long``.
    """
    words = motive.strip()
    if not words:
        raise Invalid("vault.motive_needed", field=field)
    if len(words) > MOTIVE_LENGTH:
        raise Invalid("vault.motive_long", field=field, limit=MOTIVE_LENGTH)
    return words


def record_opening(
    *, unlocked: Unlocked, row: SealedObject, motive: str, now: dt.datetime, loan: Loan | None = None
) -> None:
    """Write who opens an object and why, in the caller's transaction. The trace is its owner's; what was lent leaves one
    in the journal of the borrower's association too.

    Raises:
        Invalid: ``vault.motive_needed``, ``vault.motive_long``.
    """
    words = check_motive(motive)
    owner, lent = OrgId(row.organisation_id), loan is not None
    Opening.objects.create(
        object=row,
        organisation_id=owner,
        actor=unlocked.actor,
        actor_organisation_id=unlocked.organisation if lent else "",
        motive=words,
        at=now,
    )
    verb = "vault.opened_by_borrower" if lent else "vault.opened"
    record(acting=unlocked, verb=verb, kind="sealed", object_id=row.id, now=now, motive=words, organisation=owner)
    if lent:
        record(acting=unlocked, verb="vault.opened_lent", kind="sealed", object_id=row.id, now=now, motive=words)


def open_sealed(*, unlocked: Unlocked | None, ref: VaultRef, motive: str, now: dt.datetime) -> bytes:
    """Open an object of one's association, or lent to one: its bytes, and a trace of who, why and when in one transaction.

    Raises:
        Denied: ``vault.locked``, ``vault.key_gone``.
        Invalid: ``vault.motive_needed``, ``vault.motive_long``, ``vault.damaged``.
        Missing: ``vault.no_object``, ``vault.erased``.
    """
    holder = require_open(unlocked)
    with atomic():
        found = reach(holder, ref, now=now)
        record_opening(unlocked=holder, row=found.row, motive=motive, now=now, loan=found.loan)
        return read_whole(found.row, found.identities(holder), header=found.header)


def open_many(
    *, unlocked: Unlocked | None, refs: Sequence[VaultRef], motive: str, now: dt.datetime
) -> dict[VaultRef, bytes | Refusal]:
    """Open several objects for one reason, in one transaction: the bytes of each, or why it did not open.

    One that is damaged, erased or whose key is gone does not keep the others shut, and leaves no opening.

    Raises:
        Denied: ``vault.locked``.
        Invalid: ``vault.motive_needed``, ``vault.motive_long``.
    """
    holder = require_open(unlocked)
    check_motive(motive)
    opened: dict[VaultRef, bytes | Refusal] = {}
    with atomic():
        for ref in refs:
            try:
                found = reach(holder, ref, now=now)
                opened[ref] = read_whole(found.row, found.identities(holder), header=found.header)
            except Refusal as refusal:
                opened[ref] = refusal
            else:
                record_opening(unlocked=holder, row=found.row, motive=motive, now=now, loan=found.loan)
    return opened


def open_stream(*, unlocked: Unlocked | None, ref: VaultRef, motive: str, now: dt.datetime) -> Iterator[bytes]:
    """Open a medium: its bytes piece by piece, the trace already written; for refusals see ``open_sealed``."""
    holder = require_open(unlocked)
    with atomic():
        found = reach(holder, ref, now=now)
        record_opening(unlocked=holder, row=found.row, motive=motive, now=now, loan=found.loan)
        return read_stream(found.row, found.identities(holder), header=found.header)


def open_with_passphrase(*, acting: Acting, passphrase: str, ref: VaultRef, motive: str, now: dt.datetime) -> bytes:
    """Open an object from the command line; for refusals see ``unlock`` and ``open_sealed``."""
    unlocked = unlock_without_session(acting=acting, passphrase=passphrase, now=now)
    return open_sealed(unlocked=unlocked, ref=ref, motive=motive, now=now)


def open_intake(*, ref: VaultRef) -> bytes:
    """Return what the server may still read at receipt, whole. Nobody looks at it, so no opening is written.

    Raises:
        Denied: ``vault.key_gone``, it belongs to its association alone.
        Invalid: ``vault.damaged``.
        Missing: ``vault.no_object``, ``vault.erased``.
    """
    return read_whole(_intake_row(ref), [intake_identity()])


def open_intake_stream(*, ref: VaultRef) -> Iterator[bytes]:
    """Return a medium the server may still read at receipt, piece by piece; for refusals see ``open_intake``."""
    return read_stream(_intake_row(ref), [intake_identity()])


def open_arriving(*, file: Iterable[bytes]) -> Iterator[bytes]:
    """Open with the server's key, piece by piece, an age file that a phone sealed and that rests on no shelf yet.

    What comes before the end is authentic but may be a beginning only: whoever uses it must have read it all. Nobody looks
    at it, so no opening is written.

    Raises:
        Invalid: ``vault.not_age``, ``vault.not_for_intake``, at once; ``vault.damaged``, as it is read.
    """
    try:
        header, body = agehdr.split_stream(file)
        key = agehdr.file_key(header, [intake_identity()])
    except agehdr.BadHeader:
        raise Invalid("vault.not_age") from None
    except agehdr.NoMatch:
        raise Invalid("vault.not_for_intake") from None
    return _or_damaged(open_chunks(key, body))


def _or_damaged(pieces: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from pieces
    except BadBody:
        raise Invalid("vault.damaged") from None


def read_starts(*, unlocked: Unlocked | None, refs: Sequence[VaultRef]) -> dict[VaultRef, bytes | Refusal]:
    """Return the first 64 KiB of several objects of one's association, or why one does not open.

    Only for a machine to tell which of them belong together: nobody is shown any of it and nothing of it may be kept, so
    no opening is written. Reading one for good goes by ``open_stream``.

    Raises:
        Denied: ``vault.locked``.
    """
    holder = require_open(unlocked)
    return {ref: _start(holder, ref) for ref in refs}


def _start(holder: Unlocked, ref: VaultRef) -> bytes | Refusal:
    try:
        find_object(ref, holder.organisation)
        key = file_key_of(ref, holder.identities)
        return next(_or_damaged(open_chunks(key, blobs().open(ref))), b"")
    except NoBlob:
        return Invalid("vault.damaged")
    except Refusal as refusal:
        return refusal


def _intake_row(ref: VaultRef) -> SealedObject:
    row = find_object(ref)
    if not row.intake:
        raise Denied("vault.key_gone")
    return row


def rewrap_to_owner(*, ref: VaultRef, now: dt.datetime) -> None:
    """Take the server's key off an object: from now on it opens for its association alone. The body is not touched.

    Done again, it changes nothing.

    Raises:
        Conflict: ``vault.no_keys``.
        Invalid: ``vault.damaged``.
        Missing: ``vault.no_object``, ``vault.erased``.
    """
    with atomic():
        row = find_object(ref)
        if not row.intake:
            return
        key = key_in_use(OrgId(row.organisation_id))
        try:
            header = agehdr.rewrap(header_of(ref), [intake_identity()], [key.public])
        except agehdr.NoMatch:  # re-wrapped before a crash: only the row is behind
            header = None
        except agehdr.BadHeader:
            raise Invalid("vault.damaged") from None
        row.intake = False
        row.org_epoch = key.epoch if header else row.org_epoch
        row.save(update_fields=["intake", "org_epoch"])
        record(
            acting=None,
            verb="vault.handed_over",
            kind="sealed",
            object_id=ref,
            now=now,
            organisation=OrgId(row.organisation_id),
        )
        if header:
            keystore().replace([(ref, header)])
