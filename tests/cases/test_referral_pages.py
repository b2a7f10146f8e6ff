"""The pages of bodies, referrals and deadlines: what is typed, what is refused, what is never lost."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.conftest import NOW
from tests.factories import facts, referrals
from tests.factories.browsing import signed_in
from tests.factories.cases import Team
from tests.factories.referrals import WORDS, Case, opened, ready
from vigie.cases.models import Deadline, DossierOrder, Mandate, Referral, ReferralAnswer
from vigie.cases.templatetags.referrals import line_address
from vigie.facts.api import withdraw
from vigie.facts.models import ConsentAnswer, Order
from vigie.network.api import Role
from vigie.network.models import Person
from vigie.vault.api import unlock

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _clock(moved_clock: object) -> None:
    """The clock stands still."""


def at(name: str, *args: object) -> str:
    return reverse(f"cases:{name}", args=args)


def posted(client: Client, address: str, **data: Any) -> Any:
    return client.post(address, data, follow=True)


def test_bodies_are_listed_searched_and_verified(team: Team) -> None:
    referrals.bodies()
    client = signed_in(team.juriste)
    assert "à vérifier" in client.get(at("bodies"), {"q": "defenseur"}).content.decode()
    assert client.get(at("bodies"), {"q": "rien de tel"}).status_code == 200
    page = client.get(at("body", "ddd")).content.decode()
    assert "ne suspend aucun délai" in page
    assert "secret professionnel" in page
    posted(client, at("verify_body", "ddd"), what="verify")
    assert "Judith" in client.get(at("body", "ddd")).content.decode()
    assert "Toutes" in client.get(at("bodies"), {"state": "verified", "level": "national"}).content.decode()
    assert client.get(at("body", "personne")).status_code == 404


@pytest.mark.parametrize("body", ["ddd", "ecthr", "procureur", "cncdh"])
def test_a_referral_is_opened_and_each_sheet_is_drawn(team: Team, body: str) -> None:
    referrals.bodies()
    client = signed_in(team.juriste)
    answer = posted(client, at("referrals", team.slug), body=body)
    assert "La prochaine chose à faire" in answer.content.decode()
    assert client.get(at("body", body)).status_code == 200
    assert client.get(at("referrals", team.slug)).status_code == 200
    assert client.get(at("deadlines", team.slug)).status_code == 200
    assert client.get(at("my_deadlines")).status_code == 200


def test_a_text_that_someone_else_changed_comes_back_as_typed(team: Team) -> None:
    case = opened(team)
    client = signed_in(team.juriste)
    address = at("change_referral", team.slug, case.referral)
    posted(client, address, what="line", code="D1", text="La préfecture.", base="")
    answer = client.post(address, {"what": "line", "code": "D1", "text": "La mairie.", "base": ""})
    assert answer.status_code == 409
    assert "La mairie." in answer.content.decode()
    assert ReferralAnswer.objects.get(line="D1").text == "La préfecture."
    posted(client, address, what="line", code="D1", text="La mairie.", base="La préfecture.")
    assert ReferralAnswer.objects.get(line="D1").text == "La mairie."
    answer = client.post(address, {"what": "asked", "text": "x" * 20_001, "base": ""})
    assert answer.status_code == 400
    assert client.post(address, {"what": "n’importe quoi"}).status_code == 302


def test_people_orders_and_consent_by_the_page(team: Team) -> None:
    case = opened(team)
    client = signed_in(team.juriste)
    address = at("change_referral", team.slug, case.referral)
    page = posted(client, address, what="people", fact=[case.fact], named=[]).content.decode()
    assert "Nour" in page
    assert "ne suspend aucun délai" in page
    posted(client, address, what="ask", person=case.row.people.get().id)
    consent = at("body_consent", case.statement, "ddd")
    assert "ne peut plus être rappelé" in client.get(consent).content.decode()
    assert client.post(consent, {"answer": ""}).status_code == 400
    assert client.post(consent, {"answer": "yes", "until": "2001-01-01"}).status_code == 400
    posted(client, consent, answer="yes", until="2018-06-01")
    assert ConsentAnswer.objects.get(purpose="body:ddd").until == dt.date(2018, 6, 1)
    assert "peut partir" in client.get(at("referral", team.slug, case.referral)).content.decode()
    order = {
        "kind": "decree",
        "title": "Arrêté",
        "audience": "network",
        "places": ["calais"],
        "notified_on": "2018-01-10",
    }
    posted(client, reverse("facts:new_order"), **order)
    posted(client, at("dossier_orders", team.slug), order=Order.objects.get().id)
    posted(client, at("dossier_orders", team.slug), what="detach", row=DossierOrder.objects.get().id)
    assert not DossierOrder.objects.exists()


def test_a_filing_says_every_stop_then_goes_with_its_sealed_proof(team: Team) -> None:
    case = opened(team)
    client = signed_in(team.avocat)
    form = {"filed_on": "2018-01-16", "channel": "greffe", "sure": "1"}
    answer = client.post(at("file_referral", team.slug, case.referral), form)
    assert answer.status_code == 400
    assert "pas d’accord en cours" in answer.content.decode()
    assert case.row.state == "draft"


def test_the_proof_opens_for_a_keyholder_with_a_motive(team: Team) -> None:
    case = ready(team)
    referrals.keys_of(team)
    client = signed_in(team.avocat)
    assert client.get(at("file_referral", team.slug, case.referral)).status_code == 200
    proof = SimpleUploadedFile("accuse.pdf", b"%PDF-1.7 x", content_type="application/pdf")
    form = {"filed_on": "2018-01-16", "channel": "greffe", "sure": "1", "proof": proof}
    answer = client.post(at("file_referral", team.slug, case.referral), form, follow=True)
    assert "Ce qui est parti" in answer.content.decode()
    assert posted(client, at("proof", team.slug, case.referral), motive="relire").status_code in {403, 404}
    admin = referrals.people.acts(Person.objects.get(username="adele"))
    holder = signed_in(admin)
    assert (
        holder.get(at("referral", team.slug, case.referral)).status_code == 404
    )  # a key is not a place in the dossier
    assert client.get(at("correct_filing", team.slug, case.referral)).status_code == 200
    fixed = {"filed_on": "2018-01-15", "channel": "greffe", "file_number": "18/1", "remind_on": "2018-02-15"}
    page = posted(client, at("correct_filing", team.slug, case.referral), **fixed).content.decode()
    assert "18/1" in page
    assert "<del>2018-01-16</del>" in page
    assert "a corrigé" in page
    outcome = {"kind": "rejected", "received_on": "2018-01-16", "summary": "Non."}
    assert "Rejette" in posted(client, at("outcome", team.slug, case.referral), **outcome).content.decode()
    assert unlock(acting=admin, passphrase=WORDS, now=NOW).cookie


def test_deadlines_by_the_page_and_as_a_file(team: Team) -> None:
    case = opened(team, "ce_appel")
    client = signed_in(team.juriste)
    row = Deadline.objects.get(referral=case.referral)
    where = at("change_deadline", team.slug, row.id)
    posted(client, where, what="start", starts_on="pas une date")
    posted(client, where, what="start", starts_on="2018-01-10", referral=case.referral)
    row.refresh_from_db()
    assert row.due_on == dt.date(2018, 1, 26)
    page = client.get(at("deadlines", team.slug)).content.decode()
    assert "Visez le" in page
    posted(client, at("deadlines", team.slug), rule="own", label="Audience", due_on="2018-02-01")
    posted(client, at("deadlines", team.slug), rule="own", label="")
    posted(client, where, what="done")
    posted(client, where, what="reopen")
    for name, args in (("calendar", (team.slug,)), ("my_calendar", ())):
        answer = client.get(at(name, *args))
        assert answer["Content-Type"].startswith("text/calendar")
        assert answer.content.count(b"BEGIN:VEVENT") == 2
    assert signed_in(facts.outsider()).get(at("calendar", team.slug)).status_code == 404


def test_a_reader_sees_and_changes_nothing(team: Team) -> None:
    case: Case = opened(team)
    team.dossier.accesses.filter(person=team.juriste.actor).update(role="reader")
    client = signed_in(team.juriste)
    page = client.get(at("referral", team.slug, case.referral)).content.decode()
    assert "Choisir les personnes" not in page
    assert client.post(at("change_referral", team.slug, case.referral), {"what": "abandon"}).status_code == 403
    assert client.get(at("file_referral", team.slug, case.referral)).status_code == 403
    assert Referral.objects.get(id=case.referral).state == "draft"


def test_the_list_asks_as_much_for_one_as_for_three_deadlines(team: Team, django_assert_max_num_queries: Any) -> None:
    referrals.bodies()
    client = signed_in(team.juriste)
    address = at("deadlines", team.slug)
    for n in range(3):
        posted(client, address, rule="own", label=f"Date {n}", due_on="2018-02-01")
        with django_assert_max_num_queries(16):
            client.get(at("my_deadlines"))


def test_an_observer_has_no_bodies(team: Team) -> None:
    assert team.slug
    observer = referrals.people.acting("odile", of="lisiere", roles=[Role.OBSERVER])
    for name in ("bodies", "my_deadlines", "my_calendar"):
        assert signed_in(observer).get(at(name)).status_code == 403


def test_each_line_leads_to_the_page_where_it_is_satisfied(team: Team) -> None:
    case = opened(team)
    page = signed_in(team.juriste).get(at("referral", team.slug, case.referral)).content.decode()
    for name, args in (
        ("strategy", [team.slug]),
        ("mandates", [team.slug]),
        ("dossier_facts", [team.slug]),
        ("exhibits", [team.slug]),
        ("kit", []),
    ):
        assert f'href="{at(name, *args)}"' in page.partition('id="checklist"')[2], name
    assert 'href="#people"' in page
    assert (
        at("kit")
        not in signed_in(team.avocat)
        .get(at("referral", team.slug, case.referral))
        .content.decode()
        .partition('id="checklist"')[2]
        .partition("</ol>")[0]
    ), "another association's kit is not theirs"


def test_an_answer_noted_from_a_referral_leads_back_to_it_and_nowhere_else(team: Team) -> None:
    case = opened(team)
    client = signed_in(team.juriste)
    referral, consent = at("referral", team.slug, case.referral), at("body_consent", case.statement, "ddd")
    assert f"{consent}?next={referral}" in client.get(referral).content.decode()
    assert client.post(consent, {"answer": "yes", "next": referral}).url == referral
    away = client.post(consent, {"answer": "yes", "next": "https://ailleurs.example/"})
    assert away.url == reverse("facts:statement", args=[case.statement])
    assert "Saisir : Défenseur des droits" in client.get(away.url).content.decode()


def test_who_withdraws_is_not_asked_again_and_what_was_sent_is_told(team: Team) -> None:
    case = ready(team)
    Mandate.objects.all().delete()
    client = signed_in(team.juriste)
    withdraw(acting=team.juriste, testimony_id=case.testimony, motive="de vive voix", now=NOW)
    page = client.get(at("referral", team.slug, case.referral)).content.decode()
    assert "a retiré son accord" in page
    assert "Demander son accord" not in page
    Referral.objects.filter(id=case.referral).update(state="filed", filed_on=TODAY)
    page = client.get(at("referral", team.slug, case.referral)).content.decode()
    assert "ce qui est parti ne peut plus être rappelé" in page
    assert "peut partir" not in page
    again = signed_in(team.avocat).get(at("file_referral", team.slug, case.referral))
    assert again.url == at("referral", team.slug, case.referral)


def test_a_deadline_without_words_is_named_by_its_rule_everywhere(team: Team) -> None:
    Deadline.objects.create(dossier=team.dossier, rule="ta_fond", created_at=NOW)
    client = signed_in(team.juriste)
    page = client.get(at("dossier", team.slug)).content.decode()
    assert page.count("Recours devant le tribunal administratif : 2 mois") >= 2
    assert "Délai à calculer : 2 mois, règle CJA R421-1. Personne n’a noté son point de départ" in page
    assert (
        at("deadlines", team.slug)
        in client.get(at("dossier_missing", team.slug)).content.decode().partition("<main")[2]
    )


def test_the_chronology_says_how_a_deadline_was_counted(team: Team) -> None:
    for rule, start, due in (
        ("ta_fond", dt.date(2018, 1, 12), dt.date(2018, 3, 13)),
        ("delit", dt.date(2012, 5, 2), dt.date(2015, 5, 2)),
    ):
        Deadline.objects.create(dossier=team.dossier, rule=rule, starts_on=start, due_on=due, created_at=NOW)
    Deadline.objects.create(dossier=team.dossier, label="Rappeler le greffe", due_on=TODAY, created_at=NOW)
    page = signed_in(team.juriste).get(at("dossier", team.slug)).content.decode().replace("\xa0", " ")
    assert (
        "Délai calculé : 2 mois depuis le vendredi 12 janvier 2018 "
        "(la décision a été publiée ou notifiée), règle CJA R421-1." in page
    )
    assert "Délai calculé : 3 ans depuis le mercredi 2 mai 2012" in page, "what is older keeps the former delay"
    assert page.count("Délai calculé") == 2, "a date of one's own is counted by nobody"


@pytest.mark.parametrize(("roles", "leads"), [([Role.JURISTE], False), ([Role.JURISTE, Role.ADMIN], True)])
def test_a_line_leads_only_to_a_page_that_opens(team: Team, roles: list[Role], leads: bool) -> None:
    request = RequestFactory().get("/")
    request.acting = facts.people.acting("june", of="lisiere", roles=roles)
    line, sheet = SimpleNamespace(probe="five_years"), SimpleNamespace(exhibits=[])
    address = line_address({"request": request}, line, team.dossier, sheet)
    assert address == (reverse("network:change_organisation") if leads else "")
