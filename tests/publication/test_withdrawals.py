"""People took back what they agreed to: no publication of their association goes out before somebody has seen to it."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.conftest import NOW
from tests.factories import facts, network
from tests.factories.publication import QUERY, Desk, figure, out, quote, signed
from vigie.facts import api
from vigie.facts.api import close_withdrawal
from vigie.facts.models import ConsentGrant, Testimony
from vigie.kernel.api import Conflict, Denied, FuzzyDate
from vigie.network.api import Acting, Role
from vigie.publication.actions.releases import release
from vigie.publication.api import touched_publications
from vigie.publication.models import Bulletin, Quote, QuoteUse, Release

DIGEST = "d" * 64
LATER = NOW + dt.timedelta(hours=3)


def told(acting: Acting) -> str:
    """A testimony of December, shared with the network."""
    day = FuzzyDate.day(dt.date(2017, 12, 4))
    draft = facts.told(facts.eviction(date=day))
    return api.record_testimony(acting=acting, draft=draft, now=NOW)[0]


def freeze(acting: Acting) -> str:
    ConsentGrant.objects.filter(organisation=acting.organisation).update(code_digest=DIGEST)
    asked = api.ask_by_words(organisation=acting.organisation, digest=DIGEST, stops=True, day=NOW.date())
    api.bind_unread()
    return asked


def test_a_release_waits_until_what_was_taken_back_is_seen_to(desk: Desk) -> None:
    bulletin = signed(desk)
    told(desk.second)
    known = freeze(desk.second)
    with pytest.raises(Conflict, match=r"publication\.withdrawals_open"):
        release(acting=desk.writer, bulletin_id=bulletin, now=LATER)
    assert not Release.objects.exists()
    assert Bulletin.objects.get(id=bulletin).state == "checking", "nothing is lost"
    close_withdrawal(acting=desk.second, withdrawal_id=known, now=NOW)
    assert release(acting=desk.writer, bulletin_id=bulletin, now=LATER)


def test_a_request_that_meets_nothing_holds_nothing_back(desk: Desk) -> None:
    api.ask_by_words(organisation=desk.writer.organisation, digest=DIGEST, stops=True, day=NOW.date())
    api.bind_unread()
    assert release(acting=desk.writer, bulletin_id=signed(desk), now=LATER)


def test_what_others_took_back_since_it_was_signed_holds_it_back_too(desk: Desk) -> None:
    peer = facts.neighbour()
    told(peer)
    counted = (figure(1, measure="events", query=QUERY, zone=""),)
    bulletin = signed(desk, counted)
    freeze(peer)
    with pytest.raises(Conflict, match=r"publication\.withdrawn_since"):
        release(acting=desk.writer, bulletin_id=bulletin, now=LATER)


def test_what_others_took_back_elsewhere_or_uncounted_does_not(desk: Desk) -> None:
    peer = facts.neighbour()
    told(peer)
    freeze(peer)
    assert release(acting=desk.writer, bulletin_id=signed(desk), now=LATER), "no figure of it has moved"


def test_quotes_leave_at_once_and_where_they_stand_is_told(desk: Desk) -> None:
    known = quote(desk)
    bulletin = out(desk)
    QuoteUse.objects.create(quote_id=known, release=Release.objects.get(bulletin=bulletin))
    freeze(desk.second)
    assert Quote.objects.get(id=known).state == "withdrawn"
    testimony = Testimony.objects.get()
    rows = api.withdrawal(desk.second, api.withdrawals(desk.second)[0].id)
    found = touched_publications(desk.second, testimonies=[testimony.id], statements=rows.statements, now=LATER)
    assert [q.usable for q in found.quotes] == [False]
    assert [(r.quotes, r.handled) for r in found.releases] == [(1, False)]


def test_a_dated_fact_that_was_published_is_found(desk: Desk) -> None:
    statement = told(desk.second)
    bulletin = out(desk)
    Bulletin.objects.filter(id=bulletin).update(facts=[{"statement": statement}])
    freeze(desk.second)
    rows = api.withdrawal(desk.second, api.withdrawals(desk.second)[0].id)
    found = touched_publications(desk.second, testimonies=[], statements=rows.statements, now=LATER)
    assert [r.tells for r in found.releases] == [True]


def test_another_association_learns_nothing(desk: Desk) -> None:
    known = quote(desk)
    freeze(desk.second)
    outsider = facts.outsider()
    row = Quote.objects.get(id=known)
    found = touched_publications(outsider, testimonies=[row.testimony_id or ""], statements=[], now=LATER)
    assert (found.quotes, found.releases) == ((), ())
    with pytest.raises(Denied):
        touched_publications(network.acting("oumar", roles=[Role.OBSERVER]), testimonies=[], statements=[], now=LATER)
