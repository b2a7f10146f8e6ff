"""A passage is taken from an opened testimony with the mouse, read by a second person, and the pages fit a phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.browser import PHONE, violations
from tests.conftest import NOW
from tests.factories import cases, facts, statements
from tests.factories.mailbag import signed_in
from tests.factories.statements import PASSAGE, Teller
from vigie.cases.actions.attestations import Witness, begin_attestation
from vigie.cases.api import DossierRole, give_access
from vigie.cases.rules.attestations import Identity
from vigie.network.api import Acting
from vigie.network.models import Person
from vigie.publication.models import Quote

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SELECT = """length => {
  const text = document.querySelector("[data-told]").firstChild;
  const start = text.textContent.indexOf("Ils sont");
  const range = document.createRange();
  range.setStart(text, start);
  range.setEnd(text, start + length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture
def made(transactional_db: None, folder: Path, moved_clock: object) -> Teller:
    facts.world_of_facts()
    return statements.teller()


def become(page: Page, base: str, who: Acting) -> None:
    page.context.clear_cookies()
    cookie = signed_in(Person.objects.get(id=who.actor)).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])


def fits(page: Page) -> None:
    """The page passes axe, and nothing of it leaves a phone's screen."""
    size = page.viewport_size
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url
    assert size is not None
    page.set_viewport_size(size)


def test_a_quote_from_the_narrative_to_the_bank(page: Page, made: Teller, live_server) -> None:
    base = live_server.url
    become(page, base, made.coordinator)
    page.goto(f"{base}/coffre/ouvrir?next=/faits/{made.statement}")
    page.fill("input[name=passphrase]", made.holder.passphrase)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("link", name="Choisir une citation").click()
    page.fill("#id_motive", "citer dans le bulletin")
    page.get_by_role("button", name="Ouvrir le récit").click()
    page.wait_for_selector("[data-told]")
    page.evaluate(SELECT, len(PASSAGE))
    page.get_by_role("button", name="Prendre le passage sélectionné").click()
    assert page.input_value("#id_text") == PASSAGE
    fits(page)
    page.fill("#id_pseudonym", "Mouette")
    with page.expect_navigation():
        page.get_by_role("button", name="Proposer la citation").click()
    become(page, base, made.reader)
    page.reload()
    fits(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Accepter la citation").click()
    assert Quote.objects.get().state == "ready"
    page.goto(f"{base}/publications/citations")
    assert PASSAGE in page.locator("blockquote").first.inner_text()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pages_of_an_attestation_pass_axe_and_fit_a_phone(
    page: Page, made: Teller, live_server, language: str
) -> None:
    team, base, who = cases.team(), live_server.url, made.coordinator
    give_access(
        acting=team.juriste,
        slug=team.slug,
        person=who.actor,
        organisation=who.organisation,
        role=DossierRole.COORDINATION,
        now=NOW,
    )
    about = Witness("Nour", language="ar", writes_french=False, identity=Identity.NO)
    begun = begin_attestation(acting=who, slug=team.slug, about=about, now=NOW)
    become(page, base, who)
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": base}])
    for path in ("attestations", f"attestations/{begun}", f"attestations/{begun}/aide-memoire"):
        page.goto(f"{base}/dossiers/{team.slug}/{path}")
        fits(page)
