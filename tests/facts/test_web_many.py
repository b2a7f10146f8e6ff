"""Several statements at once in the pages of facts: mark, throw away, take back, link two into one event."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.factories import facts
from tests.factories.browsing import signed_in
from tests.factories.facts import (
    eviction,
    eviction_in_calais,
    exactly,
    neighbour,
    outsider,
)
from vigie.facts.models import Event, SourceStatement, Tally
from vigie.network.api import Acting, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moved_clock")]


def test_ticked_statements_are_marked_and_it_is_undone(alma: Acting) -> None:
    ids = [eviction_in_calais(alma), eviction_in_calais(alma, statement=eviction(place="marck"))]
    client = signed_in(alma)
    answer = client.post(reverse("facts:bulk"), {"statement": ids, "what": "recoupe"}, follow=True)
    assert set(SourceStatement.objects.values_list("verification", flat=True)) == {"recoupe"}
    page = answer.content.decode()
    assert "2 récits marqués." in page
    assert client.post(undo_in(page)).status_code == 302
    assert set(SourceStatement.objects.values_list("verification", flat=True)) == {"relu"}


def test_the_bin_gives_back(alma: Acting) -> None:
    statement = eviction_in_calais(alma)
    client = signed_in(alma)
    page = client.post(reverse("facts:bulk"), {"statement": [statement], "what": "bin"}, follow=True).content.decode()
    assert client.get(reverse("facts:statement", args=[statement])).status_code == 404
    client.post(undo_in(page))
    assert client.get(reverse("facts:statement", args=[statement])).status_code == 200
    client.post(reverse("facts:delete", args=[statement]))
    assert "30 jours" in client.get(reverse("facts:bin")).content.decode()
    client.post(reverse("facts:restore"), {"statement": [statement]})
    assert client.get(reverse("facts:statement", args=[statement])).status_code == 200


def test_nobody_else_takes_back_what_i_did(alma: Acting) -> None:
    page = (
        signed_in(alma)
        .post(reverse("facts:bulk"), {"statement": [eviction_in_calais(alma)], "what": "bin"}, follow=True)
        .content.decode()
    )
    assert signed_in(outsider()).post(undo_in(page)).status_code == 404


def test_an_observer_marks_nothing(alma: Acting) -> None:
    statement = eviction_in_calais(alma)
    client = signed_in(facts.people.acting("odile", of="lisiere", roles=[Role.OBSERVER]))
    assert client.post(reverse("facts:bulk"), {"statement": [statement], "what": "recoupe"}).status_code == 403
    assert client.post(reverse("facts:bulk"), {"statement": [statement], "what": "bin"}).status_code == 403


def undo_in(page: str) -> str:
    return page.split('action="/faits/annuler/')[1].split('"', maxsplit=1)[0].join(["/faits/annuler/", ""])


def test_two_reports_become_one_event_whose_count_is_picked(alma: Acting) -> None:
    bintou = neighbour()
    first = eviction_in_calais(alma, statement=eviction(counts={"persons": exactly(30)}))
    second = eviction_in_calais(bintou, statement=eviction(counts={"persons": exactly(45)}))
    client = signed_in(alma)
    (pair,) = client.get(reverse("facts:duplicates")).context["pairs"]
    answer = client.post(reverse("facts:link"), sides_of(pair), follow=True)
    event = Event.objects.get(statements=first)
    assert facts.event_of(second) == event.id
    assert "à choisir" in answer.content.decode()
    tally = Tally.objects.get(statement=second)
    client.post(reverse("facts:pick", args=[event.id]), {"tally": tally.id})
    page = client.get(reverse("facts:event", args=[event.id]))
    assert page.context["event"].counts[0].count == exactly(45)
    merge = page.context["event"].merges[0]
    client.post(reverse("facts:unlink", args=[merge.id]))
    assert facts.event_of(first) != facts.event_of(second)


def sides_of(pair: Any) -> dict[str, str]:
    return {"first": pair.card.first_id, "second": pair.card.second_id}


def test_a_stranger_links_nothing(alma: Acting) -> None:
    first, second = (facts.event_of(eviction_in_calais(alma)) for _ in range(2))
    client = signed_in(outsider())
    assert client.post(reverse("facts:link"), {"first": first, "second": second}).status_code == 404


def test_two_events_kept_apart_are_asked_again_when_undone(alma: Acting) -> None:
    eviction_in_calais(alma)
    eviction_in_calais(neighbour())
    client = signed_in(alma)
    (pair,) = client.get(reverse("facts:duplicates")).context["pairs"]
    client.post(reverse("facts:separate", args=[pair.card.id]), sides_of(pair))
    assert client.get(reverse("facts:duplicates")).context["pairs"] == []
    client.post(reverse("facts:reopen", args=[pair.card.id]))
    assert len(client.get(reverse("facts:duplicates")).context["pairs"]) == 1
