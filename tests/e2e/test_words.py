"""Four words typed on a phone, in Arabic, stop a testimony: the coordinator sees it, the bulletin takes its quote no more."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from tests.browser import PHONE, violations
from tests.conftest import NOW
from tests.e2e.test_quotes import become, fits
from tests.factories import facts, statements
from tests.factories.statements import Teller
from vigie.facts.api import ask_by_words, bind_unread
from vigie.facts.models import ConsentGrant, Withdrawal
from vigie.kernel.api import Conflict, FuzzyDate, Invalid
from vigie.network.api import Role
from vigie.network.models import RoleGrant
from vigie.publication.actions import bulletins
from vigie.publication.api import read_quote, usable_quotes
from vigie.vault.api import slip_digest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SLIP = ("sable", "phare", "digue", "ancre")


@pytest.fixture
def made(transactional_db: None, folder: Path, moved_clock: object) -> Teller:
    cache.clear()
    facts.world_of_facts()
    december = facts.eviction(date=FuzzyDate.day(dt.date(2017, 12, 4)))
    teller = statements.teller(statements=(december,))
    digest = slip_digest(organisation=teller.coordinator.organisation, words=SLIP)
    ConsentGrant.objects.update(code_digest=digest)
    return teller


def bulletin_with_its_quote(made: Teller) -> str:
    quote = statements.proposed(made)
    read_quote(acting=made.reader, quote_id=quote, agreed=True, now=NOW)
    bulletin = bulletins.start(acting=made.reader, month="2017-12", zone="calaisis", now=NOW)
    words = {"fr": {"lead": "Un mois inventé."}, "en": {"lead": "An invented month."}}
    written = bulletins.Written(words, quotes=[quote])
    bulletins.write(acting=made.reader, bulletin_id=bulletin, written=written, now=NOW)
    return bulletin


def test_from_the_slip_to_the_bulletin_that_refuses_the_quote(page: Page, made: Teller, live_server) -> None:
    base, bulletin = live_server.url, bulletin_with_its_quote(made)
    page.set_viewport_size(PHONE)
    page.goto(f"{base}/mots/lisiere?l=ar")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('#mot1')).direction") == "ltr"
    fits(page)
    for number, word in enumerate(("Sable", "phar", "DIGUE", "ancre"), start=1):
        page.fill(f"#mot{number}", word)
    page.get_by_label("إيقاف كل شيء").check()
    page.get_by_role("button", name="إرسال").click()
    page.get_by_role("button", name="phare", exact=True).click()
    assert page.input_value("#mot2") == "phare"
    assert page.get_by_label("إيقاف كل شيء").is_checked()
    page.get_by_role("button", name="إرسال").click()
    page.get_by_role("heading", name="تم التسجيل").wait_for()
    assert violations(page) == []
    assert page.context.cookies() == []
    bind_unread()  # the worker's turn

    page.set_viewport_size({"width": 1280, "height": 800})
    become(page, base, made.coordinator)
    page.goto(base)
    page.get_by_role("link", name="Une personne a tout arrêté").click()
    page.get_by_role("heading", name="Nour").wait_for()
    assert "Elle ne peut plus être prise dans aucune publication." in page.inner_text("main")
    fits(page)
    assert usable_quotes(made.reader, month=dt.date(2017, 12, 1), zone="", today=NOW.date()) == []
    with pytest.raises((Conflict, Invalid), match=r"publication\.quote_not_usable"):
        bulletins.submit(acting=made.reader, bulletin_id=bulletin, now=NOW)
    page.get_by_role("button", name="Tout est traité").click()
    page.get_by_role("heading", name="Rien à regarder").wait_for()
    assert Withdrawal.objects.get().closed_on == NOW.date()


def test_the_page_works_without_a_script_and_leaves_nothing_in_the_browser(chromium, made: Teller, live_server) -> None:
    from playwright.sync_api import Error

    context = chromium.new_context(java_script_enabled=False, locale="ti", viewport=PHONE)
    page = context.new_page()
    page.goto(f"{live_server.url}/mots/")
    page.get_by_role("link", name="Lisiere").click()
    for number, word in enumerate(SLIP, start=1):
        page.fill(f"#mot{number}", word)
    page.locator("[name=rappeler]").check()
    page.fill("#contact", "Zorblax 07 00 00 00 00")
    page.locator("[name=langue][value=fa]").click()
    assert page.input_value("#contact") == "Zorblax 07 00 00 00 00", "another language loses nothing"
    page.locator(".words-send").click()
    page.get_by_role("heading", name="ثبت شد").wait_for()
    assert context.cookies() == []
    assert "Zorblax" not in page.url
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        page.go_back()  # the browser kept nothing of what was typed
    context.close()
    assert Withdrawal.objects.get().contact_ref


def test_the_erasing_asks_first(page: Page, made: Teller, live_server) -> None:
    who = made.coordinator
    digest = slip_digest(organisation=who.organisation, words=SLIP)
    asked = ask_by_words(organisation=who.organisation, digest=digest, stops=True, day=NOW.date())
    bind_unread()
    assert RoleGrant.objects.filter(role=Role.COORDINATOR).exists()
    become(page, live_server.url, who)
    page.goto(f"{live_server.url}/retraits/{asked}")
    page.get_by_role("button", name="Effacer l’identité").click()
    assert violations(page) == []
    page.get_by_role("button", name="Effacer pour toujours").click()
    page.get_by_text("1 contenu scellé est effacé", exact=True).wait_for()
    fits(page)
