"""A mission, in a real browser: a report refused then accepted, eight lines paid on their days, one with its receipt, a post, an evening."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.browser import DESKTOP, PHONE, violations
from tests.conftest import NOW
from tests.factories.mission_life import Life, at, living
from tests.factories.programme import pdf
from vigie.network.models import Person
from vigie.programme.actions.life import evenings
from vigie.programme.models.life import AllowanceLine, Registration, Report
from vigie.programme.rules.life.states import EveningState

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from vigie.network.api import Acting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def life(transactional_db: None, moved_clock: object, folder: object) -> Life:
    return living()


def become(page: Page, who: Acting, url: str) -> None:
    client = Client()
    client.force_login(Person.objects.get(id=who.actor))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": url}])


def test_a_mission_goes_from_a_report_to_its_evening(
    page: Page, life: Life, live_server, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = live_server.url
    report = f"{url}{reverse('programme:report', args=[life.slug, 1])}"
    _report(page, life, url, report)
    _payment(page, life, url)
    with monkeypatch.context() as clock:
        _seven_months(page, life, url, clock)
    _post(page, life, url)
    _evening(page, life, url)


def _report(page: Page, life: Life, url: str, report: str) -> None:
    become(page, life.volunteer, url)
    page.set_viewport_size(PHONE)
    page.goto(report)
    page.get_by_label("Ce que j’ai fait").fill("J’ai rencontré cinq associations.")
    page.get_by_role("button", name="Envoyer le rapport").click()
    assert page.get_by_text("Votre rapport est envoyé.").is_visible()
    become(page, life.host, url)
    page.set_viewport_size(DESKTOP)
    page.goto(report)
    assert violations(page) == []
    page.get_by_role("button", name="Demander une reprise").click()
    assert page.get_by_text("Dites pourquoi.").is_visible()
    page.get_by_label("Remarque, ou raison d’une reprise").fill("Il manque les besoins.")
    page.get_by_role("button", name="Demander une reprise").click()
    become(page, life.volunteer, url)
    page.goto(report)
    assert page.get_by_text("Il manque les besoins.").first.is_visible()
    page.get_by_label("Ce que j’ai appris").fill("Deux besoins : un interprète, des tentes.")
    page.get_by_role("button", name="Envoyer le rapport").click()
    become(page, life.host, url)
    page.goto(report)
    page.get_by_role("button", name="Accepter le rapport").click()
    assert Report.objects.get(number=1).state == "accepted"
    assert page.get_by_role("button", name="Accepter le rapport").count() == 0


def _payment(page: Page, life: Life, url: str) -> None:
    become(page, life.operator, url)
    page.goto(f"{url}{reverse('programme:allowances', args=[life.slug])}")
    page.get_by_label("Comment").fill("Virement")
    page.get_by_label("Reçu", exact=True).set_input_files(
        {"name": "recu.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    page.get_by_role("button", name="Noter le versement").click()
    line = AllowanceLine.objects.get(number=1)
    assert (line.state, bool(line.receipt)) == ("paid", True)
    assert violations(page) == []


def _seven_months(page: Page, life: Life, url: str, clock: pytest.MonkeyPatch) -> None:
    """Every line after the first is paid on the day it is due, and all of them make 4,244 euros."""
    for line in AllowanceLine.objects.exclude(number=1).order_by("number"):
        clock.setenv("VIGIE_NOW", f"{line.due_on}T09:00:00+00:00")
        become(page, life.operator, url)
        page.goto(f"{url}{reverse('programme:allowances', args=[life.slug])}?ligne={line.number}")
        page.get_by_label("Comment").fill("Virement")
        page.get_by_role("button", name="Noter le versement").click()
        page.get_by_text("Le versement est noté").first.wait_for()
    paid = AllowanceLine.objects.filter(state="paid")
    assert (paid.count(), sum(line.cents for line in paid)) == (8, 424_400)


def _post(page: Page, life: Life, url: str) -> None:
    become(page, life.volunteer, url)
    page.goto(f"{url}{reverse('programme:new_post')}?mission={life.slug}")
    page.get_by_label("Titre").fill("Un matin")
    page.get_by_label("Texte").fill("La mer est grise. Appelez le 06 12 34 56 78.")
    page.get_by_role("button", name="Enregistrer").click()
    assert page.locator("mark", has_text="06 12 34 56 78").first.is_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Demander la relecture").click()
    assert page.get_by_text("pourrait désigner une personne").is_visible()
    page.get_by_label("Texte").fill("La mer est grise. On attend.")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name="Demander la relecture").click()
    address = page.url
    become(page, life.host, url)
    page.goto(address)
    page.get_by_label("J’ai tout lu").check()
    page.get_by_role("button", name="Publier").click()
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    page.goto(f"{url}/blog/")
    page.get_by_role("link", name="Un matin").click()
    assert page.get_by_text("La mer est grise. On attend.").is_visible()
    assert violations(page) == []


def _evening(page: Page, life: Life, url: str) -> None:
    draft = evenings.EveningDraft({"fr": "Sept mois", "en": "Seven months"}, at(2018, 5, 30, 18), "Paris")
    slug = evenings.plan_evening(acting=life.operator, session=life.made.session, draft=draft, now=NOW)
    evenings.move_evening(acting=life.operator, slug=slug, to=EveningState.OPEN, now=NOW)
    page.goto(f"{url}/soirees/{slug}")
    assert violations(page) == []
    page.get_by_label("Votre prénom").fill("Noa")
    page.get_by_label("Combien serez-vous").fill("2")
    page.wait_for_timeout(5_500)
    page.get_by_role("button", name="Je viens").click()
    assert page.get_by_text("C’est noté, à bientôt").is_visible()
    assert Registration.objects.get().people == 2
