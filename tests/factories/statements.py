"""Testimonies that may be quoted and attestations, by situation. Everything here is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from tests.factories.vault import WORDS, Holder
from vigie.facts.api import record_testimony
from vigie.facts.models import SourceStatement, Testimony
from vigie.kernel.api import VaultRef
from vigie.network.api import Acting, Role
from vigie.network.models import Person
from vigie.publication.api import Around, propose_quote, read_quote
from vigie.publication.models import Bulletin, Release
from vigie.vault.api import Unlocked, found_keys, seal

STORY = (
    "Récit inventé. Ils sont arrivés avant le jour. On dormait.\n"
    "Ils ont tiré les tentes, mon ami Quintrell criait. Appelez mon frère au 06 12 34 56 78."
)
PASSAGE = "Ils sont arrivés avant le jour. On dormait."
ARABIC = "وصلوا قبل الفجر ونحن نيام."
UNTIL = NOW.date() + dt.timedelta(days=200)


def record(narrative: str, contact: str = "Zorblax Quintrell") -> bytes:
    """A filled form as the archive keeps it."""
    return (
        f'<data xmlns:vigie="urn:vigie:1"><facts><narrative>{narrative}</narrative></facts>'
        f"<closing><contact>{contact}</contact></closing></data>"
    ).encode()


@dataclass
class Teller:
    """An association that holds its key, and a testimony whose teller may be quoted."""

    coordinator: Acting
    reader: Acting
    holder: Holder
    statement: str

    @property
    def testimony(self) -> Testimony:
        found = SourceStatement.objects.get(id=self.statement).testimony
        assert found is not None
        return found

    @property
    def unlocked(self) -> Unlocked:
        return self.holder.open(NOW)


def teller(
    narrative: str = STORY, *, now: dt.datetime = NOW, yes: tuple[str, ...] = ("count", "quote"), **told: object
) -> Teller:
    """A testimony of *lisiere*, sealed with its narrative; call ``facts.world_of_facts()`` first."""
    coordinator = facts.coordinator(roles=(Role.COORDINATOR, Role.ADMIN))
    found_keys(acting=coordinator, passphrase=WORDS, now=now)
    ref = seal(organisation=coordinator.organisation, data=record(narrative), label="testimony", now=now)
    draft = facts.told(yes=yes, sealed_ref=VaultRef(ref), language="fr", **told)
    (statement,) = record_testimony(acting=coordinator, draft=draft, now=now)
    reader = people.acting("rita", of="lisiere", roles=[Role.COMMUNICATION])
    people.protect(Person.objects.get(id=coordinator.actor))
    return Teller(coordinator, reader, Holder(coordinator, WORDS), statement)


def around(**changes: object) -> Around:
    """A pseudonym and an expiry."""
    filled: dict[str, object] = {"pseudonym": "Mouette", "until": UNTIL, **changes}
    return Around(**filled)  # type: ignore[arg-type]


def proposed(
    made: Teller, *, now: dt.datetime = NOW, language: str = "fr", text: str = PASSAGE, **changes: object
) -> str:
    """A quote that waits for its second reader."""
    return propose_quote(
        acting=made.coordinator,
        statement=made.statement,
        text=text,
        language=language,
        around=around(**changes),
        now=now,
    )


def ready(made: Teller, *, now: dt.datetime = NOW, **changes: object) -> str:
    """A quote that a second person has read."""
    quote = proposed(made, now=now, **changes)  # type: ignore[arg-type]
    read_quote(acting=made.reader, quote_id=quote, agreed=True, now=now)
    return quote


def release(made: Teller, *, by: str) -> Release:
    """The bulletin of January, published."""
    bulletin = Bulletin.objects.create(
        organisation_id=made.coordinator.organisation,
        month=NOW.date().replace(day=1),
        created_by=by,
        created_at=NOW,
        updated_at=NOW,
    )
    return Release.objects.create(
        number=3, bulletin=bulletin, content={}, content_hash="x", released_by=by, released_at=NOW
    )
