"""Lists in the pages of facts: filters and their sentences, export, sites, minors."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import facts
from tests.factories.browsing import signed_in
from tests.factories.facts import (
    coordinator,
    eviction,
    eviction_in_calais,
    minor_testimony,
    outsider,
)
from tests.factories.facts_pages import HERE, opened, typed
from tests.factories.network import PASSWORD
from vigie.facts.models import SavedFilter, Site, SourceStatement
from vigie.journal.models import Entry
from vigie.network.api import Acting, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moved_clock")]


def test_a_filter_reads_as_a_sentence(alma: Acting) -> None:
    eviction_in_calais(alma)
    query = "famille=EXP&zone=calaisis&du=2018-01-01&au=2018-01-31&verification=relu&q=tentes"
    answer = signed_in(alma).get(f"{HERE}?{query}")
    said = [words for words, _url in answer.context["sentence"]]
    assert said == ["Expulsions de lieux de vie", "Calaisis", "janvier 2018", "relu", "« tentes »"]
    assert answer.context["page"].total == 1
    without = dict(answer.context["sentence"])["janvier 2018"]
    assert "du=" not in without
    assert "zone=calaisis" in without


def test_choices_are_counted_when_they_are_looked_at(alma: Acting) -> None:
    eviction_in_calais(alma)
    eviction_in_calais(alma, statement=eviction(place="marck"))
    client = signed_in(alma)
    listed = client.get(f"{HERE}?q=tentes")
    assert "commune=marck" not in listed.content.decode()
    address = listed.context["choices_url"]
    whole = client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    for page in (whole, part):
        assert "commune=marck" in page
    assert "q=tentes" in part


def test_a_list_that_was_not_counted_to_the_end_says_so(alma: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vigie.facts.queries.lists.MOST", 50)
    for _ in range(52):
        eviction_in_calais(alma)
    first = signed_in(alma).get(HERE)
    assert "1 à 50 sur plus de 50 résultats" in first.content.decode()
    second = signed_in(alma).get(f"{HERE}?page=2")
    assert [len(second.context["page"].rows), second.context["page"].following] == [2, None]


def test_a_period_is_written_as_people_say_it(alma: Acting) -> None:
    client = signed_in(alma)
    answer = client.get(f"{HERE}?zone=calaisis&periode=janvier+2018")
    assert answer.headers["Location"] == f"{HERE}?zone=calaisis&du=2018-01-01&au=2018-01-31"
    wrong = client.get(f"{HERE}?periode=quand+il+pleuvait")
    assert "quand il pleuvait" in wrong.content.decode()


def test_a_filter_is_kept_for_oneself(alma: Acting) -> None:
    client = signed_in(alma)
    client.post(reverse("facts:keep_filter"), {"name": "Calais en janvier", "query": "commune=calais"})
    kept = SavedFilter.objects.get()
    assert (kept.person, kept.query) == (alma.actor, "commune=calais")
    assert "Calais en janvier" in client.get(HERE).content.decode()
    assert signed_in(coordinator("bilal")).post(reverse("facts:drop_filter", args=[kept.id])).status_code == 404
    client.post(reverse("facts:drop_filter", args=[kept.id]))
    assert not SavedFilter.objects.exists()


def test_an_export_asks_for_the_password_and_is_journaled(alma: Acting) -> None:
    eviction_in_calais(alma)
    client = signed_in(alma)
    sent = {"kind": "csv", "detail": "commune_month", "query": "commune=calais"}
    assert client.post(reverse("facts:export"), {**sent, "password": "pas celui-là"}).status_code == 400
    assert not Entry.objects.filter(verb="facts.exported").exists()
    answer = client.post(reverse("facts:export"), {**sent, "password": PASSWORD})
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert "no-store" in answer.headers["Cache-Control"]
    assert Entry.objects.filter(verb="facts.exported", actor=alma.actor).count() == 1


def test_a_site_is_opened_renamed_and_closed(alma: Acting) -> None:
    client = signed_in(alma)
    form = opened(client, "new_site")
    sent = typed(form, pseudonym="Dune basse", place="Calais", kind="camp", owner_type="public")
    assert client.post(reverse("facts:new_site"), sent).status_code == 302
    site = Site.objects.get()
    address = reverse("facts:change_site", args=[site.id])
    client.post(address, {"what": "rename", "name": "Grande dune"})
    client.post(address, {"what": "close"})
    site.refresh_from_db()
    assert (site.pseudonym, site.closed_on, site.audience) == ("Grande dune", facts.TODAY, "owner")
    assert signed_in(outsider()).get(reverse("facts:site", args=[site.id])).status_code == 404
    assert signed_in(outsider("dora")).post(address, {"what": "reopen"}).status_code == 404


def test_only_the_referent_lets_a_minors_testimony_go(alma: Acting) -> None:
    statement = minor_testimony(alma)
    testimony = SourceStatement.objects.get(id=statement).testimony_id
    address = reverse("facts:validate_minor", args=[testimony])
    assert signed_in(alma).post(address).status_code == 403
    referent = signed_in(facts.people.acting("rosa", of="lisiere", roles=[Role.CHILD_REFERENT]))
    assert "Nour" in referent.get(reverse("facts:minors")).content.decode()
    assert referent.post(address).status_code == 302
    assert SourceStatement.objects.get(id=statement).audience == "network"
    elsewhere = facts.people.acting("sami", of="ailleurs", roles=[Role.CHILD_REFERENT])
    assert signed_in(elsewhere).post(address).status_code == 404


def test_a_withdrawal_brings_it_home(alma: Acting) -> None:
    (statement,) = facts.api.record_testimony(acting=alma, draft=facts.told(), now=facts.NOW)
    client = signed_in(alma)
    assert client.post(reverse("facts:take_back", args=[statement]), {"motive": "De vive voix."}).status_code == 302
    assert SourceStatement.objects.get(id=statement).audience == "owner"
    assert "a retiré son accord" in client.get(reverse("facts:statement", args=[statement])).content.decode()
