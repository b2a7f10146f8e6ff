"""The pages of a dossier: who reaches them, what they show, what is done there and taken back."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.cases.web import cost, main_of
from tests.conftest import NOW
from tests.factories import cases, facts
from tests.factories import network as people
from tests.factories.browsing import signed_in
from tests.factories.cases import Team, with_an_eviction
from vigie.cases.api import DossierDraft, DossierKind, gather, open_dossier
from vigie.cases.models import Dossier, DossierFact, Exhibit, ReferralPerson, Task
from vigie.journal.api import notifications
from vigie.network.api import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moved_clock")]
READ = ("dossier", "dossier_missing", "dossier_facts", "dossier_people")
WORK = ("dossier_search", "change_dossier", "strategy")


def at(name: str, *args: str) -> str:
    return reverse(f"cases:{name}", args=args)


@pytest.mark.parametrize("name", READ + WORK)
def test_only_those_named_reach_a_page(team: Team, name: str) -> None:
    colleague = people.acting("charlie", of="lisiere", roles=[Role.JURISTE, Role.COORDINATOR])
    outsider = people.acting("oscar", of="ailleurs", roles=[Role.AVOCAT])
    for who in (team.juriste, team.avocat):
        assert signed_in(who).get(at(name, team.slug)).status_code == 200
    assert signed_in(cases.reader(team)).get(at(name, team.slug)).status_code == (200 if name in READ else 403)
    for who in (colleague, outsider):
        assert signed_in(who).get(at(name, team.slug)).status_code == 404


def test_a_reader_has_no_button_and_changes_nothing(team: Team) -> None:
    statement = with_an_eviction(team)
    fact = cases.fact_of(team, statement)
    client = signed_in(cases.reader(team))
    for name in READ:
        inside = main_of(client.get(at(name, team.slug)).content)
        for address in set(re.findall(r'href="(/dossiers/[^"#?]*)', inside)):
            assert client.get(address).status_code == 200, (name, address)
        forms = inside.count('method="post"')
        assert forms == (1 if name == "dossier_people" else 0), name  # the one by which they leave
    for name, args, data in (
        ("add_facts", [team.slug], {"statement": statement}),
        ("remove_facts", [team.slug], {"fact": fact}),
        ("note_fact", [team.slug, fact], {"note": "x"}),
        ("add_task", [team.slug], {"what": "x"}),
        ("close_dossier", [team.slug], {}),
        ("name_person", [team.slug], {}),
    ):
        assert client.post(at(name, *args), data).status_code == 403, name
    assert DossierFact.objects.get().note == ""


def test_the_list_holds_one_s_own_alone(team: Team) -> None:
    assert [row.slug for row in signed_in(team.juriste).get(at("dossiers")).context["page"].rows] == [team.slug]
    colleague = signed_in(people.acting("cora", of="lisiere")).get(at("dossiers"))
    assert not colleague.context["page"].rows
    assert "Vous n’êtes dans aucun dossier" in colleague.content.decode()
    observer = people.acting("odile", of="lisiere", roles=[Role.OBSERVER])
    assert signed_in(observer).get(at("dossiers")).status_code == 403


def test_the_list_narrows_and_says_so(team: Team) -> None:
    open_dossier(acting=team.juriste, draft=DossierDraft("Nour, asile", DossierKind.INDIVIDUAL), now=NOW)
    client = signed_in(team.juriste)
    for query, found in (("genre=individual", 1), ("etat=closed", 0), ("q=SAISIES", 1), ("genre=nimporte", 2)):
        page = client.get(f"{at('dossiers')}?{query}")
        assert len(page.context["page"].rows) == found, query
        assert bool(page.context["sentence"]) == (query != "genre=nimporte")


def test_lists_cost_the_same_at_one_row_and_at_three(team: Team) -> None:
    client = signed_in(team.juriste)
    alma = facts.coordinator()
    costs = []
    for rows in (1, 3):
        while Dossier.objects.count() < rows:
            open_dossier(acting=team.juriste, draft=DossierDraft("Encore", DossierKind.TEXT), now=NOW)
        for dossier in Dossier.objects.all():
            while dossier.facts.count() < rows:
                statement = facts.eviction_in_calais(alma)
                gather(acting=team.juriste, slug=dossier.slug, statements=[statement], now=NOW)
        pages = ((name, [team.slug]) for name in ("dossier", "dossier_missing", "dossier_facts", "dossier_search"))
        addresses = [at("dossiers"), *(at(name, *args) for name, args in pages)]
        costs.append([cost(client, address) for address in addresses])
    assert costs[0] == costs[1]


def test_no_dossier_takes_the_place_of_a_page(team: Team) -> None:
    slug = open_dossier(acting=team.juriste, draft=DossierDraft("Trousse", DossierKind.TEXT), now=NOW)
    assert slug == "trousse-2"
    assert signed_in(team.juriste).get(at("dossier", slug)).status_code == 200


def test_a_dossier_is_opened_with_the_facts_that_were_ticked(team: Team) -> None:
    statement = facts.eviction_in_calais(facts.coordinator())
    client = signed_in(team.juriste)
    page = client.post(at("add_to_dossier"), {"statement": statement})
    assert f"statement={statement}" in page.context["new_url"]
    sent = {"title": "Tentes", "kind": "text", "role": "juriste", "statement": statement}
    assert client.post(at("new_dossier"), {**sent, "title": " "}).status_code == 400
    assert client.post(at("new_dossier"), sent).status_code == 302
    assert Dossier.objects.get(title="Tentes").facts.get().statement_id == statement


def test_facts_are_found_ticked_added_and_taken_back(team: Team) -> None:
    alma = facts.coordinator()
    facts.eviction_in_calais(alma, statement=facts.eviction(place="marck"))
    wanted = facts.eviction_in_calais(alma)
    client = signed_in(team.juriste)
    query = {"commune": "calais", "acte": "BIE01", "periode": "janvier 2018", "type": "observation"}
    page = client.get(at("dossier_search", team.slug), query)
    assert [card.id for card in page.context["page"].rows] == [wanted]
    assert len(page.context["sentence"]) == 4
    page = client.post(at("add_facts", team.slug), {"statement": wanted}, follow=True)
    assert "1 fait ajouté au dossier." in page.content.decode()
    assert client.get(at("dossier_search", team.slug)).context["taken"] == {wanted}
    undo = page.content.decode().partition('action="/dossiers/annuler/')[2].partition('"')[0]
    assert client.post(at("undo", undo)).status_code == 302
    assert not team.dossier.facts.exists()
    assert client.post(at("undo", undo)).status_code == 404


def test_a_period_not_understood_is_said_and_narrows_nothing(team: Team) -> None:
    with_an_eviction(team)
    page = signed_in(team.juriste).get(at("dossier_search", team.slug), {"periode": "jadis"})
    assert "Nous ne savons pas lire cette période" in page.content.decode()
    assert len(page.context["page"].rows) == 1


def test_what_is_not_shared_cannot_be_added(team: Team) -> None:
    hidden = facts.eviction_in_calais(facts.outsider())
    assert signed_in(team.juriste).post(at("add_facts", team.slug), {"statement": hidden}).status_code == 404
    assert signed_in(team.juriste).post(at("add_facts", team.slug)).status_code == 400


def test_a_fact_taken_out_comes_back_with_its_note_and_its_exhibits(team: Team) -> None:
    fact = cases.fact_of(team, with_an_eviction(team))
    client = signed_in(team.juriste)
    client.post(at("note_fact", team.slug, fact), {"note": "Le premier matin."})
    Exhibit.objects.create(
        dossier=team.dossier,
        number=1,
        title="Photo",
        fact_id=fact,
        owner_id=team.juriste.organisation,
        kind="photo",
        size=1,
        added_by="x",
        added_at=NOW,
    )
    page = client.post(at("remove_facts", team.slug), {"fact": fact}, follow=True)
    assert not team.dossier.facts.exists()
    assert Exhibit.objects.get().fact is None
    undo = page.content.decode().partition('action="/dossiers/annuler/')[2].partition('"')[0]
    client.post(at("undo", undo))
    back = team.dossier.facts.get()
    assert (back.id, back.note, Exhibit.objects.get().fact_id) == (fact, "Le premier matin.", fact)


def test_a_fact_a_referral_leans_on_stays(team: Team) -> None:
    from vigie.cases.models import Body, Referral

    fact = cases.fact_of(team, with_an_eviction(team))
    body = Body.objects.create(code="ddd", fr="Défenseur des droits", en="Defender of Rights", level="n", nature="n")
    referral = Referral.objects.create(dossier=team.dossier, body=body, created_by="x", created_at=NOW)
    ReferralPerson.objects.create(referral=referral, fact_id=fact)
    assert signed_in(team.juriste).post(at("remove_facts", team.slug), {"fact": fact}).status_code == 409
    assert team.dossier.facts.exists()


def test_someone_of_the_network_is_named_by_name_and_told(team: Team) -> None:
    people.network_of(people.organisation("lisiere"), people.organisation("rivage"))
    people.acting("bintou", of="rivage", roles=[Role.AVOCAT])
    stranger = people.acting("oscar", of="ailleurs", roles=[Role.AVOCAT])
    observer = people.acting("odile", of="rivage", roles=[Role.OBSERVER])
    client = signed_in(team.juriste)
    page = client.get(at("dossier_people", team.slug), {"q": "rivage"})
    ((who, places),) = page.context["found"]
    assert (who.name, [code for code, _ in places]) == ("Bintou", ["avocat", "juriste", "coordination", "reader"])
    sent = {"person": who.person, "organisation": who.organisation, "role": "avocat"}
    assert client.post(at("name_person", team.slug), sent).status_code == 302
    assert notifications(person=who.person)[0].code == "cases.named"
    for other in (stranger, observer):
        sent = {"person": other.actor, "organisation": other.organisation, "role": "reader"}
        assert client.post(at("name_person", team.slug), sent).status_code == 400


def test_one_leaves_and_someone_taken_off_comes_back_by_undo(team: Team) -> None:
    reader = cases.reader(team)
    places = {row.person: row.id for row in team.dossier.accesses.filter(ended_at=None)}
    client = signed_in(team.juriste)
    page = client.post(at("end_place", team.slug, places[reader.actor]), follow=True)
    assert signed_in(reader).get(at("dossier", team.slug)).status_code == 404
    undo = page.content.decode().partition('action="/dossiers/annuler/')[2].partition('"')[0]
    client.post(at("undo", undo))
    assert signed_in(reader).get(at("dossier", team.slug)).status_code == 200
    left = signed_in(team.avocat).post(at("end_place", team.slug, places[team.avocat.actor]))
    assert left.headers["Location"] == at("dossiers")
    assert client.post(at("end_place", team.slug, places[team.juriste.actor])).status_code == 409


def test_a_task_is_given_done_and_taken_back(team: Team) -> None:
    client = signed_in(team.juriste)
    sent = {"what": "Demander le certificat", "assigned_to": team.avocat.actor, "due_on": "2018-01-18"}
    assert client.post(at("add_task", team.slug), {**sent, "what": ""}).status_code == 400
    assert client.post(at("add_task", team.slug), {**sent, "assigned_to": "personne"}).status_code == 400
    client.post(at("add_task", team.slug), sent)
    task = Task.objects.get()
    assert "cases.task_yours" in {word.code for word in notifications(person=team.avocat.actor)}
    assert "Demander le certificat" in [need.label for need in _needs(team)]
    page = signed_in(team.avocat).post(at("task_done", team.slug, task.id), follow=True)
    assert Task.objects.get().done_by == team.avocat.actor
    assert "C’est fait, merci." in page.content.decode()
    client.post(at("task_done", team.slug, task.id), {"done": "0"})
    assert Task.objects.get().done_at is None
    client.post(at("task", team.slug, task.id), {"what": "Le redemander", "assigned_to": "", "due_on": ""})
    assert (Task.objects.get().what, Task.objects.get().due_on) == ("Le redemander", None)


def _needs(team: Team) -> list[object]:
    found: list[object] = signed_in(team.avocat).get(at("dossier", team.slug)).context["needs"]
    return found


def test_a_closed_dossier_is_read_and_nothing_changes_in_it(team: Team) -> None:
    statement = with_an_eviction(team)
    client = signed_in(team.juriste)
    client.post(at("close_dossier", team.slug))
    assert client.get(at("dossier", team.slug)).status_code == 200
    assert client.post(at("add_facts", team.slug), {"statement": statement}).status_code == 409
    assert client.get(at("strategy", team.slug)).status_code == 409
    client.post(at("reopen_dossier", team.slug))
    assert client.get(at("strategy", team.slug)).status_code == 200


def test_the_search_box_finds_a_dossier_for_those_named_in_it(team: Team) -> None:
    for who, found in ((team.avocat, True), (people.acting("cora", of="lisiere"), False)):
        page = signed_in(who).get(reverse("desk:search"), {"q": "saisies de TENTES"}).content.decode()
        assert (at("dossier", team.slug) in page) is found


def test_the_desk_says_what_waits(team: Team) -> None:
    from vigie.cases.models import Deadline

    Deadline.objects.create(dossier=team.dossier, rule="x", label="Recours", created_at=NOW)
    home = signed_in(team.juriste).get(reverse("desk:home")).content.decode()
    assert "échéances sans point de départ" in home
    assert reverse("cases:my_deadlines") in home
    assert (
        "échéances sans"
        not in signed_in(people.acting("cora", of="lisiere")).get(reverse("desk:home")).content.decode()
    )


def test_a_page_of_facts_offers_the_dossiers_to_whoever_may_see_them(team: Team) -> None:
    statement = facts.eviction_in_calais(facts.coordinator())
    observer = people.acting("odile", of="lisiere", roles=[Role.OBSERVER])
    for who, offered in ((team.juriste, True), (observer, False)):
        for address in (reverse("facts:statements"), reverse("facts:statement", args=[statement])):
            assert (at("add_to_dossier") in signed_in(who).get(address).content.decode()) is offered


def test_what_is_missing_is_told_by_kind_and_what_keeps_from_filing_first(team: Team) -> None:
    alma = facts.coordinator()
    gathered = [facts.eviction_in_calais(alma) for _number in range(8)]
    gather(acting=team.juriste, slug=team.slug, statements=gathered, now=NOW)
    answer = signed_in(team.juriste).get(at("dossier_missing", team.slug))
    page = answer.content.decode()
    blocking, others = (groups for _title, groups in answer.context["sections"])
    assert [(str(g.label), len(g.lines)) for g in blocking] == [("Papier absent de la trousse", 4)]
    assert [len(g.lines) for g in others] == [8, 8]
    assert "20 choses manquent." in page
    assert "4 empêchent de déposer" in page
    assert page.index("Ce qui empêche de déposer") < page.index("Papier absent") < page.index("Ce qui affaiblit")
    assert page.count("Cherchez qui d’autre l’a vu") == 8, "each line says its next step"
    assert page.count("Voir les suivantes") == 2
