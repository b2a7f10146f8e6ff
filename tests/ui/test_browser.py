"""The gallery in a real browser: no barrier, no sideways scroll, everything by keyboard."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pypdfium2
import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Page, expect

from tests.browser import PHONE, violations

pytestmark = pytest.mark.browser


class Server(ThreadingMixIn, WSGIServer):
    """A server of one test; the browser's connections do not keep it alive."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Tells nobody of each request."""

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def served() -> Iterator[str]:
    """The address where the frame is served, with the settings of this test."""
    application = StaticFilesHandler(get_wsgi_application())
    with make_server("127.0.0.1", 0, application, Server, Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def visit(page: Page, served: str, path: str, language: str = "fr") -> None:
    page.context.add_cookies([{"name": "vigie-langue", "value": language, "url": served}])
    page.goto(served + path)


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_barrier(page: Page, served: str, language: str, theme: str) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    visit(page, served, "/ui/?sent", language)
    assert violations(page) == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_phone_never_scrolls_sideways(page: Page, served: str, language: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    visit(page, served, "/ui/?sent", language)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_the_next_step_is_under_the_thumb(page: Page, served: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    visit(page, served, "/ui/")
    box = page.locator(".page-step .button").bounding_box()
    assert box is not None
    assert box["height"] >= 48
    assert box["y"] > PHONE["height"] * 0.8


def test_rows_are_walked_with_j_and_k_and_ticked_with_x(page: Page, served: str) -> None:
    visit(page, served, "/ui/")
    rows = page.locator("table[data-rows] tbody tr")
    for key in ("j", "j", "k", "x"):
        page.keyboard.press(key)
    expect(rows.nth(0).locator("a")).to_be_focused()
    page.keyboard.press("x")
    expect(rows.nth(0).locator("input")).not_to_be_checked()
    page.keyboard.press("x")
    expect(rows.nth(0).locator("input")).to_be_checked()


def test_typing_a_letter_in_a_field_is_typing(page: Page, served: str) -> None:
    visit(page, served, "/ui/")
    page.locator("#id_where").click()
    page.keyboard.type("jxk/")
    expect(page.locator("#id_where")).to_have_value("jxk/")


def test_a_dialog_opens_and_closes(page: Page, served: str) -> None:
    visit(page, served, "/ui/")
    page.get_by_role("button", name="Mettre à la corbeille").click()
    dialog = page.locator("dialog#bin")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Ne rien faire").click()
    expect(dialog).not_to_be_visible()


def test_a_date_is_understood_as_it_is_left(page: Page, served: str) -> None:
    visit(page, served, "/ui/")
    page.locator("#id_when").fill("été 99")
    page.keyboard.press("Tab")
    expect(page.locator("#id_when_understood")).to_contain_text("Compris : été 1999")


def test_a_wrong_form_leads_to_its_summary_then_to_the_field(page: Page, served: str) -> None:
    visit(page, served, "/ui/?sent")
    expect(page.locator(".form-errors")).to_be_focused()
    page.locator(".form-errors").get_by_role("link", name="Où").click()
    expect(page.locator("#id_where")).to_be_focused()


@pytest.mark.parametrize(
    ("why", "told"), [("conflict", "Cela n’a pas été fait (test.conflict)"), ("other", "La machine n’a pas répondu")]
)
def test_a_refused_fragment_is_told_and_replaces_nothing(page: Page, served: str, why: str, told: str) -> None:
    visit(page, served, "/ui/")
    page.evaluate(f"htmx.ajax('GET', '/refuse/{why}', '#main').catch(() => null)")
    expect(page.locator("#notices")).to_contain_text(told)
    expect(page.locator("h1")).to_have_text("Le carnet des pièces")


def test_paper_shows_no_navigation_but_keeps_the_title(page: Page, served: str) -> None:
    visit(page, served, "/ui/")
    page.emulate_media(media="print")
    for gone in (".masthead", ".margin", ".page-step", ".colophon"):
        expect(page.locator(gone).first).not_to_be_visible()
    expect(page.locator("h1")).to_be_visible()


def test_every_printed_sheet_says_that_its_data_are_invented(
    page: Page, served: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIGIE_WORLD", "demo")
    visit(page, served, "/ui/")
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    sheets = [sheet.get_textpage().get_text_range() for sheet in document]
    document.close()
    assert len(sheets) > 2
    assert ["DONNÉES INVENTÉES" in text for text in sheets] == [True] * len(sheets)


def test_axe_does_find_a_barrier_where_there_is_one(page: Page) -> None:
    page.set_content("<html lang=fr><title>x</title><main><h1>x</h1><input></main></html>")
    assert [found["rule"] for found in violations(page)] == ["label"]
