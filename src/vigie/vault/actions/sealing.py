"""Seal: a body made durable, then its header, then its row in the caller's transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from vigie.kernel.api import Conflict, Invalid, OrgId, RowStatement, VaultRef, new_id

from ..blobs import blobs
from ..keystore import keystore
from ..models import OrgKey, SealedObject
from ..rules import agehdr
from ..rules.keys import seal_to
from ..rules.padding import pad
from ..rules.sizes import SizeBand, size_band
from ..rules.stream import BadBody, ChunkSealer, open_chunks
from ..server_keys import intake_identity, intake_recipient


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sealed object whose body and header are on the disk and whose row is not written yet.

    One that is never entered is an orphan; ``reconcile`` removes it.
    """

    ref: VaultRef
    organisation: OrgId
    epoch: int
    label: str
    band: SizeBand
    kind: SealedObject.Kind = SealedObject.Kind.AGE
    padded: bool = False
    intake: bool = False


_IN_USE = RowStatement(
    OrgKey, lambda organisation: OrgKey.objects.filter(organisation_id=organisation, retired_at=None)
)


def key_in_use(organisation: OrgId) -> OrgKey:
    """Return the key to which an association's objects are sealed today.

    Raises:
        Conflict: ``vault.no_keys``, nobody has founded its keys yet.
    """
    key = _IN_USE.row(organisation)
    if key is None:
        raise Conflict("vault.no_keys")
    return key


def recipients_of(key: OrgKey, *, intake: bool) -> list[str]:
    """Return the public keys for which an object of an association is sealed."""
    return [key.public, intake_recipient()] if intake else [key.public]


def prepare(*, organisation: OrgId, data: bytes, label: str, intake: bool = False) -> Prepared:
    """Seal a value, padded, and put it on the disk; ``enter`` then writes its row.

    Two steps, so that a busy door holds the database's write lock for the row alone and not for two fsyncs.

    Raises:
        Conflict: ``vault.no_keys``.
    """
    key = key_in_use(organisation)
    header, body = agehdr.split(seal_to(recipients_of(key, intake=intake), pad(data)))
    ref = VaultRef(new_id())
    length = blobs().put_stream(ref, [body])
    keystore().put(ref, header)
    return Prepared(ref, organisation, key.epoch, label, size_band(length), padded=True, intake=intake)


def enter(prepared: Prepared, *, now: dt.datetime) -> VaultRef:
    """Write the row of a prepared object, in the caller's transaction, and return its reference."""
    _row(prepared, now).save(force_insert=True)
    return prepared.ref


def enter_all(objects: Iterable[Prepared], *, now: dt.datetime) -> None:
    """Write the rows of several prepared objects at once, in the caller's transaction."""
    SealedObject.objects.bulk_create([_row(prepared, now) for prepared in objects])


def _row(prepared: Prepared, now: dt.datetime) -> SealedObject:
    return SealedObject(
        id=prepared.ref,
        organisation_id=prepared.organisation,
        org_epoch=prepared.epoch,
        kind=prepared.kind,
        label=prepared.label,
        size_band=prepared.band.value,
        padded=prepared.padded,
        intake=prepared.intake,
        created_at=now,
    )


def seal(*, organisation: OrgId, data: bytes, label: str, now: dt.datetime, intake: bool = False) -> VaultRef:
    """Seal a value to an association and return its reference.

    Args:
        organisation: the owner.
        data: at most what fits in memory; media go through ``sealing_writer``.
        label: a short code of its purpose, never a word of its content.
        now: when.
        intake: whether the server may still read it, until ``rewrap_to_owner``.

    Raises:
        Conflict: ``vault.no_keys``.
    """
    return enter(prepare(organisation=organisation, data=data, label=label, intake=intake), now=now)


def prepare_sealed(*, organisation: OrgId, file: bytes | Iterable[bytes], label: str, intake: bool = False) -> Prepared:
    """Put on the disk an age file that a phone sealed; ``enter`` then writes its row.

    Raises:
        Conflict: ``vault.no_keys``.
        Invalid: ``vault.not_age``; ``vault.not_for_intake``, when the server should read it and cannot.
    """
    key = key_in_use(organisation)
    try:
        header, body = agehdr.split_stream([file] if isinstance(file, bytes) else file)
        agehdr.parse(header)
        if intake:
            agehdr.file_key(header, [intake_identity()])
    except agehdr.BadHeader:
        raise Invalid("vault.not_age") from None
    except agehdr.NoMatch:
        raise Invalid("vault.not_for_intake") from None
    ref = VaultRef(new_id())
    length = blobs().put_stream(ref, body)
    keystore().put(ref, header)
    return Prepared(ref, organisation, key.epoch, label, size_band(length), intake=intake)


