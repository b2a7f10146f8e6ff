"""Take the envelopes of the field app: piece by piece, durable, once; open at receipt those the house may open, keep the others.

Order: pieces fsynced as they come; when the last has come, as for any post, body and header durable, then row and entry in one
transaction, then the answer, and only then are the pieces dropped.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vigie.journal.api import record
from vigie.kernel.api import Conflict, Invalid, OrgId, VaultRef, atomic
from vigie.vault.api import dedup_tag, enter, open_arriving, prepare_sealed, rewrap_to_owner

from ..models import Envelope, FieldDevice
from ..queries.devices import seen
from ..rules.frames import Frame, Kind
from ..rules.limits import MAX_ENVELOPE
from ..rules.states import EnvelopeState
from ..uploads import TooLarge, read_opened
from .filing import Shelf
from .receiving import Outcome, receive
from .spooling import Spool, length_of, spool

LABEL = "envelope"
NOTE_DAYS = 90
SEALED = "vault.not_for_intake"


class Arrival(StrEnum):
    """What became of what was sent. After ``apart`` and those before it, the phone may forget the envelope."""

    TAKEN = "taken"
    ALREADY = "already"
    APART = "apart"
    PIECE = "piece"


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of a request, how many bytes are here, and the code of why an envelope is kept apart."""

    arrival: Arrival
    offset: int = 0
    code: str = ""


class WrongOffset(Conflict):
    """The piece does not begin where the last one ended. ``offset`` says where to go on from."""

    def __init__(self, offset: int) -> None:
        super().__init__("collection.envelope.offset", offset=offset)
        self.offset = offset


def tag_of(organisation: OrgId, name: str) -> str:
    """Return what an envelope is known by: an HMAC of its name.

    Raises:
        Invalid: ``collection.envelope.name``, not a UUID.
    """
    try:
        number = uuid.UUID(name)
    except ValueError:
        raise Invalid("collection.envelope.name") from None
    return dedup_tag(organisation=organisation, data=b"envelope:" + number.bytes)


def standing(*, device: FieldDevice, name: str) -> Arrived:
    """Say how far an envelope has come, or that it was taken.

    Raises:
        Invalid: ``collection.envelope.name``.
    """
    organisation = OrgId(device.organisation_id)
    tag = tag_of(organisation, name)
    return Arrived(Arrival.ALREADY) if _known(organisation, tag) else Arrived(Arrival.PIECE, length_of(tag))


def put_piece(
    *, device: FieldDevice, name: str, offset: int, pieces: Iterable[bytes], last: bool, now: dt.datetime
) -> Arrived:
    """Take bytes of an envelope and, with the last ones, the envelope: for ever and once, however often it is sent.

    Args:
        device: who sends, from ``queries.devices.sender``.
        name: the envelope's own, a UUID.
        offset: where these bytes begin.
        pieces: the bytes.
        last: whether the envelope is whole with them.
        now: when.

    Raises:
        WrongOffset: ``collection.envelope.offset``.
        Invalid: ``collection.envelope.name``; ``vault.not_age``, ``vault.damaged``: what came is dropped, the phone may start over.
        TooLarge: ``collection.envelope.too_large``.
        Conflict: ``vault.no_keys``.
    """
    organisation = OrgId(device.organisation_id)
    tag = tag_of(organisation, name)
    with spool(tag) as held:
        if _known(organisation, tag):
            held.drop()
            return Arrived(Arrival.ALREADY)
        if offset != held.length:
            raise WrongOffset(held.length)
        held.append(_bounded(pieces, held))
        if not last:
            return Arrived(Arrival.PIECE, held.length)
        return _take(device, tag, held, now)


def _known(organisation: OrgId, tag: str) -> bool:
    return Envelope.objects.filter(organisation_id=organisation, name_tag=tag).exists()


