"""A lawyer at midnight, in a real browser: look for facts, tick, add, read the chronology, a task, take it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.browser import PHONE, violations
from tests.conftest import NOW
from tests.factories import cases, facts
from tests.factories.cases import Team
from vigie.cases.api import gather
from vigie.cases.models import Task
from vigie.network.models import Person

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from vigie.network.api import Acting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def team(transactional_db: None, folder: Path, moved_clock: object) -> Team:
    facts.world_of_facts()
    return cases.team()


def signed_in(page: Page, acting: Acting, base: str) -> None:
    client = Client()
    client.force_login(Person.objects.get(id=acting.actor))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])


def test_facts_are_found_ticked_added_read_and_a_task_is_taken_back(page: Page, team: Team, live_server) -> None:
    alma = facts.coordinator()
    facts.eviction_in_calais(alma)
    facts.eviction_in_calais(alma, statement=facts.eviction(place="marck"))
    signed_in(page, team.juriste, live_server.url)
    page.goto(live_server.url + reverse("cases:dossiers"))
    page.get_by_role("link", name="Saisies de tentes à Calais").click()
    page.get_by_role("link", name="Chercher des faits").first.click()
    page.get_by_label("Commune").select_option("calais")
    page.get_by_role("button", name="Chercher", exact=True).click()
    assert page.locator("tbody tr").count() == 1
    bar = page.locator("[data-ticked]")
    assert not bar.is_visible()
    page.keyboard.press("j")
    page.keyboard.press("x")
    bar.get_by_role("button", name="Ajouter au dossier").click()
    page.wait_for_url("**/faits")
    page.get_by_role("link", name="Vue d’ensemble").click()
    line = page.locator(".case-line")
    read = line.inner_text().replace("\xa0", " ")
    assert "mardi 16 janvier 2018" in read
    assert "12 tentes" in read
    page.get_by_text("Ajouter une tâche").click()
    page.get_by_label("Ce qu’il y a à faire").fill("Demander les photos")
    page.get_by_role("button", name="Ajouter la tâche").click()
    assert Task.objects.get().what == "Demander les photos"
    page.get_by_role("button", name="Annuler cette action").click()
    page.wait_for_load_state()
    assert not Task.objects.exists()


def test_a_fact_goes_into_a_dossier_from_its_own_list(page: Page, team: Team, live_server) -> None:
    page.set_viewport_size(PHONE)
    facts.eviction_in_calais(facts.coordinator())
    signed_in(page, team.juriste, live_server.url)
    page.goto(live_server.url + reverse("facts:statements"))
    page.locator("tbody input[type=checkbox]").check()
    page.get_by_role("button", name="Ajouter à un dossier").click()
    page.get_by_role("button", name="Ajouter ici").click()
    page.wait_for_url(f"**/dossiers/{team.slug}/faits")
    assert team.dossier.facts.count() == 1


def test_axe_finds_nothing(page: Page, team: Team, live_server) -> None:
    statements = [facts.eviction_in_calais(facts.coordinator()), facts.refused_network(facts.coordinator("bilal"))]
    gather(acting=team.juriste, slug=team.slug, statements=statements, now=NOW)
    signed_in(page, team.juriste, live_server.url)
    names = ("dossier", "dossier_missing", "dossier_facts", "dossier_people", "dossier_search", "strategy")
    addresses = [reverse(f"cases:{name}", args=[team.slug]) for name in names]
    addresses += [reverse(f"cases:{name}") for name in ("dossiers", "new_dossier", "kit", "add_paper")]
    for address in addresses:
        page.goto(live_server.url + address)
        assert violations(page) == [], address
