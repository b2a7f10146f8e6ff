"""The list of plain words, what people type for them, what they meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.kernel.api import draw_words, four_words, is_listed, near_words, plain_word, word_list

SLIP = ("sable", "phare", "digue", "ancre")


@pytest.mark.parametrize(
    "typed",
    [
        "sable phare digue ancre",
        "Sable PHARE Digue ancre",
        "  sable   phare\tdigue\nancre ",
        "sable-phare-digue-ancre",
        "sâble, phàre, dígue, ancrë.",
        "sable · phare · digue · ancre",
        "ｓａｂｌｅ phare digue ancre",
    ],
)
def test_case_accents_spaces_and_hyphens_do_not_count(typed: str) -> None:
    assert four_words(typed) == SLIP


def test_joined_letters_are_two() -> None:
    assert "oeuvre" in word_list()
    assert plain_word("Œuvre") == "oeuvre"


def test_order_counts() -> None:
    assert four_words("phare sable digue ancre") == ("phare", "sable", "digue", "ancre")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0412",
        "[inventé] 0412",
        "sable phare digue",
        "sable phare digue ancre ancre",
        "sable phare digue xyzzy",
        "sable phare digue ancre1",
        "12 sable phare digue",
        "ساحل فانوس سد مرساة",
        "-" * 5000,
    ],
)
def test_anything_else_is_not_four_words(typed: str) -> None:
    assert four_words(typed) is None


@given(st.text())
def test_whatever_is_typed_breaks_nothing(typed: str) -> None:
    found = four_words(typed)
    assert found is None or all(map(is_listed, found))
    assert plain_word(typed).isascii()
    assert set(near_words(plain_word(typed))) <= set(word_list())


def test_the_nearest_words_hold_the_one_that_was_meant() -> None:
    assert "phare" in near_words("phar")
    assert near_words("sabel")[0] == "sable"
    assert near_words("") == ()


def test_words_are_drawn_from_the_list_and_differ() -> None:
    drawn = [draw_words(4) for _ in range(30)]
    assert all(len(words) == 4 and set(words) <= set(word_list()) for words in drawn)
    assert len(set(drawn)) == 30
