"""Signing in with a real browser: password, sheet of codes, passkey, changing seats. Nothing the policy refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.urls import reverse

from tests.browser import violations
from tests.factories.network import PASSWORD, member
from vigie.network.api import Role

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _limits(transactional_db):
    """Limits are kept in the database."""
    call_command("createcachetable", verbosity=0)


@pytest.fixture
def alma(transactional_db):
    """A coordinator with a password and nothing else."""
    return member("alma", roles=[Role.COORDINATOR])


@pytest.fixture
def passkeys(page: Page):
    """A device that answers every request for a passkey."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def sign_in(page: Page, live_server, username: str = "alma") -> None:
    page.goto(live_server.url + reverse("account_login"))
    page.get_by_label("Identifiant").fill(username)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url(lambda address: reverse("account_login") not in address)


def confirm(page: Page) -> None:
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Confirmer").click()
    page.wait_for_url(lambda address: "reauthenticate" not in address)


def leave(page: Page, live_server) -> None:
    page.goto(live_server.url + reverse("switch_person"))
    page.get_by_role("button", name="Laisser la place").click()
    page.wait_for_url("**" + reverse("account_login"))


def test_a_passkey_is_added_and_then_replaces_the_password(page, passkeys, live_server, alma):
    sign_in(page, live_server)
    page.goto(live_server.url + reverse("mfa_add_webauthn"))
    confirm(page)
    page.get_by_label("Nom de la clé").fill("Téléphone d'Alma")
    page.get_by_label("Elle remplace aussi le mot de passe").check()
    page.get_by_role("button", name="Ajouter cette clé").click()
    page.wait_for_url("**/recovery-codes/**")
    kinds = set(Authenticator.objects.filter(user=alma).values_list("type", flat=True))
    assert kinds == {"webauthn", "recovery_codes"}
    leave(page, live_server)
    page.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    page.wait_for_url(live_server.url + "/")
    assert "Alma" in page.locator(".masthead").inner_text()


def test_a_sheet_of_codes_is_made_and_one_of_them_lets_in(page, live_server, alma):
    sign_in(page, live_server)
    page.goto(live_server.url + reverse("mfa_index"))
    page.get_by_role("link", name="Faire ma feuille de codes").click()
    confirm(page)
    page.get_by_role("button", name="Faire la feuille").click()
    codes = page.locator(".codes li").all_inner_texts()
    assert len(codes) == 40
    leave(page, live_server)
    sign_in(page, live_server)
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url(live_server.url + "/")
    assert "Alma" in page.locator(".masthead").inner_text()


def test_the_next_person_finds_nothing_of_the_one_before(page, live_server, alma):
    member("bilal", of="voisine")
    sign_in(page, live_server)
    leave(page, live_server)
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert names <= {"vigie-csrf", "vigie-theme"}
    page.go_back()
    assert "Alma" not in page.locator("body").inner_text()
    sign_in(page, live_server, "bilal")
    assert "Bilal" in page.locator(".masthead").inner_text()


@pytest.mark.parametrize(
    "name", ["account_login", "account", "mfa_index", "charter", "network:people", "network:directory"]
)
def test_pages_are_accessible(page, live_server, alma, name):
    if name != "account_login":
        sign_in(page, live_server)
        page.wait_for_url(live_server.url + "/")
    page.goto(live_server.url + reverse(name))
    assert violations(page) == []
