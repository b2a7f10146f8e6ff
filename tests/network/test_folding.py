"""Names of places, however they are written. Hostile text breaks nothing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vigie.network.api import find_place, fold, load_places


@given(st.text(max_size=200))
def test_folding_never_fails_and_settles_at_once(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == folded.strip()
    assert "  " not in folded


@given(st.text(max_size=60))
def test_case_and_blanks_do_not_count(text):
    assert fold(f"  {text}\t") == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Équihen-Plage", "EQUIHEN PLAGE"),
        ("L’Île-d’Yeu", "l'ile d'yeu"),
        ("Œuf-en-Ternois", "oeuf en ternois"),
        ("Téteghem", "Te\u0301teghem"),
        ("ﬁlou", "filou"),
    ],
)
def test_what_is_the_same_to_a_person_is_the_same_here(one, other):
    assert fold(one) == fold(other)


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=st.text(max_size=120).filter(lambda t: "\x00" not in t))
def test_no_text_breaks_the_search_of_a_place(text):
    found = find_place(text)
    assert found is None or fold(text)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["%", "_", "'; drop table network_place; --", "\u202ecalais", "<b>calais</b>", "\x00"])
def test_hostile_text_finds_nothing_it_should_not(text, now):
    load_places(now=now, include_unverified=False)
    found = find_place(text)
    assert found is None or found.slug == "calais"
