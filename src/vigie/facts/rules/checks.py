"""What a draft must hold to be recorded. Everything wrong is told at once; nothing that came in is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from vigie.kernel.api import Invalid, Refusal, Refusals

from .drafts import ActDraft, CircumstancesDraft, StatementDraft
from .units import UNITS


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes in force."""

    places: Collection[str]
    acts: Collection[str]
    terms: Mapping[str, Collection[str]]

    def term(self, dimension: str, code: str) -> bool:
        """Say whether a code is in a closed list; nothing said is always right."""
        return not code or code in self.terms.get(dimension, ())


def faults_of(draft: StatementDraft, codes: Codes, *, today: dt.date) -> Iterator[Refusal]:
    """Yield what is wrong in a statement."""
    if draft.place not in codes.places:
        yield Invalid("facts.place_unknown", field="place", place=draft.place)
    if draft.date.start > today:
        yield Invalid("facts.date_future", field="date", day=draft.date.start.isoformat())
    for act in draft.acts:
        yield from _faults_of_act(act, codes)
    for unit in draft.counts:
        if unit not in UNITS:
            yield Invalid("facts.unit_unknown", field="counts", value=unit)
    for force in draft.forces:
        yield from _not_in(codes, "forces", force.code, "forces")
    yield from _not_in(codes, "source_link", draft.source_link, "source_link")
    yield from _not_in(codes, "reliability", draft.reliability, "reliability")
    for media in draft.media:
        yield from _not_in(codes, "media_kind", media.kind, "media")


def _faults_of_act(act: ActDraft, codes: Codes) -> Iterator[Refusal]:
    if act.code not in codes.acts:
        yield Invalid("facts.act_unknown", field="acts", value=act.code)
    for involved in act.involvements:
        yield from _not_in(codes, "forces", involved.force, "acts")
        yield from _not_in(codes, "involvement", involved.degree, "acts")


def faults_of_circumstances(draft: CircumstancesDraft, codes: Codes) -> Iterator[Refusal]:
    """Yield what is wrong in what an observation says beside the happening."""
    yield from _not_in(codes, "observation_mode", draft.mode, "mode")
    yield from _not_in(codes, "operation_type", draft.operation_type, "operation_type")
    yield from _not_in(codes, "forces", draft.basis_stated_by, "basis_stated_by")
    for basis in draft.basis_stated:
        yield from _not_in(codes, "legal_basis", basis, "basis_stated")
    for after in draft.aftermath:
        yield from _not_in(codes, "aftermath", after, "aftermath")


def refuse(faults: list[Refusal]) -> None:
    """Raise what was found.

    Raises:
        Invalid: one fault.
        Refusals: several.
    """
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise Refusals(faults)


def _not_in(codes: Codes, dimension: str, code: str, field: str) -> Iterator[Refusal]:
    if not codes.term(dimension, code):
        yield Invalid("facts.code_unknown", field=field, value=code)
