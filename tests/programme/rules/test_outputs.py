"""Crossing what came out with what the programme wants."""

from __future__ import annotations

from vigie.programme.rules.outputs import OutputKind, Row, Ties, all_themes, crossed, ties_of

R, P = OutputKind.REPORT, OutputKind.POST


def test_what_serves_two_counts_in_both_and_what_serves_none_has_its_row() -> None:
    assert crossed(["O1", "O2", "O3"], [(R, ["O1"]), (R, ["O1", "O2"]), (P, ["O2"]), (P, []), (P, ["gone"])]) == [
        Row("O1", {R: 2}),
        Row("O2", {R: 1, P: 1}),
        Row("O3", {}),
        Row("", {P: 2}),
    ]
    assert [row.total for row in crossed(["O1"], [(R, ["O1"]), (P, ["O1"])])] == [2]


def test_themes_are_the_programme_s_then_those_used_whatever_their_case() -> None:
    assert all_themes(["Migrations", "Eau"], ["migrations ", "Asile", "", "EAU"]) == ["Migrations", "Eau", "Asile"]


def test_what_somebody_said_stands_before_the_mission_s_even_when_it_is_nothing() -> None:
    mission = Ties(("O1",), ("eau",))
    assert ties_of(None, mission) == mission
    assert ties_of(Ties(), mission) == Ties()
