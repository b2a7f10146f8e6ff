"""Sealed envelopes are opened in a real browser: a bar goes on by itself, the page says what came of it, axe finds nothing."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.browser import PHONE, violations
from tests.factories.collection import BASE, Phone, instance
from tests.factories.envelopes import Told, put, record, sealed_to, stranger_key
from tests.factories.mailbag import Mailbag, mailbag, signed_in
from vigie.collection.actions import unsealing
from vigie.collection.api import add_device
from vigie.collection.models import FormVersion, Submission

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORM = "vigie-temoignage"


@pytest.fixture
def bag(transactional_db: None, folder: Path, moved_clock: dt.datetime) -> Mailbag:
    return mailbag(moved_clock)


def filled(bag: Mailbag) -> None:
    """Five testimonies that were ended, one that may go on, one envelope of nobody here."""
    held = Phone(bag.acting, bag.holder, add_device(acting=bag.acting, name="Carnet", now=bag.now, base_url=BASE))
    version = FormVersion.objects.filter(form__form_id=FORM).latest("published_at").version
    for number in range(6):
        phone_ = Told(bag.acting.organisation)
        xml = instance(f"<commune>calais</commune><pseudonym>Idris {number}</pseudonym>", form_id=FORM, version=version)
        put(held, phone_.sound(b"son", file="r.webm", piece=0))
        put(held, phone_.part(xml, last=number > 0))
    put(held, sealed_to(record(), stranger_key(), stranger_key()))


def enter(page: Page, bag: Mailbag, base: str) -> None:
    cookie = signed_in(bag.person).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])
    page.goto(f"{base}/terrain/depouillement/")
    page.get_by_role("link", name="Enveloppes scellées").click()
    assert violations(page) == []
    page.locator("main").get_by_role("link", name="Ouvrir le coffre").click()
    page.locator("input[name=passphrase]").fill(bag.holder.passphrase)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with page.expect_navigation():
        page.get_by_role("button", name="Commencer le dépouillement").click()


def test_the_bar_goes_on_by_itself_until_all_is_open(
    page: Page, bag: Mailbag, live_server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsealing, "OPEN_AT_ONCE", 2)
    filled(bag)
    enter(page, bag, live_server.url)
    assert violations(page) == []
    page.get_by_role("button", name="Ouvrir les enveloppes").click()
    page.get_by_text("5 relevés attendent maintenant.").wait_for()
    assert Submission.objects.count() == 5
    assert page.get_by_role("heading", name="Témoignages peut-être en cours").is_visible()
    assert page.get_by_text("Elle est scellée pour une autre clé que les vôtres.").is_visible()
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    assert violations(page) == []
    page.get_by_role("button", name=re.compile("Ouvrir quand même")).click()
    page.get_by_text("1 relevé attend maintenant.").wait_for()
    assert Submission.objects.count() == 6


def test_left_in_the_middle_it_goes_on_where_it_was(
    page: Page, bag: Mailbag, live_server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsealing, "OPEN_AT_ONCE", 2)
    filled(bag)
    enter(page, bag, live_server.url)
    page.get_by_role("button", name="Ouvrir les enveloppes").click()
    page.locator('progress[aria-label="Enveloppes ouvertes"]').wait_for()
    page.goto(f"{live_server.url}/terrain/depouillement/")
    assert Submission.objects.count() > 0
    page.goto(f"{live_server.url}/terrain/depouillement/enveloppes/")
    page.get_by_role("button", name="Ouvrir les enveloppes").click()
    page.get_by_text(re.compile("relevés? attend")).wait_for()
    assert Submission.objects.count() == 5
