"""Ranks and marks: the order of lists, and what filters look for, in the index of words."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from tests.conftest import NOW
from tests.factories import facts
from vigie.facts import api
from vigie.facts.api import ActDraft, CircumstancesDraft, FactFilter, ForceDraft
from vigie.facts.models import SearchText, SourceStatement
from vigie.facts.queries import lists
from vigie.facts.queries.filtering import count_up_to, filtered
from vigie.facts.rules.marks import mark, marks_of
from vigie.facts.rules.rank import first_rank, rank_of
from vigie.kernel.api import FuzzyDate, new_id
from vigie.network.api import Acting

ONE_DAY = dt.timedelta(days=1)


def test_ranks_sort_as_days_then_ids() -> None:
    draw = random.Random(7)
    rows = [(dt.date(1965, 1, 1) + dt.timedelta(days=draw.randrange(20_000)), new_id()) for _ in range(500)]
    rows += [(rows[0][0], new_id()) for _ in range(500)]
    assert sorted(rows, key=lambda row: rank_of(*row)) == sorted(rows)
    assert len({rank_of(*row) for row in rows}) == len(rows)


@pytest.mark.parametrize("day", [dt.date(1944, 6, 6), dt.date(1970, 1, 1), dt.date(2018, 1, 16)])
def test_a_rank_stays_in_its_day(day: dt.date) -> None:
    for fact_id in ("2" * 20, "z" * 20, new_id(), ""):
        assert first_rank(day) <= rank_of(day, fact_id) < first_rank(day + ONE_DAY)


def test_a_rank_fits_a_database() -> None:
    assert -(2**63) <= rank_of(dt.date.min, "2" * 20) < rank_of(dt.date.max, "z" * 20) < 2**63


def test_marks_are_single_words_and_tell_fields_apart() -> None:
    draft = facts.eviction(forces=(ForceDraft("SEC_PRIVEE"),))
    marks = marks_of(draft, place="abc", circumstances=CircumstancesDraft(mode="apres"), origin="import")
    assert all(word.isalnum() and word == word.casefold() for word in marks)
    assert {"zqaexp01", "zqfsecprivee", "zqpabc", "zqmapres", "zqoimport", "zqkobservation"} <= set(marks)
    assert mark("acts", "x") != mark("forces", "x")


@pytest.mark.django_db
def test_a_month_finds_what_may_have_happened_in_it(alma: Acting) -> None:
    dates = {
        "day": FuzzyDate.day(dt.date(2017, 12, 5)),
        "month": FuzzyDate.month(2017, 12),
        "year": FuzzyDate.year(2017),
        "before": FuzzyDate.month(2017, 11),
        "other year": FuzzyDate.year(2016),
        "after": FuzzyDate.day(dt.date(2018, 1, 1)),
    }
    made = {facts.eviction_in_calais(alma, statement=facts.eviction(date=date)): name for name, date in dates.items()}
    december = {"since": dt.date(2017, 12, 1), "until": dt.date(2017, 12, 31)}
    for more in ({}, {"acts": ("EXP01",)}, {"communes": ("calais",)}, {"text": "calais"}, {"zones": ("calaisis",)}):
        found = {made[c.id] for c in api.page(alma, FactFilter(**december, **more)).cards}
        assert found == {"day", "month", "year"}, more


@pytest.mark.django_db
def test_every_way_to_a_list_gives_its_order(alma: Acting) -> None:
    days = [dt.date(2017, 5, 1), dt.date(2018, 1, 2), dt.date(2017, 12, 24), dt.date(2018, 1, 2)]
    for day in days:
        facts.eviction_in_calais(alma, statement=facts.eviction(date=FuzzyDate.day(day)))
    newest = [row.id for row in sorted(SourceStatement.objects.all(), key=lambda r: (r.start, r.id), reverse=True)]
    ways = ({}, {"communes": ("calais",)}, {"acts": ("EXP01",)}, {"text": "calais"}, {"kind": "observation"})
    for where in ways:
        assert [c.id for c in api.page(alma, FactFilter(**where)).cards] == newest, where


@pytest.mark.django_db
def test_a_corrected_statement_is_found_where_it_now_belongs(alma: Acting) -> None:
    moved = facts.eviction_in_calais(alma)
    facts.eviction_in_calais(alma)
    content = facts.eviction(date=FuzzyDate.day(dt.date(2016, 3, 1)), place="marck", acts=(ActDraft("VIO02"),))
    api.edit_statement(acting=alma, statement_id=moved, base_version=1, content=content, now=NOW)
    found = {"acts": ("VIO02",), "since": dt.date(2016, 3, 1), "until": dt.date(2016, 3, 1)}
    for where in (found, {**found, "communes": ("marck", "dieppe")}):
        assert [c.id for c in api.page(alma, FactFilter(**where)).cards] == [moved], where
    assert api.page(alma, FactFilter(acts=("EXP01",))).total == 1
    assert [c.id for c in api.page(alma, FactFilter()).cards][-1] == moved
    row = SourceStatement.objects.get(id=moved)
    assert row.rank == SearchText.objects.get(statement=moved).id == rank_of(row.start, moved)


@pytest.mark.django_db
def test_counting_stops_and_says_so(alma: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        facts.eviction_in_calais(alma)
    statements = filtered(alma, FactFilter())
    assert (count_up_to(statements, 2), count_up_to(statements, 3)) == ((2, True), (3, False))
    monkeypatch.setattr(lists, "MOST", 2)
    page = api.page(alma, FactFilter(), limit=2)
    assert (page.total, page.more, page.next_offset) == (2, True, 2)
    assert api.page(alma, FactFilter(), offset=2, limit=2).next_offset is None
    assert api.statement_count(alma, FactFilter()) == 3
    counted = api.facets(alma, FactFilter(), most=2)["communes"]
    assert [(f.value, f.count, f.at_least) for f in counted] == [("calais", 2, True)]
    assert not any(f.at_least for f in api.facets(alma, FactFilter(), most=3)["communes"])
