"""Referrals, to show: the list of a dossier, one with its checklist, its people, what stops it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from vigie.facts.api import Standing
from vigie.journal.api import EntryCard, history
from vigie.kernel.api import Missing
from vigie.network.api import Acting, person_names

from ..models import DossierFact, Exhibit, Outcome, Referral, ReferralPerson
from ..rules.probes import Person
from ..rules.requirements import Line, Status, next_step
from .access import Entered
from .bodies import BodySheet, body_sheet
from .deadlines import DeadlineCard, deadlines_of
from .snapshot import lines, persons, snapshot, standings_of


@dataclass(frozen=True, slots=True)
class ReferralCard:
    """A referral in a list. ``red``, ``amber``, ``green``: lines of its checklist."""

    id: str
    body: str
    body_fr: str
    body_en: str
    state: str
    filed_on: dt.date | None
    file_number: str
    proof: bool
    green: int
    red: int
    amber: int
    total: int


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person of a referral and where they stand. ``asked_at``: when their consent was last asked for."""

    person: Person
    fact: str
    statement: str
    owner_name: str
    own: bool
    until: dt.date | None
    minor_stated: bool
    asked_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A testimony or an exhibit of the dossier that may be chosen. ``chosen``: it is in; ``named``: by name."""

    id: str
    label: str
    chosen: bool
    named: bool = False
    ready: bool = True


@dataclass(frozen=True, slots=True)
class ReferralSheet:
    """Everything of one referral."""

    row: Referral
    sheet: BodySheet
    lines: tuple[Line, ...]
    next: Line | None
    people: tuple[PersonCard, ...]
    testimonies: tuple[Candidate, ...]
    exhibits: tuple[Candidate, ...]
    deadlines: tuple[DeadlineCard, ...]
    outcomes: tuple[Outcome, ...]
    names: Mapping[str, str]
    history: tuple[EntryCard, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing stops the filing any more."""
        return not any(line.stops for line in self.lines) and not any(p.person.hindrances for p in self.people)

    @property
    def stopped(self) -> int:
        """How many lines stop the filing."""
        return sum(line.stops for line in self.lines)


def referral_of(entered: Entered, referral_id: str) -> Referral:
    """Return a referral of a dossier one has entered.

    Raises:
        Missing: ``cases.no_referral``.
    """
    rows = Referral.objects.select_related("body", "dossier__organisation")
    row = rows.filter(dossier=entered.dossier, id=referral_id).first()
    if row is None:
        raise Missing("cases.no_referral")
    return row


def referrals(acting: Acting, entered: Entered, *, today: dt.date) -> list[ReferralCard]:
    """Return the referrals of a dossier, newest first, each with how far its checklist is."""
    rows = Referral.objects.filter(dossier=entered.dossier).select_related("body", "dossier__organisation")
    return [_card(acting, row, today) for row in rows]


def _card(acting: Acting, row: Referral, today: dt.date) -> ReferralCard:
    judged = lines(row, snapshot(acting, row, on=today))
    counted = {status: sum(line.status is status for line in judged) for status in Status}
    return ReferralCard(
        id=row.id,
        body=row.body_id,
        body_fr=row.body.fr,
        body_en=row.body.en,
        state=row.state,
        filed_on=row.filed_on,
        file_number=row.file_number,
        proof=bool(row.proof_ref),
        green=counted[Status.GREEN] + counted[Status.ASIDE],
        red=counted[Status.RED],
        amber=counted[Status.AMBER],
        total=len(judged),
    )


def referral_sheet(acting: Acting, entered: Entered, referral_id: str, *, today: dt.date) -> ReferralSheet:
    """Return everything of one referral, judged today.

    Raises:
        Missing: ``cases.no_referral``.
    """
    row = referral_of(entered, referral_id)
    people = persons(acting, row, on=today)
    judged = lines(row, snapshot(acting, row, on=today, people=tuple(person for _r, person, _s in people)))
    outcomes = tuple(row.outcomes.all())
    entries = tuple(history(kind="referral", object_id=row.id))
    who = {row.risk_told_by, row.other_side_by, row.reviewed_by, row.filed_by, row.created_by}
    who |= {o.recorded_by for o in outcomes} | {e.actor for e in entries}
    return ReferralSheet(
        row=row,
        sheet=body_sheet(acting, row.body_id),
        lines=judged,
        next=next_step(judged),
        people=tuple(_person(acting, r.fact, person, standing) for r, person, standing in people),
        testimonies=_testimonies(acting, row, today),
        exhibits=_exhibits(row),
        deadlines=tuple(deadlines_of(entered.dossier, today=today, referral=row.id)),
        outcomes=outcomes,
        names=person_names(who - {""}),
        history=entries,
    )


def _person(acting: Acting, fact: DossierFact, person: Person, standing: Standing | None) -> PersonCard:
    asked = next(
        (e.at for e in history(kind="referral_person", object_id=person.id) if e.verb == "cases.consent_asked"), None
    )
    return PersonCard(
        person=person,
        fact=fact.id,
        statement=fact.statement_id or "",
        owner_name=standing.owner_name if standing else str(fact.owner),
        own=standing is not None and standing.owner == acting.organisation,
        until=standing.until if standing and standing.consent else None,
        minor_stated=standing is not None and standing.minor_stated,
        asked_at=asked,
    )


def _testimonies(acting: Acting, row: Referral, today: dt.date) -> tuple[Candidate, ...]:
    chosen = dict(row.people.values_list("fact_id", "named"))
    facts = list(row.dossier.facts.exclude(statement=None).select_related("owner"))
    found = _told(acting, row, facts, today)
    return tuple(
        Candidate(f.id, found[f.id], chosen=f.id in chosen, named=chosen.get(f.id, False))
        for f in facts
        if f.id in found
    )


def _told(acting: Acting, row: Referral, facts: list[DossierFact], today: dt.date) -> dict[str, str]:
    told = standings_of(acting, [ReferralPerson(fact=f) for f in facts], row.body_id, on=today)
    words = {f.id: told.get(f.statement_id or "") for f in facts}
    return {
        f.id: f"{standing.pseudonym} · {f.kept_as}" if standing.pseudonym else f.kept_as
        for f in facts
        if (standing := words[f.id])
    }


def _exhibits(row: Referral) -> tuple[Candidate, ...]:
    chosen = set(row.produced.values_list("exhibit_id", flat=True))
    rows = Exhibit.objects.filter(dossier=row.dossier_id, removed_at=None)
    return tuple(
        Candidate(e.id, f"{e.number}. {e.title}", chosen=e.id in chosen, ready=e.state == "ready" and not e.altered_at)
        for e in rows
    )