def _bounded(pieces: Iterable[bytes], held: Spool) -> Iterable[bytes]:
    for piece in pieces:
        if held.length + len(piece) > MAX_ENVELOPE:
            raise TooLarge("collection.envelope.too_large", limit=MAX_ENVELOPE // 1_000_000)
        yield piece


def _take(device: FieldDevice, tag: str, held: Spool, now: dt.datetime) -> Arrived:
    try:
        arrived = _open(device, tag, held, now)
    except Invalid as refusal:
        if refusal.code in {"vault.not_age", "vault.damaged"}:
            held.drop()  # nothing of it can be read by anyone: the phone has it, whole
        raise
    held.drop()
    return arrived


def _open(device: FieldDevice, tag: str, held: Spool, now: dt.datetime) -> Arrived:
    """Try the house's key, in memory. What it opens and is a record is taken as a post; all else rests sealed."""
    try:
        clear = open_arriving(file=held.pieces())
    except Invalid as refusal:
        if refusal.code != SEALED:
            raise
        _keep(device, tag, held, now)
        return Arrived(Arrival.TAKEN)
    try:
        frame = Frame(clear)
        if frame.head.kind is Kind.RECORD:
            return _record(device, tag, frame, now)
        frame.drain()
        _keep(device, tag, held, now, intake=True)
        return Arrived(Arrival.TAKEN)
    except Invalid as refusal:
        if refusal.code == "vault.damaged":
            raise
        for _ in clear:  # cut or altered further on, it is damage and nothing worse
            pass
        _keep(device, tag, held, now, intake=True, trouble=refusal.code)
        return Arrived(Arrival.APART, code=refusal.code)


def _record(device: FieldDevice, tag: str, frame: Frame, now: dt.datetime) -> Arrived:
    post = read_opened(frame, OrgId(device.organisation_id))
    receipt = receive(device=device, post=post, now=now)
    _note(device, tag, now, EnvelopeState.TAKEN).save(force_insert=True)
    if receipt.outcome is Outcome.STORED:
        return Arrived(Arrival.TAKEN)
    if receipt.outcome is Outcome.ALREADY:
        return Arrived(Arrival.ALREADY)
    return Arrived(Arrival.APART, code=f"collection.envelope.{receipt.outcome.value}")


def _keep(
    device: FieldDevice, tag: str, held: Spool, now: dt.datetime, *, intake: bool = False, trouble: str = ""
) -> None:
    """Keep an envelope as it came, for its association alone: the house gives up its own key to it, if it had one."""
    organisation = OrgId(device.organisation_id)
    with Shelf() as shelf:
        sealed = shelf.put(prepare_sealed(organisation=organisation, file=held.pieces(), label=LABEL, intake=intake))
        with atomic():
            enter(sealed, now=now)
            row = _note(device, tag, now, EnvelopeState.WAITING)
            row.sealed_ref, row.trouble = sealed.ref, trouble
            row.save(force_insert=True)
            _journal(row, now)
            seen(device, now)
        shelf.take([sealed.ref])
    if intake:
        rewrap_to_owner(ref=VaultRef(sealed.ref), now=now)


def _note(device: FieldDevice, tag: str, now: dt.datetime, state: EnvelopeState) -> Envelope:
    return Envelope(
        organisation_id=device.organisation_id, device=device, name_tag=tag, state=state.value, received_at=now
    )


def _journal(row: Envelope, now: dt.datetime) -> None:
    record(
        acting=None,
        organisation=OrgId(row.organisation_id),
        verb="collection.envelope_received",
        kind="envelope",
        object_id=row.id,
        now=now,
        detail={"device": row.device_id},
    )


def drop_notes(*, now: dt.datetime) -> int:
    """Forget, after ninety days, that envelopes were taken: no phone asks any more. Return how many."""
    done = Envelope.objects.exclude(state=EnvelopeState.WAITING.value)
    return done.filter(received_at__lt=now - dt.timedelta(days=NOTE_DAYS)).delete()[0]
