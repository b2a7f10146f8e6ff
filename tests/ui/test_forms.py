"""The count control and the vague date field."""

import datetime as dt

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from vigie.kernel.api import Count, FuzzyDate, Qualifier
from vigie.ui.api import CountField, FuzzyDateField


class Sample(forms.Form):
    people = CountField()
    when = FuzzyDateField(required=False)


class Strict(forms.Form):
    people = CountField(required=True)


def sent(**values: str) -> Sample:
    query = QueryDict(mutable=True)
    query.update(values)
    return Sample(query)


@pytest.mark.parametrize(
    ("number", "qualifier", "count"),
    [
        ("12", "exact", Count.exactly(12)),
        ("12", "", Count.exactly(12)),
        ("12", "min", Count(12, Qualifier.MIN)),
        ("environ 30", "", Count(30, Qualifier.ABOUT)),
        ("environ 30", "exact", Count(30, Qualifier.ABOUT)),
        ("20+", "about", Count(20, Qualifier.ABOUT)),
        ("", "unknown", Count.unknown()),
        ("", "", Count.unknown()),
        ("0", "exact", Count.exactly(0)),
    ],
)
def test_the_control_gives_a_count(number: str, qualifier: str, count: Count) -> None:
    form = sent(people_0=number, people_1=qualifier)
    assert form.is_valid()
    assert form.cleaned_data["people"] == count


@pytest.mark.parametrize(
    ("number", "qualifier", "code"),
    [("beaucoup", "min", "ui.count_not_understood"), ("12", "unknown", "ui.count_contradicts")],
)
def test_what_contradicts_itself_is_told(number: str, qualifier: str, code: str) -> None:
    form = sent(people_0=number, people_1=qualifier)
    assert [error.code for error in form.errors.as_data()["people"]] == [code]


def test_a_required_count_takes_not_counted_for_an_answer() -> None:
    assert not Strict({"people_0": "", "people_1": ""}).is_valid()
    assert Strict({"people_0": "", "people_1": "unknown"}).is_valid()


def test_a_count_is_shown_as_it_was_kept() -> None:
    html = str(Sample(initial={"people": Count(12, Qualifier.MIN)})["people"])
    assert 'value="12"' in html
    assert 'value="min" id="id_people_1_1" checked' in html


def test_a_date_is_read_and_written_back() -> None:
    form = sent(when="16 janvier 2018")
    assert form.is_valid()
    assert form.cleaned_data["when"] == FuzzyDate.day(dt.date(2018, 1, 16))
    assert 'value="16/01/2018"' in str(Sample(initial={"when": form.cleaned_data["when"]})["when"])


def test_no_date_is_no_date() -> None:
    form = sent(when=" ")
    assert form.is_valid()
    assert form.cleaned_data["when"] is None


def test_a_date_that_is_not_one_is_told_in_the_language_of_the_screen() -> None:
    with translation.override("en"):
        form = sent(when="31/31/31")
        assert form.errors["when"][0].startswith("This date is not understood.")


def test_writing_the_same_date_otherwise_is_no_change() -> None:
    initial = {"when": FuzzyDate.day(dt.date(2018, 1, 16)), "people": Count.exactly(3)}
    query = QueryDict("when=16 janvier 2018&people_0=3&people_1=exact")
    assert Sample(query, initial=initial).changed_data == []
