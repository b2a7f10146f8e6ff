"""How far a report has been checked, and who may say so."""

from __future__ import annotations

from enum import StrEnum

from vigie.kernel.api import Denied, Invalid


class Verification(StrEnum):
    """States of a report."""

    RAW = "brut"
    REVIEWED = "relu"
    CORROBORATED = "recoupe"
    LAWYER = "juriste"
    CONTESTED = "conteste"
    DISCARDED = "ecarte"


V = Verification
TRANSITIONS: dict[Verification, frozenset[Verification]] = {
    V.RAW: frozenset({V.REVIEWED, V.CONTESTED, V.DISCARDED}),
    V.REVIEWED: frozenset({V.RAW, V.CORROBORATED, V.LAWYER, V.CONTESTED, V.DISCARDED}),
    V.CORROBORATED: frozenset({V.REVIEWED, V.LAWYER, V.CONTESTED, V.DISCARDED}),
    V.LAWYER: frozenset({V.REVIEWED, V.CORROBORATED, V.CONTESTED}),
    V.CONTESTED: frozenset({V.REVIEWED, V.CORROBORATED, V.LAWYER, V.DISCARDED}),
    V.DISCARDED: frozenset({V.RAW}),
}
"""From each state, the states that may follow. A test walks every pair."""

NEEDS_MOTIVE = frozenset({V.CONTESTED, V.DISCARDED})


def can_move(current: Verification, target: Verification, *, lawyer: bool) -> bool:
    """Say whether ``check_move`` would let pass, given a motive."""
    return target in TRANSITIONS[current] and (lawyer or V.LAWYER not in {current, target})


def check_move(current: Verification, target: Verification, *, lawyer: bool, motive: str) -> None:
    """Let a report pass from one state to another.

    Only a juriste or an avocat·e gives or takes back the lawyer's mark; contesting and discarding say why.

    Raises:
        Invalid: the table has no such step, or the motive is missing.
        Denied: the step is a lawyer's.
    """
    if target not in TRANSITIONS[current]:
        raise Invalid("facts.verification_step", field="verification", current=current.value, target=target.value)
    if not can_move(current, target, lawyer=lawyer):
        raise Denied("facts.lawyer_only")
    if target in NEEDS_MOTIVE and not motive.strip():
        raise Invalid("facts.motive_needed", field="motive")
