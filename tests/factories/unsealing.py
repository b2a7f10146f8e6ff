"""Whoever opens the sealed envelopes of one phone, and what they find."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from tests.factories.collection import Phone, instance
from tests.factories.envelopes import (
    put,
)
from vigie.collection.actions.filing import name_tag
from vigie.collection.actions.unsealing import Stage, Step, open_step
from vigie.collection.models import Attachment, Envelope, Submission
from vigie.collection.pack import flatten
from vigie.collection.queries.waiting import files_of
from vigie.kernel.api import VaultRef
from vigie.network.api import Acting
from vigie.vault.api import Unlocked, open_sealed

MOTIVE = "dépouillement du 16 janvier"


FORM = "petit-temoignage"


@dataclass
class Desk:
    """Who opens, and the phone whose envelopes they open."""

    phone: Phone
    acting: Acting
    unlocked: Unlocked
    now: dt.datetime

    def send(self, *sealed: bytes) -> None:
        """Send envelopes; each is taken."""
        for one in sealed:
            assert put(self.phone, one).status_code == 201

    def step(self, *, later: dt.timedelta = dt.timedelta(), **given: str) -> Step:
        """One step of opening, some time later."""
        return open_step(acting=self.acting, unlocked=self.unlocked, motive=MOTIVE, now=self.now + later, **given)

    def open(self, *, later: dt.timedelta = dt.timedelta(), forced: str = "") -> list[Step]:
        """Every step until it is over."""
        steps, after = [], ""
        for _ in range(200):
            steps.append(self.step(later=later, forced=forced, after=after))
            after = steps[-1].after
            if steps[-1].stage is Stage.OVER:
                return steps
        raise AssertionError("it never ends")

    def xml(self, row: Submission) -> bytes:
        """A record as it came."""
        return open_sealed(unlocked=self.unlocked, ref=VaultRef(row.sealed_ref), motive=MOTIVE, now=self.now)

    def values(self, row: Submission) -> dict[str, str]:
        """The answers of a record."""
        return flatten(self.xml(row))

    def files(self, row: Submission) -> list[bytes]:
        """The files of a record, in their order."""
        return [self.content(file) for file in files_of(row)]

    def content(self, file: Attachment) -> bytes:
        """A file."""
        return open_sealed(unlocked=self.unlocked, ref=VaultRef(file.sealed_ref), motive=MOTIVE, now=self.now)

    def file(self, row: Submission, name: str) -> bytes:
        """A file of a record, by its name."""
        tag = name_tag(self.acting.organisation, name)
        return self.content(Attachment.objects.get(submission=row, name_tag=tag))


def told(answers: str, **given: str) -> bytes:
    """A testimony as the form writes it."""
    return instance(answers, form_id=FORM, **given)


def shuffled(*sealed: bytes) -> list[bytes]:
    """The same in another order, always the same one."""
    found = list(sealed)
    random.Random(11).shuffle(found)
    return found


def only() -> Submission:
    """The only record there is."""
    return Submission.objects.get()


def states() -> list[str]:
    """Where each envelope stands."""
    return list(Envelope.objects.values_list("state", flat=True))
