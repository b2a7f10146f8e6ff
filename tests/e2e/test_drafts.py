"""A draft in a real browser: one types, the page is closed, one comes back, resumes, saves. Everything here is invented."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.urls import reverse

from tests.browser import PHONE, violations
from tests.e2e.test_facts import signed_in
from tests.e2e.test_mailbag import enter
from tests.factories import facts
from tests.factories.facts import eviction_in_calais
from tests.factories.mailbag import mailbag
from vigie.facts.models import SourceStatement
from vigie.vault.models import KeptDraft

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from vigie.network.api import Acting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "Le chien jaune pleurait au bord du canal."


@pytest.fixture
def alma(transactional_db: None, moved_clock: object) -> Acting:
    facts.world_of_facts()
    return facts.coordinator()


def kept(page: Page) -> None:
    page.get_by_text("Brouillon gardé à 8 h 30").wait_for()


def again(page: Page, address: str) -> Page:
    """Close the page as a crash would, without a question; come back in the same browser."""
    page.close()
    back = page.context.new_page()
    back.set_default_timeout(15_000)
    back.goto(address)
    return back


def test_a_releve_survives_its_page(page: Page, alma: Acting, live_server) -> None:
    signed_in(page, alma, live_server.url)
    address = live_server.url + reverse("facts:new")
    page.goto(address)
    assert page.locator("[data-draft]").count() == 0
    page.get_by_label("Quelle commune ?").fill("calais")
    page.locator("input[name=acts][value=EXP01]").check()
    page.get_by_label("Résumé").fill(SAID)
    kept(page)
    back = again(page, address)
    assert back.get_by_label("Résumé").input_value() == ""
    back.get_by_text("Un brouillon de 8 h 30 vous attend.").wait_for()
    assert violations(back) == []
    back.get_by_role("link", name="Reprendre").click()
    back.wait_for_url("**?brouillon=1")
    assert back.get_by_label("Résumé").input_value() == SAID
    assert back.locator("[data-draft], .errors, .has-error").count() == 0
    assert violations(back) == []
    back.get_by_label("Résumé").fill(SAID + " Toute la nuit.")
    kept(back)
    back.get_by_role("button", name="Enregistrer", exact=True).click()
    back.wait_for_url("**/faits/*")
    statement = SourceStatement.objects.get()
    assert (statement.place.slug, statement.summary) == ("calais", SAID + " Toute la nuit.")
    assert not KeptDraft.objects.exists()


def test_what_was_just_typed_is_kept_when_the_page_is_hidden_and_not_when_it_is_sent(
    page: Page, alma: Acting, live_server
) -> None:
    signed_in(page, alma, live_server.url)
    page.goto(live_server.url + reverse("facts:new_shift"))
    page.get_by_label("Quelle commune ?").fill("calais")
    with page.expect_response("**/coffre/brouillon/**"):
        page.evaluate(
            "Object.defineProperty(document, 'hidden', {value: true});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
    assert KeptDraft.objects.count() == 1
    page.get_by_label("Et aussi").first.fill("marck")
    page.get_by_role("button", name="Enregistrer la tournée").click()
    page.wait_for_url("**/faits/tournees")
    page.wait_for_timeout(500)
    assert not KeptDraft.objects.exists()


def test_a_draft_is_thrown_away_and_what_was_typed_meanwhile_is_kept(page: Page, alma: Acting, live_server) -> None:
    signed_in(page, alma, live_server.url)
    address = live_server.url + reverse("facts:new")
    page.goto(address)
    page.get_by_label("Résumé").fill("premier")
    kept(page)
    back = again(page, address)
    back.get_by_label("Résumé").fill("second")
    back.get_by_text("Un autre brouillon attend ici.").wait_for()
    back.get_by_role("button", name="Jeter le brouillon").click()
    back.get_by_text("Brouillon jeté.").wait_for()
    kept(back)
    assert back.locator("[data-draft]").count() == 0
    last = again(back, address + "?brouillon=1")
    assert last.get_by_label("Résumé").input_value() == "second"


def test_a_correction_resumed_after_someone_else_s_meets_the_choice(page: Page, alma: Acting, live_server) -> None:
    statement = eviction_in_calais(alma)
    signed_in(page, alma, live_server.url)
    address = live_server.url + reverse("facts:edit", args=[statement])
    page.goto(address)
    page.get_by_label("Résumé").fill("Ma version.")
    kept(page)
    SourceStatement.objects.filter(id=statement).update(version=2)
    back = again(page, address + "?brouillon=1")
    back.get_by_text("Ce récit a été corrigé depuis votre brouillon").wait_for()
    assert back.get_by_label("Résumé").input_value() == "Ma version."
    assert violations(back) == []


def test_a_testimony_half_coded_comes_back_with_its_happenings(
    page: Page, transactional_db: None, folder: Path, moved_clock: dt.datetime, live_server
) -> None:
    bag = mailbag(moved_clock)
    record = bag.testimony()
    enter(page, bag, live_server.url)
    address = f"{live_server.url}/terrain/depouillement/{record.id}/"
    page.goto(address)
    page.get_by_role("button", name="Un autre évènement").click()
    page.locator("[name=s1-summary]").fill(SAID)
    kept(page)
    back = again(page, address)
    back.get_by_role("link", name="Reprendre").click()
    back.wait_for_url("**?brouillon=1")
    assert back.locator("[name=s1-summary]").input_value() == SAID
    assert back.locator("main .errors").count() == 0
    assert violations(back) == []
    back.locator("[name=s1-date]").fill("hier")
    back.locator("[name=s1-place]").select_option("marck")
    with back.expect_navigation():
        back.get_by_role("button", name="Un autre évènement").click()
    back.locator("[name=s1-summary]").fill(SAID + " Encore.")
    kept(back)
    assert KeptDraft.objects.count() == 1


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_offer_passes_axe_and_fits_a_phone(page: Page, alma: Acting, live_server, language: str) -> None:
    signed_in(page, alma, live_server.url)
    address = live_server.url + reverse("collection:paper")
    page.goto(address)
    page.locator("#words").fill(SAID)
    kept(page)
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
    back = again(page, address)
    back.set_viewport_size(PHONE)
    back.locator("[data-draft]").wait_for()
    assert violations(back) == []
    assert back.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    back.locator("[data-draft] a").click()
    back.wait_for_url("**?brouillon=1")
    assert back.locator("#words").input_value() == SAID
