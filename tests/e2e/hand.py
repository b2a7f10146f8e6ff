"""A hand on the field app: it touches what a person touches, by the words they read, and knows nothing else of the app."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.e2e.phone import Phone

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

SEAL, FINISH, NEXT = "Sceller et envoyer", "Terminer", "Suivant"
EVICTION, SHIFT, TESTIMONY = "Expulsion", "Tournée", "Témoignage"


@dataclass
class Hand:
    """Whoever holds the phone."""

    phone: Phone

    @property
    def page(self) -> Page:
        return self.phone.page

    # --- around filling ----------------------------------------------------------------------------------------------
    def press(self, name: str, *, within: Locator | None = None) -> None:
        """Touch a button by the words on it."""
        (within or self.page).get_by_role("button", name=name, exact=True).click()

    def enrol(self, address: str) -> str:
        """Open the address of a card and choose four words; returns them. Home is on the screen."""
        self.page.goto(address)
        self.page.locator(".big-words").wait_for()
        words = self.page.locator(".big-words li").all_inner_texts()
        self.press("Je les ai")
        for field in self.page.locator("form .field").all():
            rank = int("".join(re.findall(r"\d", field.inner_text())))
            field.locator("input").fill(words[rank - 1])
        self.press("Continuer")
        later = self.page.get_by_role("button", name=re.compile("^(Plus tard|Continuer|Seulement les mots)$"))
        later.click()
        if later.or_(self.home).first.is_visible() and not self.home.is_visible():
            later.click()
        self.home.wait_for()
        return " ".join(words)

    @property
    def home(self) -> Locator:
        """What only home shows."""
        return self.page.get_by_role("heading", name="Noter")

    def kept(self) -> None:
        """Wait until the app is whole on the phone."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        self.page.wait_for_function("navigator.serviceWorker.controller !== null")

    def open(self, words: str) -> None:
        """Say the four words on the lock."""
        self.say(words)
        self.home.wait_for()

    def say(self, words: str) -> None:
        """Type words on the lock, whatever comes of it."""
        self.page.get_by_role("textbox", name="Mot 1").fill(f"{words} ")

    def begin(self, form: str) -> None:
        """Touch the name of a sheet under *Noter*."""
        section = self.page.locator("section[aria-labelledby=new-title]")
        section.get_by_role("button", name=form, exact=True).click()
        self.title.wait_for()

    def go_on(self, form: str) -> None:
        """Take up again what was begun."""
        section = self.page.locator("section[aria-labelledby=begun-title]")
        section.get_by_role("button", name=form).first.click()
        self.title.wait_for()

    @property
    def begun(self) -> list[str]:
        """What is offered to be gone on with."""
        return self.page.locator("section[aria-labelledby=begun-title] li button").all_inner_texts()

    # --- on a page of a sheet ----------------------------------------------------------------------------------------
    @property
    def title(self) -> Locator:
        return self.page.locator("[data-page-title]")

    def question(self, label: str) -> Locator:
        """The question that begins with these words."""
        said = self.page.locator(".question-label", has_text=_exactly(label, more=True))
        return self.page.locator(".question", has=said).first

    def choose(self, label: str, *options: str) -> None:
        """Touch answers of a question, also in a list one seeks in."""
        asked = self.question(label)
        for option in options:
            chip = asked.locator("label.chip", has_text=_exactly(option))
            if not chip.count():
                asked.get_by_role("button", name=re.compile("Chercher parmi")).click()
                asked.get_by_role("searchbox").fill(option[:5])
            chip.first.click()
            close = asked.get_by_role("button", name="Fermer", exact=True)
            if close.count():
                close.click()

    def choose_holding(self, words: str, option: str) -> None:
        """Touch an answer of the question whose label holds these words."""
        said = self.page.locator(".question-label", has_text=words)
        asked = self.page.locator(".question", has=said).first
        asked.locator("label.chip", has_text=_exactly(option)).click()

    def answer(self, label: str) -> str:
        """What the field of a question holds."""
        return self.question(label).locator("textarea, input.entry, input.count-field").first.input_value()

    def write(self, label: str, text: str) -> None:
        """Type an answer."""
        self.question(label).locator("textarea, input.entry, input.count-field").first.fill(text)

    def touch(self, label: str, button: str) -> None:
        """Touch a button of a question."""
        self.question(label).get_by_role("button", name=button, exact=True).click()

    def photograph(self, label: str) -> None:
        """Take a picture with the camera in the page, and keep it."""
        asked = self.question(label)
        for step in ("Prendre une photo", "Prendre", "Garder"):
            asked.get_by_role("button", name=step, exact=True).click()
        asked.get_by_role("button", name="Retirer", exact=True).wait_for()

    def attach(self, label: str, path: Path) -> None:
        """Choose a file that the phone had."""
        asked = self.question(label)
        asked.locator("input[type=file]").set_input_files(path)
        asked.get_by_role("button", name="Retirer", exact=True).wait_for()

    def record(self, label: str, *, seconds: float) -> None:
        """Record so many seconds, and keep them."""
        self.touch(label, "Enregistrer")
        self.question(label).get_by_text("Enregistrement").wait_for()
        self.page.wait_for_timeout(seconds * 1_000)
        self.touch(label, "Arrêter et garder")
        self.question(label).get_by_role("button", name="Retirer", exact=True).wait_for()

    def go(self, page: str) -> None:
        """Go to a page by the list of pages."""
        self.page.locator(".pages-button").click()
        self.page.locator(".pages-list").get_by_role("button", name=page).first.click()
        self.page.locator("[data-page-title]", has_text=page).wait_for()

    def next(self) -> str:
        """Go to the next page; returns its title."""
        before = self.title.inner_text()
        self.press(NEXT)
        self.page.wait_for_function("was => document.querySelector('[data-page-title]')?.innerText !== was", arg=before)
        return self.title.inner_text()

    def come_to_the_seal(self) -> None:
        """*Terminer*; a draft put away on its last page opens there."""
        end = self.page.get_by_role("button", name=FINISH, exact=True)
        seal = self.page.get_by_role("button", name=SEAL, exact=True)
        end.or_(seal).first.wait_for()
        if end.is_visible():
            end.click()
        seal.wait_for()

    def seal(self, *, home: bool = True) -> None:
        """*Terminer*, then the seal."""
        self.come_to_the_seal()
        self.press(SEAL)
        self.page.get_by_role("heading", name="Scellé").wait_for()
        if home:
            self.press("Revenir à l’accueil")
            self.home.wait_for()

    def eviction(
        self, *, commune: str = "Calais", operation: str = "Expulsion de routine (24 ou 48 h)", tents: str = ""
    ) -> None:
        """Fill the least of an eviction; the sheet stays open."""
        self.begin(EVICTION)
        self.choose("Dans quelle commune", commune)
        self.choose("Quelle sorte d’opération", operation)
        if tents:
            self.go("Les affaires")
            self.choose("Comment avez-vous compté", "exactement")
            self.write("Tentes", tents)

    def agree(self) -> list[str]:
        """The protocol of a testimony up to the words of the slip; returns those."""
        self.choose("Y a-t-il une raison de ne pas commencer", "Rien de tout cela")
        self.next()
        self.choose("Dans quelle langue parlez-vous ensemble", "Français")
        self.choose("Avec un·e interprète", "Non")
        self.next()
        self.choose("Veut-elle témoigner", "Oui")
        for asked in ("compté", "montrer", "citer"):
            self.choose_holding(asked, "Oui")
        assert self.next() == "Les quatre mots"
        words = self.page.locator(".slip-words li").all_inner_texts()
        self.next()
        return words

    def end_testimony(self) -> None:
        """Go to the last page of a testimony and end there."""
        self.go("Terminer")
        self.press("Terminer et sceller")
        self.page.get_by_role("heading", name="Scellé").wait_for()
        self.press("Revenir à l’accueil")
        self.home.wait_for()

    def hold(self, name: str) -> None:
        """Keep a finger on a button for long enough."""
        self.page.get_by_role("button", name=name).hover()
        self.page.mouse.down()
        self.page.wait_for_timeout(2_200)
        self.page.mouse.up()

    # --- what leaves -------------------------------------------------------------------------------------------------
    @property
    def waiting(self) -> str:
        """What the card of what waits says."""
        return self.page.locator(".waiting").inner_text()

    def sent(self, *, patience: float = 60) -> None:
        """Wait until nothing waits any more; home or lock is on the screen."""
        self.page.locator(".waiting", has_text="Rien n’attend").wait_for(timeout=patience * 1_000)


def _exactly(text: str, *, more: bool = False) -> re.Pattern[str]:
    """These words, whichever spaces and apostrophes stand between them: the converter of forms straightens both."""
    words = r"\s+".join(map(re.escape, text.split())).replace("’", "['’]")
    return re.compile(rf"^\s*{words}" + ("" if more else r"\s*$"))
