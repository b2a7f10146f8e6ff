"""What is given, what is held back and why: tables, then properties of any history."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publication.histories import BEATING, EVICTION, POLICY, SEXUAL, cell, communes, history, with_acts
from vigie.publication.rules.cells import Cell, Node
from vigie.publication.rules.complement import complement
from vigie.publication.rules.disclosure import Reason, Verdict, protect
from vigie.publication.rules.policy import DatedFact, Delays, too_early
from vigie.publication.rules.ranges import NO_LIMIT, Entry, Range, ranges

CALAIS, MARCK, SANGATTE = (("calaisis", place) for place in ("calais", "marck", "sangatte"))
CALAISIS, COAST = ("calaisis", ""), ("", "")


def of(verdict: Verdict) -> dict[tuple[Node, str], Reason]:
    """Why each figure is held back."""
    return {(c.node, c.act): reason for c, reason in verdict.held}


def month(**values: int | None) -> list[Cell]:
    """Persons of January: the zone, then its communes."""
    places = {"calais": CALAIS, "marck": MARCK, "sangatte": SANGATTE, "zone": CALAISIS, "coast": COAST}
    return [cell(value, *places[name]) for name, value in values.items()]


@pytest.mark.parametrize("number", range(5))
def test_few_people_are_held_back_and_nobody_like_a_few(number: int) -> None:
    assert of(protect([cell(number, *CALAIS)], [], POLICY)) == {(CALAIS, ""): Reason.SMALL}


@pytest.mark.parametrize(
    ("measure", "act", "number", "held"),
    [
        ("persons", "", 5, False),
        ("children", "", 9, True),
        ("children", "", 10, False),
        ("persons", BEATING, 9, True),
        ("persons", EVICTION, 5, False),
        ("persons", "UNHEARD", 9, True),
        ("events", "", 1, False),
        ("events", EVICTION, 1, False),
        ("events", SEXUAL, 9, True),
        ("events", SEXUAL, 10, False),
        ("tents", "", 2, False),
    ],
)
def test_thresholds(measure: str, act: str, number: int, held: bool) -> None:
    verdict = protect([cell(number, "calaisis", "", act, measure)], [], POLICY)
    assert bool(verdict.held) is held


def test_what_nobody_counted_is_said_and_is_not_zero() -> None:
    verdict = protect(month(zone=20, calais=20, marck=None), [], POLICY)
    assert len(verdict.given) == 3
    assert next(c for c in verdict.given if c.node == MARCK).value is None


def test_nothing_about_people_crosses_place_and_act() -> None:
    crossed = cell(40, *CALAIS, EVICTION)
    verdict = protect([crossed, cell(40, *CALAISIS, EVICTION)], [], POLICY)
    assert verdict.dropped == ((crossed, Reason.CROSSED),)
    assert len(verdict.published) == 1


def test_sexual_violence_is_not_listed_by_commune_nor_told_by_what_is_missing_there() -> None:
    cells = [
        cell(1, *CALAIS, measure="events"),
        cell(1, *CALAIS, SEXUAL, "events"),
        cell(30, *MARCK, measure="events"),
        cell(30, *MARCK, EVICTION, "events"),
        cell(31, *CALAISIS, measure="events"),
        cell(1, *CALAISIS, SEXUAL, "events"),
        cell(30, *CALAISIS, EVICTION, "events"),
    ]
    verdict = protect(cells, [], POLICY)
    assert verdict.dropped == ((cells[1], Reason.HIDDEN_ACT), (cells[3], Reason.HIDDEN_ACT))
    assert of(verdict) == {(CALAISIS, SEXUAL): Reason.SMALL, (CALAISIS, EVICTION): Reason.COMPLEMENT}
    without = [c for c in cells if c.act != SEXUAL]
    assert not protect(without, [], POLICY).dropped
    assert protect(without, [verdict.published], POLICY).dropped


def test_the_smallest_sibling_that_helps_is_held_back_before_any_total() -> None:
    verdict = protect(month(coast=90, zone=60, calais=40, marck=3, sangatte=17), [], POLICY)
    assert of(verdict) == {(MARCK, ""): Reason.SMALL, (SANGATTE, ""): Reason.COMPLEMENT}


def test_a_zone_is_held_back_when_no_commune_can_help() -> None:
    verdict = protect(month(zone=3, calais=3), [], POLICY)
    assert of(verdict) == {(CALAISIS, ""): Reason.SMALL, (CALAIS, ""): Reason.SMALL}


def test_once_held_back_always_held_back_even_grown() -> None:
    first = list(protect(month(zone=60, calais=57, marck=3), [], POLICY).published)
    verdict = protect(month(zone=97, calais=57, marck=40), [first], POLICY)
    assert of(verdict) == {(CALAIS, ""): Reason.ALREADY, (MARCK, ""): Reason.ALREADY}


def test_a_number_given_before_is_no_screen() -> None:
    """Marck falls to 3 in a correction; Calais, given before, could be put back in the sum: the total goes."""
    first = list(protect(month(zone=60, calais=40, marck=20), [], POLICY).published)
    assert all(c.given for c in first)
    verdict = protect(month(zone=43, calais=40, marck=3), [first], POLICY)
    assert of(verdict)[MARCK, ""] is Reason.SMALL
    assert (CALAISIS, "") in of(verdict)


def test_a_late_bulletin_of_the_coast_does_not_unmask_a_zone() -> None:
    dunkirk = [cell(30, "dunkerquois"), cell(30, "dunkerquois", "loon-plage")]
    first = list(protect([cell(2, *CALAISIS)], [], POLICY).published)
    second = list(protect(dunkirk, [first], POLICY).published)
    verdict = protect([cell(32), cell(2, *CALAISIS), cell(30, "dunkerquois")], [first, second], POLICY)
    assert (COAST, "") in of(verdict)
    assert all(c.given for c in second)


def test_a_year_about_people_beside_its_months_is_held_back() -> None:
    year = replace(cell(200, *CALAISIS), start=dt.date(2018, 1, 1), end=dt.date(2018, 12, 31))
    assert of(protect([year, cell(60, *CALAISIS)], [], POLICY)) == {(CALAISIS, ""): Reason.PERIOD}
    assert not protect([year], [], POLICY).held
    assert protect([cell(60, *CALAISIS)], [[year]], POLICY).held
    tents = replace(year, measure="tents")
    assert not protect([tents, cell(60, *CALAISIS, measure="tents")], [], POLICY).held


def test_two_numbers_of_one_figure_are_refused() -> None:
    with pytest.raises(ValueError, match="different numbers"):
        protect([cell(12, *CALAIS), replace(cell(13, *CALAIS), table="other")], [], POLICY)


@pytest.mark.parametrize(
    ("acts", "days"),
    [((), 7), ((EVICTION,), 7), ((BEATING,), 30), ((EVICTION, BEATING), 30), ((SEXUAL,), 90), (("UNHEARD",), 90)],
)
def test_each_act_has_its_delay(acts: tuple[str, ...], days: int) -> None:
    policy = replace(POLICY, delays=Delays(7, {"VIO": 30}, {"extra_protection": 90}))
    end = dt.date(2018, 1, 10)
    fact = DatedFact("one", end, acts)
    first = end + dt.timedelta(days=days)
    assert too_early([fact], policy, day=first - dt.timedelta(days=1)) == {"one": first}
    assert too_early([fact], policy, day=first) == {}


def test_ranges_of_a_tree_and_of_one_that_contradicts_itself() -> None:
    sheet = {CALAISIS: Entry(10), CALAIS: Entry(None, 4), MARCK: Entry(None), SANGATTE: Entry(2)}
    found = ranges([sheet])
    assert (found[CALAIS], found[MARCK]) == (Range(0, 4), Range(4, 8))
    assert ranges([sheet, {MARCK: Entry(2)}])[CALAIS] == Range(0, 4)
    assert ranges([{CALAISIS: Entry(10), CALAIS: Entry(3)}])[CALAISIS] == Range(10, 10)
    apart = ranges([{COAST: Entry(50)}, {CALAISIS: Entry(20)}, {CALAIS: Entry(None)}])
    assert apart[COAST] == Range(50, 50)
    assert apart[CALAIS].high <= NO_LIMIT


def test_beyond_a_few_earlier_publications_the_choice_of_them_stays_small() -> None:
    earlier = [{CALAISIS: Entry(n), CALAIS: Entry(None, 4), MARCK: Entry(None)} for n in range(20, 32)]
    sheet = {COAST: Entry(90), CALAISIS: Entry(40), CALAIS: Entry(None, 4), MARCK: Entry(36)}
    assert complement(sheet, earlier, 5) == {MARCK}


histories = st.builds(
    lambda seed, acts, measure: history(
        Random(seed), (with_acts if acts else communes)(Random(seed)), length=3, measure=measure
    ),
    st.integers(0, 10_000),
    st.booleans(),
    st.sampled_from(["persons", "children", "events"]),
)


@given(histories)
def test_whatever_happened_nothing_small_is_given_nothing_is_lost_and_nothing_comes_back(
    months: list[list[Cell]],
) -> None:
    out: list[list[Cell]] = []
    for cells in months:
        verdict = protect(cells, out, POLICY)
        parts = [*verdict.given, *(c for c, _ in verdict.held), *(c for c, _ in verdict.dropped)]
        assert sorted(map(str, parts)) == sorted(map(str, cells))
        assert all((c.value or 0) >= POLICY.threshold(c) for c in verdict.given if c.value is not None)
        assert all(c.value is None and not c.qualifier for c in verdict.published if c.held)
        before = {(c.group, c.node) for release in out for c in release if c.held}
        assert not before & {(c.group, c.node) for c in verdict.given}
        out.append(list(verdict.published))
