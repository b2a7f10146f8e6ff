"""Orders and practices: written, seen as far as shared, corrected without overwriting, binned and brought back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from tests.factories.browsing import signed_in
from vigie.facts.api import OrderDraft, OrderFilter, delete_order, edit_order, order, orders, restore_order, write_order
from vigie.facts.models import Order
from vigie.kernel.api import Denied, Invalid, Missing
from vigie.network.api import Acting, Audience, Role

TODAY = NOW.date()
DECREE = OrderDraft(
    "decree",
    "Arrêté interdisant les distributions",
    places=("calais",),
    acts=("EXP01",),
    authority="Préfecture",
    dated=dt.date(2018, 1, 9),
    notified_on=dt.date(2018, 1, 10),
    in_force_until=dt.date(2018, 2, 1),
    audience=Audience.NETWORK,
    invented=True,
)


def test_it_is_seen_as_far_as_shared_and_its_appeal_is_computed(alma: Acting) -> None:
    shared = write_order(acting=alma, draft=DECREE, now=NOW)
    own = write_order(
        acting=alma, draft=replace(DECREE, audience=Audience.OWNER, notified_on=None, title="Autre"), now=NOW
    )
    assert {card.id for card in orders(alma)} == {shared, own}
    assert order(alma, shared).appeal_until == dt.date(2018, 3, 10)
    assert order(alma, own).unknown_start
    assert order(alma, own).appeal_until is None
    neighbour = facts.neighbour()
    assert [card.id for card in orders(neighbour)] == [shared]
    with pytest.raises(Missing):
        order(neighbour, own)
    stranger = facts.outsider()
    assert orders(stranger) == []
    with pytest.raises(Missing):
        edit_order(acting=neighbour, order_id=shared, base=DECREE, base_version=1, draft=DECREE, now=NOW)


def test_a_list_is_filtered(alma: Acting) -> None:
    kept = write_order(acting=alma, draft=DECREE, now=NOW)
    write_order(acting=alma, draft=OrderDraft("practice", "Confiscations", places=("marck",)), now=NOW)
    for where in (
        OrderFilter(text="ARRETE distributions"),
        OrderFilter(kind="decree"),
        OrderFilter(place="calais"),
        OrderFilter(act="EXP01"),
    ):
        assert [card.id for card in orders(alma, where)] == [kept]
    assert len(orders(alma, OrderFilter(in_force_on=dt.date(2018, 2, 2)))) == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "order_title"),
        ({"kind": "edict"}, "code_unknown"),
        ({"dated": TODAY + dt.timedelta(days=1), "notified_on": None}, "date_future"),
        ({"in_force_from": dt.date(2018, 3, 1)}, "order_dates"),
        ({"notified_on": dt.date(2018, 1, 1)}, "order_notified"),
        ({"acts": ("RIEN",)}, "act_unknown"),
        ({"url": "javascript:alert(1)"}, "order_url"),
    ],
)
def test_what_cannot_be_is_refused(alma: Acting, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        write_order(acting=alma, draft=replace(DECREE, **changes), now=NOW)
    assert not Order.objects.exists()


def test_an_observer_keeps_no_orders(alma: Acting) -> None:
    observer = people.acting("odile", roles=[Role.OBSERVER])
    with pytest.raises(Denied):
        write_order(acting=observer, draft=DECREE, now=NOW)
    assert orders(observer) == []
    assert alma.name


def typed(page: Any, **changes: Any) -> dict[str, Any]:
    form = page.context["form"]
    return {bound.html_name: bound.value() for bound in form if bound.value() not in (None, "")} | changes


def test_two_corrections_meet_and_nothing_is_lost(alma: Acting, moved_clock: object) -> None:
    written = write_order(acting=alma, draft=DECREE, now=NOW)
    client, address = signed_in(alma), reverse("facts:edit_order", args=[written])
    mine, theirs = client.get(address), client.get(address)
    assert client.post(address, typed(theirs, title="Leur titre")).status_code == 302
    assert client.post(address, typed(mine, reference="18-1")).status_code == 302  # another field: put together
    assert (order(alma, written).title, order(alma, written).reference) == ("Leur titre", "18-1")
    answer = client.post(address, typed(mine, title="Mon titre"))
    assert answer.status_code == 409
    assert "Leur titre" in answer.content.decode()
    assert "Mon titre" in answer.content.decode()
    assert client.post(address, typed(answer, title="Mon titre")).status_code == 302
    assert order(alma, written).title == "Mon titre"
    assert client.post(address, typed(mine, title="X", held="forgé")).status_code == 400


def test_pages_are_drawn_and_the_bin_gives_back(alma: Acting, moved_clock: object) -> None:
    client = signed_in(alma)
    assert "Aucun arrêté" in client.get(reverse("facts:orders")).content.decode()
    written = write_order(acting=alma, draft=replace(DECREE, notified_on=None, text="Texte."), now=NOW)
    for address in (reverse("facts:orders"), reverse("facts:order", args=[written]), reverse("facts:new_order")):
        assert client.get(address).status_code == 200
    assert "court peut-être déjà" in client.get(reverse("facts:order", args=[written])).content.decode()
    client.post(reverse("facts:delete_order", args=[written]))
    assert orders(alma) == []
    assert "À la corbeille" in client.get(reverse("facts:orders")).content.decode()
    restore_order(acting=alma, order_id=written, now=NOW)
    delete_order(acting=alma, order_id=written, now=NOW)
    client.post(reverse("facts:restore_order", args=[written]))
    assert len(orders(alma)) == 1
