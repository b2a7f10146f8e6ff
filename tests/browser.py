"""A real browser for the journeys: Debian's Chromium, driven by Playwright; axe as the judge of accessibility.

Used as a plugin from ``tests/conftest.py``: the fixtures ``chromium`` and ``page``, the function ``violations``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


def chromium_path() -> str | None:
    """Return where Chromium is, if it is."""
    return os.environ.get("VIGIE_CHROMIUM") or next((found for n in NAMES if (found := shutil.which(n))), None)


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives browsers, once for the session: a process cannot have two."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The browser, once for the session."""
    path = chromium_path()
    if path is None:
        pytest.skip("Chromium is not installed: apt install chromium")
    driver: Playwright = request.getfixturevalue("driver")
    browser = driver.chromium.launch(executable_path=path, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page in French at 1280 px that fails the test on any script error or refusal of the security policy."""
    context = chromium.new_context(locale="fr-FR", timezone_id="Europe/Paris", viewport=DESKTOP)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None)
    page.set_default_timeout(15_000)
    yield page
    context.close()
    assert complaints == []


# what fades in has no contrast of its own yet: the judge waits for what ends; a spinner never does
AT_REST = """() => Promise.allSettled(document.getAnimations()
  .filter((moving) => Number.isFinite(moving.effect.getComputedTiming().endTime))
  .map((moving) => moving.finished))"""


def violations(page: Page) -> list[dict[str, Any]]:
    """Return what axe finds against WCAG 2.1 A and AA on a page at rest, one line per rule with the elements."""
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate(AT_REST)
    options = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
    found = Axe().run(page, options=options).response["violations"]
    return [{"rule": v["id"], "where": [n["target"] for n in v["nodes"]]} for v in found]
