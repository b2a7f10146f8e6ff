"""Shapes and sentences: the projection, names that do not cover each other, columns with gaps, shares in words."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import facts
from tests.factories.facts import eviction, eviction_in_calais, exactly
from vigie.facts.coast import SOURCE, coast
from vigie.facts.queries.figures import Coverage, figures
from vigie.facts.rules.filters import FactFilter
from vigie.facts.rules.periods import Rows
from vigie.facts.rules.projection import VIEWS, WIDTH, Circle, labels, radius
from vigie.facts.web.charts import CHART_HEIGHT, CHART_WIDTH, columns, say_coverage, say_share, title_of
from vigie.facts.web.words import short
from vigie.kernel.api import FuzzyDate
from vigie.network.api import Acting
from vigie.network.models import Person

CALAIS, DOVER = (1.8563, 50.9519), (1.3081, 51.1279)


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda v: v.code or "whole")
def test_the_corners_of_a_view_are_the_corners_of_its_sheet(view) -> None:
    assert view.project(view.west, view.north) == (0, 0)
    assert view.project(view.east, view.south) == pytest.approx((WIDTH, view.height))


def test_distances_across_the_strait_hold_within_three_per_cent() -> None:
    view = VIEWS[""]
    drawn = math.dist(view.project(*CALAIS), view.project(*DOVER)) / view.per_km
    middle = math.radians((CALAIS[1] + DOVER[1]) / 2)
    true = math.hypot((CALAIS[0] - DOVER[0]) * math.cos(middle), CALAIS[1] - DOVER[1]) * 111.32
    assert drawn == pytest.approx(true, rel=0.03)


@pytest.mark.parametrize("code", list(VIEWS))
def test_every_sheet_has_its_coast(code: str) -> None:
    assert coast(code)["continent"].startswith("M")
    assert SOURCE.stat().st_size < 40_000


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_areas_say_how_many(one: int, other: int) -> None:
    largest = max(one, other)
    first, second = (radius(n, largest, widest=50, narrowest=0) for n in (one, other))
    assert first**2 * other == pytest.approx(second**2 * one)


def test_nothing_has_no_circle() -> None:
    assert radius(0, 10, widest=50) == 0


points = st.tuples(
    st.floats(0, WIDTH), st.floats(0, 700), st.floats(3, 50), st.sampled_from(["Calais", "Grande-Synthe"])
)


@given(st.lists(points, max_size=25))
def test_names_stay_on_the_sheet_and_off_the_circles(drawn) -> None:
    circles = [Circle(*one) for one in drawn]
    for label in labels(circles, size=19, height=700):
        wide = len(label.name) * 19 * 0.52
        left = label.x - {"start": 0, "end": wide, "middle": wide / 2}[label.anchor]
        assert left >= 0
        assert left + wide <= WIDTH + 1e-6
        assert not any(
            left < c.x < left + wide and label.y - 19 * 0.8 < c.y < label.y + 19 * 0.25
            for c in circles
            if c.name != label.name
        )


def test_long_names_are_cut_where_they_explain_themselves() -> None:
    assert (
        short("Expulsion d’un lieu de vie (départ forcé, avec ou sans réinstallation)") == "Expulsion d’un lieu de vie"
    )
    assert short("Absence ou refus d’information : base légale non communiquée") == "Absence ou refus d’information"


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 9, "aucun vu directement"),
        (9, 9, "tous vus directement"),
        (1, 1, "vu directement"),
        (2, 3, "les deux tiers vus directement"),
        (1, 2, "la moitié vus directement"),
        (98, 100, "presque tous vus directement"),
        (1, 100, "moins d’un quart vus directement"),
        (0, 0, ""),
    ],
)
def test_a_share_is_said_in_words(part: int, whole: int, words: str) -> None:
    assert say_share(part, whole) == words


def test_coverage_says_how_often_somebody_was_there() -> None:
    said = say_coverage(Coverage(whole=3, reported=1, days=31, days_observed=12))
    assert said[0] == "3 vus en entier, 1 rapporté."
    assert "12 jours sur 31" in said[1]


@pytest.mark.django_db
class TestFigures:
    """Charts of real rows."""

    def test_a_gap_says_that_months_are_missing(self, alma: Acting) -> None:
        for month in (8, 9, 12):
            eviction_in_calais(alma, statement=eviction(date=FuzzyDate.day(dt.date(2017, month, 3))))
        drawn = columns(figures(alma, FactFilter(), by=Rows.MONTH, now=facts.NOW))
        assert [c.label for c in drawn] == ["08/17", "09/17", "12/17"]
        assert [c.after_gap for c in drawn] == [False, False, True]
        assert all(c.height == CHART_HEIGHT and c.x + c.width <= CHART_WIDTH for c in drawn)

    def test_what_nobody_counted_has_no_column(self, alma: Acting) -> None:
        eviction_in_calais(alma)
        assert columns(figures(alma, FactFilter(), by=Rows.MONTH, unit="bicycles", now=facts.NOW)) == []

    def test_a_title_is_a_sentence(self, alma: Acting) -> None:
        eviction_in_calais(alma, statement=eviction(counts={"persons": exactly(30)}))
        events = figures(alma, FactFilter(), by=Rows.MONTH, now=facts.NOW)
        people = figures(alma, FactFilter(), by=Rows.MONTH, unit="persons", now=facts.NOW)
        assert title_of(events, "") == "Au moins 1 évènement, janvier 2018, vu directement"
        assert title_of(people, "en Calaisis") == "Au moins 30 personnes, en Calaisis, dans 1 évènement, vu directement"

    def test_the_map_draws_the_commune_and_never_the_living_site(self, alma: Acting, moved_clock: object) -> None:
        eviction_in_calais(alma, statement=eviction(site="Dune basse"))
        client = Client()
        client.force_login(Person.objects.get(id=alma.actor))
        answer = client.get(reverse("facts:map"))
        page = answer.content.decode()
        ((circle, commune, _url),) = answer.context["sheet"]["circles"]
        assert "Dune basse" not in page
        assert (circle.x, circle.y) == pytest.approx(VIEWS[""].project(commune.longitude, commune.latitude), abs=0.1)
