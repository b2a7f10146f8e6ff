"""A photo is brought in, a box drawn with the mouse and one from the keyboard, and a second person accepts."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from tests.browser import PHONE, violations
from tests.conftest import NOW
from tests.factories import facts
from tests.factories.exhibits import Desk, desk, photo
from tests.factories.network import protect
from tests.factories.vault import Holder
from vigie.cases.models import Exhibit
from vigie.cases.queries.exhibits import open_working
from vigie.network.models import Person

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def made(transactional_db: None, folder: Path, moved_clock: dt.datetime) -> Desk:
    facts.world_of_facts()
    return desk()


def enter(page: Page, holder: Holder, base: str, onward: str) -> None:
    """Sign in with a cookie, then open the vault with the passphrase."""
    who = Person.objects.get(id=holder.acting.actor)
    protect(who)
    client = Client()
    client.force_login(who)
    page.context.clear_cookies()
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])
    page.goto(f"{base}/coffre/ouvrir?next={onward}")
    page.locator("input[name=passphrase]").fill(holder.passphrase)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def bring(page: Page, url: str, data: bytes) -> None:
    page.goto(url)
    page.locator("input[type=file]").set_input_files({"name": "vue.jpg", "mimeType": "image/jpeg", "buffer": data})
    page.locator("input[name=title]").fill("Vue du campement")
    with page.expect_navigation():
        page.get_by_role("button", name="Ajouter la pièce").click()


def draw_two(page: Page) -> None:
    """One box over the face with the mouse, one from the keyboard alone: added, moved left, made wider."""
    page.wait_for_function("document.querySelector('.brush-sheet img').naturalWidth > 0")
    frame = page.locator(".brush-layer").bounding_box()
    assert frame is not None
    page.mouse.move(frame["x"] + frame["width"] * 0.38, frame["y"] + frame["height"] * 0.38)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.5, frame["y"] + frame["height"] * 0.5)
    page.mouse.move(frame["x"] + frame["width"] * 0.62, frame["y"] + frame["height"] * 0.62)
    page.mouse.up()
    page.get_by_role("button", name="Ajouter une zone").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.classList.contains('brush-box')")
    for _time in range(10):
        page.keyboard.press("ArrowLeft")
    for _time in range(4):
        page.keyboard.press("Shift+ArrowRight")


def test_a_box_by_mouse_and_one_by_keyboard_then_a_second_person(page: Page, made: Desk, live_server) -> None:
    base, home = live_server.url, f"/dossiers/{made.slug}/pieces/"
    enter(page, made.first, base, home)
    bring(page, f"{base}{home}ajouter", photo((1200, 900)))
    with page.expect_navigation():
        page.get_by_role("link", name="Préparer la copie").click()
    draw_two(page)
    assert page.locator(".brush-list input[name=x]").evaluate_all("nodes => nodes.map(n => n.value)")[1] == "35.00"
    assert page.locator(".brush-list input[name=w]").evaluate_all("nodes => nodes.map(n => n.value)")[1] == "22.00"
    assert violations(page) == []
    page.get_by_role("button", name="Ajouter une zone").click()
    page.keyboard.press("Delete")
    with page.expect_navigation():
        page.get_by_role("button", name="Flouter").click()
    row = Exhibit.objects.get()
    assert (row.state, len(row.boxes)) == ("to_review", 2)
    enter(page, made.second, base, f"{home}{row.id}/relire")
    page.wait_for_function("document.querySelector('.exhibit-sheet img').naturalWidth > 0")
    assert violations(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Accepter").click()
    row.refresh_from_db()
    assert row.state == "ready"
    copy = Image.open(io.BytesIO(open_working(made.open, row.id, "relecture", NOW))).convert("RGB")
    assert copy.size == (1200, 900)
    assert max(r - b for r, _g, b in copy.get_flattened_data()) < 40
    assert not copy.getexif()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pages_pass_axe_and_fit_a_phone(page: Page, made: Desk, live_server, language: str) -> None:
    row = made.add(photo((1200, 900)), "Vue du campement")
    home = f"/dossiers/{made.slug}/pieces/"
    enter(page, made.first, live_server.url, home)
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
    for path in (home, f"{home}ajouter", f"{home}{row.id}/", f"{home}{row.id}/masquer"):
        page.goto(live_server.url + path)
        assert violations(page) == [], path
        page.set_viewport_size(PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        page.set_viewport_size({"width": 1280, "height": 800})
