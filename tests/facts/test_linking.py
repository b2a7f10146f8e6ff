"""Two reports of one happening: proposed, linked, separated, undone; the count is picked, never summed."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from vigie.facts import api
from vigie.facts.api import ActDraft, FactFilter
from vigie.facts.models import Event, LinkProposal, SourceStatement
from vigie.kernel.api import Conflict, Count, Denied, FuzzyDate, Invalid, Missing, Precision, Qualifier
from vigie.network.api import Acting, Audience, Role

pytestmark = pytest.mark.django_db
ALL = FactFilter()


@pytest.fixture
def two(vocabulary: None) -> tuple[Acting, Acting]:
    """A coordinator of *lisière* and one of *rivage*, of the same network."""
    bintou = facts.neighbour()
    return facts.coordinator(), bintou


def persons(acting: Acting, statement: str) -> api.EventCount:
    card = api.event(acting, facts.event_of(statement))
    return next(count for count in card.counts if count.unit == "persons")


def test_reports_of_the_same_morning_are_proposed(two: tuple[Acting, Acting]) -> None:
    alma, bintou = two
    first, second = facts.eviction_in_calais(alma), facts.eviction_in_calais(bintou)
    (proposal,) = api.proposals(alma)
    assert {c.id for side in (proposal.first, proposal.second) for c in side} == {first, second}
    assert set(proposal.reasons) == {"day", "family", "time", "persons"}
    assert api.proposals_waiting(bintou) == 1
    assert {c.id for c in api.page(alma, FactFilter(duplicates=True)).cards} == {first, second}


@pytest.mark.parametrize(
    "changes",
    [
        {"place": "marck"},
        {"date": FuzzyDate.day(facts.TODAY - dt.timedelta(days=1))},
        {"acts": (ActDraft("MER03"),)},
        {"date": FuzzyDate.year(2017)},
    ],
)
def test_another_place_day_or_family_is_not_proposed(two: tuple[Acting, Acting], changes: dict[str, object]) -> None:
    alma, bintou = two
    facts.eviction_in_calais(alma)
    facts.eviction_in_calais(bintou, statement=facts.eviction(**changes))
    assert api.proposals(alma) == []


def test_two_sites_of_one_association_are_two_happenings(alma: Acting) -> None:
    facts.eviction_in_calais(alma, statement=facts.eviction(site="B2"))
    facts.eviction_in_calais(alma, statement=facts.eviction(site="B5"))
    assert api.proposals(alma) == []


def test_a_proposal_with_a_hidden_side_is_shown_to_nobody_else(two: tuple[Acting, Acting]) -> None:
    alma, bintou = two
    facts.eviction_in_calais(alma, audience=Audience.OWNER)
    facts.eviction_in_calais(bintou)
    assert LinkProposal.objects.count() == 1
    assert api.proposals(bintou) == []
    assert len(api.proposals(alma)) == 1
    assert api.proposals(facts.outsider()) == []


def test_linked_reports_are_one_event_and_can_be_parted(two: tuple[Acting, Acting]) -> None:
    alma, bintou = two
    first, second = facts.two_reports_one_event(alma, bintou)
    assert facts.event_of(first) == facts.event_of(second)
    assert api.figures(alma, ALL, by=api.Rows.MONTH, now=NOW).whole.events == 1
    (merge,) = api.event(alma, facts.event_of(first)).merges
    api.undo_link(acting=bintou, merge_id=merge.id, now=NOW)
    assert facts.event_of(first) != facts.event_of(second)
    assert api.figures(alma, ALL, by=api.Rows.MONTH, now=NOW).whole.events == 2
    assert api.proposals_waiting(alma) == 1
    with pytest.raises(Missing):
        api.undo_link(acting=bintou, merge_id=merge.id, now=NOW)


def test_the_last_link_is_undone_first(two: tuple[Acting, Acting]) -> None:
    alma, bintou = two
    first, _ = facts.two_reports_one_event(alma, bintou)
    third = facts.eviction_in_calais(alma)
    (early,) = api.event(alma, facts.event_of(first)).merges
    late = api.link_events(acting=alma, kept=facts.event_of(third), absorbed=facts.event_of(first), now=NOW)
    assert len(api.event(alma, facts.event_of(third)).reports) == 3
    with pytest.raises(Conflict, match=r"facts\.linked_again"):
        api.undo_link(acting=alma, merge_id=early.id, now=NOW)
    api.undo_link(acting=alma, merge_id=late, now=NOW)
    api.undo_link(acting=alma, merge_id=early.id, now=NOW)
    assert Event.objects.filter(merged_into=None).count() == 3


def test_the_count_is_picked_and_never_summed(two: tuple[Acting, Acting]) -> None:
    alma, bintou = two
    first, second = facts.two_reports_one_event(alma, bintou, persons=(30, 45))
    before = persons(alma, first)
    assert (before.count, before.disputed) == (Count(30, Qualifier.MIN), True)
    theirs = next(r for r in before.reported if r.statement_id == second)
    api.pick_tally(acting=alma, event_id=facts.event_of(first), tally_id=theirs.tally_id, now=NOW)
    after = persons(bintou, first)
    assert (after.count, after.picked, after.disputed) == (facts.exactly(45), True, False)
    whole = api.figures(alma, ALL, by=api.Rows.YEAR, unit="persons", now=NOW).whole
    assert whole.total.count == facts.exactly(45)


def test_a_pick_survives_an_edit_of_its_report(two: tuple[Acting, Acting]) -> None:
    alma, bintou = two
    first, second = facts.two_reports_one_event(alma, bintou)
    theirs = next(r for r in persons(alma, first).reported if r.statement_id == second)
    api.pick_tally(acting=alma, event_id=facts.event_of(first), tally_id=theirs.tally_id, now=NOW)
    changed = facts.eviction(counts={"persons": facts.exactly(50)})
    api.edit_statement(acting=bintou, statement_id=second, base_version=1, content=changed, now=NOW)
    assert persons(alma, first).count == facts.exactly(50)


def test_the_event_follows_its_widest_then_finest_report(two: tuple[Acting, Acting]) -> None:
    alma, bintou = two
    month = FuzzyDate.month(2018, 1)
    own = facts.eviction_in_calais(alma, audience=Audience.OWNER)
    shared = facts.eviction_in_calais(bintou, statement=facts.eviction(date=month))
    api.link_events(acting=alma, kept=facts.event_of(own), absorbed=facts.event_of(shared), now=NOW)
    event = Event.objects.get(id=facts.event_of(own))
    assert (event.start, event.precision) == (month.start, Precision.MONTH)
    exact = facts.eviction_in_calais(bintou)
    api.link_events(acting=alma, kept=event.id, absorbed=facts.event_of(exact), now=NOW)
    assert Event.objects.get(id=event.id).start == facts.TODAY


def test_separated_events_are_not_proposed_again_unless_reopened(two: tuple[Acting, Acting]) -> None:
    alma, bintou = two
    first, second = facts.eviction_in_calais(alma), facts.eviction_in_calais(bintou)
    (proposal,) = api.proposals(alma)
    api.separate_events(acting=alma, first=facts.event_of(first), second=facts.event_of(second), now=NOW)
    api.edit_statement(
        acting=alma, statement_id=first, base_version=1, content=facts.eviction(summary="Relu."), now=NOW
    )
    assert api.proposals(alma) == []
    api.reopen_proposal(acting=alma, proposal_id=proposal.id, now=NOW)
    assert [p.id for p in api.proposals(alma)] == [proposal.id]


def test_who_may_not_link_or_does_not_see_is_refused(two: tuple[Acting, Acting]) -> None:
    alma, bintou = two
    first, second = (facts.event_of(facts.eviction_in_calais(who)) for who in (alma, bintou))
    observer = people.acting("iman", roles=[Role.OBSERVER])
    with pytest.raises(Denied):
        api.link_events(acting=observer, kept=first, absorbed=second, now=NOW)
    charlie = facts.outsider()
    for attempt in (
        lambda: api.link_events(acting=charlie, kept=first, absorbed=second, now=NOW),
        lambda: api.separate_events(acting=charlie, first=first, second=second, now=NOW),
        lambda: api.event(charlie, first),
    ):
        with pytest.raises(Missing):
            attempt()
    with pytest.raises(Invalid):
        api.link_events(acting=alma, kept=first, absorbed=first, now=NOW)
    assert SourceStatement.objects.values("event").distinct().count() == 2


def test_an_outsider_picks_nothing(two: tuple[Acting, Acting]) -> None:
    alma, bintou = two
    first, _ = facts.two_reports_one_event(alma, bintou)
    tally = persons(alma, first).reported[0].tally_id
    with pytest.raises(Missing):
        api.pick_tally(acting=facts.outsider(), event_id=facts.event_of(first), tally_id=tally, now=NOW)
