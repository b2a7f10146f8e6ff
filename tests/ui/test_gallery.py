"""Every component is drawn, in every language and world, and no template asks for what it was not given."""

import pytest
from django.test import Client
from django.test.utils import override_settings

from vigie.kernel.api import SCREEN_LANGUAGES


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
@pytest.mark.parametrize("path", ["/ui/", "/ui/?sent", "/exercice/ui/"])
def test_the_gallery_is_whole(client: Client, language: str, path: str) -> None:
    client.cookies["vigie-langue"] = language
    response = client.get(path)
    html = response.content.decode()
    assert response.status_code == 200
    assert "<<undefined" not in html
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in html


def test_nothing_inline_that_the_security_policy_forbids(client: Client) -> None:
    html = client.get("/ui/").content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick=" not in html
    assert all("src=" in script.split(">")[0] for script in html.split("<script")[1:])


@override_settings(DEBUG=False)
def test_the_gallery_is_shown_in_development_only(client: Client) -> None:
    assert client.get("/ui/").status_code == 404


def test_a_form_sent_wrong_keeps_what_was_written_and_says_what_to_do(client: Client) -> None:
    html = client.get("/ui/?sent").content.decode()
    assert 'value="le 31 février"' in html
    assert "Rien n’est perdu" in html
    assert html.count("Cette date n’est pas comprise") == 2  # on top and beside
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_when_helptext id_when_error"' in html
    assert 'id="id_when_error"' in html


def test_the_demonstration_says_so_in_band_and_title(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_WORLD", "demo")
    html = client.get("/ui/").content.decode()
    assert 'data-world="demo"' in html
    assert html.count("DONNÉES INVENTÉES") == 2


def test_the_practice_world_says_so_in_band_and_title(client: Client) -> None:
    html = client.get("/exercice/ui/").content.decode()
    assert 'data-world="practice"' in html
    assert html.count("EXERCICE") == 2


def test_the_real_world_bears_no_band(client: Client) -> None:
    html = client.get("/ui/").content.decode()
    assert 'class="world"' not in html
