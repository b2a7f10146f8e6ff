"""Who has what: a notice is seen in the circle, answered, taken, runs out; nobody outside learns of it."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.circle import circle
from tests.factories.network import TODAY
from vigie.journal.api import notifications
from vigie.kernel.api import Conflict, Invalid, Missing, Refusal
from vigie.network.actions.exchange import close_listing, let_answer_go, reopen_listing
from vigie.network.api import ListingDraft, answer_listing, expire_listings, post_listing, take_answer
from vigie.network.models import Listing
from vigie.network.queries.exchange import ListingFilter, listings
from vigie.network.rules.exchange import TRANSITIONS, Kind, State, Step, after, meets

pytestmark = pytest.mark.django_db
SOON = TODAY + dt.timedelta(days=20)


@pytest.fixture(autouse=True)
def _today(moved_clock):
    """The clock stands still."""


@pytest.fixture
def told():
    return circle()


def van(kind=Kind.REQUEST, **more):
    return ListingDraft(**{"kind": kind, "thing": "vehicle", "title": "Fourgon", "expires_on": SOON, **more})


def codes(who):
    return [card.code for card in notifications(person=who.actor)]


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_every_pair_of_state_and_step_is_said(state, step):
    assert after(state, step) is TRANSITIONS.get((state, step))


def test_every_state_can_be_reached_and_left():
    assert {state for state, _step in TRANSITIONS} == set(State)
    assert set(TRANSITIONS.values()) == set(State)


def test_an_empty_language_or_zone_suits_all():
    assert meets(("interpreter", "ar", ""), ("interpreter", "ar", "calaisis"))
    assert not meets(("interpreter", "ar", ""), ("interpreter", "fa", ""))
    assert not meets(("room", "", ""), ("vehicle", "", ""))


def test_a_request_is_answered_taken_and_both_are_told(told, now):
    made = post_listing(acting=told.ours, draft=van(), now=now)
    answer = answer_listing(acting=told.peer, listing_id=made, words="Nous en avons un.", now=now)
    assert codes(told.ours) == ["network.listing_answered"]
    take_answer(acting=told.ours, listing_id=made, answer_id=answer, now=now)
    assert codes(told.peer) == ["network.listing_matched"]
    assert Listing.objects.get().state == State.MATCHED


def test_an_offer_that_meets_a_request_tells_both_sides(told, now):
    post_listing(acting=told.peer, draft=van(Kind.OFFER), now=now)
    post_listing(acting=told.ours, draft=van(), now=now)
    assert codes(told.ours) == codes(told.peer) == ["network.listing_meets"]
    assert codes(told.stranger) == []


def test_what_did_not_work_out_is_open_again(told, now):
    made = post_listing(acting=told.ours, draft=van(), now=now)
    answer = answer_listing(acting=told.partner, listing_id=made, words="Oui", now=now)
    take_answer(acting=told.ours, listing_id=made, answer_id=answer, now=now)
    with pytest.raises(Conflict):
        take_answer(acting=told.ours, listing_id=made, answer_id=answer, now=now)
    let_answer_go(acting=told.ours, listing_id=made, now=now)
    row = Listing.objects.get()
    assert (row.state, row.answers.get().taken) == (State.OPEN, False)


def test_it_runs_out_at_night_and_can_be_put_back(told, now):
    made = post_listing(acting=told.ours, draft=van(), now=now)
    later = now + dt.timedelta(days=21)
    with pytest.raises(Conflict):
        answer_listing(acting=told.peer, listing_id=made, words="Oui", now=later)
    assert expire_listings(now=later) == 1
    assert expire_listings(now=later) == 0
    reopen_listing(acting=told.ours, listing_id=made, now=later)
    assert Listing.objects.get().expires_on == later.date() + dt.timedelta(days=30)
    close_listing(acting=told.ours, listing_id=made, now=later)
    assert expire_listings(now=later + dt.timedelta(days=400)) == 0
    assert not Listing.objects.exists()


def test_an_outsider_sees_nothing_and_touches_nothing(told, now):
    made = post_listing(acting=told.ours, draft=van(), now=now)
    assert listings(told.stranger, ListingFilter(), day=TODAY) == []
    with pytest.raises(Missing):
        answer_listing(acting=told.stranger, listing_id=made, words="Oui", now=now)
    with pytest.raises(Missing):
        close_listing(acting=told.peer, listing_id=made, now=now)
    browser = Client()
    browser.force_login(told.people["ailleurs"])
    assert browser.get(reverse("network:listing", args=[made])).status_code == 404
    assert b"Fourgon" not in browser.get(reverse("network:listings")).content


def test_one_sees_ones_own_answer_and_not_the_others(told, now):
    made = post_listing(acting=told.ours, draft=van(), now=now)
    answer_listing(acting=told.peer, listing_id=made, words="De Rivage", now=now)
    answer_listing(acting=told.partner, listing_id=made, words="De Falaise", now=now)
    browser = Client()
    browser.force_login(told.people["rivage"])
    page = browser.get(reverse("network:listing", args=[made])).content.decode()
    assert "De Rivage" in page
    assert "De Falaise" not in page


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": " "}, "title"),
        ({"thing": "sous-marin"}, "thing"),
        ({"language": "xx"}, "language"),
        ({"zone": "lune"}, "zone"),
        ({"expires_on": TODAY - dt.timedelta(days=1)}, "expires_on"),
        ({"expires_on": TODAY + dt.timedelta(days=400)}, "expires_on"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(told, now, more, field):
    with pytest.raises(Invalid) as refused:
        post_listing(acting=told.ours, draft=van(**more), now=now)
    assert refused.value.field == field


@given(title=st.text(max_size=120), details=st.text(max_size=300), thing=st.text(max_size=20))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_hostile_words_are_kept_as_words_or_refused(told, now, title, details, thing):
    draft = van(title=title.replace("\x00", ""), details=details.replace("\x00", ""), thing=thing)
    try:
        post_listing(acting=told.ours, draft=draft, now=now)
    except Refusal:
        return
    raise AssertionError("an unknown thing went in")


def queries(address, who):
    browser = Client()
    browser.force_login(who)
    browser.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert browser.get(address).status_code == 200
    return len(caught)


def test_the_list_costs_the_same_with_one_and_three_rows(told, now):
    address = reverse("network:listings")
    post_listing(acting=told.ours, draft=van(), now=now)
    one = queries(address, told.people["lisiere"])
    for who in (told.peer, told.partner):
        post_listing(acting=who, draft=van(Kind.OFFER), now=now)
    assert queries(address, told.people["lisiere"]) == one


def test_a_notice_goes_from_the_form_to_the_answer(told, now):
    browser = Client()
    browser.force_login(told.people["lisiere"])
    data = {"kind": "request", "thing": "room", "title": "Une salle <b>", "expires_on": "2018-02-10"}
    page = browser.post(reverse("network:new_listing"), data, follow=True).content.decode()
    assert "Une salle &lt;b&gt;" in page
    refused = browser.post(reverse("network:new_listing"), {**data, "expires_on": "2017-01-01", "details": "gardé"})
    assert "gardé" in refused.content.decode()
    other = Client()
    other.force_login(told.people["rivage"])
    address = reverse("network:listing", args=[Listing.objects.get().id])
    assert "Oui, mardi" in other.post(address, {"words": "Oui, mardi"}, follow=True).content.decode()
    answer = Listing.objects.get().answers.get()
    for name, args in (
        ("take_answer", [answer.id]),
        ("let_answer_go", []),
        ("close_listing", []),
        ("reopen_listing", []),
    ):
        assert browser.post(reverse(f"network:{name}", args=[answer.listing_id, *args])).status_code == 302
    assert browser.get(reverse("network:listings") + "?sorte=request&quoi=room&zone=x&nous=1").status_code == 200
