"""Promise 7: unknown is not zero."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.kernel.api import Count, Qualifier, total

NUMBERS = st.integers(0, 10_000)
COUNTED = st.builds(Count, NUMBERS, st.sampled_from([Qualifier.EXACT, Qualifier.MIN, Qualifier.ABOUT]))
COUNTS = st.one_of(COUNTED, st.just(Count.unknown()))


def test_unknown_is_not_zero():
    assert Count.unknown() != Count.exactly(0)
    assert Count.unknown().number is None


@pytest.mark.parametrize(
    ("number", "qualifier"),
    [(None, Qualifier.EXACT), (None, Qualifier.MIN), (3, Qualifier.UNKNOWN), (-1, Qualifier.EXACT)],
)
def test_a_count_that_contradicts_itself_is_refused(number, qualifier):
    with pytest.raises(ValueError, match="a count"):
        Count(number, qualifier)


@given(st.lists(COUNTS, max_size=12))
def test_a_total_adds_what_was_counted_and_says_how_many_were_not(counts):
    made = total(counts)
    known = [c.number for c in counts if c.number is not None]
    assert made.not_counted == len(counts) - len(known)
    assert (made.count.number or 0) == sum(known)


@given(st.lists(COUNTED, min_size=1, max_size=8), st.permutations(range(8)))
def test_the_order_does_not_matter(counts, order):
    shuffled = [counts[i] for i in order if i < len(counts)]
    assert total(shuffled) == total(counts)


@pytest.mark.parametrize(
    ("qualifiers", "expected"),
    [
        ([Qualifier.EXACT, Qualifier.EXACT], Qualifier.EXACT),
        ([Qualifier.EXACT, Qualifier.MIN], Qualifier.MIN),
        ([Qualifier.MIN, Qualifier.ABOUT], Qualifier.ABOUT),
        ([Qualifier.EXACT, Qualifier.ABOUT], Qualifier.ABOUT),
    ],
)
def test_about_wins_then_at_least(qualifiers, expected):
    assert total([Count(2, q) for q in qualifiers]).count.qualifier is expected


def test_one_that_was_not_counted_makes_the_rest_a_minimum():
    made = total([Count.exactly(4), Count.unknown()])
    assert (made.count, made.not_counted) == (Count(4, Qualifier.MIN), 1)


def test_nothing_counted_at_all_is_unknown():
    assert total([Count.unknown(), Count.unknown()]).count == Count.unknown()
