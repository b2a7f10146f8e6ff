"""A refusal becomes a page, a fragment or JSON; a broken view stays broken."""

import json

import pytest
from django.test import Client, override_settings
from django.test.client import MULTIPART_CONTENT

from vigie.kernel.api import Invalid
from vigie.ui.api import register_phrases, say

PAGES = {
    "denied": (403, "Vous n’avez pas ce droit"),
    "invalid": (400, "Ceci n’a pas pu être fait"),
    "conflict": (409, "Ceci a changé depuis que vous l’avez ouvert"),
    "missing": (404, "Il n’y a rien ici pour vous"),
    "no text": (400, "un caractère invisible"),
    "no day": (400, "une date que Vigie ne peut pas garder"),
    "full": (507, "La machine est pleine"),
}


@pytest.mark.parametrize(("why", "expected"), PAGES.items())
def test_a_refusal_is_a_page_in_plain_words(client: Client, why: str, expected: tuple[int, str]) -> None:
    response = client.get(f"/refuse/{why}")
    html = response.content.decode()
    assert (response.status_code, expected[1] in html, "<<undefined" in html) == (expected[0], True, False)


def test_the_sentence_of_the_floor_is_said(client: Client) -> None:
    register_phrases({"test.invalid": "%(place)s ne se lit pas."})
    assert "Calais ne se lit pas." in client.get("/refuse/invalid").content.decode()


def test_a_machine_gets_codes_fields_and_sentences(client: Client) -> None:
    register_phrases({"test.invalid": "%(place)s ne se lit pas."})
    response = client.get("/refuse/several", headers={"accept": "application/json"})
    assert response.status_code == 400
    assert json.loads(response.content) == {
        "refusals": [
            {"code": "test.invalid", "field": None, "message": "Calais ne se lit pas."},
            {
                "code": "test.unspoken",
                "field": None,
                "message": "Cela n’a pas été fait (test.unspoken). Rien n’a été changé.",
            },
        ]
    }


def test_htmx_gets_a_fragment_among_the_notices(client: Client) -> None:
    response = client.get("/refuse/conflict", headers={"hx-request": "true"})
    assert response.status_code == 409
    assert response.headers["HX-Retarget"] == "#notices"
    assert "<html" not in response.content.decode()


def test_what_no_database_keeps_is_logged_without_its_value(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/refuse/no text")
    assert "not kept: DataError" in caplog.text
    assert "Amina" not in caplog.text


@override_settings(DEBUG=False)
def test_a_broken_view_is_not_disguised_as_a_refusal(client: Client) -> None:
    response = client.get("/refuse/other")
    assert response.status_code == 500
    assert "Quelque chose a cassé chez nous" in response.content.decode()


def test_a_page_open_too_long_says_that_nothing_was_sent() -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "fr"})
    response = client.post("/ui/theme", {"theme": "dark"}, content_type=MULTIPART_CONTENT)
    assert response.status_code == 403
    assert "Cette page était ouverte depuis trop longtemps" in response.content.decode()


def test_saying_a_refusal_never_fails_itself() -> None:
    register_phrases({"test.needs": "%(missing)s", "test.number": "%(place)d"})
    assert say(Invalid("test.needs")) == "Cela n’a pas été fait (test.needs). Rien n’a été changé."
    assert say(Invalid("test.number", place="x")) == "Cela n’a pas été fait (test.number). Rien n’a été changé."
