"""Unlock: a passphrase opens a person's identity, which opens the association's; a cookie holds it open for a while."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from vigie.journal.api import recent, record
from vigie.kernel.api import ActorId, Denied, Invalid, OrgId, atomic
from vigie.network.api import Acting, Permission, can, check

from ..models import KeyHolder, KeyWrap, UnlockSession
from ..rules.keys import Kdf, WrongKey, box, cookie_key, cookie_name, new_cookie, open_with, unbox
from ..rules.limits import IDLE, LONGEST, TOUCH_EVERY, TRIES, TRIES_WITHIN, expires_at

REFUSED = "vault.unlock_refused"
OWN = "own"
"""Where the person's own identity stands in a sealed session, beside the epochs."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A vault held open: for whom, for which association, until when. It never prints its keys."""

    actor: ActorId
    organisation: OrgId
    closes_at: dt.datetime
    keys: Mapping[int, str] = field(repr=False)
    """Identities by epoch."""
    own: str = field(default="", repr=False)
    """The person's own identity, which opens what was lent to them; empty in a session older than loans."""

    @property
    def identities(self) -> tuple[str, ...]:
        """Return the association's identities, the newest epoch first."""
        return tuple(self.keys[epoch] for epoch in sorted(self.keys, reverse=True))


@dataclass(frozen=True, slots=True)
class Unlock:
    """What unlocking gives: the cookie to set (a secret) and when the vault closes if nobody uses it."""

    cookie: str = field(repr=False)
    closes_at: dt.datetime


def bound_to(organisation: str, person: str) -> str:
    """Return what a person's sealed keys are bound to, so that one row cannot stand in for another."""
    return f"vigie/vault/{organisation}/{person}"


def holder_of(acting: Acting) -> KeyHolder | None:
    """Return the place of a person among the keyholders of the association they act for, if agreed and not removed."""
    holders = KeyHolder.objects.filter(organisation_id=acting.organisation, person_id=acting.actor)
    return holders.filter(removed_at=None).exclude(agreed_at=None).first()


def require_holder(acting: Acting) -> KeyHolder:
    """Return the person's place among the keyholders.

    Raises:
        Denied: ``network.denied.open_sealed``; ``vault.not_keyholder``.
    """
    check(acting, Permission.OPEN_SEALED)
    holder = holder_of(acting)
    if holder is None:
        raise Denied("vault.not_keyholder")
    return holder


def open_identity(holder: KeyHolder, passphrase: str) -> str:
    """Return a keyholder's own identity.

    Raises:
        WrongKey: not this passphrase.
    """
    key = Kdf(**holder.kdf).derive(passphrase, bytes(holder.salt))
    bound = bound_to(holder.organisation_id, holder.person_id)
    return unbox(key, bytes(holder.sealed_identity), bound_to=bound).decode()


def _open_keys(acting: Acting, passphrase: str, now: dt.datetime) -> tuple[dict[int, str], str]:
    """Return the association's identities by epoch, and the person's own; a wrong passphrase is counted and journaled."""
    holder = require_holder(acting)
    _check_tries(acting, now)
    try:
        identity = open_identity(holder, passphrase)
    except WrongKey:
        with atomic():
            record(acting=acting, verb=REFUSED, kind="keyholder", object_id=holder.id, now=now)
        raise Invalid("vault.wrong_passphrase", field="passphrase") from None
    wraps = KeyWrap.objects.filter(holder=holder).select_related("org_key")
    return {wrap.org_key.epoch: open_with([identity], bytes(wrap.wrapped)).decode() for wrap in wraps}, identity


def _check_tries(acting: Acting, now: dt.datetime) -> None:
    entries = recent(organisation=acting.organisation, verbs=[REFUSED], limit=TRIES * 20)
    mine = [e for e in entries if e.actor == acting.actor and e.at > now - TRIES_WITHIN]
    if len(mine) >= TRIES:
        raise Denied("vault.too_many_tries", minutes=int(TRIES_WITHIN.total_seconds() // 60))


def unlock(*, acting: Acting, passphrase: str, now: dt.datetime) -> Unlock:
    """Open the vault of the association acted for, for 15 minutes without use and 8 hours at most.

    Raises:
        Denied: ``network.denied.open_sealed``, ``vault.not_keyholder``, ``vault.too_many_tries``.
        Invalid: ``vault.wrong_passphrase``.
    """
    keys, own = _open_keys(acting, passphrase, now)
    cookie = new_cookie()
    text = json.dumps({**keys, OWN: own}).encode()
    sealed = box(cookie_key(cookie), text, bound_to=bound_to(acting.organisation, acting.actor))
    with atomic():
        UnlockSession.objects.filter(last_used__lt=now - LONGEST).delete()
        UnlockSession.objects.create(
            cookie_hash=cookie_name(cookie),
            organisation_id=acting.organisation,
            person_id=acting.actor,
            sealed_identities=sealed,
            created_at=now,
            last_used=now,
        )
        record(acting=acting, verb="vault.unlocked", kind="organisation", object_id=acting.organisation, now=now)
    return Unlock(cookie, now + IDLE)


def unlock_without_session(*, acting: Acting, passphrase: str, now: dt.datetime) -> Unlocked:
    """Open the vault for one command: nothing is kept. For refusals see ``unlock``."""
    keys, own = _open_keys(acting, passphrase, now)
    with atomic():
        record(acting=acting, verb="vault.unlocked", kind="organisation", object_id=acting.organisation, now=now)
    return Unlocked(acting.actor, acting.organisation, now, keys, own)


def unlocked(*, acting: Acting, cookie: str, now: dt.datetime) -> Unlocked | None:
    """Return the vault that a cookie holds open, and count this as use; ``None`` when it is closed.

    It is closed for whoever changed association, lost the role, was removed from the keyholders, or waited too long.
    """
    row = UnlockSession.objects.filter(cookie_hash=cookie_name(cookie)).first() if cookie else None
    if row is None or (row.organisation_id, row.person_id) != (acting.organisation, acting.actor):
        return None
    expired = now >= expires_at(created=row.created_at, last_used=row.last_used)
    if expired or not can(acting, Permission.OPEN_SEALED) or holder_of(acting) is None:
        row.delete()
        return None
    if now - row.last_used >= TOUCH_EVERY:
        UnlockSession.objects.filter(pk=row.pk).update(last_used=now)
    return _restore(row, cookie, now)


def _restore(row: UnlockSession, cookie: str, now: dt.datetime) -> Unlocked | None:
    organisation, person = OrgId(row.organisation_id), ActorId(row.person_id)
    try:
        text = unbox(cookie_key(cookie), bytes(row.sealed_identities), bound_to=bound_to(organisation, person))
    except WrongKey:
        return None
    kept: dict[str, str] = json.loads(text)
    own = kept.pop(OWN, "")
    keys = {int(epoch): identity for epoch, identity in kept.items()}
    return Unlocked(person, organisation, expires_at(created=row.created_at, last_used=now), keys, own)


def lock(*, acting: Acting, cookie: str, now: dt.datetime) -> None:
    """Close the vault that a cookie holds open; nothing happens when it is closed already."""
    with atomic():
        rows = UnlockSession.objects.filter(cookie_hash=cookie_name(cookie), person_id=acting.actor)
        if rows.delete()[0]:
            record(acting=acting, verb="vault.locked", kind="organisation", object_id=acting.organisation, now=now)


def lock_all(*, person: ActorId) -> None:
    """Close every vault a person holds open: at sign-out, when the person changes, when they leave."""
    UnlockSession.objects.filter(person_id=person).delete()
