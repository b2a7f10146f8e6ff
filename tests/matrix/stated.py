"""A testimony to quote from, its quotes, a dossier with an attestation: what the tables of statements are about."""

from __future__ import annotations

import datetime as dt

from tests.factories import facts
from tests.factories.statements import record
from vigie.cases.actions.attestations import Witness, begin_attestation, keep_aid
from vigie.cases.api import DossierDraft, DossierKind, open_dossier
from vigie.facts.api import record_testimony
from vigie.kernel.api import VaultRef
from vigie.network.api import Acting
from vigie.publication.api import Around, propose_quote, read_quote
from vigie.vault.api import seal

Things = dict[str, tuple[object, ...]]


def stated(chooser: Acting, reader: Acting, juriste: Acting, sealed: str, now: dt.datetime) -> Things:
    """Make one of each and return the words of their addresses. ``sealed``: what nobody without the key may read."""
    ref = VaultRef(seal(organisation=chooser.organisation, data=record(sealed), label="testimony", now=now))
    told = facts.told(yes=("count", "quote"), sealed_ref=ref)
    (statement,) = record_testimony(acting=chooser, draft=told, now=now)
    around = Around(pseudonym="Mouette", until=now.date() + dt.timedelta(days=90))
    waits, ready, back = (
        propose_quote(acting=chooser, statement=statement, text="On dormait.", language="ar", around=around, now=now)
        for _ in range(3)
    )
    read_quote(acting=reader, quote_id=ready, agreed=True, now=now)
    read_quote(acting=reader, quote_id=back, agreed=False, note="Reprendre.", now=now)
    slug = open_dossier(acting=juriste, draft=DossierDraft("Attestations", DossierKind.TEXT, invented=True), now=now)
    begun = begin_attestation(acting=juriste, slug=slug, about=Witness("Galet"), now=now)
    keep_aid(acting=juriste, slug=slug, attestation_id=begun, text=sealed, now=now)
    return {
        "testimony to quote from": (statement,),
        "quote to read": (waits,),
        "quote that is ready": (ready,),
        "quote sent back": (back,),
        "dossier of attestations": (slug,),
        "attestation": (slug, begun),
        "paper of an attestation": (slug, begun, "identity"),
        "sealed paper of an attestation": (slug, begun, "aid"),
    }
