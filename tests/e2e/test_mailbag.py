"""A mailbag of thirty records in four languages is cleared from the keyboard alone, and nothing in it makes the page fall."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pyrage
import pytest
from django.conf import settings

from tests.browser import PHONE, violations
from tests.factories.mailbag import Mailbag, mailbag, signed_in
from vigie.collection.models import Submission
from vigie.collection.rules.states import State
from vigie.kernel.api import VaultRef
from vigie.vault.keystore import keystore
from vigie.vault.rules import agehdr

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LANGUAGES = ("fr", "en", "ar", "fa")
STORIES = {
    "fr": "Récit inventé. Ils ont pris nos tentes au petit matin, sans rien dire.",
    "en": "Invented account. They took our tents at dawn without a word.",
    "ar": "رواية مخترعة. أخذوا خيامنا في الفجر دون كلمة واحدة.",
    "fa": "روایت ساختگی. سپیده دم چادرهای ما را بردند و چیزی نگفتند.",
}


@pytest.fixture
def bag(transactional_db: None, folder: Path, moved_clock: dt.datetime) -> Mailbag:
    return mailbag(moved_clock)


def filled(bag: Mailbag) -> list[Submission]:
    """Thirty records: two damaged, one sent twice, one whose key is gone; return those that will not open."""
    places = ("calais", "marck", "grande-synthe", "loon-plage", "dieppe", "ouistreham", "coquelles")
    records = [bag.eviction(commune=places[n % 7], tents=str(n + 1), site=f"B{n}") for n in range(16)]
    told = [
        bag.testimony(
            language=LANGUAGES[n % 4], narrative=STORIES[LANGUAGES[n % 4]], contact="", pseudonym=f"Idris {n}"
        )
        for n in range(13)
    ]
    twin = Submission.objects.get(id=records[0].id)
    twin.pk, twin.instance_key, twin.dedup_tag = "doublon", "uuid:doublon", "autre"
    twin.save(force_insert=True)
    for damaged in (records[3], told[2]):
        bag.damage(damaged)
    _lose_key(told[5])
    return [records[3], told[2], told[5]]


def _lose_key(record: Submission) -> None:
    """Seal a record to a key of the association that nobody holds any more."""
    lost = pyrage.x25519.Identity.generate().to_public()
    header = agehdr.new_header(agehdr.FileKey.generate(), [str(lost)])
    keystore().replace([(VaultRef(record.sealed_ref), header)])


def enter(page: Page, bag: Mailbag, base: str) -> None:
    """Sign in with a cookie, then everything from the keyboard."""
    client = signed_in(bag.person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])
    page.goto(f"{base}/coffre/ouvrir?next=/terrain/depouillement/")
    page.locator("input[name=passphrase]").focus()
    page.keyboard.type(bag.holder.passphrase)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with page.expect_navigation():
        page.keyboard.press("o")


def waiting() -> int:
    return Submission.objects.filter(state__in=[State.RECEIVED, State.IN_REVIEW]).count()


def test_thirty_records_are_cleared_from_the_keyboard(page: Page, bag: Mailbag, live_server) -> None:
    odd = filled(bag)
    assert waiting() == 30
    enter(page, bag, live_server.url)
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    seen: list[str] = []
    twins = 0
    for left in range(30, 0, -1):
        seen.append(page.locator("h1").inner_text())
        twin = page.get_by_text("Un autre relevé dit la même chose").count()
        unreadable = page.locator("[data-key=v]").count() == 0
        with page.expect_navigation():
            page.keyboard.press("m" if unreadable or (twin and twins) else "v")
        twins += twin
        assert waiting() == left - 1, page.locator("main").inner_text()[:800]
    assert waiting() == 0
    assert seen.count("Ce relevé est abîmé") == 2
    assert seen.count("La clé de ce relevé manque") == 1
    assert {Submission.objects.get(id=row.id).state for row in odd} == {State.SET_ASIDE}
    assert Submission.objects.filter(state=State.VERSED).count() == 26
    page.goto(f"{live_server.url}/terrain/depouillement/")
    assert "Rien n’attend" in page.locator("main").inner_text()


def test_help_opens_and_n_p_l_walk(page: Page, bag: Mailbag, live_server) -> None:
    first, second = sorted((bag.eviction(), bag.eviction(tents="40", site="C4")), key=lambda record: record.id)
    enter(page, bag, live_server.url)
    page.goto(f"{live_server.url}/terrain/depouillement/{first.id}/")
    page.keyboard.press("?")
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 1
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url(f"**/{second.id}/")
    page.keyboard.press("p")
    page.wait_for_url(f"**/{first.id}/")
    page.keyboard.press("l")
    page.wait_for_url("**/depouillement/")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pages_pass_axe_and_fit_a_phone(page: Page, bag: Mailbag, live_server, language: str) -> None:
    record = bag.testimony(minor="yes", age_band="")
    bag.damage(bag.eviction())
    enter(page, bag, live_server.url)
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
    for path in (
        "/terrain/depouillement/",
        f"/terrain/depouillement/{record.id}/",
        "/terrain/coller/",
        "/terrain/papier/",
    ):
        page.goto(live_server.url + path)
        assert violations(page) == [], path
        page.set_viewport_size(PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        page.set_viewport_size({"width": 1280, "height": 800})
