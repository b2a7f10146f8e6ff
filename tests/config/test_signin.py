"""Signing in: password, second factor, limits, cookies. No address is kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.factories.network import PASSWORD, member, organisation
from vigie.network.api import Role
from vigie.network.models import Person

pytestmark = pytest.mark.django_db
LOGIN, SECOND = "account_login", "mfa_authenticate"


@pytest.fixture(autouse=True)
def _today_and_limits(moved_clock, folder):
    """The clock stands still, limits are kept in the database, secrets in a folder of their own."""
    call_command("createcachetable")
    cache.clear()


@pytest.fixture
def alma() -> Person:
    return member("alma", roles=[Role.COORDINATOR])


def sign_in(client: Client, username: str = "alma", password: str = PASSWORD, **extra: str):
    return client.post(reverse(LOGIN), {"login": username, "password": password}, **extra)


def confirm(client: Client, password: str = PASSWORD):
    """Prove again who one is, as every page about protection asks."""
    return client.post(reverse("account_reauthenticate"), {"password": password})


def is_in(client: Client) -> bool:
    return client.get(reverse("network:people")).status_code == 200


def sheet_of(who: Person) -> list[str]:
    return RecoveryCodes.activate(who).get_unused_codes()


def test_name_and_password_open_whatever_the_capitals(alma):
    seen = Client()
    assert sign_in(seen, "ALMA").url == reverse("desk:home")
    assert is_in(seen)


@pytest.mark.parametrize(
    ("username", "password"), [("alma", "faux faux faux"), ("personne", PASSWORD), ("", ""), ("alma\x00", "x")]
)
def test_what_is_wrong_is_told_the_same_way_and_opens_nothing(alma, username, password):
    seen = Client()
    answer = sign_in(seen, username, password)
    assert answer.status_code == 200
    assert not is_in(seen)


def test_a_wrong_name_and_a_wrong_password_cannot_be_told_apart(alma):
    known = sign_in(Client(), "alma", "faux faux faux").context["form"].errors
    unknown = sign_in(Client(), "personne", "faux faux faux").context["form"].errors
    assert known == unknown
    assert "ne va pas" in str(known)


def test_who_left_does_not_come_in(alma):
    Person.objects.filter(id=alma.id).update(is_active=False)
    seen = Client()
    sign_in(seen)
    assert not is_in(seen)


def test_nobody_registers_alone_and_no_password_is_sent_by_mail(alma, mailoutbox):
    form = {"username": "eve", "password1": PASSWORD, "password2": PASSWORD}
    Client().post(reverse("account_signup"), form)
    assert not Person.objects.filter(username="eve").exists()
    assert "oublié ?" in Client().get(reverse(LOGIN)).content.decode()
    assert Client().post("/compte/password/reset/", {"email": "alma@lisiere.example"}).status_code == 404
    assert mailoutbox == []


def test_a_session_is_new_after_signing_in(alma):
    seen = Client()
    seen.get(reverse(LOGIN))
    session = seen.session
    session["planted"] = True
    session.save()
    before = session.session_key
    sign_in(seen)
    assert seen.session.session_key != before


def test_cookies_are_closed_to_scripts_and_other_sites(alma):
    answer = sign_in(Client())
    morsel = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert (bool(morsel["httponly"]), morsel["samesite"], morsel["path"]) == (True, "Lax", "/")
    assert morsel["domain"] == ""


def test_with_https_cookies_are_bound_to_the_host():
    asked = "import json; from vigie.config import settings as s; print(json.dumps([s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE]))"
    environment = {**os.environ, "VIGIE_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "vigie.config.settings"}
    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, env=environment)
    assert json.loads(run.stdout) == ["__Host-vigie", "__Host-vigie-csrf", True, True]


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/x", "/\\evil.example"])
def test_signing_in_sends_nobody_outside(alma, elsewhere):
    answer = Client().post(
        reverse(LOGIN) + f"?next={elsewhere}", {"login": "alma", "password": PASSWORD, "next": elsewhere}
    )
    assert answer.url == reverse("desk:home")


def test_one_comes_back_to_the_page_one_asked_for(alma):
    wanted = reverse("network:places")
    turned = Client().get(wanted)
    assert turned.url == f"{reverse(LOGIN)}?next={wanted}"
    answer = Client().post(turned.url, {"login": "alma", "password": PASSWORD, "next": wanted})
    assert answer.url == wanted


def test_whoever_acts_for_two_associations_is_asked_for_which(alma):
    member("alma", of=organisation("voisine"))
    assert sign_in(Client()).url == reverse("choose_organisation")


def test_five_wrong_tries_close_one_account_and_no_other(alma):
    member("bilal")
    for _try in range(5):
        sign_in(Client(), password="faux faux faux")
    seen = Client()
    answer = sign_in(seen)
    assert not is_in(seen)
    assert answer.status_code in {200, 429}
    assert "Trop d’essais" in answer.content.decode()
    neighbour = Client()
    sign_in(neighbour, "bilal")
    assert is_in(neighbour)


def test_no_address_is_written_in_the_database(alma):
    address = "203.0.113.77"
    for _try in range(3):
        sign_in(Client(), password="faux faux faux", REMOTE_ADDR=address)
    sign_in(Client(), REMOTE_ADDR=address)
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        assert "vigie_cache" in tables
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found = [row for row in cursor.fetchall() if address in repr(row)]
            assert found == [], table


def test_the_pseudonym_of_an_address_changes_every_day_and_tells_nothing(rf, monkeypatch):
    from vigie.config.adapters import AccountAdapter

    def told(address: str, day: str) -> str:
        monkeypatch.setenv("VIGIE_NOW", f"{day}T12:00:00+00:00")
        return AccountAdapter().get_client_ip(rf.get("/", REMOTE_ADDR=address))

    one = told("203.0.113.77", "2018-01-16")
    assert one == told("203.0.113.77", "2018-01-16")
    assert len({one, told("203.0.113.78", "2018-01-16"), told("203.0.113.77", "2018-01-17")}) == 3
    assert "203" not in one


class TestSecondFactor:
    """A sheet of codes, an application: each once."""

    def test_a_sheet_of_codes_alone_is_asked_for(self, alma):
        code = sheet_of(alma)[0]
        seen = Client()
        assert sign_in(seen).url == reverse(SECOND)
        assert not is_in(seen)
        assert seen.get(reverse(SECOND)).status_code == 200
        seen.post(reverse(SECOND), {"code": code})
        assert is_in(seen)

    def test_a_code_of_the_sheet_serves_once(self, alma):
        code = sheet_of(alma)[3]
        first, second = Client(), Client()
        for seen in (first, second):
            sign_in(seen)
            seen.post(reverse(SECOND), {"code": code})
        assert is_in(first)
        assert not is_in(second)
        assert len(sheet_of(alma)) == settings.MFA_RECOVERY_CODE_COUNT - 1

    def test_a_code_may_be_typed_as_it_is_printed(self, alma):
        code = sheet_of(alma)[1]
        seen = Client()
        sign_in(seen)
        seen.post(reverse(SECOND), {"code": f"{code[:4]} {code[4:]}"})
        assert is_in(seen)

    def test_a_code_of_the_application_is_not_replayed(self, alma, monkeypatch):
        secret = "JBSWY3DPEHPK3PXP"
        totp.TOTP.activate(alma, secret)
        code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
        first, second = Client(), Client()
        for seen in (first, second):
            sign_in(seen)
            seen.post(reverse(SECOND), {"code": code})
        assert is_in(first)
        assert not is_in(second)

    def test_wrong_codes_are_limited(self, alma):
        code = sheet_of(alma)[0]
        seen = Client()
        sign_in(seen)
        for _try in range(5):
            seen.post(reverse(SECOND), {"code": "00000000"})
        answer = seen.post(reverse(SECOND), {"code": code})
        assert "Trop d’essais" in answer.content.decode()
        assert not is_in(seen)

    def test_the_second_page_is_nothing_without_the_first(self, alma):
        code = sheet_of(alma)[0]
        seen = Client()
        seen.post(reverse(SECOND), {"code": code})
        assert not is_in(seen)

    def test_secrets_rest_encrypted(self, alma):
        secret = "JBSWY3DPEHPK3PXP"
        totp.TOTP.activate(alma, secret)
        codes = sheet_of(alma)
        kept = repr(list(Authenticator.objects.values_list("data", flat=True)))
        assert secret not in kept
        assert not any(code in kept for code in codes)

    def test_an_administrator_makes_a_sheet_prints_it_and_enters(self, alma):
        who = member("solene", roles=[Role.ADMIN], protected=False)
        seen = Client()
        sign_in(seen, "solene")
        assert seen.get(reverse("network:people")).url.startswith(reverse("mfa_index"))
        confirm(seen)
        assert seen.post(reverse("mfa_generate_recovery_codes")).url == reverse("mfa_view_recovery_codes")
        sheet = seen.get(reverse("mfa_view_recovery_codes"))
        assert len(sheet.context["unused_codes"]) == settings.MFA_RECOVERY_CODE_COUNT
        assert "no-store" in sheet.headers["Cache-Control"]
        assert is_in(seen)
        assert Authenticator.objects.get(user=who).type == Authenticator.Type.RECOVERY_CODES

    def test_protection_is_changed_only_by_whom_just_proved_themself(self, alma):
        seen = Client()
        sign_in(seen)
        for _confirmed in (False, "too long ago"):
            turned = seen.post(reverse("mfa_generate_recovery_codes"))
            assert turned.url.startswith(reverse("account_reauthenticate"))
            confirm(seen)
            session = seen.session
            for record in session["account_authentication_methods"]:
                record["at"] -= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT + 1
            session.save()
        confirm(seen, "faux faux faux")
        seen.post(reverse("mfa_generate_recovery_codes"))
        assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_generate_recovery_codes",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "account_logout",
    ],
)
def test_every_page_of_protection_is_in_our_words(alma, name):
    seen = Client()
    sign_in(seen)
    confirm(seen)
    page = seen.get(reverse(name)).content.decode()
    assert 'class="wordmark"' in page
    for english in ("Security Key", "Authenticator", "Recovery Codes", "Are you sure", "Two-Factor"):
        assert english not in page


def test_a_password_is_changed_with_the_old_one_and_must_be_strong(alma):
    seen = Client()
    sign_in(seen)
    fresh = "un tout autre mot de passe"
    weak = seen.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "court", "password2": "court"}
    )
    assert weak.status_code == 200
    wrong = seen.post(
        reverse("account_change_password"), {"oldpassword": "faux", "password1": fresh, "password2": fresh}
    )
    assert wrong.status_code == 200
    done = seen.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    )
    assert done.status_code == 302
    alma.refresh_from_db()
    assert alma.check_password(fresh)
