"""Attestations of a dossier, to read: what is ready, what is missing, what may go into the memory aid."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vigie.facts.api import StatementDetail, detail
from vigie.kernel.api import Missing
from vigie.network.api import Acting

from ..models import Attestation, Dossier
from ..rules.attestations import Identity, Paper, Prepared, Worth, missing, saw, worth

REFS: dict[Paper, str] = {paper: f"{paper.value}_ref" for paper in Paper}
"""The column that holds the reference of each sealed paper."""


@dataclass(frozen=True, slots=True)
class AttestationCard:
    """An attestation, to show."""

    id: str
    witness: str
    language: str
    fact: str
    writes_french: bool
    minor: bool
    identity: Identity
    domiciled: bool
    interpreter_attests: bool
    signed_on: dt.date | None
    ticked: frozenset[str]
    papers: frozenset[Paper]
    missing: tuple[str, ...]
    worth: Worth
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A fact of the dossier, and whether who told it saw it."""

    id: str
    detail: StatementDetail | None
    kept_as: str
    seen: bool


def attestations(dossier: Dossier) -> list[AttestationCard]:
    """Return the attestations of a dossier, in the order in which they were begun."""
    return [card_of(row) for row in dossier.attestations.select_related("fact")]


def attestation_of(dossier: Dossier, attestation_id: str) -> Attestation:
    """Return one attestation of a dossier.

    Raises:
        Missing: ``cases.no_attestation``.
    """
    row = dossier.attestations.select_related("fact").filter(id=attestation_id).first()
    if row is None:
        raise Missing("cases.no_attestation")
    return row


def card_of(row: Attestation) -> AttestationCard:
    """Return an attestation to show."""
    papers = frozenset(paper for paper, column in REFS.items() if getattr(row, column))
    ticked = frozenset(code for code, done in row.mentions.items() if done)
    identity = Identity(row.identity)
    prepared = Prepared(ticked, papers, identity, row.minor, row.writes_french, row.interpreter_attests)
    return AttestationCard(
        id=row.id,
        witness=row.witness,
        language=row.language,
        fact=row.fact.kept_as if row.fact else "",
        writes_french=row.writes_french,
        minor=row.minor,
        identity=identity,
        domiciled=row.domiciled,
        interpreter_attests=row.interpreter_attests,
        signed_on=row.signed_on,
        ticked=ticked,
        papers=papers,
        missing=tuple(missing(prepared)),
        worth=worth(prepared),
        created_at=row.created_at,
    )


def witnessed(acting: Acting, row: Attestation, *, today: dt.date) -> list[Witnessed]:
    """Return the facts among which the memory aid is made: the one the attestation is about, else all of the dossier.

    One that this person may not see is there under the name it was kept by, and is never "seen".
    """
    facts = [row.fact] if row.fact else list(row.dossier.facts.all())
    return [_witnessed(acting, fact.id, fact.statement_id, fact.kept_as, today) for fact in facts]


def _witnessed(acting: Acting, fact_id: str, statement: str | None, kept_as: str, today: dt.date) -> Witnessed:
    try:
        found = detail(acting, statement or "", today=today)
    except Missing:
        return Witnessed(fact_id, None, kept_as, seen=False)
    told = found.testimony is not None
    return Witnessed(fact_id, found, kept_as, seen=saw(found.card.mode, found.source_link, testimony=told))
