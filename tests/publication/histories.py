"""Random months of a coast: what happened, what was known of it at each publication, what each publication listed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

from vigie.publication.rules.cells import Cell
from vigie.publication.rules.policy import Act, Policy

GEOGRAPHY = {"calaisis": ("calais", "marck", "sangatte"), "dunkerquois": ("grande-synthe", "loon-plage")}
JANUARY = (dt.date(2018, 1, 1), dt.date(2018, 1, 31))
SEXUAL, BEATING, EVICTION = "VIO07", "VIO01", "EXP01"
POLICY = Policy(
    people=frozenset({"persons"}),
    protected=frozenset({"children"}),
    acts={
        SEXUAL: Act(SEXUAL, "VIO", frozenset({"extra_protection"})),
        BEATING: Act(BEATING, "VIO", frozenset({"medical"})),
        EVICTION: Act(EVICTION, "EXP"),
    },
    protected_marks=frozenset({"extra_protection", "minors", "medical"}),
    hidden_by_commune=frozenset({SEXUAL}),
)
Truth = dict[tuple[str, str, str], int]
"""The number of each commune (zone, place, act), and of each act at the commune; act empty: all."""


def small(rng: Random) -> int:
    """A number as they come: often nothing, often a few, sometimes many."""
    return rng.choice([0, 0, 1, 2, 3, 4, 6, 9, 14, 30])


def cell(value: int | None, zone: str = "", place: str = "", act: str = "", measure: str = "persons") -> Cell:
    """A figure of January."""
    return Cell("test", measure, *JANUARY, zone=zone, place=place, act=act, value=value, qualifier="min", query="q")


def communes(rng: Random) -> Truth:
    """What happened, all acts together."""
    return {(zone, place, ""): small(rng) for zone, places in GEOGRAPHY.items() for place in places}


def with_acts(rng: Random) -> Truth:
    """Events by commune and act: each event has one of the acts or two."""
    truth: Truth = {}
    for zone, places in GEOGRAPHY.items():
        for place in places:
            sizes = {act: rng.choice([0, 0, 1, 2, 5, 12]) for act in (SEXUAL, BEATING, EVICTION)}
            least, most = max(sizes.values()), sum(sizes.values())
            truth[zone, place, ""] = rng.randint(least, most)
            truth |= {(zone, place, act): n for act, n in sizes.items()}
    return truth


def later(truth: Truth, rng: Random) -> Truth:
    """What is known a while after: a late report, a correction, or the same."""
    if any(act for _z, _p, act in truth):
        return truth if rng.random() < 0.5 else with_acts(rng)
    changed = dict(truth)
    for key in rng.sample(sorted(truth), rng.choice([0, 1, 1, 2])):
        changed[key] = max(0, changed[key] + rng.choice([-3, -1, 1, 2, 5]))
    return changed


def bulletin(truth: Truth, what: str, measure: str = "persons") -> list[Cell]:
    """The figures of one bulletin: ``zone:<slug>`` with its communes, ``coast`` with its zones, ``all`` of it."""
    acts = sorted({act for _z, _p, act in truth})
    made: list[Cell] = []
    for act in acts:
        zones = {z: sum(n for (zone, _p, a), n in truth.items() if (zone, a) == (z, act)) for z in GEOGRAPHY}
        if not what.startswith("zone"):
            made.append(cell(sum(zones.values()), act=act, measure=measure))
        shown = [z for z in GEOGRAPHY if what in {"coast", "all", f"zone:{z}"}]
        made += [cell(zones[z], z, act=act, measure=measure) for z in shown]
        if what != "coast":
            made += [cell(n, z, p, a, measure) for (z, p, a), n in truth.items() if a == act and z in shown]
    return made


def history(rng: Random, first: Truth, *, length: int = 4, measure: str = "persons") -> list[list[Cell]]:
    """Bulletins of one month as they came, with the true number of every figure."""
    kinds = ["coast", "all", *(f"zone:{z}" for z in GEOGRAPHY)]
    truth, made = first, []
    for _n in range(rng.randint(2, length)):
        made.append(bulletin(truth, rng.choice(kinds), measure))
        truth = later(truth, rng)
    return made


def primary_only(cells: list[Cell], policy: Policy = POLICY) -> list[Cell]:
    """The same figures with the small ones held back, and nothing else: what protects too little."""
    return [
        c.hidden("small") if c.value is not None and c.value < policy.threshold(c) else replace(c)
        for c in cells
        if not policy.crosses(c) and not policy.hides_place(c)
    ]
