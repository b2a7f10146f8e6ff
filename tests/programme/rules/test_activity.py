"""Months of a mission within a year."""

from __future__ import annotations

import datetime as dt

import pytest

from vigie.programme.rules.activity import months_within

FIRST, LAST = dt.date(2018, 1, 1), dt.date(2018, 12, 31)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("spans", "months"),
    [
        ([], 0),
        ([("2017-10-23", "2017-12-31")], 0),
        ([("2018-01-01", "2018-12-31")], 12),
        ([("2017-11-01", "2018-04-30")], 4),
        ([("2018-02-01", "2018-03-31"), ("2018-03-01", "2018-03-31")], 2),
        ([("2018-01-01", "2018-01-10")], 0),
    ],
)
def test_days_within_the_year_make_months_and_none_counts_twice(spans: list[tuple[str, str]], months: int) -> None:
    assert months_within([(day(a), day(b)) for a, b in spans], FIRST, LAST) == months
