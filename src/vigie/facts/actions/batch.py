"""From drafts to rows: many at once, in few queries. One record is a batch of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from vigie.kernel.api import PARIS, Count, Refusal
from vigie.network.api import Acting, Audience, Permission, can

from ..models import (
    Act,
    ConsentAnswer,
    ConsentGrant,
    Event,
    Force,
    Involvement,
    MediaRef,
    Observation,
    SearchText,
    SourceStatement,
    Tally,
    Testimony,
)
from ..queries.lexicon import Lexicon, read_lexicon
from ..rules.checks import Codes, faults_of, faults_of_circumstances
from ..rules.consent import audience_of, narrower
from ..rules.drafts import CircumstancesDraft, ObservationDraft, StatementDraft, TestimonyDraft
from ..rules.marks import marks_of
from ..rules.verification import Verification
from .indexing import searched_texts, text_of
from .sites import SiteBook

CHUNK = 500


def two_columns(count: Count | None, prefix: str = "") -> dict[str, Any]:
    """Return a count as its two columns; nobody spoke of it: no number, no qualifier."""
    number, qualifier = (count.number, count.qualifier.value) if count else (None, "")
    return {f"{prefix}number": number, f"{prefix}qualifier": qualifier}


def circumstances_columns(draft: CircumstancesDraft) -> dict[str, Any]:
    """Return the columns of an observation that its circumstances fill."""
    return {
        "mode": draft.mode,
        "operation_type": draft.operation_type,
        "basis_asked": draft.basis_asked,
        "basis_stated": list(draft.basis_stated),
        "basis_stated_by": draft.basis_stated_by,
        "basis_shown": draft.basis_shown,
        "aftermath": list(draft.aftermath),
    }


class Batch:
    """Rows being made. Nothing is written before ``save``, and all of it in the caller's transaction."""

    def __init__(self, acting: Acting, now: dt.datetime, *, coder: bool | None = None) -> None:
        self.acting = acting
        self.now = now
        self.lexicon: Lexicon = read_lexicon()
        self.today = now.astimezone(PARIS).date()
        self.codes = Codes(self.lexicon.places, self.lexicon.acts, self.lexicon.terms)
        self.coder = can(acting, Permission.CODE_FACTS) if coder is None else coder
        self.sites = SiteBook(acting, now)
        self.rows: dict[type[Any], list[Any]] = {kind: [] for kind in WRITTEN}

    def faults(self, statement: StatementDraft, circumstances: CircumstancesDraft | None = None) -> list[Refusal]:
        """Return what is wrong in a draft."""
        found = list(faults_of(statement, self.codes, today=self.today))
        return found + (list(faults_of_circumstances(circumstances, self.codes)) if circumstances else [])

    def add_observation(self, draft: ObservationDraft, *, import_id: str = "") -> SourceStatement:
        """Make the rows of a draft without faults."""
        observation = Observation(
            organisation_id=self.acting.organisation,
            shift_id=draft.shift or None,
            details=dict(draft.details),
            author=draft.author or self.acting.actor,
            origin=draft.origin.value,
            external_url=draft.external_url,
            external_key=draft.external_key or None,
            source_columns=dict(draft.source_columns),
            import_id=import_id,
            sealed_ref=draft.sealed_ref or "",
            invented=draft.invented,
            created_at=self.now,
            **circumstances_columns(draft.circumstances),
        )
        self.rows[Observation].append(observation)
        verification = draft.verification or (Verification.REVIEWED if self.coder else Verification.RAW)
        row = self._statement(draft.statement, observation=observation, invented=draft.invented)
        row.asked_audience = draft.audience.value if self.coder else Audience.OWNER.value
        row.audience = row.asked_audience
        row.verification = verification.value if self.coder else Verification.RAW.value
        told, seen = draft.statement, draft.circumstances
        marks = marks_of(told, place=row.place_id, circumstances=seen, origin=draft.origin.value)
        self.rows[SearchText].append(text_of(row, searched_texts(self.lexicon, told, seen), marks))
        return row

    def add_testimony(self, draft: TestimonyDraft) -> Testimony:
        """Make the rows of a testimony without faults: consent and minority decide how far it goes."""
        testimony = Testimony(
            organisation_id=self.acting.organisation,
            pseudonym=draft.pseudonym,
            language=draft.language,
            interpreter=draft.interpreter,
            age_band=draft.age_band,
            minor_stated=draft.minor_stated,
            collected_on=draft.collected_on,
            consent=self._grant(draft),
            author=draft.author or self.acting.actor,
            sealed_ref=draft.sealed_ref or "",
            invented=draft.invented,
            created_at=self.now,
        )
        self.rows[Testimony].append(testimony)
        allowed = audience_of(draft.consent.answers, minor_held=testimony.minor_held, on=self.today)
        for told in draft.statements:
            row = self._statement(told, testimony=testimony, invented=draft.invented)
            row.minor_held = testimony.minor_held
            row.asked_audience = draft.audience.value
            row.audience = narrower(draft.audience, allowed).value
            row.verification = draft.verification.value
            texts, marks = searched_texts(self.lexicon, told), marks_of(told, place=row.place_id)
            self.rows[SearchText].append(text_of(row, [*texts, draft.pseudonym], marks))
        return testimony

    def save(self) -> Sequence[SourceStatement]:
        """Write everything and return the statements, in order; the batch is empty again."""
        self.sites.save()
        for kind, rows in self.rows.items():
            if rows:
                kind.objects.bulk_create(rows, batch_size=CHUNK)
        saved: list[SourceStatement] = self.rows[SourceStatement]
        self.rows = {kind: [] for kind in WRITTEN}
        return saved

    def _grant(self, draft: TestimonyDraft) -> ConsentGrant:
        grant = ConsentGrant(
            organisation_id=self.acting.organisation,
            code_digest=draft.consent.code_digest,
            language=draft.consent.language or draft.language,
            given_on=draft.collected_on,
        )
        self.rows[ConsentGrant].append(grant)
        answers = {a.purpose: a for a in draft.consent.answers}
        self.rows[ConsentAnswer] += [
            ConsentAnswer(grant=grant, purpose=a.purpose, granted=a.granted, until=a.until) for a in answers.values()
        ]
        return grant

    def _statement(self, draft: StatementDraft, **source: Any) -> SourceStatement:
        when = {"start": draft.date.start, "end": draft.date.end, "precision": draft.date.precision.value}
        place = self.lexicon.places[draft.place].id
        event = Event(place_id=place, **when)
        self.rows[Event].append(event)
        row = SourceStatement(
            event=event,
            owner_id=self.acting.organisation,
            place_id=place,
            site=self.sites.find(draft.site, place=place) if draft.site else None,
            time_from=draft.time_from,
            time_to=draft.time_to,
            source_link=draft.source_link,
            reliability=draft.reliability,
            summary=draft.summary.strip(),
            created_at=self.now,
            updated_at=self.now,
            **when,
            **source,
        )
        self.rows[SourceStatement].append(row)
        self.add_parts(row, draft)
        self.rows[MediaRef] += [
            MediaRef(statement=row, sealed_ref=m.sealed_ref, kind=m.kind, position=n) for n, m in enumerate(draft.media)
        ]
        return row

    def add_parts(self, row: SourceStatement, draft: StatementDraft) -> None:
        """Make the acts, forces and counts of a statement; a code given twice counts once."""
        for act in {a.code: a for a in draft.acts}.values():
            made = Act(statement=row, act_type_id=act.code, methods=list(act.methods), **two_columns(act.count))
            self.rows[Act].append(made)
            involved = {i.force: i.degree for i in act.involvements}
            self.rows[Involvement] += [Involvement(act=made, force=f, degree=d) for f, d in involved.items()]
        self.rows[Force] += [
            Force(
                statement=row,
                code=force.code,
                **two_columns(force.officers, "officers_"),
                **two_columns(force.vehicles, "vehicles_"),
            )
            for force in {f.code: f for f in draft.forces}.values()
        ]
        self.rows[Tally] += [Tally(statement=row, unit=unit, **two_columns(n)) for unit, n in draft.counts.items()]


WRITTEN: tuple[type[Any], ...] = (
    ConsentGrant,
    ConsentAnswer,
    Testimony,
    Observation,
    Event,
    SourceStatement,
    Act,
    Involvement,
    Force,
    Tally,
    MediaRef,
    SearchText,
)
"""In the order keys need."""
