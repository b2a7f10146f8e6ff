"""A link, for one person, once, for seven days; the house keeps only its digest."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.network import acting, acts, member, organisation
from vigie.journal.models import Entry
from vigie.kernel.api import ActorId, Conflict, Denied, Invalid, Missing
from vigie.network.api import (
    Role,
    accept_invitation,
    accept_invitation_as,
    come_back,
    invite,
    invite_back,
    open_house,
    read_invitation,
    withdraw_invitation,
)
from vigie.network.models import Invitation, Person

pytestmark = pytest.mark.django_db
GOOD = {"username": "bilal", "name": "Bilal", "password": "quatre mots pour la mer", "language": "fr"}
LATER = dt.timedelta(days=7)


@pytest.fixture
def coordinator():
    return acting("alma", roles=[Role.COORDINATOR])


@pytest.fixture
def token(coordinator, now):
    return invite(acting=coordinator, name="Bilal", roles=[Role.OBSERVER], now=now).token


def test_a_guest_comes_in_with_the_roles_of_the_invitation(token, coordinator, now):
    card = accept_invitation(token=token, **GOOD, now=now)
    person = Person.objects.get(id=card.id)
    joined = acts(person)
    assert (joined.organisation, joined.roles) == (coordinator.organisation, {Role.OBSERVER})
    assert person.charter_accepted_at is None
    assert person.check_password(GOOD["password"])


def test_the_token_is_nowhere_in_the_database(token):
    row = Invitation.objects.get()
    assert token not in str(vars(row))
    assert all(token not in str(vars(entry)) for entry in Entry.objects.all())


def test_it_serves_once(token, now):
    accept_invitation(token=token, **GOOD, now=now)
    with pytest.raises(Denied, match="invitation_used"):
        accept_invitation(token=token, **{**GOOD, "username": "carole"}, now=now)
    assert not Person.objects.filter(username="carole").exists()


def test_it_expires_to_the_second(token, now):
    assert read_invitation(token=token, now=now + LATER - dt.timedelta(seconds=1)).name == "Bilal"
    with pytest.raises(Denied, match="invitation_expired"):
        accept_invitation(token=token, **GOOD, now=now + LATER)


@pytest.mark.parametrize("wrong", ["", "x", "é\x00", "a" * 5000])
def test_a_wrong_link_is_nobodys(wrong, token, now):
    with pytest.raises(Missing):
        read_invitation(token=wrong, now=now)


def test_a_withdrawn_one_is_worth_nothing(token, coordinator, now):
    withdraw_invitation(acting=coordinator, invitation_id=Invitation.objects.get().id, now=now)
    with pytest.raises(Denied, match="invitation_expired"):
        accept_invitation(token=token, **GOOD, now=now)


def test_another_association_withdraws_nothing(token, now):
    stranger = acting("charlie", of="ailleurs")
    with pytest.raises(Missing):
        withdraw_invitation(acting=stranger, invitation_id=Invitation.objects.get().id, now=now)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"username": "bi"}, "bad_username"),
        ({"username": "bilal benali"}, "bad_username"),
        ({"username": "élan"}, "bad_username"),
        ({"username": "-bilal"}, "bad_username"),
        ({"username": "b" * 61}, "bad_username"),
        ({"name": "   "}, "no_name"),
        ({"password": "court"}, "weak_password"),
        ({"password": "1234567891234567"}, "weak_password"),
        ({"username": "bilal.de.la.mer", "password": "bilal.de.la.mer1"}, "weak_password"),
    ],
)
def test_what_will_not_do_is_refused_and_the_link_stays_good(token, now, change, code):
    with pytest.raises(Invalid, match=code):
        accept_invitation(token=token, **{**GOOD, **change}, now=now)
    assert accept_invitation(token=token, **GOOD, now=now).username == "bilal"


def test_a_sign_in_name_is_one_whatever_its_capitals(token, now):
    member("bilal", of="ailleurs")
    with pytest.raises(Conflict):
        accept_invitation(token=token, **{**GOOD, "username": "BILAL"}, now=now)


def test_someone_here_already_joins_as_themself(token, now):
    who = member("nour", of="ailleurs")
    accept_invitation_as(token=token, person_id=ActorId(who.id), now=now)
    assert acts(who).roles == {Role.OBSERVER}
    assert acts(who, of="ailleurs").roles == {Role.COORDINATOR}


def test_a_coordinator_makes_no_administrator_and_an_observer_invites_nobody(coordinator, now):
    with pytest.raises(Denied, match="role_not_yours"):
        invite(acting=coordinator, name="", roles=[Role.ADMIN], now=now)
    with pytest.raises(Denied, match="invite_people"):
        invite(acting=acting("odile", roles=[Role.OBSERVER]), name="", roles=[Role.OBSERVER], now=now)
    with pytest.raises(Invalid):
        invite(acting=coordinator, name="", roles=[], now=now)
    assert not Invitation.objects.exists()


def test_the_first_person_administers_and_the_door_closes_behind(now):
    first = open_house(organisation_name="La Lisière", slug="la-lisiere", now=now)
    again = open_house(organisation_name="La Lisière", slug="la-lisiere", now=now)
    with pytest.raises(Denied):
        read_invitation(token=first.token, now=now)
    card = accept_invitation(token=again.token, **GOOD, now=now)
    assert acts(Person.objects.get(id=card.id), of="la-lisiere").roles == {Role.ADMIN}
    with pytest.raises(Conflict):
        open_house(organisation_name="Autre", slug="autre", now=now)


def test_who_lost_a_password_comes_back_by_a_link_and_only_they(coordinator, now):
    odile = member("odile", roles=[Role.OBSERVER])
    made = invite_back(acting=coordinator, person_id=ActorId(odile.id), now=now)
    with pytest.raises(Denied, match="of_someone"):
        accept_invitation(token=made.token, **GOOD, now=now)
    come_back(token=made.token, password="une phrase toute neuve", now=now)
    odile.refresh_from_db()
    assert odile.check_password("une phrase toute neuve")
    with pytest.raises(Denied, match="invitation_used"):
        come_back(token=made.token, password="encore une autre phrase", now=now)


def test_a_guests_link_changes_nobodys_password(token, now):
    with pytest.raises(Missing):
        come_back(token=token, password="une phrase toute neuve", now=now)


def test_no_link_back_for_a_stranger_an_administrator_or_someone_who_acts_elsewhere(coordinator, now):
    stranger, admin, both = member("charlie", of="ailleurs"), member("dora", roles=[Role.ADMIN]), member("nour")
    member("nour", of="ailleurs")
    with pytest.raises(Missing):
        invite_back(acting=coordinator, person_id=ActorId(stranger.id), now=now)
    with pytest.raises(Denied, match="role_not_yours"):
        invite_back(acting=coordinator, person_id=ActorId(admin.id), now=now)
    with pytest.raises(Denied, match="acts_elsewhere"):
        invite_back(acting=coordinator, person_id=ActorId(both.id), now=now)


def test_every_step_leaves_a_trace(token, coordinator, now):
    accept_invitation(token=token, **GOOD, now=now)
    told = {(e.verb, e.organisation) for e in Entry.objects.all()}
    assert told == {("network.invited", coordinator.organisation), ("network.joined", coordinator.organisation)}
    assert organisation("lisiere").id == coordinator.organisation
