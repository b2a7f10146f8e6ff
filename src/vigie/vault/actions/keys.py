"""Found an association's keys, share them among keyholders, take a place back."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError
from django.db.models import QuerySet
from django.urls import reverse

from vigie.journal.api import notify, record
from vigie.kernel.api import ActorId, Conflict, Denied, Invalid, Missing, OrgId, VaultRef, atomic
from vigie.network.api import Acting, Permission, check

from ..keystore import keystore
from ..loans import end_loans, lent_to
from ..models import KeyHolder, KeyWrap, OdkKey, OrgKey, SealedObject, UnlockSession
from ..rules import agehdr, odk
from ..rules.keys import MIN_PASSPHRASE, Kdf, Pair, WrongKey, box, new_salt, normalise, open_with, seal_to
from .opening import require_open
from .sealing import key_in_use, recipients_of
from .unlocking import Unlocked, bound_to, open_identity, require_holder

BATCH = 500


@dataclass(frozen=True, slots=True)
class Rewrapped:
    """How many objects were moved to the key in use, how many still wait, and where to go on ("" at the end)."""

    done: int
    left: int
    next: str


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short to protect anyone.

    Raises:
        Invalid: ``vault.passphrase_short``.
    """
    if len(normalise(passphrase)) < MIN_PASSPHRASE:
        raise Invalid("vault.passphrase_short", field="passphrase", least=MIN_PASSPHRASE)


def _kdf() -> Kdf:
    """Return the cost of a passphrase: the full one, but under pytest when ``VIGIE_FAST_HASH`` asks for a cheap one."""
    cheap = os.environ.get("VIGIE_FAST_HASH") and "PYTEST_CURRENT_TEST" in os.environ
    return Kdf(memory_kib=8, passes=1) if cheap else Kdf()


def _seal_identity(holder: KeyHolder, identity: str, passphrase: str) -> None:
    """Put a person's identity into their row, sealed by their passphrase."""
    holder.salt = new_salt()
    kdf = _kdf()
    holder.kdf = kdf.as_dict()
    key = kdf.derive(passphrase, bytes(holder.salt))
    holder.sealed_identity = box(key, identity.encode(), bound_to=bound_to(holder.organisation_id, holder.person_id))


def _new_holder(acting: Acting, passphrase: str, now: dt.datetime) -> KeyHolder:
    check_passphrase(passphrase)
    pair = Pair.generate()
    holder = KeyHolder(organisation_id=acting.organisation, person_id=acting.actor, public=pair.public, offered_at=now)
    _seal_identity(holder, pair.identity, passphrase)
    return holder


def _new_epoch(organisation: OrgId, holders: Sequence[KeyHolder], now: dt.datetime) -> OrgKey:
    """Begin an epoch: retire the key in use, make a pair, wrap its identity for each holder."""
    last = OrgKey.objects.filter(organisation_id=organisation).order_by("-epoch").first()
    OrgKey.objects.filter(organisation_id=organisation, retired_at=None).update(retired_at=now)
    pair = Pair.generate()
    key = OrgKey.objects.create(
        organisation_id=organisation, epoch=last.epoch + 1 if last else 1, public=pair.public, created_at=now
    )
    _wrap(key, pair.identity, holders)
    return key


def _wrap(key: OrgKey, identity: str, holders: Sequence[KeyHolder]) -> None:
    wraps = [KeyWrap(org_key=key, holder=h, wrapped=seal_to([h.public], identity.encode())) for h in holders]
    KeyWrap.objects.bulk_create(wraps)


@contextmanager
def _once(code: str) -> Iterator[None]:
    """Do what follows in one transaction; someone who did the same at the same moment makes it a conflict."""
    try:
        with atomic():
            yield
    except IntegrityError:
        raise Conflict(code) from None


def found_keys(*, acting: Acting, passphrase: str, now: dt.datetime) -> None:
    """Make the first keys of an association; who founds them is their first keyholder.

    Raises:
        Conflict: ``vault.keys_exist``.
        Denied: ``network.denied.manage_keys``.
        Invalid: ``vault.passphrase_short``.
    """
    check(acting, Permission.MANAGE_KEYS)
    holder = _new_holder(acting, passphrase, now)
    with _once("vault.keys_exist"):
        if OrgKey.objects.filter(organisation_id=acting.organisation).exists():
            raise Conflict("vault.keys_exist")
        holder.agreed_at = now
        holder.agreed_by = acting.actor
        holder.save(force_insert=True)
        key = _new_epoch(acting.organisation, [holder], now)
        record(acting=acting, verb="vault.keys_founded", kind="key", object_id=key.id, now=now)


