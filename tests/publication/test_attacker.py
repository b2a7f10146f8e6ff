"""An exact attacker, given every publication ever made, finds no figure that was held back."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from tests.publication.attacker import recovered
from tests.publication.histories import (
    BEATING,
    EVICTION,
    GEOGRAPHY,
    POLICY,
    SEXUAL,
    Truth,
    cell,
    communes,
    history,
    primary_only,
    with_acts,
)
from vigie.publication.rules.cells import Cell
from vigie.publication.rules.disclosure import protect

ANY = 100_000
PEOPLE = {"": 4, EVICTION: 4, BEATING: 9, SEXUAL: 9}
EVENTS = {"": ANY, EVICTION: ANY, BEATING: ANY, SEXUAL: 9}
WORLDS = [
    pytest.param(communes, "persons", PEOPLE, 60, id="people-by-commune"),
    pytest.param(with_acts, "persons", PEOPLE, 20, id="people-by-act"),
    pytest.param(with_acts, "events", EVENTS, 20, id="events-by-commune-and-act"),
]
First = Callable[[Random], Truth]


def published(months: list[list[Cell]]) -> list[list[Cell]]:
    """What the house lets out, one bulletin after the other."""
    out: list[list[Cell]] = []
    for cells in months:
        out.append(list(protect(cells, out, POLICY).published))
    return out


@pytest.mark.parametrize(("first", "measure", "caps", "how_many"), WORLDS)
def test_nothing_held_back_is_recovered(first: First, measure: str, caps: dict[str, int], how_many: int) -> None:
    held = 0
    for seed in range(how_many):
        rng = Random(seed)
        releases = published(history(rng, first(rng), measure=measure))
        held += sum(c.held for release in releases for c in release)
        assert not list(recovered(releases, GEOGRAPHY, caps)), f"history {seed}"
    assert held > how_many


@pytest.mark.parametrize(("first", "measure", "caps", "how_many"), WORLDS)
def test_the_attacker_is_able_when_only_small_figures_are_held_back(
    first: First, measure: str, caps: dict[str, int], how_many: int
) -> None:
    for seed in range(how_many):
        rng = Random(seed)
        true = history(rng, first(rng), measure=measure)
        for unknown, number, chosen in recovered([primary_only(cells) for cells in true], GEOGRAPHY, caps):
            numbers = {c.value for n in chosen for c in true[n] if (*c.node, c.act) == unknown}
            if number in numbers:
                return
    pytest.fail("the attacker recovers nothing: it would not see a leak")


def test_each_publication_alone_would_be_safe_and_the_two_together_are_not() -> None:
    zone = [cell(23, "calaisis"), cell(20, "calaisis", "calais"), cell(3, "calaisis", "marck")]
    coast = [cell(23), cell(20, "calaisis", "calais"), cell(3, "calaisis", "marck")]
    careless = [list(protect(cells, [], POLICY).published) for cells in (zone, coast)]
    assert [c.given for release in careless for c in release] == [True, False, False, True, False, False]
    first = [c.hidden("small") if c.value == 3 else c for c in zone if c.node != ("calaisis", "")]
    geography = {"calaisis": ("calais", "marck")}
    leak = [first, [cell(23)]]
    assert [(u, n) for u, n, _ in recovered(leak, geography, PEOPLE)] == [(("calaisis", "marck", ""), 3)]
    second = list(protect([cell(23)], [first], POLICY).published)
    assert not second[0].given
    assert not list(recovered([first, second], geography, PEOPLE))
