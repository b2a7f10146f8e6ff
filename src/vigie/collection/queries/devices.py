"""Phones: who sends, which ones an association has."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db.models import Count

from vigie.kernel.api import Denied, Missing, OrgId, RowStatement, world
from vigie.network.api import Acting, Permission, acting_for, check, person_names

from ..models import FieldDevice

SEEN_EVERY = dt.timedelta(minutes=10)
_BY_TOKEN = RowStatement(
    FieldDevice, lambda digest, name: FieldDevice.objects.filter(digest=digest, world=name), width=2
)


@dataclass(frozen=True, slots=True)
class DeviceCard:
    """A phone, to show. ``holder`` is empty for a shared handset."""

    id: str
    name: str
    holder: str
    created_at: dt.datetime
    expires_at: dt.datetime
    last_seen: dt.datetime | None
    revoked_at: dt.datetime | None
    expired: bool
    records: int


def sender(token: str) -> FieldDevice:
    """Return the phone a token belongs to, an expired one included.

    Raises:
        Denied: ``collection.token``, no such token in this world; ``collection.token_revoked``.
    """
    digest = hashlib.sha256(token.encode()).hexdigest()
    device = _BY_TOKEN.row(digest, world().name)
    if device is None:
        raise Denied("collection.token")
    if device.revoked_at is not None:
        raise Denied("collection.token_revoked")
    return device


def seen(device: FieldDevice, now: dt.datetime) -> None:
    """Note that a phone was heard, at most every ten minutes."""
    if device.last_seen is None or now - device.last_seen > SEEN_EVERY:
        FieldDevice.objects.filter(id=device.id).update(last_seen=now)


def may_collect(device: FieldDevice, *, day: dt.date) -> bool:
    """Say whether a phone is offered the forms of testimonies: its holder may collect them that day.

    A shared handset names nobody: its association answers for whoever takes it along.
    """
    if not device.person:
        return True
    try:
        who = acting_for(person_id=device.person, organisation_id=device.organisation_id, day=day)
    except Missing:
        return False
    return who.collects_testimony


def devices(*, acting: Acting, now: dt.datetime) -> list[DeviceCard]:
    """Return an association's phones: those that may send first, then the newest.

    Raises:
        Denied: ``network.denied.manage_devices``.
    """
    check(acting, Permission.MANAGE_DEVICES)
    rows = list(FieldDevice.objects.filter(organisation_id=acting.organisation).annotate(records=Count("submissions")))
    names = person_names(row.person for row in rows if row.person)
    cards = [
        DeviceCard(
            row.id,
            row.name,
            names.get(row.person, ""),
            row.created_at,
            row.expires_at,
            row.last_seen,
            row.revoked_at,
            row.expired(now),
            row.records,
        )
        for row in rows
    ]
    return sorted(cards, key=lambda card: card.revoked_at is not None)


def device_organisation(token_id: str) -> OrgId:
    """Return the association a phone belongs to: for a command on the machine, which acts for it.

    Raises:
        Denied: ``collection.token``, no such phone in this world.
    """
    device = FieldDevice.objects.filter(id=token_id).only("organisation_id").first()
    if device is None:
        raise Denied("collection.token")
    return OrgId(device.organisation_id)
