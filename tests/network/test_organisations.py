"""Organisations of the directory and the networks they belong to."""

from __future__ import annotations

import pytest

from tests.factories.network import TODAY, acting, acts, organisation
from vigie.journal.models import Entry
from vigie.kernel.api import Conflict, Denied, Invalid, Missing
from vigie.network.api import (
    OrganisationDraft,
    Relation,
    Role,
    change_organisation,
    create_organisation,
    join_network,
    leave_network,
    organisations,
    relation,
)
from vigie.network.api import organisation as find
from vigie.network.models import Person
from vigie.network.queries import DirectoryFilter, directory, memberships_in_force

pytestmark = pytest.mark.django_db
DRAFT = OrganisationDraft(slug="estran", name="Estran", zones=["calaisis"], domains=["sante"])


def again(told):
    """The same person, on the same day, with what holds by now."""
    return acts(Person.objects.get(id=told.actor), of=told.organisation_slug)


def test_the_house_enters_an_organisation_once(now):
    card = create_organisation(acting=None, draft=DRAFT, now=now)
    assert find("estran") == find(card.id) == card
    assert Entry.objects.get(verb="network.organisation_created").object_id == card.id
    with pytest.raises(Conflict):
        create_organisation(acting=None, draft=DRAFT, now=now)


def test_an_observer_enters_none_and_changes_nothing(now):
    odile = acting("odile", roles=[Role.OBSERVER])
    with pytest.raises(Denied):
        create_organisation(acting=odile, draft=DRAFT, now=now)
    with pytest.raises(Denied):
        change_organisation(acting=odile, draft=DRAFT, now=now)


def test_one_changes_only_ones_own(now):
    other = organisation("ailleurs", name="Ailleurs")
    change_organisation(acting=acting("alma"), draft=OrganisationDraft(slug="ailleurs", name="Nous"), now=now)
    assert find("lisiere").name == "Nous"
    assert find(other.id).name == "Ailleurs"


@pytest.fixture
def network():
    """Someone of a platform that uses the house."""
    organisation("reseau", kind="platform")
    return acting("paul", of="reseau")


def test_a_network_says_who_belongs_to_it(network, now):
    mine = acting("alma")
    for _again in range(2):
        join_network(acting=network, member=mine.organisation, network=network.organisation, starts=TODAY, now=now)
    assert [card.slug for card in memberships_in_force(TODAY, network.organisation)] == ["lisiere"]
    assert relation(again(mine), network.organisation) is Relation.NETWORK


def test_nobody_gives_themself_a_right_to_see(network, now):
    mine, charlie = acting("alma", roles=[Role.ADMIN]), acting("charlie", of="ailleurs", roles=[Role.ADMIN])
    for who in (mine, charlie):
        with pytest.raises(Denied):
            join_network(acting=who, member=who.organisation, network=network.organisation, starts=TODAY, now=now)
    assert memberships_in_force(TODAY, network.organisation) == []


def test_an_association_claims_no_members_and_does_not_call_itself_a_network(now):
    victim, charlie = acting("alma"), acting("charlie", of="ailleurs", roles=[Role.ADMIN])
    with pytest.raises(Invalid) as refused:
        join_network(acting=charlie, member=victim.organisation, network=charlie.organisation, starts=TODAY, now=now)
    assert refused.value.code == "network.no_network"
    for kind in ("platform", "federation"):
        draft = OrganisationDraft(slug="ailleurs", name="Ailleurs", kind=kind)
        with pytest.raises(Invalid) as refused:
            change_organisation(acting=charlie, draft=draft, now=now)
        assert refused.value.code == "network.kind_of_network"
    assert relation(again(charlie), victim.organisation) is Relation.STRANGER


@pytest.mark.parametrize("side", ["member", "network"])
def test_either_side_ends_a_membership_at_once_and_no_third(network, now, side):
    mine, charlie = acting("alma"), acting("charlie", of="ailleurs", roles=[Role.ADMIN])
    ours = {"member": mine.organisation, "network": network.organisation}
    join_network(acting=None, **ours, starts=TODAY, now=now)
    with pytest.raises(Denied):
        leave_network(acting=charlie, **ours, now=now)
    leave_network(acting={"member": mine, "network": network}[side], **ours, now=now)
    assert relation(again(mine), network.organisation) is Relation.STRANGER
    assert Entry.objects.filter(verb="network.left_network").count() == 1


def test_a_network_is_not_a_member_of_itself(network, now):
    with pytest.raises(Invalid):
        join_network(acting=None, member=network.organisation, network=network.organisation, starts=TODAY, now=now)


def test_the_directory_is_narrowed(now):
    create_organisation(acting=None, draft=DRAFT, now=now)
    organisation("ailleurs", zones=["bretagne"], domains=["sante", "abri"])
    narrowed = {
        ("text", "estr"): ["estran"],
        ("zone", "bretagne"): ["ailleurs"],
        ("domain", "sante"): ["ailleurs", "estran"],
        ("zone", "nulle-part"): [],
    }
    for (name, value), slugs in narrowed.items():
        assert [row.slug for row in directory(DirectoryFilter(**{name: value}))] == slugs


def test_who_uses_the_house(now):
    organisation("lisiere")
    organisation("muette", uses_vigie=False)
    assert [card.slug for card in organisations(using_vigie=True)] == ["lisiere"]
    with pytest.raises(Missing):
        find("nulle-part")
