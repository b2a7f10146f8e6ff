"""Referrals with exhibits and keys, by situation. Everything here is invented."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from tests.conftest import NOW
from tests.factories import documents
from tests.factories import network as people
from tests.factories.cases import Team
from tests.factories.vault import WORDS
from vigie.cases.models import Body, Dossier, Exhibit, Referral, ReferralPerson
from vigie.kernel.api import OrgId
from vigie.network.api import Acting, Role
from vigie.vault.api import (
    Unlocked,
    add_keyholder,
    found_keys,
    keyholders,
    offer_keyholder,
    seal,
    unlock_without_session,
)


@dataclass
class Prepared:
    """A referral to the ombudsman, in a dossier whose juriste holds the keys of its association."""

    team: Team
    referral: Referral

    @property
    def where(self) -> dict[str, str]:
        """The words of its address."""
        return {"slug": self.team.slug, "referral_id": self.referral.id}

    def opened(self, now: dt.datetime = NOW) -> Unlocked:
        """The juriste's open vault."""
        return unlock_without_session(acting=self.team.juriste, passphrase=WORDS, now=now)


def keys_for(acting: Acting, now: dt.datetime = NOW) -> None:
    """Found the keys of an association and let one of its people hold them."""
    admin = people.acting(f"admin-{acting.organisation_slug}", of=acting.organisation_slug, roles=[Role.ADMIN])
    found_keys(acting=admin, passphrase=WORDS, now=now)
    offer_keyholder(acting=acting, passphrase=WORDS, now=now)
    waiting = next(card for card in keyholders(acting.organisation) if card.person == acting.actor)
    opened = unlock_without_session(acting=admin, passphrase=WORDS, now=now)
    add_keyholder(acting=admin, unlocked=opened, holder_id=waiting.id, now=now)


def referral_to_the_ombudsman(dossier: Dossier, *, by: Acting, now: dt.datetime = NOW) -> Referral:
    """A referral being prepared, with every fact of its dossier."""
    names = {"fr": "Défenseur des droits", "en": "Defender of Rights", "level": "national", "nature": "ombudsman"}
    body, _new = Body.objects.get_or_create(code="ddd", defaults=names)
    asked = "- Constater les atteintes.\n- Recommander."
    referral = Referral.objects.create(dossier=dossier, body=body, asked=asked, created_by=by.actor, created_at=now)
    for fact in dossier.facts.all():
        ReferralPerson.objects.create(referral=referral, fact=fact)
    return referral


def prepared(team: Team) -> Prepared:
    """A referral being prepared, without exhibit, by somebody who holds the keys."""
    keys_for(team.juriste)
    return Prepared(team, referral_to_the_ombudsman(team.dossier, by=team.juriste))


def with_exhibit(
    made: Prepared, number: int, content: bytes | None = None, *, kind: str = "application/pdf", **changes: object
) -> Exhibit:
    """An exhibit whose redacted copy two people have looked at; ``changes``: another state of its row."""
    copy = documents.pdf() if content is None else content
    owner, original = OrgId(made.team.dossier.organisation_id), b"original %d " % number + copy
    values: dict[str, object] = {
        "title": f"Pièce inventée {number}",
        "kind": Exhibit.Kind.DOCUMENT,
        "content_type": kind,
        "original_ref": seal(organisation=owner, data=original, label="x", now=NOW),
        "sha256": hashlib.sha256(original).hexdigest(),
        "size": len(copy),
        "state": "ready",
        "working_ref": seal(organisation=owner, data=copy, label="x", now=NOW),
        "working_sha256": hashlib.sha256(copy).hexdigest(),
        "working_type": kind,
        "redacted_by": "judith",
        "reviewed_by": "aviva",
        "added_by": "judith",
        "added_at": NOW,
        **changes,
    }
    return Exhibit.objects.create(dossier=made.team.dossier, owner_id=owner, number=number, **values)
