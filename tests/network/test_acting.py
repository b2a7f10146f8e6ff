"""Who acts for whom, on a given day, and how associations stand to each other."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.network import TODAY, acts, agreement_between, member, network_of, organisation
from vigie.kernel.api import SYSTEM, Missing, OrgId
from vigie.network.api import CapabilityCode, Relation, Role, acting_for, acting_system, person_names, relation

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - dt.timedelta(days=1)
TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture
def four():
    """An association, its partner by agreement, a peer of its network, a stranger."""
    home, partner, peer, stranger = (organisation(s) for s in ("lisiere", "partenaire", "voisine", "ailleurs"))
    network_of(home, peer)
    agreement_between(home, partner)
    return home, partner, peer, stranger


def test_four_relations(four):
    acting = acts(member("alma"))
    told = [relation(acting, OrgId(other.id)) for other in four]
    assert told == [Relation.OWNER, Relation.AGREEMENT, Relation.NETWORK, Relation.STRANGER]


def test_the_relation_is_the_same_from_the_other_side(four):
    home = OrgId(four[0].id)
    others = [acts(member(slug, of=slug), of=slug) for slug in ("partenaire", "voisine", "ailleurs")]
    assert [relation(a, home) for a in others] == [Relation.AGREEMENT, Relation.NETWORK, Relation.STRANGER]


@pytest.mark.parametrize(
    "terms",
    [
        {"signed_on": None},
        {"signed_on": TOMORROW},
        {"ends": YESTERDAY},
        {"starts": TOMORROW},
    ],
    ids=["unsigned", "signed tomorrow", "expired", "not begun"],
)
def test_an_agreement_that_is_not_in_force_binds_nobody(terms):
    home, other = organisation("lisiere"), organisation("partenaire")
    agreement_between(home, other, **terms)
    assert relation(acts(member("alma")), OrgId(other.id)) is Relation.STRANGER


@pytest.mark.parametrize("terms", [{"ends": TODAY}, {"starts": TODAY}, {"signed_on": TODAY}])
def test_an_agreement_holds_on_its_first_and_last_day(terms):
    home, other = organisation("lisiere"), organisation("partenaire")
    agreement_between(home, other, **terms)
    assert relation(acts(member("alma")), OrgId(other.id)) is Relation.AGREEMENT


def test_an_agreement_with_a_third_party_does_not_carry_over():
    home, partner, third = (organisation(s) for s in ("lisiere", "partenaire", "tierce"))
    agreement_between(home, partner)
    agreement_between(partner, third)
    assert relation(acts(member("alma")), OrgId(third.id)) is Relation.STRANGER


def test_a_peer_that_does_not_use_the_house_is_a_stranger_and_so_is_one_that_left():
    home, quiet, gone = organisation("lisiere"), organisation("muette", uses_vigie=False), organisation("partie")
    network = network_of(home, quiet, gone)
    network.members.filter(member=gone).update(ends=YESTERDAY)
    acting = acts(member("alma"))
    assert [relation(acting, OrgId(o.id)) for o in (quiet, gone)] == [Relation.STRANGER, Relation.STRANGER]


def test_roles_and_rights_hold_from_their_first_day_to_their_last():
    who = member(
        "alma", roles=[Role.OBSERVER], ends=TODAY, capabilities=[CapabilityCode.TRAINED, CapabilityCode.MEMBER]
    )
    assert acts(who).roles == {Role.OBSERVER}
    assert acts(who).collects_testimony
    with pytest.raises(Missing):
        acts(who, day=TOMORROW)
    with pytest.raises(Missing):
        acts(who, day=dt.date(2016, 8, 31))


def test_a_right_of_one_association_is_worth_nothing_in_another():
    who = member("alma", capabilities=[CapabilityCode.TRAINED, CapabilityCode.MEMBER])
    member("alma", of="voisine")
    assert acts(who, of="voisine").capabilities == frozenset()


def test_who_has_left_does_not_act():
    who = member("alma")
    who.is_active = False
    who.save()
    with pytest.raises(Missing):
        acts(who)


def test_someone_of_another_association_does_not_act_for_this_one():
    charlie = member("charlie", of="ailleurs")
    with pytest.raises(Missing):
        acting_for(person_id=charlie.id, organisation_id=organisation("lisiere").id, day=TODAY)


def test_the_house_acts_with_every_role_for_one_association():
    organisation("lisiere")
    acting = acting_system(organisation="lisiere", day=TODAY)
    assert (acting.actor, acting.roles) == (SYSTEM, frozenset(Role))
    with pytest.raises(Missing):
        acting_system(organisation="nulle-part", day=TODAY)


def test_names_of_people_and_of_the_house():
    alma = member("alma")
    assert person_names([alma.id, SYSTEM, "gone"]) == {alma.id: "Alma", SYSTEM: "Vigie"}
