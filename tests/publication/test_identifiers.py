"""What could lead to a person is found before anything is published, in a quote and in a bulletin, by one and the same rule."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.publication.actions.bulletins import IN_A_FACT, IN_WORDS
from vigie.publication.rules.identifiers import NEVER, Mark, pieces, spot


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Appelez le 06 12 34 56 78.", [Mark.PHONE]),
        ("اتصلوا بي على ٠٦١٢٣٤٥٦٧٨", [Mark.PHONE]),
        ("un numéro : 12 34 56 78 90 12", [Mark.PHONE]),
        ("Le fourgon AB-123-CD est venu.", [Mark.PLATE]),
        ("van AB12 CDE", [Mark.PLATE]),
        ("Le 16 janvier vers 6 h 30.", [Mark.DAY, Mark.HOUR]),
        ("vers 7 h 30", [Mark.HOUR]),
        ("around 7:30", [Mark.HOUR]),
        ("They came at 6:30 am.", [Mark.HOUR]),
        ("J’ai 17 ans.", [Mark.AGE]),
        ("a 16-year-old boy", [Mark.AGE]),
        ("عمري ١٧ سنة", [Mark.AGE]),
        ("à 50.9513, 1.8587", [Mark.COORDINATES]),
        ("à 50.9513 environ", [Mark.COORDINATES]),
        ("écrire à nour@exemple.org", [Mark.EMAIL]),
        ("voir wa.me/33612345678", [Mark.LINK]),
        ("sur insta @nour_k", [Mark.LINK]),
        ("Nous étions des Érythréens.", [Mark.ORIGIN]),
        ("Derrière la Mare basse, il pleut.", [Mark.SITE]),
        ("au PLATANE, les tentes", [Mark.SITE]),
        ("près de l’Épi", [Mark.SITE]),
        ("le 16/01/2018", [Mark.DAY]),
        ("Ils ont pris nos tentes, rien d’autre.", []),
        ("Sept fourgons, trois tentes, 12 personnes.", []),
        ("At least 1,200 tents, 40 evictions. Les platanes.", []),
        ("Au moins 40 expulsions en décembre 2017, 1 200 tentes, les deux tiers vues.", []),
    ],
)
def test_what_could_tell_is_marked_in_place(text: str, expected: list[Mark]) -> None:
    found = spot(text, ["Mare basse", "Platane", "EPI"])
    assert [one.mark for one in found] == expected
    assert "".join(words for words, _mark in pieces(text, found)) == text


def test_what_each_text_refuses() -> None:
    assert IN_WORDS - {Mark.SITE} <= NEVER
    assert Mark.EMAIL not in IN_WORDS, "a bulletin says where to write to"
    assert NEVER | {Mark.HOUR, Mark.AGE, Mark.SITE} <= IN_A_FACT
    assert Mark.DAY not in IN_A_FACT, "a dated fact has its day"


@given(st.text(max_size=200), st.lists(st.text(max_size=12), max_size=3))
def test_any_text_is_cut_and_joined_again(text: str, sites: list[str]) -> None:
    found = spot(text, sites)
    assert all(one.start < one.end for one in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert "".join(words for words, _mark in pieces(text, found)) == text
