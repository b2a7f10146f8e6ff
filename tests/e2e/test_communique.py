"""A communiqué signed by three associations and published, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client

from tests.browser import PHONE, violations
from tests.factories.circle import Circle, circle

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def told(transactional_db: None, folder: object, moved_clock: object) -> Circle:
    return circle()


def become(page: Page, base: str, who: object) -> None:
    client = Client()
    client.force_login(who)  # type: ignore[arg-type]
    page.context.clear_cookies()
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])


def test_three_associations_sign_and_anyone_reads(page: Page, told: Circle, live_server) -> None:
    base = live_server.url
    become(page, base, told.people["lisiere"])
    page.goto(f"{base}/reseau/communiques/")
    page.get_by_role("link", name="Écrire un communiqué").click()
    page.get_by_label("Titre", exact=False).first.fill("Trois semaines sans eau")
    page.locator("textarea[name=body]").fill("L’eau est coupée.\n\nNous demandons qu’elle revienne.")
    assert violations(page) == []
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_label("Signatures jusqu’au").fill("2018-01-20")
    page.get_by_role("button", name="Demander les signatures").click()
    for slug in ("lisiere", "rivage", "falaise"):
        become(page, base, told.people[slug])
        page.goto(f"{base}/reseau/communiques/")
        page.get_by_role("link", name="Trois semaines sans eau").click()
        page.get_by_role("button", name="Signer pour mon association").click()
        page.get_by_role("button", name="Retirer notre signature").wait_for()
        assert violations(page) == []
    become(page, base, told.people["lisiere"])
    page.reload()
    page.get_by_role("button", name="Publier").click()
    page.get_by_role("link", name="Page publique").click()
    address = page.url
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    page.goto(address)
    for name in ("Lisiere", "Rivage", "Falaise"):
        assert page.get_by_text(name, exact=True).is_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.context.cookies() == []
    page.get_by_role("link", name="English").click()
    assert page.get_by_role("heading", name="Signatories").is_visible()
