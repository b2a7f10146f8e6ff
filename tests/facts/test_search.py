"""Search, filters and facets, as a page asks them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.factories import facts
from vigie.facts import api
from vigie.facts.api import ActDraft, CircumstancesDraft, FactFilter, ForceDraft, Origin
from vigie.facts.models import SearchText
from vigie.kernel.api import FuzzyDate
from vigie.network.api import Acting

pytestmark = pytest.mark.django_db


def found(acting: Acting, **where: object) -> int:
    return api.page(acting, FactFilter(**where)).total


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("tente emporter", 1),
        ("TENTES EMPORTÉES", 1),
        ("nettoy", 1),
        ("eviction", 1),
        ("expulsions calais", 1),
        ("EXP01", 1),
        ("crs", 1),
        ("flagrance", 1),
        ("compagnies republicaines", 1),
        ("bie", 1),
        ("dunkerque", 0),
        ("expulsion dunkerque", 0),
        ('"; DROP TABLE facts_search; --', 0),
        ("NEAR(a b)", 0),
        ("* ^ -", 1),
        ("de la", 1),
    ],
)
def test_words_find_what_holds_them(alma: Acting, text: str, hits: int) -> None:
    facts.eviction_in_calais(alma)
    assert found(alma, text=text) == hits


def test_words_of_other_scripts_find_too(alma: Acting) -> None:
    facts.eviction_in_calais(alma, statement=facts.eviction(summary="قالوا إن الخيام أُخذت في الصباح"))
    assert found(alma, text="خيام") == 1
    assert found(alma, text="الصباح") == 1
    assert found(alma, text="مساء") == 0


def test_the_index_follows_its_rows(alma: Acting) -> None:
    statement = facts.eviction_in_calais(alma)
    api.delete_statements(acting=alma, statement_ids=[statement], now=NOW)
    assert found(alma, text="calais") == 0
    api.purge(now=NOW + dt.timedelta(days=31))
    assert not SearchText.objects.exists()
    facts.eviction_in_calais(alma)
    assert found(alma, text="calais") == 1


def test_a_testimony_is_found_by_its_pseudonym(alma: Acting) -> None:
    api.record_testimony(acting=alma, draft=facts.told(), now=NOW)
    assert found(alma, text="nour") == 1


@pytest.mark.parametrize(
    ("where", "hits"),
    [
        ({}, 3),
        ({"zones": ("calaisis",)}, 2),
        ({"communes": ("grande-synthe",)}, 1),
        ({"communes": ("grande-synthe", "calais")}, 3),
        ({"since": facts.TODAY}, 1),
        ({"until": facts.TODAY - dt.timedelta(days=1)}, 2),
        ({"families": ("VIO",)}, 1),
        ({"acts": ("EXP01",)}, 2),
        ({"acts": ("EXP01", "VIO02")}, 3),
        ({"forces": ("PN",)}, 1),
        ({"modes": ("apres",)}, 1),
        ({"verifications": ("relu",)}, 3),
        ({"origins": ("external",)}, 1),
        ({"organisations": ("lisiere",)}, 3),
        ({"organisations": ("rivage",)}, 0),
        ({"kind": "testimony"}, 1),
        ({"media": True}, 0),
        ({"text": "gaz", "zones": ("dunkerquois",)}, 1),
    ],
)
def test_each_filter_narrows(alma: Acting, where: dict[str, object], hits: int) -> None:
    a_week_ago = FuzzyDate.day(facts.TODAY - dt.timedelta(days=7))
    facts.eviction_in_calais(alma)
    gas = facts.eviction(
        place="grande-synthe", acts=(ActDraft("VIO02"),), forces=(ForceDraft("PN"),), date=a_week_ago, summary=""
    )
    facts.eviction_in_calais(
        alma, statement=gas, origin=Origin.EXTERNAL, circumstances=CircumstancesDraft(mode="apres")
    )
    api.record_testimony(acting=alma, draft=facts.told(facts.eviction(date=a_week_ago)), now=NOW)
    assert found(alma, **where) == hits


def test_facets_count_what_choosing_would_show(alma: Acting) -> None:
    facts.eviction_in_calais(alma)
    facts.eviction_in_calais(alma, statement=facts.eviction(place="marck", acts=(ActDraft("VIO02"), ActDraft("VIO05"))))
    where = FactFilter(communes=("calais",))
    counted = api.facets(alma, where)
    assert {(f.value, f.count, f.chosen) for f in counted["communes"]} == {("calais", 1, True), ("marck", 1, False)}
    assert {f.value for f in counted["acts"]} == {"EXP01", "BIE01"}
    assert {(f.value, f.count) for f in api.facets(alma, FactFilter())["families"]} == {
        ("EXP", 1),
        ("BIE", 1),
        ("VIO", 1),
    }
    for name, values in api.facets(alma, FactFilter()).items():
        for facet in values:
            chosen = facet.value if name == "kind" else (facet.value,)
            assert found(alma, **{name: chosen}) == facet.count, (name, facet)


def queries_of(acting: Acting, statement: str) -> tuple[int, ...]:
    counts = []
    for read in (
        lambda: api.page(acting, FactFilter()),
        lambda: api.facets(acting, FactFilter()),
        lambda: api.detail(acting, statement, today=facts.TODAY),
        lambda: api.figures(acting, FactFilter(), by=api.Rows.ACT, unit="persons", now=NOW),
        lambda: api.map_figures(acting, FactFilter()),
        lambda: api.sites(acting),
        lambda: api.shifts(acting),
        lambda: api.proposals(acting),
        lambda: list(api.export(acting=acting, where=FactFilter(), kind=api.Format.CSV, now=NOW)),
    ):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            read()
        counts.append(len(captured))
    return tuple(counts)


def test_three_rows_cost_as_many_queries_as_one(alma: Acting) -> None:
    draft = api.ShiftDraft(facts.TODAY, ("calais",), operations_seen=facts.exactly(2))
    api.record_shift(acting=alma, draft=draft, now=NOW)
    first = facts.eviction_in_calais(alma, statement=facts.eviction(site="B1"))
    facts.eviction_in_calais(alma, statement=facts.eviction(time_from=None, time_to=None))
    one = queries_of(alma, first)
    for _ in range(2):
        api.record_shift(acting=alma, draft=draft, now=NOW)
        api.record_testimony(acting=alma, draft=facts.told(facts.eviction(site=f"C{_}")), now=NOW)
    assert queries_of(alma, first) == one


def test_pages_follow_each_other(alma: Acting) -> None:
    made = {facts.eviction_in_calais(alma) for _ in range(5)}
    first = api.page(alma, FactFilter(), limit=3)
    second = api.page(alma, FactFilter(), offset=first.next_offset or 0, limit=3)
    assert (first.total, first.next_offset, second.next_offset) == (5, 3, None)
    assert {c.id for c in first.cards + second.cards} == made
