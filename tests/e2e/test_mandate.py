"""An association gives a mandate; the lawyer of another opens the narrative with their own key; it is revoked, and shut."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.browser import PHONE, violations
from tests.factories import facts, mandates
from tests.factories.mailbag import signed_in
from tests.factories.mandates import OTHER_STORY, PURPOSE, STORY, Entrusting
from vigie.kernel.api import now
from vigie.network.models import Person
from vigie.vault.api import openings

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.factories.vault import Holder

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def made(transactional_db: None, folder: Path) -> Entrusting:
    facts.world_of_facts()
    made = mandates.entrusting(now())
    for holder in (made.judith, made.aviva):
        mandates.people.protect(Person.objects.get(id=holder.acting.actor))
    return made


def become(page: Page, base: str, holder: Holder) -> None:
    """Take someone's place at the shared computer, their vault shut."""
    page.context.clear_cookies()
    client = signed_in(Person.objects.get(id=holder.acting.actor))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])


def unlock(page: Page, holder: Holder) -> None:
    page.locator("input[name=passphrase]").fill(holder.passphrase)
    page.locator("form:has(input[name=passphrase]) button[type=submit]").click()


def seen(page: Page, name: str) -> None:
    """Nothing for axe to say; a picture of it at both widths where a folder is named for them."""
    assert violations(page) == []
    folder = os.environ.get("VIGIE_SHOTS")
    if folder:
        for width, size in (("1280", {"width": 1280, "height": 800}), ("390", PHONE)):
            page.set_viewport_size(size)
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 800})


def test_given_opened_revoked_shut(page: Page, made: Entrusting, live_server) -> None:  # type: ignore[no-untyped-def]
    base, tab = live_server.url, f"{live_server.url}/dossiers/{made.slug}/mandats"
    become(page, base, made.judith)
    page.goto(f"{base}/coffre/ouvrir?next=/dossiers/{made.slug}/mandats/donner")
    unlock(page, made.judith)
    page.get_by_label("Aviva").check()
    page.get_by_label("À quoi sert-il").fill(PURPOSE)
    page.locator(f"input[value='{made.narrative}']").check()
    page.locator(f"input[value='{made.photo}']").check()
    seen(page, "give")
    page.get_by_role("button", name="Donner ce mandat").click()
    page.get_by_text("Le mandat est donné").wait_for()
    seen(page, "given")

    become(page, base, made.aviva)
    page.goto(tab)
    page.get_by_role("link", name="Ouvrir mon coffre").click()
    unlock(page, made.aviva)
    seen(page, "received")
    page.get_by_role("link", name="Lire et ouvrir").click()
    story = page.locator("[data-sealed-value]").first
    story.get_by_role("link", name="Ouvrir").click()
    story.get_by_label("Pourquoi l’ouvrir").fill("préparer la requête")
    seen(page, "why")
    story.get_by_role("button", name="Ouvrir").click()
    story.get_by_text(STORY).wait_for()
    seen(page, "opened")
    assert OTHER_STORY not in page.content()
    assert [card.name for card in openings(made.judith.acting.organisation)] == ["Aviva"]
    fact = page.url

    become(page, base, made.judith)
    page.goto(tab)
    page.get_by_role("button", name="Révoquer…").click()
    assert "ce que l’avocat·e a déjà lu" in page.locator("dialog[open]").inner_text()
    seen(page, "revoke")
    page.get_by_role("button", name="Révoquer le mandat").click()
    page.get_by_text("Le mandat est révoqué").wait_for()
    seen(page, "revoked")

    become(page, base, made.aviva)
    page.goto(f"{base}/coffre/ouvrir")
    unlock(page, made.aviva)
    assert page.goto(fact).status == 404  # type: ignore[union-attr]
    assert page.goto(f"{base}/coffre/contenu/{made.narrative}").status == 404  # type: ignore[union-attr]
    page.goto(tab)
    assert page.get_by_role("link", name="Lire et ouvrir").count() == 0
