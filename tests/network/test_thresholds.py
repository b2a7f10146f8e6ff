"""Before any page: the charter, the page that opens the house, the second factor where it is required."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.network import TODAY, acting, member, organisation, person
from vigie.journal.models import Entry
from vigie.kernel.api import Denied, Refusals
from vigie.network import hooks
from vigie.network.api import Role, SetUpDraft, complete_setup, save_setup, set_up_complete
from vigie.network.models import Person, RoleGrant, SetUp

pytestmark = pytest.mark.django_db
FILLED = SetUpDraft("Lisière", "Convention de 2016", "droits@lisiere.example", "Lisière", "Nous ne jugeons pas.")


@pytest.fixture(autouse=True)
def _today(moved_clock):
    """The clock stands still."""


@pytest.fixture
def two_keyholders(monkeypatch):
    """A vault that counts two keyholders in every association."""
    monkeypatch.setattr(hooks, "_counts", [lambda organisation: 2])


def browser(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def newcomer(*roles: Role) -> Person:
    who = person("nour", charter=False)
    RoleGrant.objects.bulk_create(
        RoleGrant(person=who, organisation=organisation("lisiere"), role=r, starts=TODAY) for r in roles
    )
    return who


@pytest.mark.parametrize("name", ["desk:home", "network:directory", "network:people", "vault:keys"])
def test_nothing_before_the_charter(name):
    answer = browser(newcomer(Role.OBSERVER)).get(reverse(name))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("charter"))


def test_nothing_is_done_either():
    answer = browser(newcomer(Role.COORDINATOR)).post(reverse("network:invite"), {"name": "x", "roles": ["observer"]})
    assert answer.url.startswith(reverse("charter"))
    assert not Entry.objects.exists()


def test_the_charter_is_accepted_once_and_one_goes_on_where_one_was_going():
    who = newcomer(Role.OBSERVER)
    seen = browser(who)
    assert seen.post(reverse("charter"), {"next": reverse("network:people")}).url == reverse("network:people")
    seen.post(reverse("charter"))
    assert Entry.objects.filter(verb="network.charter_accepted").count() == 1
    assert seen.get(reverse("network:people")).status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
@pytest.mark.parametrize("page", ["charter", "choose_organisation"])
def test_nobody_is_sent_outside(page, elsewhere):
    who = member("alma")
    data = {"next": elsewhere, "organisation": organisation("lisiere").id}
    assert browser(who).post(reverse(page), data).url == reverse("desk:home")


def test_language_account_and_leaving_come_before_the_charter():
    seen = browser(newcomer(Role.OBSERVER))
    assert seen.get(reverse("account")).status_code == 200
    assert seen.get(reverse("switch_person")).status_code == 200
    assert seen.post(reverse("ui:language"), {"language": "en", "next": "/"}).status_code == 302


@pytest.mark.house_closed
@pytest.mark.parametrize("name", ["desk:home", "network:directory", "network:agreements", "network:journal"])
def test_until_the_house_opens_administrators_see_its_page_and_others_wait(name):
    admin, odile = member("alma", roles=[Role.ADMIN]), member("odile", roles=[Role.OBSERVER])
    assert browser(admin).get(reverse(name)).url == reverse("network:setup")
    assert browser(odile).get(reverse(name)).status_code == 503
    assert browser(odile).get(reverse("network:setup")).status_code == 403


@pytest.mark.house_closed
def test_what_is_needed_to_open_it_can_be_done(two_keyholders):
    admin = member("alma", roles=[Role.ADMIN])
    seen = browser(admin)
    for name in ("network:people", "network:invite", "vault:keys", "network:setup"):
        assert seen.get(reverse(name)).status_code == 200
    data = {
        "controller": "L",
        "joint_agreement": "aucun",
        "rights_contact": "d@l.example",
        "host": "L",
        "charter": "Un.",
    }
    assert seen.post(reverse("network:setup"), {**data, "open": "1"}).url == reverse("desk:home")
    assert seen.get(reverse("network:directory")).status_code == 200
    assert set_up_complete()
    told = browser(newcomer(Role.OBSERVER)).get(reverse("charter")).content.decode()
    assert "<li>Un.</li>" in told


@pytest.mark.house_closed
@pytest.mark.parametrize("missing", ["controller", "joint_agreement", "rights_contact", "host", "charter"])
def test_it_does_not_open_while_something_is_missing(missing, now):
    from dataclasses import replace

    mine = acting("alma", roles=[Role.ADMIN])
    with pytest.raises(Refusals) as told:
        complete_setup(acting=mine, draft=replace(FILLED, **{missing: "  "}), keyholders=2, now=now)
    assert [refusal.field for refusal in told.value.refusals] == [missing]
    assert not set_up_complete()


@pytest.mark.house_closed
@pytest.mark.parametrize("keyholders", [0, 1])
def test_it_does_not_open_with_fewer_than_two_keyholders(keyholders, now):
    with pytest.raises(Refusals) as told:
        complete_setup(acting=acting("alma", roles=[Role.ADMIN]), draft=FILLED, keyholders=keyholders, now=now)
    assert [refusal.code for refusal in told.value.refusals] == ["network.setup_keyholders"]
    assert not set_up_complete()


@pytest.mark.house_closed
def test_what_was_typed_is_kept_when_it_does_not_open(two_keyholders):
    seen = browser(member("alma", roles=[Role.ADMIN]))
    shown = seen.post(reverse("network:setup"), {"controller": "Lisière", "open": "1"})
    assert sorted(shown.context["form"].errors) == ["charter", "host", "joint_agreement", "rights_contact"]
    assert SetUp.objects.get().controller == "Lisière"
    assert not set_up_complete()


@pytest.mark.house_closed
def test_only_administrators_open_it(now):
    odile = acting("odile", roles=[Role.COORDINATOR, Role.DATA_PROTECTION])
    with pytest.raises(Denied):
        complete_setup(acting=odile, draft=FILLED, keyholders=2, now=now)
    with pytest.raises(Denied):
        save_setup(acting=odile, draft=FILLED, now=now)


@pytest.mark.house_closed
def test_an_invented_world_needs_no_such_page(monkeypatch):
    monkeypatch.setenv("VIGIE_WORLD", "demo")
    assert set_up_complete()


def test_an_administrator_without_second_factor_is_led_to_one():
    who = member("alma", roles=[Role.ADMIN], protected=False)
    answer = browser(who).get(reverse("network:people"))
    assert answer.url.startswith(reverse("mfa_index"))


def test_a_rule_from_above_requires_it_of_others_too(monkeypatch):
    who = member("odile", roles=[Role.JURISTE])
    assert browser(who).get(reverse("network:people")).status_code == 200
    monkeypatch.setattr(hooks, "_rules", [lambda acting: acting.actor == who.id])
    assert browser(who).get(reverse("network:people")).url.startswith(reverse("mfa_index"))


def test_where_everything_is_invented_nobody_must(monkeypatch):
    who = member("alma", roles=[Role.ADMIN], protected=False)
    monkeypatch.setenv("VIGIE_WORLD", "demo")
    assert browser(who).get(reverse("network:people")).status_code == 200
