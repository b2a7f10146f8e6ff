"""Referrals, by situation. Everything here is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from tests.factories.cases import Team
from vigie.cases.actions.deadlines import start_deadline
from vigie.cases.actions.referrals import (
    Mark,
    attach_order,
    choose_exhibits,
    choose_people,
    confirm,
    open_referral,
    write_asked,
    write_line,
)
from vigie.cases.api import gather
from vigie.cases.loading import load_bodies
from vigie.cases.models import (
    Attestation,
    Body,
    Deadline,
    DossierFact,
    Exhibit,
    KitItem,
    Mandate,
    MandateObject,
    Referral,
    Strategy,
)
from vigie.cases.queries.bodies import requirements_of
from vigie.facts.api import Answer, OrderDraft, change_consent, record_testimony, write_order
from vigie.facts.models import SourceStatement
from vigie.kernel.api import OrgId
from vigie.network.models import Organisation
from vigie.vault.api import SizeBand, found_keys
from vigie.vault.models import Loan, SealedObject

TODAY = NOW.date()
WORDS = "sable phare digue marée ancre brume"


@dataclass
class Case:
    """A referral of a team's dossier, with one person in it."""

    team: Team
    referral: str
    body: str
    fact: str
    statement: str
    testimony: str

    @property
    def row(self) -> Referral:
        return Referral.objects.get(id=self.referral)


def bodies() -> None:
    """The bodies are loaded."""
    if not Body.objects.exists():
        load_bodies(now=NOW)


def testimony_in(team: Team, **changes: object) -> tuple[str, str]:
    """Put a testimony of the team's own association into its dossier; return the fact's id and the statement's."""
    coordinator = facts.coordinator(f"cora{DossierFact.objects.count()}")
    statement = record_testimony(acting=coordinator, draft=facts.told(**changes), now=NOW)[0]
    gather(acting=team.juriste, slug=team.slug, statements=[statement], now=NOW)
    return DossierFact.objects.get(statement=statement).id, statement


def agree(team: Team, statement: str, body: str, *, until: dt.date | None = None, granted: bool = True) -> None:
    """The person answers about one body."""
    testimony = SourceStatement.objects.get(id=statement).testimony_id
    assert testimony
    change_consent(
        acting=team.juriste, testimony_id=testimony, answers=[Answer(f"body:{body}", granted, until)], now=NOW
    )


def opened(team: Team, body: str = "ddd") -> Case:
    """A referral just opened, with one person who has not been asked for this body."""
    bodies()
    fact, statement = testimony_in(team)
    referral = open_referral(acting=team.juriste, slug=team.slug, body=body, now=NOW)
    choose_people(acting=team.juriste, slug=team.slug, referral_id=referral, people={fact: True}, now=NOW)
    testimony = SourceStatement.objects.get(id=statement).testimony_id or ""
    return Case(team, referral, body, fact, statement, testimony)


def keys_of(team: Team) -> None:
    """The dossier's association has a key."""
    admin = people.acting("adele", of="lisiere", roles=[people.Role.ADMIN])
    found_keys(acting=admin, passphrase=WORDS, now=NOW)


def ready(team: Team, body: str = "ddd", *, until: dt.date | None = None) -> Case:
    """A referral of which every line is green."""
    case = opened(team, body)
    dossier = team.dossier
    agree(team, case.statement, body, until=until)
    mandate(case)
    Organisation.objects.filter(id=dossier.organisation_id).update(founded=2003)
    Strategy.objects.filter(dossier=dossier).update(
        issue="Saisies", rights=["dignite"], norms=["CJA"], asked="Cesser", risk="Évalué", without_identity="Vue",
        decided_on=TODAY, other_proceedings="Aucune",
    )  # fmt: skip
    for kind in KitItem.Kind:
        KitItem.objects.create(
            organisation_id=dossier.organisation_id, kind=kind, title=kind.label, sealed_ref="x", sha256="0" * 64,
            content_type="application/pdf", added_by=team.juriste.actor, added_at=NOW,
        )  # fmt: skip
    same = {"acting": team.juriste, "slug": team.slug, "now": NOW}
    choose_exhibits(referral_id=case.referral, exhibits=[exhibit(team).id], **same)
    Attestation.objects.create(
        dossier=dossier, witness="W1", original_ref="x", signed_on=TODAY, created_by=team.juriste.actor, created_at=NOW
    )
    order = OrderDraft("decree", "Arrêté inventé", places=("calais",), dated=TODAY, notified_on=TODAY, invented=True)
    attach_order(order_id=write_order(acting=team.juriste, draft=order, now=NOW), **same)
    for before in {"ta_fond", "ta_refere_liberte"} - {body}:
        Referral.objects.create(
            dossier=dossier,
            body_id=before,
            state="filed",
            filed_on=TODAY,
            created_by=team.juriste.actor,
            created_at=NOW,
        )
    for row in Deadline.objects.filter(referral=case.referral):
        start_deadline(deadline_id=row.id, starts_on=TODAY, **same)
    for line in requirements_of(body):
        if line.probe == "answer":
            write_line(referral_id=case.referral, line=line.code, text="Écrit.", base="", **same)
    write_asked(referral_id=case.referral, text="Que cela cesse.", base="", **same)
    for mark in Mark:
        confirm(referral_id=case.referral, mark=mark, **same)
    return case


def mandate(case: Case, *, until: dt.date | None = None) -> Mandate:
    """The association mandates the avocat·e for the person's testimony."""
    team = case.team
    row = Mandate._default_manager.create(
        dossier=team.dossier,
        organisation_id=team.juriste.organisation,
        lawyer=team.avocat.actor,
        lawyer_organisation_id=team.avocat.organisation,
        purpose="Représenter",
        signed_on=TODAY,
        until=until,
        given_by=team.juriste.actor,
        given_at=NOW,
    )
    loan = _lent(row)
    MandateObject.objects.create(mandate=row, fact_id=case.fact, sealed_ref=loan.object_id, loan=loan.id)
    return row


def _lent(mandate: Mandate) -> Loan:
    """The loan of an object nobody will open here: its rows alone."""
    sealed = SealedObject.objects.create(
        organisation_id=mandate.organisation_id,
        org_epoch=1,
        kind=SealedObject.Kind.AGE,
        label="submission",
        size_band=SizeBand.NOTE,
        created_at=NOW,
    )
    return Loan.objects.create(
        object=sealed,
        organisation_id=mandate.organisation_id,
        borrower=mandate.lawyer,
        borrower_organisation_id=mandate.lawyer_organisation_id,
        recipient="age1",
        motive="Représenter",
        lent_by=mandate.given_by,
        lent_at=NOW,
    )


def exhibit(team: Team, number: int = 1) -> Exhibit:
    """An exhibit that two people have looked at."""
    return Exhibit.objects.create(
        dossier=team.dossier,
        number=number,
        title="Tentes",
        owner_id=OrgId(team.juriste.organisation),
        kind="photo",
        content_type="image/jpeg",
        original_ref="x",
        sha256="a" * 64,
        size=1,
        state="ready",
        redacted_by="one",
        reviewed_by="two",
        added_by=team.juriste.actor,
        added_at=NOW,
    )
