"""A call, in a real browser: published, applied to by three candidates on a phone, read by two, decided, a mission made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client

from tests.browser import DESKTOP, PHONE, violations
from tests.conftest import NOW
from tests.factories import programme as situations
from tests.factories.programme import Partners, call_draft, partners, pdf
from vigie.network.models import Capability, Person
from vigie.programme import api
from vigie.programme.models import Application, Mission
from vigie.programme.people import candidate_of
from vigie.programme.rules import spam

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from vigie.network.api import Acting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
THREE = (
    ("Zoé", "Moins de vingt-six", "moins de 26 ans", "oui"),
    ("Yann", "Trente et un", "26 ans ou plus", "oui"),
    ("Xénia", "Sans voiture", "moins de 26 ans", "non"),
)


@pytest.fixture
def made(transactional_db: None, moved_clock: object, folder: object, monkeypatch: pytest.MonkeyPatch) -> Partners:
    monkeypatch.setattr(spam, "FASTEST_SECONDS", 0)  # the browser types faster than people
    found = partners()
    found.call = api.create_call(acting=found.operator, session=found.session, draft=call_draft(found), now=NOW)
    for who in (found.operator, found.sending, found.host):
        seat = {"person": who.actor, "organisation_id": who.organisation}
        api.name_juror(acting=found.operator, slug=found.call, now=NOW, **seat)
    return found


def be(page: Page, who: Acting, url: str) -> None:
    """Sign somebody in."""
    client = Client()
    client.force_login(Person.objects.get(id=who.actor))
    page.context.clear_cookies()
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": url}])


def test_from_the_call_to_the_mission(page: Page, made: Partners, live_server) -> None:
    base = live_server.url
    page.emulate_media(reduced_motion="reduce")  # nothing is judged half way through its arrival
    be(page, made.operator, base)
    page.goto(f"{base}/missions/appel/{made.call}")
    assert violations(page) == []
    page.get_by_role("button", name="Publier l’appel").click()
    page.wait_for_load_state()
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    codes = [_apply(page, base, made.call, *who) for who in THREE]
    _come_back(page, base, codes[0])
    page.set_viewport_size(DESKTOP)
    best = next(row for row in Application.objects.all() if candidate_of(row).first_name == "Zoé")
    for who in (made.sending, made.host):
        be(page, who, base)
        _read(page, f"{base}/missions/appel/{made.call}/candidatures")
    _decide(page, made, base, best)
    _arrive(page, base, made)


def _apply(page: Page, base: str, call: str, first: str, last: str, age: str, car: str) -> str:
    """Apply on a phone; return the code that was shown."""
    page.goto(f"{base}/appels/{call}")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []
    page.get_by_role("link", name="Candidater").first.click()
    page.get_by_label("Prénom").fill(first)
    page.get_by_label("Nom", exact=True).fill(last)
    page.get_by_label("Adresse électronique").fill(f"{first[0].lower()}@exemple.example")
    page.get_by_role("radio", name=age).check()
    for question, answer in (("service civique", "non"), ("permis B", "oui"), ("véhicule", car)):
        page.get_by_role("group", name=re.compile(question)).get_by_role("radio", name=answer).check()
    page.get_by_label("Français").select_option("native")
    page.get_by_label("Anglais").select_option("working")
    page.get_by_role("button", name="Garder et continuer").click()
    code = page.locator("#secret").inner_text()
    told = page.locator("main").inner_text()
    assert ("réservé aux moins de 26 ans" in told) == (age == "26 ans ou plus")
    assert ("demande un véhicule" in told) == (car == "non")
    for field in ("cv", "letter"):
        page.locator(f"input[name={field}]").set_input_files(
            {"name": f"{first}.pdf", "mimeType": "application/pdf", "buffer": pdf()}
        )
    page.get_by_role("button", name="Ajouter les fichiers choisis").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Envoyer ma candidature").click()
    page.get_by_text("est bien arrivée et elle est complète").wait_for()
    page.get_by_role("button", name="Fermer sur cet appareil").click()
    page.wait_for_load_state()
    return code


def _come_back(page: Page, base: str, code: str) -> None:
    """Open the application by the link kept: the secret never leaves the fragment of an address."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{base}/appels/suivi#{code}")
    page.get_by_text("elle est complète").wait_for()
    assert page.url == f"{base}/appels/candidature"
    assert not [url for url in asked if code.replace("-", "") in url.replace("-", "").partition("#")[0]]
    page.get_by_role("button", name="Fermer sur cet appareil").click()
    page.wait_for_load_state()


def _read(page: Page, listed: str) -> None:
    """Read the three with the grid."""
    for name, *_rest in THREE:
        page.goto(listed)
        page.get_by_role("link", name=re.compile(name)).click()
        for line in page.locator(".prog-grid tr").all():
            line.locator("input[type=radio]").nth(4 if name == "Zoé" else 2).check()
        page.get_by_role("radio", name="la retenir", exact=True).check()
        page.get_by_label("Ce que vous en dites").fill("Lu avec soin.")
        assert violations(page) == []
        page.get_by_role("button", name="Rendre ma lecture").click()
        page.get_by_text("Votre lecture est rendue.").wait_for()


def _decide(page: Page, made: Partners, base: str, best: Application) -> None:
    """The host proposes, the sending organisation confirms, and makes the mission."""
    address = f"{base}/missions/candidature/{best.id}"
    page.goto(address)
    page.get_by_role("radio", name="Retenir", exact=True).check()
    page.get_by_role("button", name="Proposer aux partenaires").click()
    page.get_by_text("Décision à confirmer").wait_for()
    be(page, made.sending, base)
    page.goto(address)
    page.get_by_role("button", name="Confirmer la décision").click()
    page.get_by_role("button", name="Faire la mission").click()
    page.locator("#invitation").wait_for()


def _arrive(page: Page, base: str, made: Partners) -> None:
    """The candidate takes the invitation, and the mission is theirs with its dated right."""
    link = page.locator("#invitation").inner_text()
    page.context.clear_cookies()
    page.goto(link)
    page.locator("input[name=username]").fill("zoe")
    page.locator("input[name=name]").fill("Zoé")
    for field in page.locator("input[type=password]").all():
        field.fill("falaise et embruns douze")
    page.locator("main form button").last.click()
    page.wait_for_load_state()
    mission = Mission.objects.get(slug=made.mission)
    assert mission.volunteer is not None
    assert mission.volunteer.username == "zoe"
    right = Capability.objects.get(person=mission.volunteer)
    assert (right.code, str(right.starts), str(right.ends)) == ("on_mission", "2018-10-22", "2019-05-31")
    assert mission.home is not None
    assert mission.home.slug == situations.HOST
