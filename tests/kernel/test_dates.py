"""Dates of facts: a span and how finely it is known."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.kernel.api import FuzzyDate, Precision

DAY = dt.date(2018, 1, 16)
SPANS = st.tuples(st.dates(), st.dates()).map(lambda d: FuzzyDate(min(d), max(d), Precision.SPAN))


def test_a_date_that_contradicts_itself_is_refused():
    with pytest.raises(ValueError, match="end comes before"):
        FuzzyDate(DAY, DAY - dt.timedelta(days=1), Precision.SPAN)
    with pytest.raises(ValueError, match="one day"):
        FuzzyDate(DAY, DAY + dt.timedelta(days=1), Precision.DAY)


@pytest.mark.parametrize(
    ("made", "start", "end"),
    [
        (FuzzyDate.day(DAY), DAY, DAY),
        (FuzzyDate.month(2016, 2), dt.date(2016, 2, 1), dt.date(2016, 2, 29)),
        (FuzzyDate.month(2017, 12), dt.date(2017, 12, 1), dt.date(2017, 12, 31)),
        (FuzzyDate.year(1999), dt.date(1999, 1, 1), dt.date(1999, 12, 31)),
    ],
)
def test_spans_hold_both_their_ends(made, start, end):
    assert (made.start, made.end) == (start, end)


@given(SPANS, SPANS)
def test_overlapping_is_mutual_and_means_a_shared_day(one, other):
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)
    shared = max(one.start, other.start) <= min(one.end, other.end)
    assert one.overlaps(other) == shared
