"""A figure, in a real browser: from the month that is chosen to the page that will be published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client

from tests.browser import PHONE, violations
from tests.conftest import NOW
from tests.factories import facts, publication
from tests.factories.facts import eviction, seen
from vigie.facts import api
from vigie.kernel.api import FuzzyDate
from vigie.network.api import acting_system
from vigie.network.models import Person
from vigie.publication.models import Bulletin

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from vigie.network.api import Acting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def writer(transactional_db: None, moved_clock: object, folder: object) -> Acting:
    facts.world_of_facts()
    made = publication.desk()
    house = acting_system(organisation="lisiere", day=NOW.date())
    for month in (11, 12):
        date = FuzzyDate.day(publication.DECEMBER[0].replace(month=month, day=12))
        api.record_observation(acting=house, draft=seen(eviction(date=date)), now=NOW)
    return made.writer


def test_a_figure_is_written_about_read_and_submitted(page: Page, writer: Acting, live_server) -> None:
    client = Client()
    client.force_login(Person.objects.get(id=writer.actor))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page.goto(f"{live_server.url}/publications/")
    page.get_by_role("link", name="Commencer un bulletin").click()
    page.get_by_label("Mois").fill("2017-12")
    page.get_by_label("Zone").select_option("calaisis")
    page.get_by_role("button", name="Commencer").click()
    page.locator("#fr-lead").fill("Un mois d’expulsions.")
    page.get_by_text("Choisir parmi les faits du mois").click()
    page.locator("input[name=fact]").first.check()
    page.get_by_role("button", name="Enregistrer").click()
    assert page.locator("textarea[lang=en]").last.input_value().startswith("Eviction")
    assert violations(page) == []
    page.get_by_role("link", name="Lire comme ce sera publié").click()
    assert page.get_by_text("Au moins 30 personnes").first.is_visible()
    assert page.locator(".bulletin figure svg").count() == 2
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("link", name="Reprendre l’écriture").click()
    page.get_by_role("button", name="Soumettre à la relecture").click()
    page.wait_for_load_state()
    assert Bulletin.objects.get().state == "checking"
