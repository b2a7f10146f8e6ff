"""Each table of states, walked pair by pair."""

from __future__ import annotations

import itertools

import pytest

from vigie.programme.rules.states import (
    APPLICATION_MOVES,
    CALL_MOVES,
    DECIDED,
    MISSION_MOVES,
    READABLE,
    ApplicationState,
    CallState,
    MissionState,
    can_move,
)

CALLS = {"draft>published", "published>closed", "published>draft", "closed>archived", "closed>published"}
MISSIONS = {
    "planned>running", "planned>cancelled", "running>paused", "running>ended", "paused>running", "paused>ended",
}  # fmt: skip
APPLICATIONS = {
    "draft>received", "draft>complete", "draft>withdrawn",
    "received>complete", "received>refused", "received>withdrawn",
    "complete>interview", "complete>selected", "complete>waiting", "complete>refused", "complete>withdrawn",
    "interview>selected", "interview>waiting", "interview>refused", "interview>withdrawn",
    "selected>waiting", "selected>withdrawn",
    "waiting>selected", "waiting>refused", "waiting>withdrawn",
    "refused>complete",
}  # fmt: skip


@pytest.mark.parametrize(
    ("states", "table", "allowed"),
    [
        (CallState, CALL_MOVES, CALLS),
        (MissionState, MISSION_MOVES, MISSIONS),
        (ApplicationState, APPLICATION_MOVES, APPLICATIONS),
    ],
)
def test_every_pair_of_states_moves_or_not_as_the_table_says(states, table, allowed):
    moves = {f"{a}>{b}" for a, b in itertools.product(states, repeat=2) if can_move(table, a, b)}
    assert moves == allowed


def test_only_a_candidate_s_draft_and_withdrawal_are_out_of_the_jury_s_sight_and_a_decision_is_never_withdrawal():
    assert set(ApplicationState) - READABLE == {ApplicationState.DRAFT, ApplicationState.WITHDRAWN}
    assert DECIDED < READABLE
