"""A mailbag, by situation: records of the pack sent by a phone, and the person who clears them. Everything is invented."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.facts import world_of_facts
from tests.factories.network import PASSWORD, acts, house_open, member, organisation
from tests.factories.vault import WORDS, Holder
from vigie.collection.actions.opening import Opened, open_record
from vigie.collection.api import add_device, fill, publish_pack
from vigie.collection.models import Submission
from vigie.kernel.api import world
from vigie.network.api import Acting, Audience, Role
from vigie.network.models import Person
from vigie.vault.api import Unlocked, found_keys

MOTIVE = "dépouillement du 16 janvier"
STORY = "Récit inventé. Je m'appelle Zorblax, appelez mon frère Quintrell au 06 12 34 56 78. Ils ont pris toutes nos tentes ce matin."


@dataclass
class Mailbag:
    """An association with its keys, a coordinator who holds them, a phone, and what it sent."""

    person: Person
    acting: Acting
    holder: Holder
    now: dt.datetime
    slug: str = "lisiere"
    door: str = ""
    phone: Client = field(default_factory=Client)
    rng: random.Random = field(default_factory=lambda: random.Random(62193))

    @property
    def unlocked(self) -> Unlocked:
        return self.holder.open(self.now)

    def send(self, form: str = "vigie-releve", *, raw: bytes | None = None, **said: object) -> Submission:
        """Send one record through the door and return it."""
        before = set(Submission.objects.values_list("id", flat=True))
        xml = raw if raw is not None else fill(form, self.rng, self.now, **said)  # type: ignore[arg-type]
        part = SimpleUploadedFile("xml_submission_file.xml", xml, "text/xml")
        answer = self.phone.post(self.door, {"xml_submission_file": part}, headers={"x-openrosa-version": "1.0"})
        assert answer.status_code in {201, 202}, answer.content
        return Submission.objects.exclude(id__in=before).get()

    def eviction(self, **said: object) -> Submission:
        """An eviction in Calais, all that a hurried observer fills."""
        day = self.now.date().isoformat()
        answers = {
            "commune": "calais",
            "acts": "EXP01",
            "day": day,
            "tents": "12",
            "note": "",
            "place_text": "",
            **said,
        }
        return self.send(**answers)

    def testimony(self, **said: object) -> Submission:
        """A testimony whose person says yes to being counted, and no to being quoted."""
        answers = {
            "narrative": STORY, "contact": "Zorblax Quintrell", "minor": "no", "age_band": "25-39", "commune": "calais",
            "agree": "yes", "understood": "yes", "consent_count": "yes", "consent_lawyer": "yes", "consent_quote": "no",
            "stop": "", "acts": "BIE01", "pseudonym": "Idris", "language": "fr", "day": self.now.date().isoformat(), **said,
        }  # fmt: skip
        return self.send("vigie-temoignage", **answers)

    def damage(self, record: Submission) -> None:
        """Cut the end off a sealed body, as a failing disk would."""
        body = next(
            path for path in (world().folder / "vault").glob("??/*") if Path(path).name.startswith(record.sealed_ref)
        )
        body.write_bytes(body.read_bytes()[:-40])

    def open(self, record: Submission, *, acting: Acting | None = None) -> Opened:
        """Open a record as the screen does."""
        who = acting or self.acting
        return open_record(
            acting=who, unlocked=self.unlocked, record_id=record.id, motive=MOTIVE, screen="fr", now=self.now
        )

    def browser(self) -> Client:
        """A browser in which the coordinator is signed in, the vault open, the motive said."""
        client = signed_in(self.person)
        client.post("/coffre/ouvrir", {"passphrase": self.holder.passphrase})
        client.post("/terrain/depouillement/motif", {"motive": MOTIVE})
        return client


def mailbag(now: dt.datetime, slug: str = "lisiere", *, username: str = "alma") -> Mailbag:
    """An empty mailbag, ready."""
    world_of_facts()
    publish_pack(now=now)
    house_open()
    person = member(username, of=slug, roles=(Role.COORDINATOR, Role.ADMIN))
    who = acts(person, of=slug)
    found_keys(acting=who, passphrase=WORDS, now=now)
    device = add_device(acting=who, name="Téléphone 1", now=now, base_url="http://testserver")
    made = Mailbag(person, who, Holder(who, WORDS), now, slug)
    made.door = device.server_url.removeprefix("http://testserver") + "/submission"
    return made


def signed_in(person: Person) -> Client:
    """A browser in which someone is signed in."""
    client = Client(raise_request_exception=True)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


__all__ = ["MOTIVE", "PASSWORD", "STORY", "Audience", "Mailbag", "mailbag", "organisation", "signed_in"]
