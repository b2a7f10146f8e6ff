"""The way into the practice world, and its keys that everybody may read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext as _

from vigie.kernel.api import ActorId, Denied
from vigie.network.api import Acting, enter_workshop, open_workshop
from vigie.vault.api import (
    add_keyholder,
    found_keys,
    has_keys,
    is_keyholder,
    keyholders,
    offer_keyholder,
    unlock_without_session,
)

PASSPHRASE = "dune coque brise vasque ajonc lanterne"  # noqa: S105 -- public on purpose
"""Shown on the page: everything it opens is invented."""

TRAINER = "formation"
SALT = "vigie.practice"
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Guest:
    """Who comes from the other world: a sign-in name, a shown name, a language."""

    username: str
    name: str
    language: str


def ticket(guest: Guest) -> str:
    """Return a signed ticket, good for a minute."""
    return signing.dumps([guest.username, guest.name, guest.language], salt=SALT)


def read_ticket(text: str) -> Guest:
    """Return who a ticket was made for.

    Raises:
        Denied: it is too old, or not ours.
    """
    try:
        username, name, language = signing.loads(text, salt=SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError):
        raise Denied("desk.practice_expired") from None
    return Guest(username, name, language)


def prepare_workshop(*, now: dt.datetime) -> Acting:
    """Make the workshop and its key, once, and return its trainer. Call it in the practice world."""
    open_workshop(name=_("Atelier d’exercice"), now=now)
    trainer = enter_workshop(username=TRAINER, name=_("Formation"), language="fr", now=now)
    if not has_keys(trainer.organisation):
        found_keys(acting=trainer, passphrase=PASSPHRASE, now=now)
    return trainer


def welcome(guest: Guest, *, now: dt.datetime) -> ActorId:
    """Let someone into the workshop, make them a keyholder of it, and return who they are there."""
    trainer = prepare_workshop(now=now)
    acting = enter_workshop(username=guest.username, name=guest.name, language=guest.language, now=now)
    if not is_keyholder(acting):
        _hand_key(trainer, acting, now)
    return acting.actor


def _hand_key(trainer: Acting, acting: Acting, now: dt.datetime) -> None:
    offer_keyholder(acting=acting, passphrase=PASSPHRASE, now=now)
    opened = unlock_without_session(acting=trainer, passphrase=PASSPHRASE, now=now)
    for holder in keyholders(acting.organisation):
        if holder.person == acting.actor and holder.agreed_at is None:
            add_keyholder(acting=trainer, unlocked=opened, holder_id=holder.id, now=now)
