"""Counts as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.kernel.api import Count, Qualifier, parse_vague_count

EXACT = {"12": 12, " 12 ": 12, "0": 0, "1 200": 1200, "1\u202f200": 1200, "1.200": 1200, "12,0": 12, "12.0": 12}
EXACT |= {"12 personnes": 12, "exactement 7": 7, "trois": 3, "une personne": 1, "aucun": 0, "deux cents": 200}
ABOUT = {"environ 30": 30, "Environ 30 personnes": 30, "~30": 30, "≈ 30": 30, "30 environ": 30, "about 30": 30}
ABOUT |= {"une vingtaine": 20, "une dizaine de": 10, "une trentaine d’exilé·es": 30, "environ une vingtaine": 20}
ABOUT |= {"une centaine de personnes": 100, "deux douzaines": 24, "a dozen": 12, "à peu près 40": 40, "env. 15": 15}
AT_LEAST = {"au moins 20": 20, ">20": 20, "> 20": 20, ">=20": 20, "≥20": 20, "20+": 20, "plus de 20": 20}
AT_LEAST |= {"at least 20": 20, "more than 20": 20, "20 et plus": 20, "min 20": 20, "10-15": 10, "entre 10 et 15": 10}
AT_LEAST |= {"20 à 30 personnes": 20}
UNKNOWN = [
    "nc",
    "NC",
    "N/C",
    "n.c.",
    "?",
    "inconnu",
    "Inconnue",
    "",
    "  ",
    "-",
    "—",
    "non compté",
    "pas compté",
    "unknown",
]
NOT_COUNTS = [
    "abc",
    "-3",
    "12.5",
    "moins de 10",
    "<10",
    "quelques",
    "12 13",
    "vingt deux",
    "99999999999",
    "15-10",
    "\x00",
]


@pytest.mark.parametrize(
    ("text", "number", "qualifier"),
    [
        *((text, number, Qualifier.EXACT) for text, number in EXACT.items()),
        *((text, number, Qualifier.ABOUT) for text, number in ABOUT.items()),
        *((text, number, Qualifier.MIN) for text, number in AT_LEAST.items()),
    ],
)
def test_number_and_qualifier_are_read(text: str, number: int, qualifier: Qualifier) -> None:
    assert parse_vague_count(text) == Count(number, qualifier)


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_was_not_counted_is_unknown_and_not_zero(text: str) -> None:
    assert parse_vague_count(text) == Count.unknown()


@pytest.mark.parametrize("text", NOT_COUNTS)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_vague_count(text)


@given(st.one_of(st.text(max_size=30), st.from_regex(r"[0-9 ,.~>+=-]{1,10}"), st.integers().map(str)))
def test_nothing_but_a_count_or_a_refusal_comes_out(text: str) -> None:
    try:
        count = parse_vague_count(text)
    except ValueError:
        return
    assert count.number is None or 0 <= count.number <= 10_000_000


@given(
    st.integers(0, 10_000_000),
    st.sampled_from([("", Qualifier.EXACT), ("environ ", Qualifier.ABOUT), (">", Qualifier.MIN)]),
)
def test_every_number_keeps_its_value(number: int, written: tuple[str, Qualifier]) -> None:
    prefix, qualifier = written
    assert parse_vague_count(f"{prefix}{number}") == Count(number, qualifier)
