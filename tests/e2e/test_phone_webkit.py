"""The field app in the engine of iPhones: WebKit, driven by the driver that Debian packages. From the card to a record that the house opens.

Seen there and nowhere else: a ``FormData`` that holds a file does not give its bytes back, and nothing was sealed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.collection.servers import free_port
from tests.e2e.phone import House

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

BROWSERS = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
DRIVER, SCREEN = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
BUTTON = "[...document.querySelectorAll('button')].find(one => one.innerText.trim() === {name} && !one.disabled)"
CHIP = """const [asked, said] = arguments
const question = [...document.querySelectorAll('.question')].find(one => one.innerText.trim().startsWith(asked))
;[...question.querySelectorAll('label.chip')].find(one => one.innerText.trim().startsWith(said)).querySelector('input').click()"""
TYPE = """const [selector, rank, text] = arguments
const field = document.querySelectorAll(selector)[rank]
field.value = text
field.dispatchEvent(new Event('input', { bubbles: true }))"""
READY = "const done = arguments[0]; navigator.serviceWorker.ready.then(() => done(true))"


@dataclass
class WebKit:
    """A browser, by the few words of the W3C's WebDriver that are needed here."""

    address: str
    session: str = ""

    def ask(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        url = f"{self.address}/session{self.session}{path}"
        request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from None

    def run(self, script: str, *given: object, wait: bool = False) -> Any:
        return self.ask("POST", f"/execute/{'async' if wait else 'sync'}", {"script": script, "args": given})

    def until(self, true: str, patience: float = 60) -> Any:
        """Wait until something is so; returns it."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if found := self.run(f"return {true}"):
                return found
            time.sleep(0.2)
        raise AssertionError(f"{true}: {self.run('return document.body.innerText')}")

    def open(self, address: str) -> None:
        self.ask("POST", "/url", {"url": address})

    def press(self, name: str) -> None:
        self.until(f"!!{BUTTON.format(name=json.dumps(name))}")
        self.run(f"{BUTTON.format(name=json.dumps(name))}.click()")


@contextmanager
def webkit(home: Path) -> Iterator[WebKit]:
    """Start the browser on a screen that nobody sees."""
    if not (BROWSERS and DRIVER and SCREEN):
        pytest.skip("WebKit is not installed: apt install webkit2gtk-driver xvfb")
    port, screen = free_port(), f":{90 + os.getpid() % 900}"
    environment = {**os.environ, "DISPLAY": screen, "HOME": str(home), "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
    environment["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1"  # as --no-sandbox for Chromium: tests run as root
    with ExitStack() as stack:
        for line in ([SCREEN, screen, "-screen", "0", "800x900x24"], [DRIVER, f"--port={port}"]):
            process = subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            stack.callback(process.wait, 20)
            stack.callback(process.terminate)
            time.sleep(1)
        browser = WebKit(f"http://127.0.0.1:{port}")
        options = {"binary": str(BROWSERS[-1]), "args": ["--automation"]}
        asked = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        browser.session = "/" + browser.ask("POST", "", {"capabilities": {"alwaysMatch": asked}})["sessionId"]
        browser.ask("POST", "/timeouts", {"script": 60_000})
        yield browser
        browser.ask("DELETE", "")


def choose_words(browser: WebKit) -> list[str]:
    """Take the four words that are drawn; home is on the screen."""
    words: list[str] = browser.until(
        "document.querySelector('.big-words') && [...document.querySelectorAll('.big-words li')].map(one => one.innerText)"
    )
    browser.press("Je les ai")
    fields = browser.until("[...document.querySelectorAll('form .field')].map(one => one.innerText)")
    for at, field in enumerate(fields):
        rank = int(re.findall(r"\d", field)[0])
        browser.run(TYPE, "form .field input", at, words[rank - 1])
    browser.press("Continuer")
    browser.press("Plus tard")
    browser.until("document.querySelectorAll('.new li').length > 4")
    return words


def test_an_eviction_is_sealed_without_a_network_and_opens_in_the_house(house: House, tmp_path: Path) -> None:
    with webkit(tmp_path) as browser:
        browser.open(house.card_address)
        words = choose_words(browser)
        assert browser.run(READY, wait=True)
        time.sleep(1)
        house.line.cut()
        browser.open(f"{house.address}/carnet/")
        browser.until("!!document.querySelector('.four input')")
        browser.run(TYPE, ".four input", 0, " ".join(words) + " ")
        browser.press("Expulsion")
        browser.until("!!document.querySelector('.question')")
        browser.run(CHIP, "Dans quelle commune", "Calais")
        browser.run(CHIP, "Quelle sorte d", "Grande")
        browser.press("Terminer")
        browser.press("Sceller et envoyer")
        browser.until("!!document.querySelector('.sealed')")
        browser.press("Revenir à l’accueil")
        browser.until("document.querySelector('.waiting')?.innerText.includes('Un envoi scellé attend')")
        house.line.mend()
        browser.press("Envoyer maintenant")
        browser.until("document.querySelector('.waiting').innerText.includes('Rien n’attend')")
    kept = house.live.check()
    assert (kept["rows"], kept["damaged"]) == (1, 0)
    assert kept["opened"] == kept["checked"] == 1
