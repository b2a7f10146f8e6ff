"""Belonging to a network: nobody is made a member without a word of theirs, and either side ends it."""

from __future__ import annotations

import pytest

from tests.factories.network import TODAY, acting, acts, organisation
from vigie.journal.api import history, notifications, recent
from vigie.kernel.api import Conflict, Denied, Invalid, Missing
from vigie.network.actions.memberships import (
    accept_membership,
    join_network,
    leave_network,
    offer_membership,
    refuse_membership,
    reopen_membership,
    withdraw_membership_offer,
)
from vigie.network.api import Relation, Role, relation
from vigie.network.models import MembershipOffer, Person
from vigie.network.queries import memberships_in_force

pytestmark = pytest.mark.django_db


def again(told):
    """The same person, on the same day, with what holds by now."""
    return acts(Person.objects.get(id=told.actor), of=told.organisation_slug)


def left_for(who):
    """The codes of what was left for a person."""
    return [card.code for card in notifications(person=who.actor)]


def members(network):
    return [card.slug for card in memberships_in_force(TODAY, network.organisation)]


@pytest.fixture
def network():
    """Someone of a platform that uses the house."""
    organisation("reseau", kind="platform")
    return acting("paul", of="reseau")


@pytest.fixture
def mine():
    return acting("alma")


def test_an_offer_changes_nothing_before_it_is_accepted(network, mine, now):
    offers = {offer_membership(acting=network, member=mine.organisation, now=now) for _again in range(2)}
    assert len(offers) == 1
    assert members(network) == []
    assert relation(again(mine), network.organisation) is Relation.STRANGER
    assert relation(again(network), mine.organisation) is Relation.STRANGER
    assert left_for(mine) == ["network.membership_offered"]
    assert accept_membership(acting=mine, offer_id=offers.pop(), now=now) == network.organisation
    assert members(network) == ["lisiere"]
    assert relation(again(network), mine.organisation) is Relation.NETWORK
    assert left_for(network) == ["network.membership_accepted"]


def test_each_side_reads_it_in_its_journal_and_not_the_name_of_the_other(network, mine, now):
    offer = offer_membership(acting=network, member=mine.organisation, now=now)
    accept_membership(acting=mine, offer_id=offer, now=now)
    for side, other in ((mine, network), (network, mine)):
        told = {entry.verb: entry for entry in recent(organisation=side.organisation)}
        assert {"network.membership_offered", "network.joined_network"} <= set(told)
        assert other.actor not in {entry.actor for entry in told.values()}
    assert len(history(kind="membership_offer", object_id=offer)) == 2


def test_a_refusal_is_told_and_may_be_taken_back(network, mine, now):
    offer = offer_membership(acting=network, member=mine.organisation, now=now)
    refuse_membership(acting=mine, offer_id=offer, now=now)
    assert members(network) == []
    assert left_for(network) == ["network.membership_refused"]
    with pytest.raises(Missing):
        accept_membership(acting=mine, offer_id=offer, now=now)
    reopen_membership(acting=mine, offer_id=offer, now=now)
    accept_membership(acting=mine, offer_id=offer, now=now)
    assert members(network) == ["lisiere"]


def test_a_refusal_is_not_taken_back_under_a_newer_offer(network, mine, now):
    first = offer_membership(acting=network, member=mine.organisation, now=now)
    refuse_membership(acting=mine, offer_id=first, now=now)
    offer_membership(acting=network, member=mine.organisation, now=now)
    with pytest.raises(Conflict):
        reopen_membership(acting=mine, offer_id=first, now=now)


def test_the_network_takes_an_offer_back(network, mine, now):
    offer = offer_membership(acting=network, member=mine.organisation, now=now)
    withdraw_membership_offer(acting=network, offer_id=offer, now=now)
    with pytest.raises(Missing):
        accept_membership(acting=mine, offer_id=offer, now=now)
    assert MembershipOffer.objects.get().answer == "withdrawn"


def test_nobody_answers_for_another_nor_without_the_right(network, mine, now):
    offer = offer_membership(acting=network, member=mine.organisation, now=now)
    charlie, odile = acting("charlie", of="ailleurs", roles=[Role.ADMIN]), acting("odile", roles=[Role.OBSERVER])
    for answer in (accept_membership, refuse_membership, reopen_membership, withdraw_membership_offer):
        with pytest.raises(Missing):
            answer(acting=charlie, offer_id=offer, now=now)
        with pytest.raises(Denied):
            answer(acting=odile, offer_id=offer, now=now)
    with pytest.raises(Missing):
        accept_membership(acting=network, offer_id=offer, now=now)
    with pytest.raises(Missing):
        withdraw_membership_offer(acting=mine, offer_id=offer, now=now)
    assert members(network) == []


def test_only_a_network_offers_and_only_to_whom_can_answer(network, mine, now):
    charlie = acting("charlie", of="ailleurs", roles=[Role.ADMIN])
    silent = organisation("muette", uses_vigie=False)
    refused = {
        "network.no_network": (charlie, mine.organisation),
        "network.member_of_itself": (network, network.organisation),
        "network.nobody_to_accept": (network, silent.id),
    }
    for code, (who, member) in refused.items():
        with pytest.raises(Invalid) as told:
            offer_membership(acting=who, member=member, now=now)
        assert told.value.code == code
    join_network(member=mine.organisation, network=network.organisation, starts=TODAY, now=now)
    with pytest.raises(Conflict):
        offer_membership(acting=network, member=mine.organisation, now=now)


@pytest.mark.parametrize("side", ["member", "network"])
def test_either_side_ends_a_membership_at_once_and_no_third(network, mine, now, side):
    charlie = acting("charlie", of="ailleurs", roles=[Role.ADMIN])
    ours = {"member": mine.organisation, "network": network.organisation}
    for _again in range(2):
        join_network(**ours, starts=TODAY, now=now)
    with pytest.raises(Denied):
        leave_network(acting=charlie, **ours, now=now)
    sides = {"member": mine, "network": network}
    leave_network(acting=sides.pop(side), **ours, now=now)
    assert relation(again(mine), network.organisation) is Relation.STRANGER
    (other,) = sides.values()
    assert left_for(other) == ["network.membership_ended"]


def test_a_network_is_not_a_member_of_itself(network, now):
    with pytest.raises(Invalid):
        join_network(member=network.organisation, network=network.organisation, starts=TODAY, now=now)
