"""A messy spreadsheet comes in through the browser: file, columns, preview, import, undo. Nothing axe complains of."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.browser import PHONE, violations
from tests.collection.messy import make_xlsx
from tests.factories.mailbag import signed_in
from tests.factories.network import acts, house_open, member
from tests.factories.vault import WORDS
from vigie.collection.models import Import
from vigie.collection.tasks import record_rows
from vigie.facts.api import load_vocabulary
from vigie.facts.models import Observation
from vigie.network.api import Role, load_reference
from vigie.vault.api import found_keys

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from vigie.network.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def alma(transactional_db: None, folder: Path, moved_clock: dt.datetime) -> Person:
    load_reference(now=moved_clock)
    load_vocabulary(now=moved_clock)
    house_open()
    person = member("alma", of="lisiere", roles=(Role.COORDINATOR, Role.ADMIN))
    found_keys(acting=acts(person), passphrase=WORDS, now=moved_clock)
    return person


def fits(page: Page) -> None:
    assert violations(page) == [], page.url
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url
    page.set_viewport_size({"width": 1280, "height": 800})


def press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words).click()


def test_a_messy_sheet_comes_in_and_goes_out(page: Page, alma: Person, live_server) -> None:
    cookie = signed_in(alma).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page.goto(f"{live_server.url}/terrain/imports/")
    fits(page)
    page.set_input_files(
        "input[type=file]", {"name": "suivi.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": make_xlsx(120)}
    )
    press(page, "Lire ce fichier")
    assert page.get_by_label("Matériel saisi / Tentes").input_value() == "count:tents"
    fits(page)
    press(page, "Voir ce qui est compris")
    assert "120 lignes sur 120 peuvent être importées" in page.locator("main").inner_text()
    fits(page)
    press(page, "Importer 120 lignes")
    row = Import.objects.get()
    record_rows.func(row.created_by, row.organisation_id, row.id)
    page.reload()
    assert Observation.objects.count() == 120
    fits(page)
    press(page, "Annuler cet import")
    assert "120 relevés retirés." in page.locator("body").inner_text()
    assert not Observation.objects.exists()
