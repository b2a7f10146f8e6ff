"""Every screen of the field app in a left-to-right and in a right-to-left language: axe finds nothing, nothing overflows, the policy is kept.

``VIGIE_PHOTOS=folder`` has each photographed at 390 by 844, in Tigrinya too. Nothing is known here by its words: they change with the language.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser import PHONE, violations
from tests.e2e.phone import House, Phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

PHOTOS = os.environ.get("VIGIE_PHOTOS")
SPOKEN = {"fr": "fr-FR", "ar": "ar", **({"ti": "ti"} if PHOTOS else {})}
EVICTION, TESTIMONY = 1, 4
"""Where they stand among the sheets of the pack."""


class Walker:
    """Whoever walks through the app without reading it, and looks at each screen."""

    def __init__(self, phone: Phone, language: str) -> None:
        self.phone, self.page, self.language = phone, phone.page, language
        self.seen: list[str] = []
        self.words: list[str] = []

    def look(self, name: str) -> None:
        """Judge the screen there is."""
        self.page.wait_for_timeout(250)
        self.seen.append(name)
        if PHOTOS:
            folder = Path(PHOTOS) / self.language
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{len(self.seen):02}-{name}.png")
        assert violations(self.page) == [], (self.language, name)
        assert self.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], (self.language, name)
        assert self.page.evaluate("document.documentElement.lang") == self.language

    def touch(self, selector: str, rank: int = 0) -> None:
        self.page.locator(selector).nth(rank).click()

    def yes(self, name: str, rank: int = 0) -> None:
        """Touch the answer of that rank to the question of that number."""
        self.page.locator(".question").nth(int(name)).locator("label.chip").nth(rank).click()

    def next(self) -> None:
        before = self.page.locator(".pages-button").inner_text()
        self.touch(".step-next")
        changed = "was => document.querySelector('.pages-button')?.innerText !== was"
        self.page.wait_for_function(changed, arg=before)

    def jump(self, rank: int) -> None:
        """Go to the page of that rank, counted from the end when negative."""
        self.touch(".pages-button")
        self.page.locator(".pages-list button").nth(rank).click()
        self.page.locator(".pages-list").wait_for(state="detached")

    def answer_required(self) -> None:
        """Touch the last answer of each question that must have one and has none."""
        for asked in self.page.locator(".question", has=self.page.locator(".question-need")).all():
            if not asked.locator("input:checked").count() and asked.locator("label.chip").count():
                asked.locator("label.chip").first.click()


@pytest.mark.parametrize("language", list(SPOKEN))
def test_every_screen(phone: Phone, house: House, language: str) -> None:
    phone.locale = SPOKEN[language]
    phone.start()
    walker = Walker(phone, language)
    for part in (arrive, look_around, fill_in, tell, lock):
        part(walker, house)
    assert len(walker.seen) >= 25


def arrive(walker: Walker, house: House) -> None:
    """From no card to home."""
    page = walker.page
    page.goto(f"{house.address}/carnet/")
    page.locator("main").wait_for()
    walker.look("bienvenue")
    page.goto(house.card_address)
    page.reload()
    page.locator(".big-words").wait_for()
    walker.look("quatre-mots")
    walker.words = page.locator(".big-words li").all_inner_texts()
    walker.touch(".step .main")
    for field in page.locator("form .field").all():
        rank = next(int(letter) for letter in field.inner_text() if letter in "1234")
        field.locator("input").fill(walker.words[rank - 1])
    walker.look("verifier")
    walker.touch(".step .main")
    page.locator(".steps, .new, main > .main").first.wait_for()
    walker.look("installer")
    walker.touch(".step button")
    page.locator(".new li").nth(TESTIMONY).wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    walker.look("accueil")


def look_around(walker: Walker, house: House) -> None:
    """Numbers, settings, emptying."""
    walker.touch(".places button", 1)
    walker.look("numeros")
    walker.touch(".places button", 0)
    walker.touch(".foot button", 0)
    walker.look("reglages")
    walker.touch(".top button")
    walker.touch(".foot button", 1)
    walker.look("vider")
    walker.touch(".top button")


def fill_in(walker: Walker, house: House) -> None:
    """An eviction, without a network, sealed."""
    page = walker.page
    house.line.cut()
    walker.phone.offline()
    walker.touch(".new li button", EVICTION)
    page.locator("[data-page-title]").wait_for()
    walker.look("expulsion-ou")
    walker.touch(".step-next")
    walker.look("expulsion-manque")
    walker.touch(".question .chip-quiet")
    walker.look("liste-longue")
    walker.touch(".chips-list label.chip")
    walker.answer_required()
    walker.touch(".pages-button")
    walker.look("pages")
    walker.touch(".pages-button")
    walker.next()
    walker.touch(".chip-wide")
    walker.look("repetition")
    walker.jump(6)
    walker.look("nombres")
    walker.jump(-2)
    walker.look("traces")
    walker.touch("[role=group] button.chip")
    page.locator(".picture").first.wait_for()
    walker.touch(".chip-main")
    page.locator("img.picture").wait_for()
    walker.look("photo")
    walker.touch(".chip-main")
    walker.jump(0)
    walker.answer_required()
    walker.touch(".stepbar .step-button", 1)
    page.locator(".tally").wait_for()
    if page.locator(".chip-wide").count():
        walker.jump(-1)
    walker.look("terminer")
    walker.touch(".step-seal")
    page.locator(".sealed").wait_for()
    walker.look("scelle")
    walker.touch(".sealed .seal")
    page.locator(".waiting .row").wait_for()
    walker.look("accueil-en-attente")
    walker.touch(".waiting .row .quiet")  # alone there: without a network nothing offers to send
    walker.look("envois")
    walker.touch(".top button")


def tell(walker: Walker, house: House) -> None:
    """A testimony, with all that a minor's asks, then stopped."""
    page = walker.page
    walker.touch(".new li button", TESTIMONY)
    page.locator("[data-page-title]").wait_for()
    walker.look("temoignage-avant")
    page.locator(".question", has=page.locator(".question-need")).locator("label.chip").first.click()
    walker.next()
    walker.answer_required()
    walker.look("temoignage-entretien")
    walker.next()
    walker.answer_required()
    page.wait_for_timeout(300)
    walker.answer_required()
    walker.look("temoignage-accord")
    walker.next()
    walker.look("temoignage-mots")
    walker.next()
    page.locator(".question", has=page.locator(".question-need")).locator("label.chip").first.click()
    walker.look("temoignage-mineur")
    walker.next()
    walker.answer_required()
    walker.next()
    page.locator("textarea").first.fill("Récit inventé.")
    walker.look("temoignage-faits")
    walker.jump(-4)
    walker.look("temoignage-relire")
    walker.jump(-1)
    walker.look("temoignage-terminer")
    walker.touch(".stop")
    walker.look("temoignage-arreter")
    walker.touch(".stop-sure .chip-main")
    page.locator(".sealed .seal").wait_for()
    walker.look("temoignage-arrete")
    walker.touch(".sealed .seal")


def lock(walker: Walker, house: House) -> None:
    """In a check; then the lock, and words that are not the right ones."""
    page = walker.page
    walker.touch(".places button", 2)
    walker.look("controle")
    page.locator("main button, .top button").last.click()
    page.locator(".four input").wait_for()
    walker.look("verrou")
    page.locator(".four input").fill(" ".join([*walker.words[1:], walker.words[0]]) + " ")
    page.locator(".notice.bad").wait_for()
    walker.look("verrou-faux")