def offer_keyholder(*, acting: Acting, passphrase: str, now: dt.datetime) -> None:
    """Offer oneself as a keyholder: one's own key is made, a keyholder must still agree. The others are told.

    Raises:
        Conflict: ``vault.no_keys``, ``vault.holder_already``.
        Denied: ``network.denied.open_sealed``.
        Invalid: ``vault.passphrase_short``.
    """
    check(acting, Permission.OPEN_SEALED)
    key_in_use(acting.organisation)
    holder = _new_holder(acting, passphrase, now)
    with _once("vault.holder_already"):
        present = KeyHolder.objects.filter(organisation_id=acting.organisation, removed_at=None)
        if present.filter(person_id=acting.actor).exists():
            raise Conflict("vault.holder_already")
        holder.save(force_insert=True)
        record(acting=acting, verb="vault.keyholder_offered", kind="keyholder", object_id=holder.id, now=now)
        for other in present.exclude(agreed_at=None):
            _tell(other, "vault.keyholder_offered", acting, now)


def add_keyholder(*, acting: Acting, unlocked: Unlocked | None, holder_id: str, now: dt.datetime) -> None:
    """Agree to a new keyholder: the association's keys, every epoch, are wrapped for them.

    Raises:
        Denied: ``vault.not_keyholder``, ``vault.locked``.
        Missing: ``vault.no_holder``, also for one of another association; already agreed, or removed.
    """
    require_holder(acting)
    opened = _same_person(acting, unlocked)
    with atomic():
        holder = _place(acting, holder_id, waiting=True)
        for key in OrgKey.objects.filter(organisation_id=acting.organisation):
            if key.epoch in opened.keys:
                _wrap(key, opened.keys[key.epoch], [holder])
        holder.agreed_at = now
        holder.agreed_by = acting.actor
        holder.save(update_fields=["agreed_at", "agreed_by"])
        record(acting=acting, verb="vault.keyholder_agreed", kind="keyholder", object_id=holder.id, now=now)
        _tell(holder, "vault.keyholder_agreed", acting, now)


def _tell(holder: KeyHolder, code: str, acting: Acting, now: dt.datetime) -> None:
    """Leave a word for a keyholder about what someone did, leading to the page of the keys."""
    params = {"name": acting.name}
    notify(person=ActorId(holder.person_id), code=code, now=now, link=reverse("vault:keys"), params=params)


def _same_person(acting: Acting, unlocked: Unlocked | None) -> Unlocked:
    opened = require_open(unlocked)
    if (opened.actor, opened.organisation) != (acting.actor, acting.organisation):
        raise Denied("vault.locked")
    return opened


def _place(acting: Acting, holder_id: str, *, waiting: bool | None = None) -> KeyHolder:
    places = KeyHolder.objects.select_for_update().filter(
        id=holder_id, organisation_id=acting.organisation, removed_at=None
    )
    if waiting is not None:
        places = places.filter(agreed_at__isnull=waiting)
    holder = places.first()
    if holder is None:
        raise Missing("vault.no_holder")
    return holder


def remove_keyholder(*, acting: Acting, holder_id: str, now: dt.datetime) -> None:
    """Take a keyholder's place back, one's own included: their wraps go, and what other associations had lent them there;
    open vaults close, a new epoch begins.

    The new key needs no unlocked vault. What was sealed before moves to it by ``rewrap_pending``, next time a keyholder
    opens. What the person took away before is theirs: no software changes that.

    Raises:
        Conflict: ``vault.last_keyholder``.
        Denied: ``network.denied.manage_keys``.
        Missing: ``vault.no_holder``.
    """
    with atomic():
        holder = _place(acting, holder_id)
        if holder.person_id != acting.actor:
            check(acting, Permission.MANAGE_KEYS)
        others = KeyHolder.objects.filter(organisation_id=acting.organisation, removed_at=None)
        staying = list(others.exclude(agreed_at=None).exclude(id=holder.id))
        held = holder.agreed_at is not None
        if held and not staying:
            raise Conflict("vault.last_keyholder")
        holder.removed_at = now
        holder.removed_by = acting.actor
        holder.save(update_fields=["removed_at", "removed_by"])
        holder.wraps.all().delete()
        end_loans(lent_to(ActorId(holder.person_id), acting.organisation), by=acting, now=now)
        record(acting=acting, verb="vault.keyholder_removed", kind="keyholder", object_id=holder.id, now=now)
        if held:
            _turn_over(acting.organisation, staying, now)


