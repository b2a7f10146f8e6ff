"""Mandates, by situation: an association that collected, an avocat·e of another. Everything here is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from tests.factories import cases, facts
from tests.factories import network as people
from tests.factories.vault import OTHER_WORDS, WORDS, Holder
from vigie.cases.api import DossierRole, MandateDraft, gather, give_access, give_mandate
from vigie.cases.models import DossierAccess, DossierFact
from vigie.facts.api import MediaDraft, TestimonyDraft, record_testimony
from vigie.kernel.api import ActorId, VaultRef
from vigie.network.api import Acting, Role
from vigie.vault.api import add_keyholder, found_keys, keyholders, offer_keyholder, seal, unlock_without_session

STORY = "Récit inventé. Ils ont pris nos tentes au petit matin."
OTHER_STORY = "Autre récit inventé, qui n’est pas confié."
PHOTO = b"\xff\xd8\xff\xe0" + b"photo d'origine inventee"
PURPOSE = "référé-liberté contre les saisies"
PAPER = b"%PDF-1.7\n%mandat signe, invente\ntrailer\n<<>>\n%%EOF\n"


@dataclass
class Entrusting:
    """A dossier of *lisiere*: Judith the juriste, Aviva the avocat·e of *plaidoirie*; two testimonies of *lisiere* in it."""

    team: cases.Team
    judith: Holder
    aviva: Holder
    told: str
    other: str
    narrative: VaultRef
    photo: VaultRef
    kept: VaultRef

    @property
    def slug(self) -> str:
        return self.team.slug

    @property
    def fact(self) -> str:
        """The first testimony's place in the dossier."""
        return DossierFact.objects.get(dossier=self.team.dossier, statement_id=self.told).id

    @property
    def place(self) -> str:
        return DossierAccess.objects.get(dossier=self.team.dossier, person=self.aviva.acting.actor, ended_at=None).id

    def draft(self, now: dt.datetime, **changes: object) -> MandateDraft:
        draft = MandateDraft(self.place, [self.narrative, self.photo], PURPOSE, now.date(), paper=PAPER)
        return replace(draft, **changes)  # type: ignore[arg-type]

    def give(self, now: dt.datetime, **changes: object) -> str:
        return give_mandate(
            acting=self.judith.acting,
            unlocked=self.judith.open(now),
            slug=self.slug,
            draft=self.draft(now, **changes),
            now=now,
        )


def keyed(who: Acting, words: str, now: dt.datetime) -> Holder:
    """Someone who holds the key of their association, founded by its administrator."""
    admin = people.acting(f"adm-{who.organisation_slug}", of=who.organisation_slug, roles=[Role.ADMIN])
    found_keys(acting=admin, passphrase=WORDS, now=now)
    offer_keyholder(acting=who, passphrase=words, now=now)
    waiting = next(card for card in keyholders(who.organisation) if card.waiting)
    opened = unlock_without_session(acting=admin, passphrase=WORDS, now=now)
    add_keyholder(acting=admin, unlocked=opened, holder_id=waiting.id, now=now)
    return Holder(who, words)


def collected(acting: Acting, now: dt.datetime, *, text: str = STORY, photo: bytes = b"", **changes: object) -> str:
    """A testimony with its sealed narrative and, if given, a photo; return its statement."""
    ref = seal(organisation=acting.organisation, data=text.encode(), label="message", now=now)
    eviction = facts.eviction(source_link="0101", date=facts.FuzzyDate.day(now.date()))
    if photo:
        medium = seal(organisation=acting.organisation, data=photo, label="attachment", now=now)
        eviction = replace(eviction, media=(MediaDraft(medium, "photo"),))
    draft: TestimonyDraft = replace(facts.told(eviction), sealed_ref=ref, collected_on=now.date(), **changes)
    return record_testimony(acting=acting, draft=draft, now=now)[0]


def refs_of(statement: str) -> list[VaultRef]:
    """What is sealed of a statement: its narrative, then its media."""
    from vigie.facts.models import SourceStatement

    row = SourceStatement.objects.get(id=statement)
    assert row.testimony is not None
    return [VaultRef(row.testimony.sealed_ref), *(VaultRef(m.sealed_ref) for m in row.media.all())]


def entrusting(now: dt.datetime) -> Entrusting:
    """Everybody and everything in place, no mandate given yet; call ``facts.world_of_facts()`` first."""
    team = cases.team()
    judith, aviva = keyed(team.juriste, WORDS, now), keyed(team.avocat, OTHER_WORDS, now)
    told = collected(team.juriste, now, photo=PHOTO)
    other = collected(team.juriste, now, text=OTHER_STORY)
    gather(acting=team.juriste, slug=team.slug, statements=[told, other], now=now)
    narrative, photo = refs_of(told)
    return Entrusting(team, judith, aviva, told, other, narrative, photo, refs_of(other)[0])


def named(
    made: Entrusting, username: str, *, of: str, roles: list[Role], role: DossierRole, now: dt.datetime
) -> Acting:
    """Someone more, named in the dossier."""
    who = people.acting(username, of=of, roles=roles)
    give_access(
        acting=made.team.juriste,
        slug=made.slug,
        person=ActorId(who.actor),
        organisation=who.organisation,
        role=role,
        now=now,
    )
    return who


__all__ = ["Entrusting", "collected", "entrusting", "keyed", "named", "refs_of"]
