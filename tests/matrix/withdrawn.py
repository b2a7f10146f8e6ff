"""A testimony that its teller stopped with four words: what the rows about withdrawals are about."""

from __future__ import annotations

import datetime as dt

from tests.factories import facts
from vigie.desk.asking import LABEL
from vigie.facts.api import ConsentDraft, answers_to_plain, ask_by_words, bind_unread, record_testimony
from vigie.network.api import Acting
from vigie.vault.api import seal

DIGEST = "d" * 64


def withdrawn(coder: Acting, sealed: str, now: dt.datetime) -> str:
    """Return the id of the withdrawal; how to reach the person is sealed."""
    yes = answers_to_plain(count=True, lawyer=True, quote=True)
    story = seal(organisation=coder.organisation, data=sealed.encode(), label="testimony", now=now)
    draft = facts.told(consent=ConsentDraft(yes, "ar", DIGEST), sealed_ref=story)
    record_testimony(acting=coder, draft=draft, now=now)
    contact = seal(organisation=coder.organisation, data=sealed.encode(), label=LABEL, now=now)
    asked = ask_by_words(organisation=coder.organisation, digest=DIGEST, stops=True, contact=contact, day=now.date())
    bind_unread()
    return asked
