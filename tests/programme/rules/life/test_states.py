"""The tables of states of the life of a mission, pair by pair."""

from __future__ import annotations

from itertools import product

import pytest

from vigie.programme.rules.life import states as s

ALLOWED = {
    "report": (
        s.ReportState,
        s.REPORT_MOVES,
        {
            "expected>draft", "expected>sent", "draft>sent", "sent>commented", "sent>refused", "sent>accepted",
            "commented>sent", "commented>refused", "commented>accepted", "refused>sent",
        },
    ),
    "line": (
        s.LineState,
        s.LINE_MOVES,
        {"due>paid", "due>suspended", "due>dropped", "suspended>due", "suspended>dropped"},
    ),
    "need": (
        s.NeedState,
        s.NEED_MOVES,
        {
            "told>followed", "told>answered", "told>left", "followed>answered", "followed>left",
            "answered>followed", "left>followed",
        },
    ),
    "post": (
        s.PostState,
        s.POST_MOVES,
        {"draft>review", "review>draft", "review>published", "published>taken_down", "taken_down>draft"},
    ),
    "document": (
        s.DocumentState,
        s.DOCUMENT_MOVES,
        {"draft>final", "final>draft", "final>published", "published>final"},
    ),
    "evening": (
        s.EveningState,
        s.EVENING_MOVES,
        {"draft>open", "draft>cancelled", "open>held", "open>cancelled"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ALLOWED)
def test_each_table_lets_pass_what_is_said_and_nothing_else(name: str) -> None:
    kind, table, allowed = ALLOWED[name]
    assert set(table) == set(kind)
    found = {f"{a}>{b}" for a, b in product(kind, kind) if b in table[a]}
    assert found == allowed
