"""What one does in the pages of facts: type, correct, choose, tick, take back, link, export."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import facts
from tests.factories.facts import (
    coordinator,
    eviction,
    eviction_in_calais,
    exactly,
    minor_testimony,
    neighbour,
    outsider,
)
from tests.factories.network import PASSWORD
from vigie.facts.models import Event, Observation, SavedFilter, Shift, Site, SourceStatement, Tally
from vigie.journal.models import Entry
from vigie.kernel.api import Count, Qualifier
from vigie.network.api import Acting, Role
from vigie.network.models import Person

pytestmark = pytest.mark.django_db
HERE = "/faits/"


@pytest.fixture(autouse=True)
def _clock(moved_clock: object) -> None:
    """The clock stands still."""


def browser(acting: Acting) -> Client:
    client = Client()
    client.force_login(Person.objects.get(id=acting.actor))
    return client


def typed(form: Any, **changes: Any) -> dict[str, Any]:
    """What a browser would send of a form, with changes."""
    sent: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, Count):
            sent |= {f"{bound.html_name}_0": value.number or "", f"{bound.html_name}_1": value.qualifier.value}
        elif value not in (None, False):
            sent[bound.html_name] = value
    return {**sent, **changes}


def opened(client: Client, name: str, *args: str) -> Any:
    answer = client.get(reverse(f"facts:{name}", args=args))
    assert answer.status_code == 200
    return answer.context["form"]


# Type in


def test_three_answers_make_a_releve(alma: Acting) -> None:
    client = browser(alma)
    form = opened(client, "new")
    answer = client.post(reverse("facts:new"), typed(form, place="calais", acts=["EXP01"]))
    statement = SourceStatement.objects.get()
    assert answer.headers["Location"] == reverse("facts:statement", args=[statement.id])
    assert (statement.place.slug, statement.acts.get().act_type_id) == ("calais", "EXP01")
    assert statement.observation.origin == "hand"
    assert not statement.tallies.exists()


def test_what_was_counted_keeps_its_qualifier_and_what_was_not_asked_is_absent(alma: Acting) -> None:
    client = browser(alma)
    sent = typed(
        opened(client, "new"),
        place="Grande Synthe",
        acts=["EXP01", "BIE01"],
        count_persons_0="environ 40",
        count_tents_1="unknown",
        more_unit_1="bicycles",
        more_count_1_0="3",
        more_count_1_1="min",
        officers_CRS="20+",
        forces=["PN"],
    )
    assert client.post(reverse("facts:new"), sent).status_code == 302
    statement = SourceStatement.objects.get()
    assert {t.unit: t.count for t in statement.tallies.all()} == {
        "persons": Count(40, Qualifier.ABOUT),
        "tents": Count.unknown(),
        "bicycles": Count(3, Qualifier.MIN),
    }
    assert {f.code: f.officers for f in statement.forces.all()} == {"CRS": Count(20, Qualifier.MIN), "PN": None}


def test_nothing_typed_is_lost_on_an_error(alma: Acting) -> None:
    client = browser(alma)
    sent = typed(
        opened(client, "new"), place="Nulle-Part", acts=["EXP01"], summary="Deux tentes.", officers_CRS="beaucoup trop"
    )
    answer = client.post(reverse("facts:new"), sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Nulle-Part" in page
    assert "Deux tentes." in page
    assert "beaucoup trop" in page
    assert 'value="EXP01" checked' in page
    assert not SourceStatement.objects.exists()


def test_a_form_sent_twice_makes_one_releve(alma: Acting) -> None:
    client = browser(alma)
    sent = typed(opened(client, "new"), place="calais", acts=["EXP01"])
    first, second = (client.post(reverse("facts:new"), sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Observation.objects.count() == 1


def test_who_may_only_record_is_not_asked_how_far_it_goes(alma: Acting) -> None:
    client = browser(facts.people.acting("odile", of="lisiere", roles=[Role.OBSERVER]))
    form = opened(client, "new")
    assert "audience" not in form.fields
    client.post(reverse("facts:new"), typed(form, place="calais", acts=["EXP01"], audience="network"))
    statement = SourceStatement.objects.get()
    assert (statement.audience, statement.verification) == ("owner", "brut")


def test_a_tournee_with_nothing_seen_is_kept_as_zero(alma: Acting) -> None:
    client = browser(alma)
    sent = typed(opened(client, "new_shift"), place_1="Calais", place_2="Marck", operations_seen_0="0")
    assert client.post(reverse("facts:new_shift"), sent).status_code == 302
    shift = Shift.objects.get()
    assert (shift.seen, shift.missed) == (exactly(0), None)
    assert sorted(p.slug for p in shift.places.all()) == ["calais", "marck"]


def test_a_tournee_has_a_day(alma: Acting) -> None:
    client = browser(alma)
    sent = typed(opened(client, "new_shift"), day="janvier 2018", place_1="Calais")
    assert client.post(reverse("facts:new_shift"), sent).status_code == 400


# Correct


def test_a_correction_changes_what_was_changed_and_nothing_else(alma: Acting) -> None:
    statement = eviction_in_calais(alma)
    client = browser(alma)
    sent = typed(opened(client, "edit", statement), count_persons_0="45", count_persons_1="exact")
    assert client.post(reverse("facts:edit", args=[statement]), sent).status_code == 302
    row = SourceStatement.objects.get()
    assert row.version == 2
    assert row.tallies.get(unit="persons").count == exactly(45)
    assert row.acts.get(act_type="BIE01").count == exactly(12)
    assert row.observation.basis_stated == ["flagrance"]
    assert row.forces.get().vehicles == exactly(4)
    history = client.get(reverse("facts:statement", args=[statement])).context["history"]
    assert [name for name, _before, _after in history[0]["changes"]] == ["Nombres"]


def test_saving_without_a_change_changes_nothing(alma: Acting) -> None:
    statement = eviction_in_calais(alma)
    client = browser(alma)
    assert (
        client.post(reverse("facts:edit", args=[statement]), typed(opened(client, "edit", statement))).status_code
        == 302
    )
    assert SourceStatement.objects.get().version == 1


def test_two_people_who_change_the_same_field_choose(alma: Acting) -> None:
    statement = eviction_in_calais(alma)
    address = reverse("facts:edit", args=[statement])
    mine, theirs = browser(alma), browser(coordinator("bilal"))
    form, other = opened(mine, "edit", statement), opened(theirs, "edit", statement)
    theirs.post(address, typed(other, summary="La version de Bilal."))
    answer = mine.post(address, typed(form, summary="Ma version.", time_to="10:00"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "La version de Bilal." in page
    assert "Ma version." in page
    assert SourceStatement.objects.get().summary == "La version de Bilal."
    chosen = {"held": answer.context["held"], "keep_summary": "mine"}
    assert mine.post(reverse("facts:resolve", args=[statement]), chosen).status_code == 302
    row = SourceStatement.objects.get()
    assert (row.summary, row.time_to.hour) == ("Ma version.", 10)


def draft_of(client: Client, page: str, about: str, sent: dict[str, Any]) -> None:
    """Keep what the browser would send as a draft."""
    fields = [(n, str(v)) for n, values in sent.items() for v in (values if isinstance(values, list) else [values])]
    address = reverse("vault:draft", args=[page, about])
    body = {"token": "page", "fields": fields}
    assert client.post(address, body, content_type="application/json").status_code == 200


def test_a_draft_resumed_after_someone_else_s_correction_meets_the_choice(alma: Acting) -> None:
    statement = eviction_in_calais(alma)
    address = reverse("facts:edit", args=[statement])
    mine, theirs = browser(alma), browser(coordinator("bilal"))
    sent = typed(opened(mine, "edit", statement), summary="Ma version.")
    draft_of(mine, "correction", statement, sent)
    theirs.post(address, typed(opened(theirs, "edit", statement), summary="La version de Bilal."))
    assert "vous attend" not in theirs.get(address).content.decode()
    resumed = mine.get(address + "?brouillon=1")
    assert "a été corrigé depuis votre brouillon" in resumed.content.decode()
    form = resumed.context["form"]
    assert form["summary"].value() == "Ma version."
    answer = mine.post(address, {**sent, "version": form["version"].value()})
    assert (answer.status_code, "La version de Bilal." in answer.content.decode()) == (409, True)
    chosen = {"held": answer.context["held"], "keep_summary": "mine"}
    assert mine.post(reverse("facts:resolve", args=[statement]), chosen).status_code == 302
    assert SourceStatement.objects.get().summary == "Ma version."
    assert "vous attend" not in mine.get(address).content.decode(), "saved, hence forgotten"


def test_a_releve_resumed_is_recorded_once_and_a_half_typed_one_is_not_reproached(alma: Acting) -> None:
    client = browser(alma)
    sent = typed(opened(client, "new"), summary="À finir.", date="pas une date")
    draft_of(client, "releve", "nouveau", sent)
    answer = client.get(reverse("facts:new") + "?brouillon=1")
    form = answer.context["form"]
    assert (answer.status_code, dict(form.errors)) == (200, {})
    assert (form["summary"].value(), form["key"].value()) == ("À finir.", sent["key"])
    done = typed(form, date="hier", place="calais", acts=["EXP01"])
    assert client.post(reverse("facts:new"), done).status_code == 302
    client.post(reverse("facts:new"), done)
    assert SourceStatement.objects.count() == 1
    gone = client.get(reverse("facts:new") + "?brouillon=1").content.decode()
    assert "Ce brouillon n’est plus là" in gone


def test_the_version_of_a_form_cannot_be_forged(alma: Acting) -> None:
    statement = eviction_in_calais(alma)
    client = browser(alma)
    sent = typed(opened(client, "edit", statement), version="1")
    assert client.post(reverse("facts:edit", args=[statement]), sent).status_code == 400
    assert client.post(reverse("facts:resolve", args=[statement]), {"held": "x"}).status_code == 400


def test_an_edit_is_taken_back(alma: Acting) -> None:
    statement = eviction_in_calais(alma)
    client = browser(alma)
    client.post(reverse("facts:edit", args=[statement]), typed(opened(client, "edit", statement), summary="Autre."))
    assert client.post(reverse("facts:undo_edit", args=[statement, 1])).status_code == 302
    assert SourceStatement.objects.get().summary == eviction().summary


# Many at once


def test_ticked_statements_are_marked_and_it_is_undone(alma: Acting) -> None:
    ids = [eviction_in_calais(alma), eviction_in_calais(alma, statement=eviction(place="marck"))]
    client = browser(alma)
    answer = client.post(reverse("facts:bulk"), {"statement": ids, "what": "recoupe"}, follow=True)
    assert set(SourceStatement.objects.values_list("verification", flat=True)) == {"recoupe"}
    page = answer.content.decode()
    assert "2 récits marqués." in page
    assert client.post(undo_in(page)).status_code == 302
    assert set(SourceStatement.objects.values_list("verification", flat=True)) == {"relu"}


def test_the_bin_gives_back(alma: Acting) -> None:
    statement = eviction_in_calais(alma)
    client = browser(alma)
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
        browser(alma)
        .post(reverse("facts:bulk"), {"statement": [eviction_in_calais(alma)], "what": "bin"}, follow=True)
        .content.decode()
    )
    assert browser(outsider()).post(undo_in(page)).status_code == 404


def test_an_observer_marks_nothing(alma: Acting) -> None:
    statement = eviction_in_calais(alma)
    client = browser(facts.people.acting("odile", of="lisiere", roles=[Role.OBSERVER]))
    assert client.post(reverse("facts:bulk"), {"statement": [statement], "what": "recoupe"}).status_code == 403
    assert client.post(reverse("facts:bulk"), {"statement": [statement], "what": "bin"}).status_code == 403


def undo_in(page: str) -> str:
    return page.split('action="/faits/annuler/')[1].split('"', maxsplit=1)[0].join(["/faits/annuler/", ""])


# Link


def test_two_reports_become_one_event_whose_count_is_picked(alma: Acting) -> None:
    bintou = neighbour()
    first = eviction_in_calais(alma, statement=eviction(counts={"persons": exactly(30)}))
    second = eviction_in_calais(bintou, statement=eviction(counts={"persons": exactly(45)}))
    client = browser(alma)
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
    client = browser(outsider())
    assert client.post(reverse("facts:link"), {"first": first, "second": second}).status_code == 404


def test_two_events_kept_apart_are_asked_again_when_undone(alma: Acting) -> None:
    eviction_in_calais(alma)
    eviction_in_calais(neighbour())
    client = browser(alma)
    (pair,) = client.get(reverse("facts:duplicates")).context["pairs"]
    client.post(reverse("facts:separate", args=[pair.card.id]), sides_of(pair))
    assert client.get(reverse("facts:duplicates")).context["pairs"] == []
    client.post(reverse("facts:reopen", args=[pair.card.id]))
    assert len(client.get(reverse("facts:duplicates")).context["pairs"]) == 1


# Filters, export, sites, minors


def test_a_filter_reads_as_a_sentence(alma: Acting) -> None:
    eviction_in_calais(alma)
    query = "famille=EXP&zone=calaisis&du=2018-01-01&au=2018-01-31&verification=relu&q=tentes"
    answer = browser(alma).get(f"{HERE}?{query}")
    said = [words for words, _url in answer.context["sentence"]]
    assert said == ["Expulsions de lieux de vie", "Calaisis", "janvier 2018", "relu", "« tentes »"]
    assert answer.context["page"].total == 1
    without = dict(answer.context["sentence"])["janvier 2018"]
    assert "du=" not in without
    assert "zone=calaisis" in without


def test_choices_are_counted_when_they_are_looked_at(alma: Acting) -> None:
    eviction_in_calais(alma)
    eviction_in_calais(alma, statement=eviction(place="marck"))
    client = browser(alma)
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
    first = browser(alma).get(HERE)
    assert "1 à 50 sur plus de 50 résultats" in first.content.decode()
    second = browser(alma).get(f"{HERE}?page=2")
    assert [len(second.context["page"].rows), second.context["page"].following] == [2, None]


def test_a_period_is_written_as_people_say_it(alma: Acting) -> None:
    client = browser(alma)
    answer = client.get(f"{HERE}?zone=calaisis&periode=janvier+2018")
    assert answer.headers["Location"] == f"{HERE}?zone=calaisis&du=2018-01-01&au=2018-01-31"
    wrong = client.get(f"{HERE}?periode=quand+il+pleuvait")
    assert "quand il pleuvait" in wrong.content.decode()


def test_a_filter_is_kept_for_oneself(alma: Acting) -> None:
    client = browser(alma)
    client.post(reverse("facts:keep_filter"), {"name": "Calais en janvier", "query": "commune=calais"})
    kept = SavedFilter.objects.get()
    assert (kept.person, kept.query) == (alma.actor, "commune=calais")
    assert "Calais en janvier" in client.get(HERE).content.decode()
    assert browser(coordinator("bilal")).post(reverse("facts:drop_filter", args=[kept.id])).status_code == 404
    client.post(reverse("facts:drop_filter", args=[kept.id]))
    assert not SavedFilter.objects.exists()


def test_an_export_asks_for_the_password_and_is_journaled(alma: Acting) -> None:
    eviction_in_calais(alma)
    client = browser(alma)
    sent = {"kind": "csv", "detail": "commune_month", "query": "commune=calais"}
    assert client.post(reverse("facts:export"), {**sent, "password": "pas celui-là"}).status_code == 400
    assert not Entry.objects.filter(verb="facts.exported").exists()
    answer = client.post(reverse("facts:export"), {**sent, "password": PASSWORD})
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert "no-store" in answer.headers["Cache-Control"]
    assert Entry.objects.filter(verb="facts.exported", actor=alma.actor).count() == 1


def test_a_site_is_opened_renamed_and_closed(alma: Acting) -> None:
    client = browser(alma)
    form = opened(client, "new_site")
    sent = typed(form, pseudonym="Dune basse", place="Calais", kind="camp", owner_type="public")
    assert client.post(reverse("facts:new_site"), sent).status_code == 302
    site = Site.objects.get()
    address = reverse("facts:change_site", args=[site.id])
    client.post(address, {"what": "rename", "name": "Grande dune"})
    client.post(address, {"what": "close"})
    site.refresh_from_db()
    assert (site.pseudonym, site.closed_on, site.audience) == ("Grande dune", facts.TODAY, "owner")
    assert browser(outsider()).get(reverse("facts:site", args=[site.id])).status_code == 404
    assert browser(outsider("dora")).post(address, {"what": "reopen"}).status_code == 404


def test_only_the_referent_lets_a_minors_testimony_go(alma: Acting) -> None:
    statement = minor_testimony(alma)
    testimony = SourceStatement.objects.get(id=statement).testimony_id
    address = reverse("facts:validate_minor", args=[testimony])
    assert browser(alma).post(address).status_code == 403
    referent = browser(facts.people.acting("rosa", of="lisiere", roles=[Role.CHILD_REFERENT]))
    assert "Nour" in referent.get(reverse("facts:minors")).content.decode()
    assert referent.post(address).status_code == 302
    assert SourceStatement.objects.get(id=statement).audience == "network"
    elsewhere = facts.people.acting("sami", of="ailleurs", roles=[Role.CHILD_REFERENT])
    assert browser(elsewhere).post(address).status_code == 404


def test_a_withdrawal_brings_it_home(alma: Acting) -> None:
    (statement,) = facts.api.record_testimony(acting=alma, draft=facts.told(), now=facts.NOW)
    client = browser(alma)
    assert client.post(reverse("facts:take_back", args=[statement]), {"motive": "De vive voix."}).status_code == 302
    assert SourceStatement.objects.get(id=statement).audience == "owner"
    assert "a retiré son accord" in client.get(reverse("facts:statement", args=[statement])).content.decode()
