"""Several statements at once: what each association may read of them, what stands behind, how many queries it costs."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.factories import facts
from tests.factories.facts import coordinator, eviction_in_calais, exactly, neighbour, outsider, refused_network
from vigie.facts.api import counts_of, detail, event, orders_about, pick_tally, statements_of, supports_of
from vigie.facts.models import ActType, Order
from vigie.kernel.api import Count, Qualifier
from vigie.network.api import Acting, Audience
from vigie.network.models import Place

pytestmark = pytest.mark.django_db
TODAY = dt.date(2018, 1, 16)


@pytest.fixture(autouse=True)
def _world(db: None) -> None:
    facts.world_of_facts()


def test_each_reads_what_was_shared_with_them() -> None:
    bintou, alma = neighbour(), coordinator()
    shared, kept = eviction_in_calais(alma), refused_network(alma)
    wanted = [shared, kept, "rien"]
    assert set(statements_of(alma, wanted)) == {shared, kept}
    assert set(statements_of(bintou, wanted)) == {shared}
    assert statements_of(outsider(), wanted) == {}
    assert set(supports_of(bintou, wanted, today=TODAY)) == {shared}
    assert statements_of(alma, []) == supports_of(alma, [], today=TODAY) == {}


def test_counts_are_those_of_the_event_s_own_page() -> None:
    bintou, alma = neighbour(), coordinator()
    first, second = facts.two_reports_one_event(alma, bintou)
    cards = list(statements_of(alma, [first, second]).values())
    (told,) = counts_of(cards)[cards[0].event_id]
    assert (told.count, told.disputed) == (Count(30, Qualifier.MIN), True)
    assert {r.tally_id for r in told.reported} == {
        r.tally_id for r in event(alma, cards[0].event_id).counts[0].reported
    }
    picked = next(r for r in told.reported if r.count == exactly(45))
    pick_tally(acting=alma, event_id=cards[0].event_id, tally_id=picked.tally_id, now=NOW)
    (told,) = counts_of(cards)[cards[0].event_id]
    assert (told.count, told.picked) == (exactly(45), True)
    assert detail(alma, first, today=TODAY).event.counts[0].count == exactly(45)


def test_consents_are_those_that_hold() -> None:
    alma = coordinator()
    told = refused_network(alma)
    assert supports_of(alma, [told], today=TODAY)[told].consents == {"lawyer"}
    seen = eviction_in_calais(alma)
    assert not supports_of(alma, [seen], today=TODAY)[seen].testimony


def test_an_order_concerns_its_communes_its_zone_and_its_acts() -> None:
    alma = coordinator()
    calais = Place.objects.get(slug="calais")
    of_commune, of_zone = _order(alma, calais), _order(alma, calais.zone)
    found = orders_about(alma, places={"calais"}, acts={"BIE01"})
    assert {line.id for line in found} == {of_commune, of_zone}
    assert orders_about(alma, places={"calais"}, acts={"VIO01"}) == []
    assert orders_about(alma, places={"dunkerque"}, acts={"BIE01"}) == []
    assert orders_about(outsider(), places={"calais"}, acts={"BIE01"}) == []


def _order(acting: Acting, place: Place) -> str:
    row = Order.objects.create(
        organisation_id=acting.organisation,
        kind="decree",
        title="Arrêté inventé",
        dated=TODAY,
        audience=Audience.OWNER,
        created_at=NOW,
    )
    row.act_types.add(ActType.objects.get(code="BIE01"))
    row.places.add(place)
    return row.id


def test_many_cost_what_one_costs() -> None:
    alma = coordinator()
    ids = [refused_network(alma) for _ in range(3)]
    costs = []
    for wanted in (ids[:1], ids):
        with CaptureQueriesContext(connection) as captured:
            counts_of(list(statements_of(alma, wanted).values()))
            supports_of(alma, wanted, today=TODAY)
        costs.append(len(captured))
    assert costs[0] == costs[1]
