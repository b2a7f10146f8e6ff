"""Phones: give one the right to send, take it back."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass, field

from vigie.journal.api import record
from vigie.kernel.api import Invalid, Missing, WorldName, atomic, world
from vigie.network.api import Acting, Permission, check
from vigie.vault.api import intake_recipient, public_key

from ..models import FieldDevice
from ..rules.qr import PRACTICE_PREFIX, Seals, app_address, collect_settings, phone_settings, settings_text

TOKEN_BYTES = 32
DAYS = 120
MAX_DAYS = 400
MAX_NAME = 80
MARKS = {WorldName.REAL: "", WorldName.DEMO: "DONNÉES INVENTÉES ", WorldName.PRACTICE: "EXERCICE "}
"""What the phone shows at the top of its project when what it sends is made up."""


@dataclass(frozen=True, slots=True)
class NewDevice:
    """A phone just added. The addresses and the code hold its token, which is kept nowhere: this is the only time.

    ``app_url`` opens the field app with the same code in it; it is empty while the association has no key to seal to.
    """

    token_id: str
    name: str
    server_url: str = field(repr=False)
    qr_text: str = field(repr=False)
    app_url: str = field(repr=False)
    admin_code: str = field(repr=False)
    expires_at: dt.datetime


def digest_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def add_device(
    *,
    acting: Acting,
    name: str,
    now: dt.datetime,
    base_url: str,
    person: str | None = None,
    days: int = DAYS,
    language: str = "fr",
) -> NewDevice:
    """Let one phone read forms and send records in the current world.

    Args:
        acting: who, for which association.
        name: how it is called on screens; it names nobody when the handset is shared.
        now: when.
        base_url: public address of the house, ``https://vigie.example``, without the practice prefix.
        person: id of the person who holds it, ``None`` for a shared handset.
        days: how long before what it sends is flagged.
        language: language of Collect's own screens.

    Raises:
        Denied: ``network.denied.manage_devices``.
        Invalid: ``collection.device_name``, ``collection.device_days``.
    """
    check(acting, Permission.MANAGE_DEVICES)
    if not 0 < len(name.strip()) <= MAX_NAME:
        raise Invalid("collection.device_name", field="name", limit=MAX_NAME)
    if not 0 < days <= MAX_DAYS:
        raise Invalid("collection.device_days", field="days", limit=MAX_DAYS)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with atomic():
        device = FieldDevice.objects.create(
            organisation_id=acting.organisation,
            digest=digest_of(token),
            name=name.strip(),
            person=person or "",
            world=world().name,
            created_at=now,
            created_by=acting.actor,
            expires_at=now + dt.timedelta(days=days),
        )
        record(acting=acting, verb="collection.device_added", kind="device", object_id=device.id, now=now)
    return _card(device, f"{base_url.rstrip('/')}{_prefix()}/k/{token}", acting, language)


def revoke_device(*, acting: Acting, token_id: str, now: dt.datetime) -> None:
    """Take a phone's right to send. Nothing on it is erased from afar. Done again, it changes nothing.

    Raises:
        Denied: ``network.denied.manage_devices``.
        Missing: ``collection.device``, no such phone of this association.
    """
    check(acting, Permission.MANAGE_DEVICES)
    with atomic():
        device = FieldDevice.objects.filter(id=token_id, organisation_id=acting.organisation).first()
        if device is None:
            raise Missing("collection.device")
        if device.revoked_at is None:
            device.revoked_at = now
            device.save(update_fields=["revoked_at"])
            record(acting=acting, verb="collection.device_revoked", kind="device", object_id=device.id, now=now)


def _prefix() -> str:
    return PRACTICE_PREFIX if world().name is WorldName.PRACTICE else ""


def _card(device: FieldDevice, server_url: str, acting: Acting, language: str) -> NewDevice:
    code = f"{secrets.randbelow(1_000_000):06d}"
    project = f"{MARKS[world().name]}{acting.organisation_name}"
    settings = collect_settings(server_url=server_url, project=project, language=language, admin_code=code)
    key = public_key(acting.organisation)
    if key is not None:
        seals = Seals(slug=acting.organisation_slug, key=key, intake=intake_recipient(), world=world().name.value)
        settings = phone_settings(settings, seals)
    text = settings_text(settings)
    return NewDevice(
        token_id=device.id,
        name=device.name,
        server_url=server_url,
        qr_text=text,
        app_url=app_address(server_url=server_url, text=text),
        admin_code=code,
        expires_at=device.expires_at,
    )
