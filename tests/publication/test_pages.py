"""The register and the signing page, as they are read."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.factories import network as people
from tests.factories.browsing import signed_in
from tests.factories.publication import Desk, checking, released
from vigie.network.api import Role
from vigie.publication.actions.checks import take_back
from vigie.publication.models import Bulletin, Release

pytestmark = pytest.mark.usefixtures("moved_clock")


def test_an_empty_register_says_what_will_be_there(desk: Desk) -> None:
    assert "Rien n’a encore été publié" in signed_in(desk.first).get(reverse("publication:ledger")).content.decode()


def test_the_register_shows_what_was_held_back_and_why_without_the_number(desk: Desk) -> None:
    made = released(desk)
    page = signed_in(desk.first).get(reverse("publication:release", args=[made])).content.decode()
    assert "trop peu de personnes" in page
    assert "par soustraction" in page
    assert "au moins 40" in page
    assert "au moins 17" not in page
    assert Release.objects.get(id=made).chain_hash in page


def test_an_altered_publication_is_named_to_its_readers(desk: Desk) -> None:
    made = released(desk)
    Release.objects.filter(id=made).update(content={"cells": []})
    client = signed_in(desk.first)
    assert "Le registre a été modifié" in client.get(reverse("publication:ledger")).content.decode()
    assert "modifiée après coup" in client.get(reverse("publication:release", args=[made])).content.decode()


def test_one_signs_from_the_page_and_refuses_with_a_word(desk: Desk) -> None:
    bulletin, content = checking(desk)
    where = reverse("publication:sign", args=[bulletin])
    first, second = signed_in(desk.first), signed_in(desk.second)
    assert first.post(where, {"hash": "0" * 64, "answer": "agree"}).status_code == 409
    assert first.post(where, {"hash": content, "answer": "agree"}).status_code == 302
    page = second.get(reverse("publication:check", args=[bulletin])).content.decode()
    assert "Judith" in page
    assert "Décembre" in page
    assert second.post(where, {"hash": content, "answer": "refuse"}).status_code == 400
    assert second.post(where, {"hash": content, "answer": "zut", "note": "Quoi ?"}).status_code == 400
    assert Bulletin.objects.get(id=bulletin).state == "checking"
    assert second.post(where, {"hash": content, "answer": "refuse", "note": "Une date."}).status_code == 302
    assert Bulletin.objects.get(id=bulletin).state == "draft"
    assert second.get(reverse("publication:check", args=[bulletin])).status_code == 409


def test_a_word_that_could_not_be_taken_is_given_back_with_what_is_kept(desk: Desk) -> None:
    bulletin, content = checking(desk)
    where = reverse("publication:sign", args=[bulletin])
    second, word = signed_in(desk.second), "Cette date montre qui parle, retirez-la."
    page = second.post(where, {"hash": "0" * 64, "answer": "refuse", "note": word}).content.decode()
    assert "Le bulletin a changé depuis que vous l’avez lu" in page
    assert f">{word}</textarea>" in page
    assert content in page, "what is shown, and would be signed now, is the content of today"
    long = second.post(where, {"hash": content, "answer": "refuse", "note": word * 20})
    assert (long.status_code, word * 20 in long.content.decode()) == (400, True), "nothing is cut silently"
    take_back(acting=desk.writer, bulletin_id=bulletin, now=NOW)
    late = second.post(where, {"hash": content, "answer": "refuse", "note": word})
    page = late.content.decode()
    assert late.status_code == 409
    assert "brouillon" in page
    assert "ces signatures ne tiennent plus" in page
    assert f">{word}</textarea>" in page
    assert reverse("publication:bulletin", args=[bulletin]) in page
    outsider = signed_in(people.acting("charlie", of="ailleurs", roles=[Role.COORDINATOR]))
    assert outsider.post(where, {"hash": content, "answer": "refuse", "note": word}).status_code == 404


def test_the_reason_of_a_withdrawal_is_given_back_when_it_is_refused(desk: Desk) -> None:
    made = released(desk)
    where = reverse("publication:withdraw", args=[made])
    client, reason = signed_in(desk.writer), "Le mois était faux. " * 20
    refused = client.post(where, {"because": reason})
    assert (refused.status_code, reason in refused.content.decode()) == (400, True)
    assert Release.objects.get(id=made).withdrawn_at is None
    assert client.post(where, {"because": "Le mois était faux."}).status_code == 302
    again = client.post(where, {"because": "Encore une raison."})
    assert (again.status_code, "Encore une raison." in again.content.decode()) == (409, True)


def test_the_register_asks_as_few_questions_for_three_as_for_one(desk: Desk, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    released(desk)
    client = signed_in(desk.first)
    with django_assert_max_num_queries(30):
        assert client.get(reverse("publication:ledger")).status_code == 200


def test_a_publication_leads_to_its_bulletin_and_a_correction_to_its_draft(desk: Desk) -> None:
    made = released(desk)
    client, row = signed_in(desk.writer), Release.objects.get(id=made)
    page = client.get(reverse("publication:release", args=[made])).content.decode()
    assert reverse("publication:read_bulletin", args=[row.bulletin_id]) in page
    answer = client.post(reverse("publication:correct", args=[made]))
    draft = Bulletin.objects.exclude(id=row.bulletin_id).get()
    assert answer.headers["Location"] == reverse("publication:bulletin", args=[draft.id])


def test_the_pages_stand_in_the_order_of_the_work(desk: Desk) -> None:
    page = signed_in(desk.first).get(reverse("publication:ledger")).content.decode()
    places = [
        page.index(f'href="{reverse(f"publication:{name}")}"') for name in ("bulletins", "quotes", "to_check", "ledger")
    ]
    assert places == sorted(places)
