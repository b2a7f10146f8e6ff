"""From shared answers to a draft: codes as they are, numbers never surer than they were, nothing sealed."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from vigie.collection.pack import (
    PACK,
    Consent,
    ForceCount,
    Kind,
    LegalBasis,
    draft_from_values,
    fill,
    flatten,
    split_rings,
)
from vigie.collection.pack.mapping import read_count, widen
from vigie.kernel.api import Count, FuzzyDate, Missing, Precision, Qualifier

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


def about(number: int) -> Count:
    return Count(number, Qualifier.ABOUT)


def at_least(number: int) -> Count:
    return Count(number, Qualifier.MIN)


@pytest.mark.parametrize(
    ("number", "qualifier", "count"),
    [
        ("30", "exact", Count.exactly(30)),
        ("30", "min", at_least(30)),
        ("0", "exact", Count.exactly(0)),
        ("30", None, about(30)),
        ("30", "unknown", about(30)),
        ("30", "invented", about(30)),
        (None, "unknown", Count.unknown()),
        (None, "min", None),
        (None, None, None),
        ("-4", "exact", None),
        ("3.5", "exact", None),
        ("trente", "unknown", Count.unknown()),
    ],
)
def test_a_number_is_never_surer_than_its_teller(number: str | None, qualifier: str | None, count: Count | None):
    assert read_count(number, qualifier) == count


def test_a_quick_record():
    draft = draft_from_values(
        "vigie-releve",
        {
            "where/commune": "calais",
            "where/site": "B2",
            "where/day": "2026-11-23",
            "where/time_from": "07:15:00.000+01:00",
            "what/acts": "EXP01 BIE01",
            "what/mode": "direct_partiel",
            "what/forces": "CRS NETTOYAGE",
            "what/basis": "non_demandee",
            "numbers/numbers_qualifier": "min",
            "numbers/persons": "40",
            "numbers/tents": "25",
            "more/note": "ne doit pas sortir",
        },
        sealed=["more/gps"],
    )
    assert draft.kind is Kind.OBSERVATION
    assert (draft.commune, draft.site, draft.observation_mode) == ("calais", "B2", "direct_partiel")
    assert draft.date == FuzzyDate.day(dt.date(2026, 11, 23))
    assert (draft.time_from, draft.time_to) == (dt.time(7, 15), None)
    assert draft.acts == ("EXP01", "BIE01")
    assert draft.forces == (ForceCount("CRS"), ForceCount("NETTOYAGE"))
    assert draft.legal_basis == LegalBasis(asked=False)
    assert draft.counts == {"persons": at_least(40), "tents": at_least(25)}
    assert draft.sealed == ("more/note", "more/gps")
    assert "ne doit pas sortir" not in repr(draft)


def test_an_eviction_implies_its_acts_in_the_order_of_the_form():
    draft = draft_from_values(
        "vigie-expulsion",
        {
            "where/operation": "grande_ampleur",
            "where/observers": "3",
            "convoy/force": "CRS",
            "convoy/convoy_qualifier": "exact",
            "convoy/officers": "20",
            "convoy/vehicles": "6",
            "convoy[2]/force": "NETTOYAGE",
            "convoy[2]/convoy_qualifier": "unknown",
            "basis/basis_asked": "yes",
            "basis/basis_stated": ["refus"],
            "basis/basis_by": "PN",
            "basis/basis_document": "no",
            "cordon_group/cordon_who": "observateurs",
            "belongings/belongings_acts": "BIE01 BIE05",
            "belongings/recovery_announced": "no",
            "after/aftermath": "deplace rue",
        },
    )
    assert draft.acts == ("EXP02", "EXP05", "OBS01", "BIE01", "BIE05")
    assert draft.forces == (
        ForceCount("CRS", Count.exactly(20), Count.exactly(6)),
        ForceCount("NETTOYAGE", Count.unknown(), Count.unknown()),
    )
    assert draft.legal_basis == LegalBasis(asked=True, stated=("refus",), stated_by="PN", shown_document=False)
    assert draft.counts == {"observers": Count.exactly(3)}
    assert draft.aftermath == ("deplace", "rue")
    assert draft.details == {
        "cordon_group/cordon_who": ("observateurs",),
        "belongings/recovery_announced": ("no",),
    }


def test_officers_of_one_force_are_not_a_count_of_the_event():
    draft = draft_from_values("vigie-expulsion", {"convoy/force": "GM", "convoy/officers": "12"})
    assert draft.counts == {}
    assert draft.forces == (ForceCount("GM", about(12)),)


def test_a_shift_keeps_all_its_places_and_what_was_missed():
    draft = draft_from_values(
        "vigie-tournee",
        {
            "shift/day": "2026-11-22",
            "shift/observers": "2",
            "where/communes": "calais marck",
            "where/zone": "calaisis",
            "sites/site": "B2",
            "sites[2]/site": "C7",
            "operations/operations_qualifier": "min",
            "operations/operations_seen": "2",
            "operations/operations_missed": "1",
        },
    )
    assert draft.kind is Kind.SHIFT
    assert (draft.communes, draft.sites) == (("calais", "marck"), ("B2", "C7"))
    assert (draft.operations_seen, draft.operations_missed) == (at_least(2), at_least(1))
    assert draft.counts == {"observers": Count.exactly(2)}
    assert draft.details == {"where/zone": ("calaisis",)}


def test_water_is_counted_and_its_absence_is_an_act():
    values = {"water/water_qualifier": "about", "water/distance_m": "800", "water/water_state": "ferme sale"}
    draft = draft_from_values("vigie-eau-services", values)
    assert draft.counts == {"distance_m": about(800)}
    assert draft.acts == ("ACC02",)
    assert draft.details == {"water/water_state": ("ferme", "sale")}


@pytest.mark.parametrize(
    ("values", "flags"),
    [
        ({"person/minor": "yes", "minor_branch/minor_alone": "yes"}, {"minor_stated", "minor_alone"}),
        ({"person/minor": "no", "person/age_band": "16-17"}, {"minor_stated"}),
        ({"person/minor": "no", "person/age_band": "18-24"}, set()),
        ({"facts/acts": "VIO07"}, {"care_first"}),
    ],
)
def test_a_stated_minor_is_one_wherever_it_was_said(values: dict[str, str], flags: set[str]):
    assert draft_from_values("vigie-temoignage", values).flags == flags


def test_a_question_of_consent_without_an_answer_is_not_a_yes():
    draft = draft_from_values("vigie-temoignage", {"consent/consent_count": "yes", "consent/consent_quote": "no"})
    assert draft.consent == Consent(count=True, lawyer=None, quote=False)
    assert draft.kind is Kind.TESTIMONY


def test_a_testimony_keeps_its_language_and_how_it_was_heard():
    values = {"language_group/interview_day": "2026-11-23", "facts/day": "2026-02-01", "facts/day_precision": "year"}
    values |= {"language_group/language": "ti", "language_group/interpreter": "yes", "person/age_band": "18-24"}
    draft = draft_from_values("vigie-temoignage", values)
    assert (draft.collected_on, draft.date) == (dt.date(2026, 11, 23), FuzzyDate.year(2026))
    assert (draft.language, draft.interpreter, draft.age_band) == ("ti", True, "18-24")
    assert draft.details == {}


@pytest.mark.parametrize(
    ("day", "precision", "span"),
    [
        (dt.date(2026, 2, 10), Precision.MONTH, FuzzyDate.month(2026, 2)),
        (dt.date(2026, 2, 10), Precision.YEAR, FuzzyDate.year(2026)),
        (dt.date(2026, 7, 1), Precision.SEASON, FuzzyDate(dt.date(2026, 6, 1), dt.date(2026, 8, 31), Precision.SEASON)),
        (
            dt.date(2026, 2, 1),
            Precision.SEASON,
            FuzzyDate(dt.date(2025, 12, 1), dt.date(2026, 2, 28), Precision.SEASON),
        ),
        (
            dt.date(2027, 12, 9),
            Precision.SEASON,
            FuzzyDate(dt.date(2027, 12, 1), dt.date(2028, 2, 29), Precision.SEASON),
        ),
    ],
)
def test_a_day_stands_for_the_span_that_is_remembered(day: dt.date, precision: Precision, span: FuzzyDate):
    assert widen(day, precision) == span


@pytest.mark.parametrize("day", ["2026-02-31", "hier", "", "20261123T"])
def test_a_day_that_is_no_day_is_left_out(day: str):
    assert draft_from_values("vigie-releve", {"where/day": day}).date is None


def test_a_precision_nobody_knows_does_not_lose_the_record():
    values = {"facts/day": "2026-02-01", "facts/day_precision": "decade"}
    assert draft_from_values("vigie-temoignage", values).date == FuzzyDate.day(dt.date(2026, 2, 1))


def test_elsewhere_is_no_commune():
    assert draft_from_values("vigie-releve", {"where/commune": "autre"}).commune is None


def test_only_forms_of_the_pack_have_a_draft():
    with pytest.raises(Missing):
        draft_from_values("someone-elses", {})


@pytest.mark.parametrize("form_id", [spec.id for spec in PACK])
def test_no_sealed_value_reaches_a_draft_and_no_shared_answer_is_lost(form_id: str):
    for seed in range(30):
        flat = flatten(fill(form_id, random.Random(seed), NOW))
        shared, sealed = split_rings(form_id, flat)
        draft = draft_from_values(form_id, flat)
        assert draft == draft_from_values(form_id, shared, sealed=sealed)
        assert [value for value in sealed.values() if len(value) > 5 and value in repr(draft)] == []
