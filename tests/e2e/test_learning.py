"""A volunteer reads a module, passes the quiz, codes the exercise; a trainer certifies; the right appears, and ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.browser import PHONE, violations
from tests.factories import facts, learning
from tests.factories.mailbag import signed_in
from vigie.learning.api import exercises, module
from vigie.network.api import Acting
from vigie.network.models import Person

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def become(page: Page, base: str, who: Acting) -> None:
    page.context.clear_cookies()
    cookie = signed_in(Person.objects.get(id=who.actor)).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def test_from_the_first_page_to_the_right_and_its_end(
    page: Page, transactional_db: None, folder: Path, moved_clock: object, live_server, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts.world_of_facts()
    alma, odile, base = learning.trainer(), learning.learner(), live_server.url
    learning.held(alma, odile)
    become(page, base, odile)
    page.set_viewport_size(PHONE)
    told = module(learning.MODULE)
    page.goto(f"{base}/formations/modules/{told.slug}/page/{told.pages[0].key}")
    for _page in told.pages[:-1]:
        press(page, "J’ai lu : page suivante")
    press(page, "J’ai lu : aux questions")
    for question in told.questions:
        for place, answer in enumerate(question.answers, 1):
            if question.kind.value == "order":
                page.select_option(f"#{question.key}-{answer.key}", str(place))
            elif answer.right:
                page.check(f"input[name={question.key}][value={answer.key}]")
    press(page, "Voir mon résultat")
    assert "100 sur 100" in page.locator("main").inner_text()
    assert violations(page) == []
    page.goto(f"{base}/formations/exercices/{learning.EXERCISE}")
    for key, code in exercises()[learning.EXERCISE].reference.items():
        page.select_option(f"#p{key}", code)
    press(page, "Comparer à la référence")
    assert "Accord suffisant" in page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    become(page, base, alma)
    page.goto(f"{base}/formations/attestations")
    assert violations(page) == []
    press(page, "Signer l’attestation")
    become(page, base, odile)
    page.goto(f"{base}/formations/")
    assert "Vous pouvez recueillir des témoignages" in page.locator("main").inner_text()
    monkeypatch.setenv("VIGIE_NOW", "2019-01-16T09:00:00+01:00")
    become(page, base, odile)
    page.goto(f"{base}/formations/")
    assert "Votre attestation a pris fin" in page.locator("main").inner_text()
