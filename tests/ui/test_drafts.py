"""How a draft that waits is told."""

from __future__ import annotations

import datetime as dt

from django import forms

from vigie.ui.api import DraftCard, unjudged


class Needy(forms.Form):
    name = forms.CharField()
    note = forms.CharField()


def test_a_draft_of_today_says_its_hour_and_of_yesterday_its_day(moved_clock: dt.datetime) -> None:
    today = DraftCard("t", moved_clock - dt.timedelta(hours=2, minutes=3))
    yesterday = DraftCard("t", moved_clock - dt.timedelta(hours=12))
    assert today.when.replace("\u00a0", " ") == "6 h 27"
    assert yesterday.when.replace("\u00a0", " ") == "lundi 15 janvier 2018, 20 h 30"


def test_a_draft_is_shown_as_typed_without_a_reproach() -> None:
    form = Needy({"note": "à finir"})
    unjudged([form])
    assert form["note"].value() == "à finir"
    assert not form.errors
    assert not form["name"].errors