def _turn_over(organisation: OrgId, staying: Sequence[KeyHolder], now: dt.datetime) -> None:
    """Begin a new epoch after a departure; phones get a new key too, when they had one."""
    UnlockSession.objects.filter(organisation_id=organisation).delete()
    key = _new_epoch(organisation, staying, now)
    record(acting=None, verb="vault.epoch_begun", kind="key", object_id=key.id, now=now, organisation=organisation)
    if OdkKey.objects.filter(organisation_id=organisation, retired_at=None).update(retired_at=now):
        make_odk_key(key, now)


def make_odk_key(key: OrgKey, now: dt.datetime) -> OdkKey:
    """Make the RSA pair for an association's phones; its private half is sealed to the association's key at once."""
    public, private = odk.generate_pair()
    return OdkKey.objects.create(
        organisation_id=key.organisation_id,
        org_epoch=key.epoch,
        public=public,
        sealed_private=seal_to([key.public], private),
        created_at=now,
    )


def change_passphrase(*, acting: Acting, old: str, new: str, now: dt.datetime) -> None:
    """Seal one's own identity under a new passphrase; vaults one holds open are closed.

    Raises:
        Denied: ``vault.not_keyholder``.
        Invalid: ``vault.wrong_passphrase``, ``vault.passphrase_short``.
    """
    holder = require_holder(acting)
    check_passphrase(new)
    try:
        identity = open_identity(holder, old)
    except WrongKey:
        raise Invalid("vault.wrong_passphrase", field="old") from None
    with atomic():
        _seal_identity(holder, identity, new)
        holder.save(update_fields=["sealed_identity", "salt", "kdf"])
        UnlockSession.objects.filter(person_id=acting.actor, organisation_id=acting.organisation).delete()
        record(acting=acting, verb="vault.passphrase_changed", kind="keyholder", object_id=holder.id, now=now)


def rewrap_pending(*, unlocked: Unlocked | None, now: dt.datetime, after: str = "", limit: int = BATCH) -> Rewrapped:
    """Move objects sealed to earlier epochs to the key in use, some at a time: bodies are not touched.

    Call it again with ``after=next`` until ``next`` is empty. What still waits then is opened by no key held here.

    Raises:
        Denied: ``vault.locked``.
    """
    opened = require_open(unlocked)
    key = key_in_use(opened.organisation)
    with atomic():
        waiting = pending(opened.organisation, key.epoch)
        batch = list(waiting.filter(id__gt=after).order_by("id")[:limit])
        headers = [found for row in batch if (found := _rewrap(row, opened, key)) is not None]
        moved = [ref for ref, _header in headers]
        SealedObject.objects.filter(id__in=moved).update(org_epoch=key.epoch)
        _reseal_odk_keys(opened, key)
        if moved:
            record(
                acting=opened,
                verb="vault.rewrapped",
                kind="key",
                object_id=key.id,
                now=now,
                detail={"objects": len(moved)},
            )
        keystore().replace(headers)
    return Rewrapped(len(moved), waiting.count(), batch[-1].id if len(batch) == limit else "")


def pending(organisation: OrgId, epoch: int) -> QuerySet[SealedObject]:
    """Return the living age objects of an association that an earlier epoch's key opens."""
    rows = SealedObject.objects.filter(organisation_id=organisation, org_epoch__lt=epoch, erased_at=None)
    return rows.filter(kind=SealedObject.Kind.AGE)


def _rewrap(row: SealedObject, opened: Unlocked, key: OrgKey) -> tuple[VaultRef, bytes] | None:
    """Return an object's header for the key in use; ``None`` when it is lost or no key held opens it."""
    ref = VaultRef(row.id)
    header = keystore().get(ref)
    recipients = recipients_of(key, intake=row.intake)
    try:
        return (ref, agehdr.rewrap(header, opened.identities, recipients)) if header else None
    except (agehdr.NoMatch, agehdr.BadHeader):
        return None


def _reseal_odk_keys(opened: Unlocked, key: OrgKey) -> None:
    """Seal the private halves of the phones' keys to the key in use."""
    for row in OdkKey.objects.filter(organisation_id=opened.organisation, org_epoch__lt=key.epoch):
        if row.org_epoch in opened.keys:
            private = open_with([opened.keys[row.org_epoch]], bytes(row.sealed_private))
            row.sealed_private = seal_to([key.public], private)
            row.org_epoch = key.epoch
            row.save(update_fields=["sealed_private", "org_epoch"])
