"""Roles and rights given and taken, charges handed over, departures."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.network import TODAY, acting, acts, member
from vigie.journal.models import Entry, Notification
from vigie.kernel.api import ActorId, Conflict, Denied, Invalid, Missing
from vigie.network.api import (
    CapabilityCode,
    Role,
    add_responsibility,
    colleagues,
    end_capability,
    end_role,
    grant_capability,
    grant_role,
    hand_over,
    open_responsibilities,
    person_leaves,
)
from vigie.network.models import Capability, Person, RoleGrant

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return acting("alma", roles=[Role.ADMIN])


@pytest.fixture
def odile():
    return member("odile", roles=[Role.OBSERVER])


def test_a_role_is_given_once_and_told_to_whom_it_concerns(admin, odile, now):
    for _again in range(2):
        grant_role(acting=admin, person_id=ActorId(odile.id), role=Role.JURISTE, now=now)
    assert acts(odile).roles == {Role.OBSERVER, Role.JURISTE}
    assert RoleGrant.objects.filter(person=odile).count() == 2
    assert [n.code for n in Notification.objects.filter(person=odile.id)] == ["network.role_granted"]


@pytest.mark.parametrize("since", [dt.date(2017, 1, 1), TODAY])
def test_a_role_that_is_taken_ends_at_once(admin, now, since):
    odile = member("odile", roles=[Role.OBSERVER, Role.JURISTE], starts=since)
    end_role(acting=admin, person_id=ActorId(odile.id), role=Role.JURISTE, now=now)
    assert acts(odile).roles == {Role.OBSERVER}
    assert Entry.objects.filter(verb="network.role_ended", object_id=odile.id).count() == 1


def test_the_last_administrator_stays_one(admin, now):
    me = admin.actor
    with pytest.raises(Conflict):
        end_role(acting=admin, person_id=me, role=Role.ADMIN, now=now)
    with pytest.raises(Conflict):
        person_leaves(acting=admin, person_id=me, now=now)
    member("dora", roles=[Role.ADMIN])
    end_role(acting=admin, person_id=me, role=Role.ADMIN, now=now)
    with pytest.raises(Missing):
        acts(Person.objects.get(id=me))


def test_an_outsider_touches_nobody_here(odile, now):
    charlie = acting("charlie", of="ailleurs", roles=[Role.ADMIN])
    here = ActorId(odile.id)
    attempts = [
        lambda: grant_role(acting=charlie, person_id=here, role=Role.OBSERVER, now=now),
        lambda: end_role(acting=charlie, person_id=here, role=Role.OBSERVER, now=now),
        lambda: grant_capability(acting=charlie, person_id=here, code=CapabilityCode.TRAINED, now=now),
        lambda: end_capability(acting=charlie, person_id=here, code=CapabilityCode.TRAINED, now=now),
        lambda: add_responsibility(acting=charlie, person_id=here, kind="other", label="clés", now=now),
        lambda: person_leaves(acting=charlie, person_id=here, now=now),
    ]
    for attempt in attempts:
        with pytest.raises(Missing):
            attempt()
    assert acts(odile).roles == {Role.OBSERVER}


def test_an_observer_gives_and_takes_nothing(odile, now):
    mine = acts(odile)
    with pytest.raises(Denied):
        grant_role(acting=mine, person_id=mine.actor, role=Role.COORDINATOR, now=now)
    with pytest.raises(Denied):
        grant_capability(acting=mine, person_id=mine.actor, code=CapabilityCode.TRAINED, now=now)
    with pytest.raises(Denied):
        person_leaves(acting=mine, person_id=mine.actor, now=now)


def test_a_coordinator_cannot_raise_themself(now):
    mine = acting("carole", roles=[Role.COORDINATOR])
    with pytest.raises(Denied, match="role_not_yours"):
        grant_role(acting=mine, person_id=mine.actor, role=Role.ADMIN, now=now)


def test_a_dated_right_opens_testimony_until_its_last_day(admin, odile, now):
    who = ActorId(odile.id)
    grant_capability(acting=admin, person_id=who, code=CapabilityCode.MEMBER, now=now)
    grant_capability(acting=admin, person_id=who, code=CapabilityCode.TRAINED, ends=TODAY, now=now)
    assert acts(odile).collects_testimony
    assert not acts(odile, day=TODAY + dt.timedelta(days=1)).collects_testimony
    end_capability(acting=admin, person_id=who, code=CapabilityCode.MEMBER, now=now)
    assert not acts(odile).collects_testimony
    assert not Capability.objects.filter(code=CapabilityCode.MEMBER).exists()


def test_a_charge_is_handed_over_and_a_departure_lists_what_is_left(admin, odile, now):
    keys = add_responsibility(acting=admin, person_id=ActorId(odile.id), kind="other", label="clés du local", now=now)
    add_responsibility(acting=admin, person_id=ActorId(odile.id), kind="other", label="messagerie", now=now)
    hand_over(acting=acts(odile), responsibility_id=keys, to=admin.actor, now=now)
    left = person_leaves(acting=admin, person_id=ActorId(odile.id), now=now)
    assert [card.label for card in left] == ["messagerie"]
    mine = open_responsibilities(person_id=admin.actor, organisation=admin.organisation)
    assert [card.label for card in mine] == ["clés du local"]
    odile.refresh_from_db()
    assert not odile.is_active
    assert {card.name for card in colleagues(admin.organisation, day=TODAY)} == {"Alma"}


def test_who_leaves_one_association_stays_in_the_other(admin, odile, now):
    member("odile", of="ailleurs")
    person_leaves(acting=admin, person_id=ActorId(odile.id), now=now)
    odile.refresh_from_db()
    assert odile.is_active
    assert acts(odile, of="ailleurs").roles == {Role.COORDINATOR}


def test_a_charge_goes_to_a_colleague_and_never_outside(admin, odile, now):
    keys = add_responsibility(acting=admin, person_id=ActorId(odile.id), kind="other", label="clés", now=now)
    charlie = acting("charlie", of="ailleurs", roles=[Role.ADMIN])
    with pytest.raises(Missing):
        hand_over(acting=admin, responsibility_id=keys, to=charlie.actor, now=now)
    with pytest.raises(Missing):
        hand_over(acting=charlie, responsibility_id=keys, to=charlie.actor, now=now)


def test_colleagues_cost_the_same_for_one_and_three(admin, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert len(colleagues(admin.organisation, day=TODAY)) == 1
    member("odile")
    member("bilal", capabilities=[CapabilityCode.TRAINED])
    with django_assert_num_queries(3):
        assert len(colleagues(admin.organisation, day=TODAY)) == 3


@pytest.mark.parametrize("ends", [dt.date.min, TODAY - dt.timedelta(days=1)])
def test_a_right_does_not_end_before_it_starts(admin, odile, now, ends):
    with pytest.raises(Invalid) as told:
        grant_capability(acting=admin, person_id=odile.id, code=CapabilityCode.TRAINED, ends=ends, now=now)
    assert (told.value.code, told.value.field) == ("network.ended_already", "ends")
