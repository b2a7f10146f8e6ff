"""From what a filled form proposes to drafts of facts."""

from __future__ import annotations

import datetime as dt

from vigie.facts.api import (
    ActDraft,
    CircumstancesDraft,
    ConsentDraft,
    ForceDraft,
    ObservationDraft,
    Origin,
    ShiftDraft,
    StatementDraft,
    TestimonyDraft,
    answers_to_plain,
)
from vigie.kernel.api import FuzzyDate, Invalid
from vigie.network.api import Audience

from ..pack import Draft


def statement_from(draft: Draft) -> StatementDraft:
    """Return the happening a form tells.

    Raises:
        Invalid: ``collection.place_needed``, ``collection.date_needed``.
    """
    if not draft.commune:
        raise Invalid("collection.place_needed", field="place")
    if draft.date is None:
        raise Invalid("collection.date_needed", field="date")
    return StatementDraft(
        place=draft.commune,
        date=draft.date,
        acts=tuple(ActDraft(code) for code in draft.acts),
        counts=dict(draft.counts),
        forces=tuple(ForceDraft(f.force, f.officers, f.vehicles) for f in draft.forces),
        site=draft.site or "",
        time_from=draft.time_from,
        time_to=draft.time_to,
    )


def circumstances_from(draft: Draft) -> CircumstancesDraft:
    """Return how it was seen, the legal basis in its three slots, what came after."""
    return CircumstancesDraft(
        mode=draft.observation_mode or "",
        operation_type=draft.operation_type or "",
        basis_asked=draft.legal_basis.asked,
        basis_stated=draft.legal_basis.stated,
        basis_shown=draft.legal_basis.shown_document,
        aftermath=draft.aftermath,
    )


def observation_from(draft: Draft, *, audience: Audience) -> ObservationDraft:
    """Return a relevé as it was filled.

    Raises:
        Invalid: ``collection.place_needed``, ``collection.date_needed``.
    """
    return ObservationDraft(
        statement=statement_from(draft),
        circumstances=circumstances_from(draft),
        origin=Origin.FIELD,
        audience=audience,
        details=details_from(draft),
    )


def details_from(draft: Draft) -> dict[str, object]:
    """Return the other shared answers by path, so that none is lost on the way."""
    return {path: list(answers) for path, answers in draft.details.items()}


def account_from(draft: Draft, *, pseudonym: str, received: dt.date) -> TestimonyDraft:
    """Return a témoignage of one happening as it was filled.

    Raises:
        Invalid: ``collection.place_needed``, ``collection.date_needed``.
    """
    return TestimonyDraft(
        statements=(statement_from(draft),),
        pseudonym=pseudonym,
        collected_on=draft.collected_on or received,
        consent=consent_from(draft),
        language=draft.language or "",
        interpreter=draft.interpreter,
        age_band=draft.age_band or "",
        minor_stated="minor_stated" in draft.flags,
    )


def consent_from(draft: Draft) -> ConsentDraft:
    """Return the answers to the three plain questions."""
    said = draft.consent
    answers = answers_to_plain(count=said.count, lawyer=said.lawyer, quote=said.quote)
    return ConsentDraft(answers, language=draft.language or "")


def shift_from(draft: Draft, *, audience: Audience) -> ShiftDraft:
    """Return a tournée as it was filled.

    Raises:
        Invalid: ``collection.date_needed``, ``collection.place_needed``.
    """
    day = _one_day(draft.date)
    if not draft.communes:
        raise Invalid("collection.place_needed", field="places")
    return ShiftDraft(
        day=day,
        places=draft.communes,
        time_from=draft.time_from,
        time_to=draft.time_to,
        observers=draft.counts.get("observers"),
        operations_seen=draft.operations_seen,
        operations_missed=draft.operations_missed,
        obstructed=any(act.startswith("OBS") for act in draft.acts),
        audience=audience,
    )


def _one_day(date: FuzzyDate | None) -> dt.date:
    if date is None or date.start != date.end:
        raise Invalid("collection.date_needed", field="date")
    return date.start
