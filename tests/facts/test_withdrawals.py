"""Four words bind what bears them, now or later, and nothing else; nothing finer than the day is kept of who typed them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.factories import facts, network
from vigie.facts import api
from vigie.facts.api import Answer, ConsentDraft, FactFilter, answers_to_plain
from vigie.facts.models import ConsentGrant, SourceStatement, Testimony, Withdrawal
from vigie.journal.api import notifications
from vigie.journal.models import Entry
from vigie.kernel.api import Conflict, Denied, Missing, OrgId, VaultRef
from vigie.network.api import Acting, Role

DIGEST, OTHER = "a" * 64, "b" * 64
YES = answers_to_plain(count=True, lawyer=True, quote=True)


def told(acting: Acting, digest: str = DIGEST, **changes: object) -> str:
    """A testimony that its owner lets go as far as the network."""
    draft = facts.told(consent=ConsentDraft(YES, "ar", digest), **changes)
    return api.record_testimony(acting=acting, draft=draft, now=NOW)[0]


def ask(acting: Acting, digest: str = DIGEST, **changes: object) -> str:
    asked = {"stops": True, "day": NOW.date()} | changes
    return api.ask_by_words(organisation=acting.organisation, digest=digest, **asked)


def audience(statement: str) -> str:
    return SourceStatement.objects.get(id=statement).audience


def test_words_stop_what_bears_them_and_nothing_else(alma: Acting) -> None:
    mine, beside = told(alma), told(alma, OTHER)
    theirs = told(facts.neighbour())
    ask(alma)
    assert audience(mine) == "network", "nothing moves in the request itself"
    assert api.bind_unread() == 1
    assert [audience(s) for s in (mine, beside, theirs)] == ["owner", "network", "network"]
    grant = ConsentGrant.objects.get(testimonies__statements=mine)
    assert all(not answer.holds(NOW.date()) for answer in grant.held())
    assert api.bind_unread() == 0


def test_words_asked_before_the_testimony_is_coded_stop_it_from_the_start(alma: Acting) -> None:
    asked = ask(alma)
    api.bind_unread()
    assert [card.met for card in api.withdrawals(alma)] == [False]
    assert api.withdrawals_waiting(alma) == 0, "nothing can be done about it yet"
    mine = told(alma)
    assert audience(mine) == "owner"
    assert Testimony.objects.get().withdrawn_at is not None
    (card,) = api.withdrawals(alma)
    assert (card.id, card.met, card.pseudonyms) == (asked, True, ("Nour",))
    assert [n.code for n in notifications(person=alma.actor)] == ["facts.withdrawn_by_words"]


def test_it_still_binds_what_is_coded_after_it_was_seen_to(alma: Acting) -> None:
    told(alma)
    asked = ask(alma)
    api.bind_unread()
    api.close_withdrawal(acting=alma, withdrawal_id=asked, now=NOW)
    again = told(alma)
    assert audience(again) == "owner"
    assert [card.id for card in api.withdrawals(alma)] == [asked], "and it is to be seen to again"


def test_a_call_alone_stops_nothing_and_the_coordination_is_told(alma: Acting) -> None:
    mine = told(alma)
    ask(alma, stops=False, contact=VaultRef("sealed"))
    api.bind_unread()
    assert audience(mine) == "network"
    (note,) = notifications(person=alma.actor)
    assert (note.code, note.link) == ("facts.wants_a_call", f"/retraits/{Withdrawal.objects.get().id}")


def test_where_nobody_coordinates_the_keepers_are_told(vocabulary: None) -> None:
    keeper = facts.coordinator("ines", roles=[Role.DATA_PROTECTION])
    ask(keeper, contact=VaultRef("sealed"))
    api.bind_unread()
    assert len(notifications(person=keeper.actor)) == 1


def test_asking_costs_the_same_and_says_the_same_whether_the_words_are_known_or_not(alma: Acting) -> None:
    told(alma)
    counts = []
    for digest in (DIGEST, OTHER, "c" * 64, DIGEST):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            ask(alma, digest)
        counts.append([q["sql"].split(" ")[0] for q in seen])
    assert counts[0] == counts[1] == counts[2] == counts[3]
    assert len(Withdrawal.objects.all()) == 4


def test_no_moment_finer_than_the_day_is_kept(alma: Acting) -> None:
    told(alma)
    api.record_testimony(acting=alma, draft=facts.told(consent=ConsentDraft(YES, "ar", OTHER)), now=NOW)
    ask(alma, contact=VaultRef("sealed"))
    api.bind_unread()
    midnight = api.start_of(NOW.date())
    assert midnight.astimezone(api.start_of(NOW.date()).tzinfo).time() == dt.time.min
    written = [entry.at for entry in Entry.objects.filter(kind="withdrawal")]
    written += [note.created_at for note in notifications(person=alma.actor)]
    written += list(Testimony.objects.exclude(withdrawn_at=None).values_list("withdrawn_at", flat=True))
    assert len(written) == 4
    assert set(written) == {midnight}


def test_frozen_it_is_in_no_figure_nor_export_nor_list_of_others(alma: Acting) -> None:
    told(alma)
    peer = facts.neighbour()
    assert api.statement_count(peer, FactFilter()) == 1
    ask(alma)
    api.bind_unread()
    assert api.statement_count(peer, FactFilter()) == 0
    counted = api.figures(alma, FactFilter(), by=api.Rows.YEAR, unit=api.EVENTS, now=NOW)
    assert not counted.whole.total.count.number


def test_what_is_written_in_the_house_stands_beside(alma: Acting) -> None:
    mine = told(alma, "")
    testimony = SourceStatement.objects.get(id=mine).testimony_id or ""
    api.change_consent(acting=alma, testimony_id=testimony, answers=[Answer("quote", granted=False)], now=NOW)
    api.change_consent(acting=alma, testimony_id=testimony, answers=[Answer("quote", granted=False)], now=NOW)
    (card,) = api.withdrawals(alma)
    assert (card.purposes, card.stops, card.by) == (("quote",), False, api.WithdrawnBy.HOUSE)
    api.withdraw(acting=alma, testimony_id=testimony, now=NOW)
    assert sorted(card.stops for card in api.withdrawals(alma)) == [False, True]


def test_a_yes_more_is_no_withdrawal(alma: Acting) -> None:
    mine = told(alma, "")
    testimony = SourceStatement.objects.get(id=mine).testimony_id or ""
    api.change_consent(acting=alma, testimony_id=testimony, answers=[Answer("media", granted=True)], now=NOW)
    assert api.withdrawals(alma) == []


def test_one_with_all_that_hangs_on_it(alma: Acting) -> None:
    media = (api.MediaDraft(VaultRef("photo"), "photo"),)
    told(alma, sealed_ref=VaultRef("story"))
    told(alma, statements=(facts.eviction(media=media), facts.eviction()), sealed_ref=VaultRef("later"))
    asked = ask(alma)
    api.bind_unread()
    found = api.withdrawal(alma, asked)
    assert (len(found.testimonies), len(found.statements), found.acts, found.events) == (2, 3, 6, 3)
    assert {t.sealed for t in found.testimonies} == {("story",), ("later", "photo")}


def test_seeing_to_it(alma: Acting) -> None:
    told(alma)
    asked = ask(alma)
    api.bind_unread()
    assert api.holding_back(alma.organisation) == 1
    for _ in range(2):
        api.see_to(acting=alma, withdrawal_id=asked, subject="referral:abc", now=NOW)
    (card,) = api.withdrawals(alma)
    assert card.handled == {"referral:abc"}
    api.close_withdrawal(acting=alma, withdrawal_id=asked, now=NOW)
    assert (api.withdrawals(alma), api.holding_back(alma.organisation)) == ([], 0)
    assert [card.id for card in api.withdrawals(alma, closed=True)] == [asked]
    with pytest.raises(Conflict, match=r"facts\.withdrawal_closed"):
        api.close_withdrawal(acting=alma, withdrawal_id=asked, now=NOW)


def test_only_ones_own_association_sees_it(alma: Acting) -> None:
    told(alma)
    asked = ask(alma)
    api.bind_unread()
    for other in (facts.neighbour(), facts.partner(), facts.outsider()):
        assert (api.withdrawals(other), api.withdrawals_waiting(other)) == ([], 0)
        with pytest.raises(Missing, match=r"facts\.no_withdrawal"):
            api.withdrawal(other, asked)
        with pytest.raises(Missing):
            api.see_to(acting=other, withdrawal_id=asked, subject="x", now=NOW)
        with pytest.raises(Missing):
            api.close_withdrawal(acting=other, withdrawal_id=asked, now=NOW)


def test_an_observer_neither_sees_nor_handles(alma: Acting) -> None:
    watcher = network.acting("oumar", of="lisiere", roles=[Role.OBSERVER])
    with pytest.raises(Denied):
        api.withdrawals(watcher)
    reader = network.acting("clea", of="lisiere", roles=[Role.COMMUNICATION])
    asked = ask(alma)
    with pytest.raises(Denied):
        api.close_withdrawal(acting=reader, withdrawal_id=asked, now=NOW)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(alma: Acting, rows: int) -> None:
    for number in range(rows):
        told(alma, f"{number}" * 64)
        ask(alma, f"{number}" * 64)
    api.bind_unread()
    with CaptureQueriesContext(connection) as seen:
        assert len(api.withdrawals(alma)) == rows
    assert len(seen) == 3


def test_what_was_taken_back_since_a_day_is_known_to_any_association(alma: Acting) -> None:
    told(alma)
    asked = {"start": NOW.date().replace(day=1), "end": NOW.date()}
    assert not api.withdrawn_since(NOW.date(), **asked)
    ask(alma)
    api.bind_unread()
    assert api.withdrawn_since(NOW.date(), **asked)
    assert not api.withdrawn_since(NOW.date() + dt.timedelta(days=1), **asked)
    assert not api.withdrawn_since(NOW.date(), start=dt.date(2017, 1, 1), end=dt.date(2017, 2, 1))


def test_another_association_with_the_same_digest_is_not_touched(alma: Acting) -> None:
    other = facts.neighbour()
    mine, theirs = told(alma), told(other)
    api.ask_by_words(organisation=OrgId(other.organisation), digest=DIGEST, stops=True, day=NOW.date())
    api.bind_unread()
    assert [audience(s) for s in (mine, theirs)] == ["network", "owner"]


def test_less_than_everything_holds_the_next_publication_back_too(alma: Acting) -> None:
    mine = told(alma, "")
    testimony = SourceStatement.objects.get(id=mine).testimony_id or ""
    api.change_consent(acting=alma, testimony_id=testimony, answers=[Answer("quote", granted=False)], now=NOW)
    assert api.holding_back(alma.organisation) == 1
    (card,) = api.withdrawals(alma)
    api.close_withdrawal(acting=alma, withdrawal_id=card.id, now=NOW)
    assert api.holding_back(alma.organisation) == 0


def test_a_call_holds_no_publication_back(alma: Acting) -> None:
    told(alma)
    ask(alma, stops=False, contact=VaultRef("sealed"))
    api.bind_unread()
    assert (api.holding_back(alma.organisation), api.withdrawals_waiting(alma)) == (0, 1)
