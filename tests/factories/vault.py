"""People of the vault, by situation. Everything here is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from vigie.kernel.api import ActorId, OrgId
from vigie.network.api import Acting, Role
from vigie.vault.api import Unlocked, add_keyholder, found_keys, keyholders, offer_keyholder, unlock, unlocked

LISIERE = OrgId("lisiere")
ELSEWHERE = OrgId("elsewhere")
WORDS = "sable phare digue marée ancre brume"
OTHER_WORDS = "dune galet écume voile rame quai"


def acting(
    person: str = "alma", *, organisation: OrgId = LISIERE, roles: frozenset[Role] = frozenset({Role.ADMIN})
) -> Acting:
    """A person of an association that does not exist."""
    return Acting(
        actor=ActorId(person),
        name=person.capitalize(),
        organisation=organisation,
        organisation_slug=str(organisation),
        organisation_name=str(organisation).capitalize(),
        roles=roles,
    )


def observer(person: str = "odile", *, organisation: OrgId = LISIERE) -> Acting:
    """Someone who may send and may not open."""
    return acting(person, organisation=organisation, roles=frozenset({Role.OBSERVER}))


@dataclass(frozen=True)
class Holder:
    """A keyholder, and the passphrase only they know."""

    acting: Acting
    passphrase: str

    def open(self, now: dt.datetime) -> Unlocked:
        """Unlock, as the browser does: by way of a cookie."""
        cookie = unlock(acting=self.acting, passphrase=self.passphrase, now=now).cookie
        opened = unlocked(acting=self.acting, cookie=cookie, now=now)
        assert opened is not None
        return opened


def founded(now: dt.datetime, *, person: str = "alma", organisation: OrgId = LISIERE, words: str = WORDS) -> Holder:
    """An association whose keys were just founded by one person."""
    holder = Holder(acting(person, organisation=organisation), words)
    found_keys(acting=holder.acting, passphrase=words, now=now)
    return holder


def joined(first: Holder, now: dt.datetime, *, person: str = "bilal", words: str = OTHER_WORDS) -> Holder:
    """A second keyholder, agreed to by the first."""
    second = Holder(replace(first.acting, actor=ActorId(person), name=person.capitalize()), words)
    offer_keyholder(acting=second.acting, passphrase=words, now=now)
    waiting = next(card for card in keyholders(first.acting.organisation) if card.person == person)
    add_keyholder(acting=first.acting, unlocked=first.open(now), holder_id=waiting.id, now=now)
    return second
