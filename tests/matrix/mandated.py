"""A dossier of *lisière* in which it entrusted a testimony to an avocat·e of *falaise*. Everything here is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tests.factories.mandates import collected, refs_of
from vigie.cases.api import (
    DossierDraft,
    DossierKind,
    DossierRole,
    MandateDraft,
    gather,
    give_access,
    give_mandate,
    open_dossier,
)
from vigie.cases.models import Dossier, Mandate
from vigie.network.api import Acting
from vigie.vault.api import add_keyholder, keyholders, offer_keyholder, unlock_without_session


@dataclass(frozen=True)
class Mandated:
    """The words that stand in the addresses."""

    slug: str
    mandate: str
    fact: str
    piece: str


def mandated(mine: Acting, avocat: Acting, their_admin: Acting, words: str, now: dt.datetime) -> Mandated:
    """Name the avocat·e, give them a key, entrust one narrative to them."""
    offer_keyholder(acting=avocat, passphrase=words, now=now)
    waiting = next(card for card in keyholders(avocat.organisation) if card.person == avocat.actor)
    opened = unlock_without_session(acting=their_admin, passphrase=words, now=now)
    add_keyholder(acting=their_admin, unlocked=opened, holder_id=waiting.id, now=now)
    slug = open_dossier(acting=mine, draft=DossierDraft("Saisies", DossierKind.TEXT, invented=True), now=now)
    home, role = avocat.organisation, DossierRole.AVOCAT
    give_access(acting=mine, slug=slug, person=avocat.actor, organisation=home, role=role, now=now)
    told = collected(mine, now)
    gather(acting=mine, slug=slug, statements=[told], now=now)
    place = Dossier.objects.get(slug=slug).accesses.get(person=avocat.actor).id
    draft = MandateDraft(place, refs_of(told), "référé", now.date())
    unlocked = unlock_without_session(acting=mine, passphrase=words, now=now)
    given = give_mandate(acting=mine, unlocked=unlocked, slug=slug, draft=draft, now=now)
    piece = Mandate.objects.get(id=given).pieces.get()
    return Mandated(slug, given, piece.fact_id, piece.id)
