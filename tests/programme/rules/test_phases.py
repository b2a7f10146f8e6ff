"""Lengths of phases against the programme's rules; the founding call's own dates first."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.kernel.api import FuzzyDate
from vigie.programme.rules.kinds import PhaseKind, Unit
from vigie.programme.rules.phases import (
    LengthRule,
    Span,
    allowance_total,
    length_alert,
    phase_alerts,
    phase_on,
    whole_months,
)

PREPARATION = LengthRule(PhaseKind.PREPARATION, 3, 4, Unit.WEEKS)
FIELD = LengthRule(PhaseKind.FIELD, 5, 12, Unit.MONTHS)
MIDWAY = LengthRule(PhaseKind.MIDWAY, 1, 3, Unit.WEEKS, only_from_months=12)
CAPITALISATION = LengthRule(PhaseKind.CAPITALISATION, 3, 3, Unit.WEEKS)
RULES = [PREPARATION, FIELD, MIDWAY, CAPITALISATION]


def day(text: str) -> FuzzyDate:
    return FuzzyDate.day(dt.date.fromisoformat(text))


def span(kind: PhaseKind, start: FuzzyDate, end: FuzzyDate) -> Span:
    return Span(kind, start, end)


SESSION_2017 = [
    span(PhaseKind.PREPARATION, day("2017-10-23"), day("2017-11-16")),
    span(PhaseKind.FIELD, FuzzyDate.month(2017, 11), FuzzyDate.month(2018, 4)),
    span(PhaseKind.CAPITALISATION, FuzzyDate.month(2018, 5), FuzzyDate.month(2018, 5)),
]


def test_the_session_of_2017_keeps_every_rule_and_its_stated_length():
    assert SESSION_2017[0].shortest == SESSION_2017[0].longest == 25
    assert whole_months(SESSION_2017) == 7
    assert phase_alerts(SESSION_2017, RULES) == []
    assert length_alert(SESSION_2017, 7) is None


def test_seven_months_of_2017_are_4244_euros():
    assert allowance_total(initial_cents=74400, monthly_cents=50000, months=7) == 424400
    assert allowance_total(initial_cents=None, monthly_cents=50000, months=7) is None
    assert allowance_total(initial_cents=74400, monthly_cents=50000, months=None) is None


@pytest.mark.parametrize(
    ("kind", "start", "end", "code"),
    [
        (PhaseKind.PREPARATION, day("2026-10-01"), day("2026-10-10"), "short"),
        (PhaseKind.PREPARATION, day("2026-10-01"), day("2026-10-17"), ""),
        (PhaseKind.PREPARATION, day("2026-10-01"), day("2026-11-01"), ""),
        (PhaseKind.PREPARATION, day("2026-10-01"), day("2026-11-02"), "long"),
        (PhaseKind.FIELD, day("2026-11-01"), day("2027-02-28"), "short"),
        (PhaseKind.FIELD, FuzzyDate.month(2026, 11), FuzzyDate.month(2027, 3), ""),
        (PhaseKind.FIELD, FuzzyDate.month(2026, 11), FuzzyDate.month(2028, 1), "long"),
        (PhaseKind.CAPITALISATION, day("2026-05-01"), day("2026-05-10"), "short"),
    ],
)
def test_a_phase_out_of_its_rule_is_told_with_the_rule_it_leaves(kind, start, end, code):
    rule = next(r for r in RULES if r.kind is kind)
    found = phase_alerts([span(kind, start, end)], [rule])
    assert [(a.code, a.rule) for a in found] == ([(code, rule)] if code else [])


def test_a_missing_phase_and_one_that_begins_before_the_last_one_ended_are_told():
    field = span(PhaseKind.FIELD, day("2026-11-10"), day("2027-04-30"))
    preparation = span(PhaseKind.PREPARATION, day("2026-10-23"), day("2026-11-16"))
    codes = [(a.code, a.kind) for a in phase_alerts([field, preparation], [PREPARATION, FIELD, CAPITALISATION])]
    assert codes == [("missing", PhaseKind.CAPITALISATION), ("overlap", PhaseKind.FIELD)]


def test_a_mission_of_a_year_needs_a_mid_way_gathering_and_it_may_lie_in_the_field():
    preparation = span(PhaseKind.PREPARATION, day("2026-10-01"), day("2026-10-24"))
    field = span(PhaseKind.FIELD, day("2026-10-25"), day("2027-09-15"))
    back = span(PhaseKind.CAPITALISATION, day("2027-09-16"), day("2027-10-07"))
    assert [a.code for a in phase_alerts([preparation, field, back], RULES)] == ["midway_missing"]
    midway = span(PhaseKind.MIDWAY, day("2027-04-01"), day("2027-04-14"))
    assert phase_alerts([preparation, field, midway, back], RULES) == []
    assert phase_on([preparation, field, midway, back], dt.date(2027, 4, 3)) is PhaseKind.MIDWAY


def test_a_stated_length_far_from_the_dates_is_told():
    alert = length_alert(SESSION_2017, 9)
    assert alert is not None
    assert alert.code == "length"
    assert length_alert(SESSION_2017, None) is None
    assert length_alert([], 7) is None


def test_a_day_lies_in_its_phase_or_in_none():
    found = [
        phase_on(SESSION_2017, dt.date(*d)) for d in ((2017, 10, 22), (2017, 10, 30), (2018, 1, 16), (2018, 5, 31))
    ]
    assert found == [None, PhaseKind.PREPARATION, PhaseKind.FIELD, PhaseKind.CAPITALISATION]
    assert phase_on(SESSION_2017, dt.date(2018, 6, 1)) is None


@given(st.dates(dt.date(2000, 1, 1), dt.date(2050, 1, 1)), st.integers(0, 900), st.sampled_from(RULES))
def test_a_phase_is_never_both_short_and_long(first, days, rule):
    phase = span(rule.kind, FuzzyDate.day(first), FuzzyDate.day(first + dt.timedelta(days=days)))
    assert len(phase_alerts([phase], [rule])) <= 1
