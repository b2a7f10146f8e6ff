"""Open: an unlocked key, a motive, a trace in the same transaction; or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from vigie.journal.api import record
from vigie.kernel.api import Denied, Invalid, Missing, OrgId, Refusal, VaultRef, atomic
from vigie.network.api import Acting

from ..blobs import NoBlob, blobs
from ..keystore import keystore
from ..models import Opening, SealedObject
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


def header_of(ref: VaultRef) -> bytes:
    """Return an object's header.

    Raises:
        Invalid: ``vault.damaged``, it is gone though nobody erased it.
    """
    header = keystore().get(ref)
    if header is None:
        raise Invalid("vault.damaged")
    return header


def file_key_of(ref: VaultRef, identities: Sequence[str]) -> agehdr.FileKey:
    """Return the key of an object's body.

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


def read_whole(row: SealedObject, identities: Sequence[str]) -> bytes:
    """Return an object in clear, whole or not at all.

    Raises:
        Denied: ``vault.key_gone``.
        Invalid: ``vault.damaged``.
    """
    ref = VaultRef(row.id)
    try:
        plain = open_with(list(identities), header_of(ref) + b"".join(blobs().open(ref)))
        return unpad(plain) if row.padded else plain
    except WrongKey:
        file_key_of(ref, identities)  # tells a missing key from a damaged body
        raise Invalid("vault.damaged") from None
    except (NoBlob, BadPadding):
        raise Invalid("vault.damaged") from None


def read_stream(row: SealedObject, identities: Sequence[str]) -> Iterator[bytes]:
    """Return an object's bytes in clear, once a first pass has proved that the body is whole.

    The price is to decrypt twice; the gain is that nothing of a truncated body is ever given out.

    Raises:
        Denied: ``vault.key_gone``.
        Invalid: ``vault.damaged``.
    """
    if row.padded:
        return iter([read_whole(row, identities)])
    ref = VaultRef(row.id)
    key = file_key_of(ref, identities)
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


def record_opening(*, unlocked: Unlocked, row: SealedObject, motive: str, now: dt.datetime) -> None:
    """Write who opens an object and why, in the caller's transaction.

    Raises:
        Invalid: ``vault.motive_needed``, ``vault.motive_long``.
    """
    words = check_motive(motive)
    Opening.objects.create(object=row, organisation_id=row.organisation_id, actor=unlocked.actor, motive=words, at=now)
    record(acting=unlocked, verb="vault.opened", kind="sealed", object_id=row.id, now=now, motive=words)


def open_sealed(*, unlocked: Unlocked | None, ref: VaultRef, motive: str, now: dt.datetime) -> bytes:
    """Open an object: its bytes, and a trace of who, why and when in the same transaction.

    Raises:
        Denied: ``vault.locked``, ``vault.key_gone``.
        Invalid: ``vault.motive_needed``, ``vault.motive_long``, ``vault.damaged``.
        Missing: ``vault.no_object``, ``vault.erased``.
    """
    holder = require_open(unlocked)
    with atomic():
        row = find_object(ref, holder.organisation)
        record_opening(unlocked=holder, row=row, motive=motive, now=now)
        return read_whole(row, holder.identities)


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
    found: dict[VaultRef, bytes | Refusal] = {}
    with atomic():
        for ref in refs:
            try:
                row = find_object(ref, holder.organisation)
                found[ref] = read_whole(row, holder.identities)
            except Refusal as refusal:
                found[ref] = refusal
            else:
                record_opening(unlocked=holder, row=row, motive=motive, now=now)
    return found


def open_stream(*, unlocked: Unlocked | None, ref: VaultRef, motive: str, now: dt.datetime) -> Iterator[bytes]:
    """Open a medium: its bytes piece by piece, the trace already written; for refusals see ``open_sealed``."""
    holder = require_open(unlocked)
    with atomic():
        row = find_object(ref, holder.organisation)
        record_opening(unlocked=holder, row=row, motive=motive, now=now)
        return read_stream(row, holder.identities)


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
