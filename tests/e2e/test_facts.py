"""The pages of facts in a real browser: the keyboard, the picker, the bar of what is ticked, and nothing axe complains of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.browser import PHONE, violations
from tests.factories import facts
from tests.factories.facts import eviction, eviction_in_calais, minor_testimony, neighbour
from vigie.facts.models import SourceStatement
from vigie.network.models import Person

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from vigie.network.api import Acting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def alma(transactional_db: None, moved_clock: object) -> Acting:
    facts.world_of_facts()
    return facts.coordinator()


def signed_in(page: Page, acting: Acting, base: str) -> None:
    client = Client()
    client.force_login(Person.objects.get(id=acting.actor))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])


def test_rows_are_walked_ticked_and_binned_from_the_keyboard(page: Page, alma: Acting, live_server) -> None:
    eviction_in_calais(alma)
    eviction_in_calais(alma, statement=eviction(place="marck"))
    signed_in(page, alma, live_server.url)
    page.goto(live_server.url + reverse("facts:statements"))
    bar = page.locator("[data-ticked]")
    assert not bar.is_visible()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert bar.inner_text().startswith("Cochés : 2")
    bar.get_by_role("button", name="Mettre à la corbeille").click()
    page.get_by_role("dialog").get_by_role("button", name="Mettre à la corbeille").click()
    page.get_by_role("button", name="Annuler cette action").click()
    page.wait_for_load_state()
    assert SourceStatement.objects.filter(deleted_at=None).count() == 2


def test_a_releve_is_typed_on_a_phone(page: Page, alma: Acting, live_server) -> None:
    page.set_viewport_size(PHONE)
    signed_in(page, alma, live_server.url)
    page.goto(live_server.url + reverse("facts:new"))
    page.get_by_label("Quelle commune ?").fill("calais")
    page.get_by_placeholder("Chercher : tente, gaz, eau, téléphone…").fill("tentes")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.wait_for_url("**/faits/*")
    statement = SourceStatement.objects.get()
    assert (statement.place.slug, statement.acts.get().act_type_id) == ("calais", "BIE01")


@pytest.mark.parametrize(
    "name", ["statements", "chronology", "map", "figures", "new", "new_shift", "duplicates", "vocabulary", "new_site"]
)
def test_axe_finds_nothing(page: Page, alma: Acting, live_server, name: str) -> None:
    eviction_in_calais(alma)
    eviction_in_calais(neighbour())
    minor_testimony(alma)
    signed_in(page, alma, live_server.url)
    page.goto(live_server.url + reverse(f"facts:{name}"))
    assert violations(page) == []


def test_axe_finds_nothing_in_a_statement_and_its_correction(page: Page, alma: Acting, live_server) -> None:
    statement = minor_testimony(alma)
    signed_in(page, alma, live_server.url)
    for name in ("statement", "edit"):
        page.goto(live_server.url + reverse(f"facts:{name}", args=[statement]))
        assert violations(page) == []
