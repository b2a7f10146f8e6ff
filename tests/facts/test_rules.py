"""Consent, verification, likeness, words, filters, contents: rules, without a database."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.facts.rules.cells import DANGEROUS, harmless
from vigie.facts.rules.consent import (
    Answer,
    allows,
    answers_to_plain,
    audience_of,
    is_purpose,
    may_file,
    may_quote,
    narrower,
)
from vigie.facts.rules.contents import from_plain, merge, to_plain
from vigie.facts.rules.drafts import (
    ActDraft,
    CircumstancesDraft,
    ForceDraft,
    InvolvementDraft,
    StatementDraft,
)
from vigie.facts.rules.filters import KEYS, FactFilter
from vigie.facts.rules.likeness import Sketch, likeness
from vigie.facts.rules.periods import Rows, bounds_of, key_of, period_of
from vigie.facts.rules.tallies import settle
from vigie.facts.rules.units import UNITS, UnitKind
from vigie.facts.rules.verification import TRANSITIONS, Verification, can_move, check_move
from vigie.facts.rules.words import index_words, query_words
from vigie.kernel.api import Count, Denied, FuzzyDate, Invalid, Precision, Qualifier, total
from vigie.network.api import Audience

DAY = dt.date(2018, 1, 16)
YES = answers_to_plain(count=True, lawyer=True, quote=True)

counts = st.builds(
    Count, st.integers(0, 10_000), st.sampled_from([Qualifier.EXACT, Qualifier.MIN, Qualifier.ABOUT])
) | st.just(Count.unknown())


@pytest.mark.parametrize(
    ("count", "minor", "audience"),
    [
        (True, False, Audience.NETWORK),
        (True, True, Audience.OWNER),
        (False, False, Audience.OWNER),
        (None, False, Audience.OWNER),
    ],
)
def test_the_network_needs_a_yes_and_no_minor_waiting(count: bool | None, minor: bool, audience: Audience) -> None:
    answers = answers_to_plain(count=count, lawyer=True, quote=True)
    assert audience_of(answers, minor_held=minor, on=DAY) is audience


def test_a_half_yes_is_a_no() -> None:
    assert audience_of([Answer("count", granted=True)], minor_held=False, on=DAY) is Audience.OWNER
    assert audience_of([Answer("network", granted=True)], minor_held=False, on=DAY) is Audience.OWNER


def test_a_question_left_open_is_not_a_yes() -> None:
    assert answers_to_plain(count=None, lawyer=None, quote=None) == ()


@pytest.mark.parametrize(
    "answer",
    [
        Answer("quote", granted=False),
        Answer("quote", granted=True, withdrawn=True),
        Answer("quote", granted=True, until=DAY),
    ],
)
def test_a_yes_holds_until_it_does_not(answer: Answer) -> None:
    after = DAY + dt.timedelta(days=1)
    assert not may_quote([answer], minor_held=False, on=after)
    assert allows([answer], "quote", on=DAY) is (answer.until == DAY)


def test_a_minor_is_not_quoted_and_a_body_needs_its_own_yes() -> None:
    assert may_quote(YES, minor_held=False, on=DAY)
    assert not may_quote(YES, minor_held=True, on=DAY)
    assert not may_file(YES, "ddd", on=DAY)
    assert may_file([Answer("body:ddd", granted=True)], "ddd", on=DAY)
    assert not may_file([Answer("body:ddd", granted=True)], "cglpl", on=DAY)
    assert [is_purpose(p) for p in ("body:ddd", "body:", "sell", "quote")] == [True, False, False, True]


def test_the_narrower_audience_wins() -> None:
    assert narrower(Audience.NETWORK, Audience.OWNER) is Audience.OWNER
    assert narrower(Audience.PARTNERS, Audience.NETWORK) is Audience.PARTNERS


@pytest.mark.parametrize(("current", "target"), list(itertools.product(Verification, Verification)))
def test_every_step_of_verification_is_the_tables(current: Verification, target: Verification) -> None:
    possible = target in TRANSITIONS[current]
    assert can_move(current, target, lawyer=True) is possible
    if not possible:
        with pytest.raises(Invalid):
            check_move(current, target, lawyer=True, motive="parce que")
    elif Verification.LAWYER in {current, target}:
        with pytest.raises(Denied):
            check_move(current, target, lawyer=False, motive="parce que")
    else:
        check_move(current, target, lawyer=False, motive="parce que")


def test_every_state_can_be_left() -> None:
    assert all(TRANSITIONS[state] for state in Verification)


@given(st.lists(counts, max_size=6), counts | st.none())
def test_an_events_count_is_never_more_than_a_report_said(reported: list[Count], picked: Count | None) -> None:
    settled = settle(reported, picked)
    known = [c.number for c in reported if c.number is not None]
    if picked is not None:
        assert settled.count == picked
    elif not known:
        assert settled.count == Count.unknown()
    else:
        assert settled.count.number == min(known)
        assert settled.disputed is (len({c for c in reported if c.number is not None}) > 1)


@given(st.lists(counts, max_size=8), st.randoms())
def test_a_total_does_not_depend_on_order_and_loses_nothing(held: list[Count], random: object) -> None:
    shuffled = list(held)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    summed = total(held)
    assert total(shuffled) == summed
    assert summed.counted + summed.not_counted == len(held)
    if summed.not_counted and summed.counted:
        assert summed.count.qualifier is not Qualifier.EXACT


SKETCH = Sketch("s1", "e1", "lisiere", "o1", "", "calais", FuzzyDate.day(DAY), families=frozenset({"EXP"}))
OTHER = replace(SKETCH, statement="s2", event="e2", owner="rivage", source="o2")


@pytest.mark.parametrize(
    "changes",
    [
        {"event": "e1"},
        {"source": "o1"},
        {"place": "marck"},
        {"families": frozenset({"VIO"})},
        {"families": frozenset()},
        {"date": FuzzyDate.day(DAY + dt.timedelta(days=1))},
        {"date": FuzzyDate.month(2018, 1)},
    ],
)
def test_what_cannot_be_one_happening_is_not_alike(changes: dict[str, object]) -> None:
    assert likeness(SKETCH, OTHER) is not None
    assert likeness(SKETCH, replace(OTHER, **changes)) is None


def test_rows_of_one_table_are_apart_and_so_are_hours_in_one_association() -> None:
    assert likeness(replace(SKETCH, import_id="i"), replace(OTHER, import_id="i")) is None
    early, late = replace(SKETCH, time=dt.time(7)), replace(OTHER, time=dt.time(11))
    assert likeness(early, late) is not None
    assert likeness(early, replace(late, owner="lisiere")) is None


def test_likeness_is_the_same_both_ways_and_grows_with_what_is_shared() -> None:
    near = replace(OTHER, time=dt.time(8), persons=33)
    one = replace(SKETCH, time=dt.time(7, 30), persons=30)
    assert likeness(one, near) == likeness(near, one)
    assert likeness(one, near).score > likeness(SKETCH, OTHER).score
    assert likeness(one, near).reasons == ("day", "family", "time", "persons")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Des tentes détruites à l'aube", "detruit tente"),
        ("Des affaires emportées", "emporter affaire"),
        ("Des affaires emportees", "emportées"),
        ("Expulsion à Grande-Synthe", "expulsions grande synthe"),
        ("Evictions of living sites", "eviction site"),
        ("الشرطة أخذت الخيام", "خيام"),
        ("شرطة", "الشرطة"),
        ("چادرهای پناهجویان", "چادر"),
        ("ቦታ ምስጓግ", "ምስጓግ"),
    ],
)
def test_a_word_is_found_in_its_other_forms(text: str, query: str) -> None:
    held = set(index_words([text]).split())
    assert all(held & set(forms) for forms in query_words(query)), (held, query_words(query))


def test_empty_words_are_not_looked_for() -> None:
    assert query_words("de la à of the في") == []
    assert query_words("  ") == []


@given(st.text(max_size=80))
def test_words_are_plain_letters_and_digits(text: str) -> None:
    for forms in query_words(text):
        assert all(form and " " not in form and '"' not in form and "'" not in form for form in forms)


@given(st.text(max_size=40))
def test_no_cell_runs(text: str) -> None:
    cell = harmless(text)
    assert not str(cell).startswith(DANGEROUS)
    assert str(cell).removeprefix("'") == text.removeprefix("'") or cell == text


def test_cells_keep_what_they_are() -> None:
    assert [harmless(v) for v in (None, 0, -3, True, False, DAY, dt.time(7, 30))] == [
        None, 0, -3, "oui", "non", "2018-01-16", "07:30:00",
    ]  # fmt: skip


codes = st.lists(st.sampled_from(["EXP01", "BIE01", "calais", "marck"]), max_size=3, unique=True).map(tuple)
filters = st.builds(
    FactFilter,
    text=st.text(st.characters(categories=["L", "N"]), max_size=20),
    communes=codes,
    acts=codes,
    since=st.none() | st.dates(),
    kind=st.sampled_from(["", "observation", "testimony"]),
    media=st.booleans(),
    duplicates=st.booleans(),
)


@given(filters)
def test_a_filter_is_its_address(where: FactFilter) -> None:
    assert FactFilter.from_query(where.to_query()) == where


@given(st.dictionaries(st.sampled_from(sorted(KEYS.values())), st.lists(st.text(max_size=200), max_size=3)))
def test_a_wrong_address_is_never_an_error(given_query: dict[str, list[str]]) -> None:
    where = FactFilter.from_query(given_query)
    assert FactFilter.from_query(where.to_query()) == where


CONTENT = StatementDraft(
    place="calais",
    date=FuzzyDate.month(2018, 1),
    acts=(ActDraft("BIE01", Count.exactly(3), ("tri",), (InvolvementDraft("CRS", "0101"),)), ActDraft("EXP01")),
    counts={"persons": Count.unknown(), "tents": Count(3, Qualifier.ABOUT)},
    forces=(ForceDraft("CRS", Count(10, Qualifier.MIN)), ForceDraft("PN")),
    site="B2",
    time_from=dt.time(7, 30),
    summary="Relu.",
)
AROUND = CircumstancesDraft("apres", "nettoyage", None, ("refus",), "CRS", False, ("rue", "bus"))


@pytest.mark.parametrize("around", [AROUND, None])
def test_a_content_survives_being_written_down(around: CircumstancesDraft | None) -> None:
    assert from_plain(to_plain(CONTENT, around, Audience.PARTNERS)) == (CONTENT, around, Audience.PARTNERS)


def test_two_edits_are_put_together_or_shown() -> None:
    base = {"a": 1, "b": 1, "c": 1}
    assert merge(base, {"a": 2, "b": 1, "c": 1}, {"a": 1, "b": 3, "c": 1}) == ({"a": 2, "b": 3, "c": 1}, [])
    assert merge(base, {"a": 2, "b": 1, "c": 1}, {"a": 2, "b": 1, "c": 1})[1] == []
    merged, clashes = merge(base, {"a": 2, "b": 1, "c": 1}, {"a": 3, "b": 1, "c": 4})
    assert merged == {"a": 2, "b": 1, "c": 4}
    assert [(c.name, c.base, c.theirs, c.mine) for c in clashes] == [("a", 1, 2, 3)]


@given(st.dates(dt.date(1999, 1, 1), dt.date(2030, 12, 31)), st.sampled_from([Rows.MONTH, Rows.YEAR, Rows.WINTER_YEAR]))
def test_a_day_is_in_its_period(day: dt.date, rows: Rows) -> None:
    first, last = bounds_of(period_of(day, rows))
    assert first <= day <= last
    assert period_of(first, rows) == period_of(last, rows) == period_of(day, rows)


def test_winter_years_begin_in_november_and_vague_dates_have_no_month() -> None:
    assert period_of(dt.date(2017, 10, 31), Rows.WINTER_YEAR) == "2016-2017"
    assert period_of(dt.date(2017, 11, 1), Rows.WINTER_YEAR) == "2017-2018"
    assert key_of(FuzzyDate.year(2017), Rows.MONTH) == ""
    assert key_of(FuzzyDate.year(2017), Rows.YEAR) == "2017"
    assert key_of(FuzzyDate(dt.date(2017, 3, 2), dt.date(2017, 3, 9), Precision.SPAN), Rows.MONTH) == "2017-03"


def test_units_have_all_their_names_and_no_code_twice() -> None:
    for code, unit in UNITS.items():
        assert code == unit.code
        assert all([unit.fr, unit.fr_plural, unit.en, unit.en_plural])
    assert UNITS["persons"].kind is UnitKind.PEOPLE
    assert UNITS["tents"].kind is not UnitKind.PEOPLE