def keep_sealed(
    *, organisation: OrgId, file: bytes | Iterable[bytes], label: str, now: dt.datetime, intake: bool = False
) -> VaultRef:
    """Keep an age file that a phone sealed to the association, and with ``intake`` to the server too.

    Raises:
        Conflict: ``vault.no_keys``.
        Invalid: ``vault.not_age``; ``vault.not_for_intake``.
    """
    return enter(prepare_sealed(organisation=organisation, file=file, label=label, intake=intake), now=now)


@dataclass(frozen=True, slots=True)
class Received:
    """A record that a phone sealed to the server too: prepared for its owner alone, and readable here, once."""

    prepared: Prepared
    data: bytes = field(repr=False)


def receive(*, organisation: OrgId, file: bytes, label: str) -> Received:
    """Open in memory an age file that a phone sealed to the intake key, and put it on the disk for its owner alone.

    The short way for a record handled at once: what the server could open never touches the disk. ``enter`` then writes
    the row of ``prepared``.

    Raises:
        Conflict: ``vault.no_keys``.
        Invalid: ``vault.not_age``, ``vault.not_for_intake``, ``vault.damaged``.
    """
    key = key_in_use(organisation)
    try:
        header, body = agehdr.split(file)
        file_key = agehdr.file_key(header, [intake_identity()])
        data = b"".join(open_chunks(file_key, [body]))
    except agehdr.BadHeader:
        raise Invalid("vault.not_age") from None
    except agehdr.NoMatch:
        raise Invalid("vault.not_for_intake") from None
    except BadBody:
        raise Invalid("vault.damaged") from None
    ref = VaultRef(new_id())
    length = blobs().put_stream(ref, [body])
    keystore().put(ref, agehdr.new_header(file_key, [key.public]))
    return Received(Prepared(ref, organisation, key.epoch, label, size_band(length)), data)


class SealingWriter:
    """Seals a medium as its bytes come; nothing of it rests on the disk in clear, 64 KiB at most in memory.

    Leaving the ``with`` block without ``close`` or ``prepare`` leaves nothing behind.
    """

    def __init__(self, *, organisation: OrgId, label: str, intake: bool = False) -> None:
        key = key_in_use(organisation)
        file_key = agehdr.FileKey.generate()
        self.ref = VaultRef(new_id())
        self._header = agehdr.new_header(file_key, recipients_of(key, intake=intake))
        self._sealer = ChunkSealer(file_key)
        self._blob = blobs().writer(self.ref)
        self._organisation, self._epoch, self._label, self._intake = organisation, key.epoch, label, intake

    def write(self, data: bytes) -> None:
        """Take bytes in clear."""
        self._blob.write(self._sealer.update(data))

    def prepare(self) -> Prepared:
        """Make body and header durable; ``enter`` then writes the row in the caller's transaction."""
        self._blob.write(self._sealer.finish())
        self._blob.commit()
        keystore().put(self.ref, self._header)
        band = size_band(self._blob.length)
        return Prepared(self.ref, self._organisation, self._epoch, self._label, band, intake=self._intake)

    def close(self, *, now: dt.datetime) -> VaultRef:
        """Make body and header durable, write the row, return the reference."""
        return enter(self.prepare(), now=now)

    def abort(self) -> None:
        """Drop what was written."""
        self._blob.discard()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.abort()


def sealing_writer(*, organisation: OrgId, label: str, intake: bool = False) -> SealingWriter:
    """Start sealing a medium whose bytes are still to come.

    Raises:
        Conflict: ``vault.no_keys``.
    """
    return SealingWriter(organisation=organisation, label=label, intake=intake)


def dedup_tag(*, organisation: OrgId, data: bytes) -> str:
    """Return a tag by which the same bytes, posted again, are recognised, and from which nothing is learned without the
    salt of that association, kept in the keystore.
    """
    salt = keystore().salt(f"dedup:{organisation}")
    return hmac.new(salt, data, hashlib.sha256).hexdigest()
