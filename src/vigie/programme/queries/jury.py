"""What the jury reads: the candidates of a call, one of them, the ranking. Readings stay blind until both are in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vigie.kernel.api import FuzzyDate
from vigie.network.api import person_names

from ..models import Application, Call, Decision, Juror, Reading
from ..people import Candidate, candidates, words_of
from ..rules.eligibility import Answered, Said, notes
from ..rules.kinds import Advice, CriterionKind
from ..rules.reading import Read, apart, both_in, mean, score
from ..rules.states import ApplicationState
from .cards import asked_of, deadline_of

VISIBLE = [state.value for state in ApplicationState if state is not ApplicationState.DRAFT]


@dataclass(frozen=True, slots=True)
class ReadingShown:
    """A reading as a juror sees it; ``open`` only when it is theirs, or when both are in."""

    row: Reading
    name: str
    organisation: str
    open: bool
    words: str
    score: int | None
    mine: bool


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A candidate in the jury's list. ``score`` and ``apart`` wait for both readings; ``newer``: a later application of theirs."""

    application: Application
    candidate: Candidate
    notes: tuple[Said, ...]
    readings: int
    mine: str
    score: int | None
    apart: int
    decision: Decision | None
    newer: bool

    @property
    def worries(self) -> int:
        """How many answers deserve attention."""
        return sum(1 for note in self.notes if note.attention)


@dataclass(frozen=True, slots=True)
class CandidateShown:
    """One candidate, whole."""

    application: Application
    candidate: Candidate
    notes: list[Said]
    readings: list[ReadingShown]
    both: bool
    mine: Reading | None
    decision: Decision | None
    decisions: list[tuple[Decision, str, str, str]]
    deadline: FuzzyDate | None


def candidate_lines(call: Call, juror: Juror, *, held: bool = False) -> list[CandidateLine]:
    """Return the candidates of a call, those held apart; four queries and one reading of kept files, however many."""
    rows = call.applications.filter(state__in=VISIBLE).select_related("mission")
    rows = rows.exclude(held="") if held else rows.filter(held="")
    found = list(rows.prefetch_related("readings__juror", "decisions"))
    known = candidates(found)
    repeated = {row.same_as_id for row in found if row.same_as_id}
    kinds = kinds_of(call)
    asked = asked_of(call)
    return [
        _line(row, known[row.id], juror, kinds, repeated, tuple(notes(asked, answered(row, known[row.id]))))
        for row in found
    ]


def kinds_of(call: Call) -> dict[str, CriterionKind]:
    """Return the kind of each criterion of a call."""
    return {c.id: CriterionKind(c.kind) for c in call.criteria.all()}


def answered(row: Application, candidate: Candidate) -> Answered:
    """Return what a candidate declared."""
    return Answered(row.age_band, candidate.served, candidate.licence, candidate.car, candidate.languages)


def _line(
    row: Application,
    candidate: Candidate,
    juror: Juror,
    kinds: Mapping[str, CriterionKind],
    repeated: set[str],
    told: tuple[Said, ...],
) -> CandidateLine:
    given = [r for r in row.readings.all() if r.handed_in_at]
    own = next((r for r in row.readings.all() if r.juror_id == juror.id), None)
    shown = both_in(_reads(given))
    scores = [score(r.marks, kinds) for r in given] if shown else []
    waiting = next((d for d in row.decisions.all() if not d.agreed_at and not d.withdrawn_at), None)
    mine = "" if own is None else "in" if own.handed_in_at else "begun"
    return CandidateLine(
        row, candidate, told, len(given), mine, mean(scores), apart(scores), waiting, row.id in repeated
    )


def _reads(rows: Sequence[Reading]) -> list[Read]:
    return [Read(r.given_by, r.juror.organisation_id, r.marks, Advice(r.advice)) for r in rows if r.advice]


def candidate_shown(application: Application, juror: Juror) -> CandidateShown:
    """Return one candidate as a juror sees them."""
    rows = list(application.readings.select_related("juror__organisation"))
    decided = list(application.decisions.select_related("proposed_for", "agreed_for"))
    given = [r for r in rows if r.handed_in_at]
    shown = both_in(_reads(given))
    person = candidates([application])[application.id]
    names = person_names(
        [*(r.given_by for r in rows), *(d.proposed_by for d in decided), *(d.agreed_by for d in decided)]
    )
    visible = [r for r in rows if r.juror_id == juror.id or (shown and r.handed_in_at)]
    words = words_of([*(r.words for r in visible), *(d.reason for d in decided)])
    kinds = kinds_of(application.call)
    told = [
        ReadingShown(
            r,
            names.get(r.given_by, ""),
            str(r.juror.organisation),
            r in visible,
            words.get(r.words, "") if r in visible else "",
            score(r.marks, kinds) if r in visible else None,
            r.juror_id == juror.id,
        )
        for r in rows
    ]
    return CandidateShown(
        application,
        person,
        notes(asked_of(application.call), answered(application, person)),
        told,
        shown,
        next((r for r in rows if r.juror_id == juror.id), None),
        next((d for d in decided if not d.agreed_at and not d.withdrawn_at), None),
        [(d, names.get(d.proposed_by, ""), names.get(d.agreed_by, ""), words.get(d.reason, "")) for d in decided],
        deadline_of(application.call),
    )


def ranked(lines: Sequence[CandidateLine]) -> list[CandidateLine]:
    """Return the candidates best first; those not read by two last, the latest application of a person alone."""
    there = [line for line in lines if not line.newer and line.application.erased_at is None]
    return sorted(there, key=lambda line: (line.score is None, -(line.score or 0), line.application.code))
