"""Who reaches the pages of facts: one's own, a partner, the network, a stranger."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import NOW
from tests.factories import facts
from tests.factories.browsing import signed_in
from tests.factories.facts import coordinator, eviction_in_calais, minor_testimony, neighbour, outsider, refused_network
from vigie.facts.actions.recording import record_shifts
from vigie.facts.api import ShiftDraft
from vigie.network.api import Role

pytestmark = pytest.mark.django_db
PAGES = ("statements", "chronology", "map", "figures", "shifts", "sites", "vocabulary")


@pytest.fixture(autouse=True)
def _world(db: None, moved_clock: object) -> None:
    facts.world_of_facts()


@pytest.mark.parametrize("name", PAGES)
def test_whoever_is_signed_in_sees_the_pages(name: str) -> None:
    eviction_in_calais(coordinator())
    answer = signed_in(facts.people.acting("odile", of="lisiere", roles=[Role.OBSERVER])).get(reverse(f"facts:{name}"))
    assert answer.status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_whoever_is_not_signed_in_sees_none(name: str) -> None:
    answer = Client().get(reverse(f"facts:{name}"))
    assert answer.status_code == 302
    assert "/compte/login/" in answer.headers["Location"]


def test_a_stranger_gets_404_and_an_empty_list() -> None:
    statement = eviction_in_calais(coordinator())
    client = signed_in(outsider())
    assert client.get(reverse("facts:statement", args=[statement])).status_code == 404
    assert client.get(reverse("facts:edit", args=[statement])).status_code == 404
    assert client.get(reverse("facts:event", args=[facts.event_of(statement)])).status_code == 404
    assert client.post(reverse("facts:verify", args=[statement]), {"verification": "recoupe"}).status_code == 404
    assert client.post(reverse("facts:delete", args=[statement])).status_code == 404
    assert statement not in client.get(reverse("facts:statements")).content.decode()


def test_the_network_reads_what_is_shared_and_changes_nothing() -> None:
    statement = eviction_in_calais(coordinator())
    client = signed_in(neighbour())
    page = client.get(reverse("facts:statement", args=[statement]))
    assert page.status_code == 200
    assert reverse("facts:edit", args=[statement]) not in page.content.decode()
    assert client.get(reverse("facts:edit", args=[statement])).status_code == 404
    assert client.post(reverse("facts:verify", args=[statement]), {"verification": "recoupe"}).status_code == 404


@pytest.mark.parametrize("make", [refused_network, minor_testimony])
def test_what_consent_or_age_keeps_home_is_not_found_elsewhere(make: object) -> None:
    statement = make(coordinator())  # type: ignore[operator]
    assert signed_in(neighbour()).get(reverse("facts:statement", args=[statement])).status_code == 404


@pytest.mark.parametrize(
    ("name", "role", "status"),
    [
        ("new", Role.OBSERVER, 200),
        ("new", Role.COMMUNICATION, 403),
        ("export", Role.OBSERVER, 403),
        ("export", Role.COMMUNICATION, 200),
        ("bin", Role.OBSERVER, 403),
        ("bin", Role.COORDINATOR, 200),
        ("minors", Role.COORDINATOR, 403),
        ("minors", Role.CHILD_REFERENT, 200),
        ("new_shift", Role.COMMUNICATION, 403),
        ("new_site", Role.OBSERVER, 200),
    ],
)
def test_a_page_asks_for_its_permission(name: str, role: Role, status: int) -> None:
    client = signed_in(facts.people.acting("odile", of="lisiere", roles=[role]))
    assert client.get(reverse(f"facts:{name}")).status_code == status


def test_who_may_not_code_has_nothing_to_tick() -> None:
    eviction_in_calais(coordinator())
    page = signed_in(facts.people.acting("odile", of="lisiere", roles=[Role.OBSERVER])).get(reverse("facts:statements"))
    assert 'name="statement"' not in page.content.decode()


def test_lists_cost_the_same_at_one_row_and_at_three() -> None:
    alma = coordinator()
    client = signed_in(alma)
    costs = []
    for rows in (1, 3):
        while client.get(reverse("facts:statements")).context["page"].total < rows:
            eviction_in_calais(alma, statement=facts.eviction(place="marck"))
        pages = ("statements", "chronology", "map", "figures")
        costs += [(rows, name, _cost(client, reverse(f"facts:{name}"))) for name in pages]
    one = {name: cost for rows, name, cost in costs if rows == 1}
    three = {name: cost for rows, name, cost in costs if rows == 3}
    assert one == three


def _cost(client: Client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_two_minors_under_one_pseudonym_are_two_and_cost_no_more_than_one() -> None:
    alma = coordinator()
    referent = signed_in(facts.people.acting("rosa", of="lisiere", roles=[Role.CHILD_REFERENT]))
    minor_testimony(alma)
    one = _cost(referent, reverse("facts:minors"))
    minor_testimony(alma)
    assert _cost(referent, reverse("facts:minors")) == one
    waiting = referent.get(reverse("facts:minors")).context["waiting"]
    assert [(card.pseudonym, len(card.statements)) for card, _consents, _age in waiting] == [("Nour", 1), ("Nour", 1)]


def test_tournees_are_paged_and_none_is_silently_left_out(django_assert_max_num_queries: object) -> None:
    alma = coordinator()
    record_shifts(acting=alma, drafts=[ShiftDraft(facts.TODAY, ("calais",)) for _number in range(120)], now=NOW)
    record_shifts(acting=neighbour(), drafts=[ShiftDraft(facts.TODAY, ("calais",))], now=NOW)
    client, listed = signed_in(alma), reverse("facts:shifts")
    answer = client.get(listed)
    pages = answer.context["page"].pages
    seen = sum(len(client.get(listed, {"page": number}).context["shifts"]) for number in range(1, pages + 1))
    assert pages > 1
    assert seen == answer.context["page"].total >= 120
    assert "120" in client.get(listed).content.decode()
    assert client.get(listed, {"page": "zut"}).status_code == 200
    assert list(signed_in(outsider()).get(listed).context["shifts"]) == []
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        client.get(listed)
