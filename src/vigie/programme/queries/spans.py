"""Rows of phases as the rules read them."""

from __future__ import annotations

from collections.abc import Iterable

from ..models import Phase, PhaseRule, Programme, SessionPhase
from ..rules.kinds import PhaseKind, Unit
from ..rules.phases import LengthRule, Span


def spans_of(rows: Iterable[Phase | SessionPhase]) -> list[Span]:
    """Return phases as spans, in their order."""
    return [Span(PhaseKind(row.kind), row.start, row.end) for row in rows]


def rules_of(programme: Programme) -> list[LengthRule]:
    """Return the rules of a programme, in the order of the phases."""
    return [rule for rule, _row in with_ends(programme)]


def with_ends(programme: Programme) -> list[tuple[LengthRule, PhaseRule]]:
    """Return the rules of a programme with the rows that say where each phase is and to what ends."""
    order = list(PhaseKind)
    rows: list[PhaseRule] = sorted(programme.phase_rules.all(), key=lambda row: order.index(PhaseKind(row.kind)))
    return [(LengthRule(PhaseKind(r.kind), r.least, r.most, Unit(r.unit), r.only_from_months), r) for r in rows]
