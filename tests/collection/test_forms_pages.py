"""Pages about forms and phones: who sees them, what they say, what they refuse."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.collection.test_phones_and_forms import workbook
from tests.factories.collection import Phone, small_form
from tests.factories.network import member, protect
from vigie.collection.api import add_device, publish_pack
from vigie.collection.models import FieldDevice, Form, FormVersion
from vigie.network.api import Role

FORMS, DEVICES = "/terrain/formulaires/", "/terrain/appareils/"


def signed_in(username: str, *, of: str = "lisiere", role: Role = Role.COORDINATOR) -> Client:
    who = member(username, of=of, roles=[role])
    protect(who)
    client = Client()
    client.force_login(who)
    return client


@pytest.fixture
def alma(odile: Phone) -> Client:
    """The coordinator of the association."""
    return signed_in("alma")


def upload(client: Client, content: bytes, **more: str) -> str:
    file = SimpleUploadedFile("own.xlsx", content)
    answer = client.post(f"{FORMS}publier/", {"file": file, **more}, follow=True)
    return answer.content.decode()


@pytest.mark.parametrize("path", [FORMS, f"{FORMS}publier/", DEVICES, f"{DEVICES}ajouter/"])
def test_nobody_sees_these_pages_without_signing_in(odile: Phone, path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, reverse("account_login"))


def test_an_observer_reads_the_forms_and_manages_nothing(odile: Phone) -> None:
    observer = signed_in("bilal", role=Role.OBSERVER)
    page = observer.get(FORMS).content.decode()
    assert "Petit relevé" in page
    assert "Publier un formulaire" not in page
    for path in (f"{FORMS}publier/", DEVICES, f"{DEVICES}ajouter/"):
        assert observer.get(path).status_code == 403


def test_an_outsider_sees_no_form_and_no_phone_of_others(odile: Phone, now: dt.datetime) -> None:
    own = small_form(odile.organisation, form_id="own", now=now)
    charlie = signed_in("charlie", of="ailleurs")
    assert f"/{own.id}/" not in charlie.get(FORMS).content.decode()
    assert odile.device.name not in charlie.get(DEVICES).content.decode()
    assert charlie.get(f"{FORMS}{own.id}/").status_code == 404
    assert charlie.get(f"{FORMS}{own.id}/classeur.xlsx").status_code == 404
    assert charlie.post(f"{FORMS}{own.id}/relire/").status_code == 404
    assert charlie.post(f"{FORMS}{own.id}/proposer/", {"listed": "no"}).status_code == 404
    assert charlie.get(f"{DEVICES}{odile.device.token_id}/retirer/").status_code == 404
    assert charlie.post(f"{DEVICES}carte.pdf", {"server_url": odile.device.server_url}).status_code == 404


def test_records_of_others_are_not_counted(odile: Phone, alma: Client) -> None:
    charlie = signed_in("charlie", of="ailleurs")
    odile.post()
    number = re.compile(r'data-label="Reçus">\s*(\d+)')
    assert number.findall(alma.get(FORMS).content.decode()) == ["1"]
    assert number.findall(charlie.get(FORMS).content.decode()) == ["0"]


@pytest.mark.parametrize("path", [FORMS, DEVICES])
def test_a_list_costs_the_same_at_one_and_three_rows(odile: Phone, alma: Client, now: dt.datetime, path: str) -> None:
    FieldDevice.objects.update(person="p1")
    alma.get(path)
    with CaptureQueriesContext(connection) as one:
        alma.get(path)
    for number in "23":
        small_form(form_id=f"f{number}", now=now)
        add_device(acting=odile.acting, name=number, now=now, base_url="https://x", person=f"p{number}")
    with CaptureQueriesContext(connection) as three:
        alma.get(path)
    assert len(three) == len(one)


def test_a_form_is_published_then_reviewed_by_another_person(odile: Phone, alma: Client) -> None:
    page = upload(alma, workbook())
    assert "Une autre personne doit relire" in page
    version = FormVersion.objects.get(form__form_id="own")
    assert alma.post(f"{FORMS}{version.id}/relire/").status_code == 403
    bilal = signed_in("bilal")
    assert "J’ai relu" in bilal.get(f"{FORMS}{version.id}/").content.decode()
    assert bilal.post(f"{FORMS}{version.id}/relire/").status_code == 302
    version.refresh_from_db()
    assert version.shares
    assert "Bilal" in bilal.get(f"{FORMS}{version.id}/").content.decode()


def test_what_is_wrong_in_a_workbook_is_told_by_row(alma: Client) -> None:
    page = upload(alma, workbook(kind="selectt_one yn"))
    assert "Rien n’est publié" in page
    assert re.search(r'<td class="number">2</td><td>[^<]*selectt_one', page)
    assert not Form.objects.filter(form_id="own").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a workbook", b"name;label\n"])
def test_what_is_no_workbook_is_refused_in_words(alma: Client, content: bytes) -> None:
    assert "field-error" in upload(alma, content) or "form-errors" in upload(alma, content)
    assert not Form.objects.filter(form_id="own").exists()


def test_a_form_is_taken_off_phones_and_offered_again(odile: Phone, alma: Client) -> None:
    upload(alma, workbook())
    version = FormVersion.objects.get(form__form_id="own")
    for listed in (False, True):
        alma.post(f"{FORMS}{version.id}/proposer/", {"listed": "yes" if listed else "no"})
        assert Form.objects.get(form_id="own").listed is listed
        assert ("<formID>own<" in odile.get("/formList").content.decode()) is listed


def test_a_form_of_the_pack_is_printed_and_its_workbook_taken_away(alma: Client, now: dt.datetime) -> None:
    publish_pack(now=now)
    version = FormVersion.objects.get(form__form_id="vigie-releve")
    page = alma.get(f"{FORMS}{version.id}/").content.decode()
    assert "Dans quelle commune" in page
    sheet = alma.get(f"{FORMS}{version.id}/feuille.pdf?langue=ar")
    assert sheet.content.startswith(b"%PDF")
    assert alma.get(f"{FORMS}{version.id}/feuille.pdf?langue=klingon").status_code == 404
    book = alma.get(f"{FORMS}{version.id}/classeur.xlsx")
    assert book.content.startswith(b"PK")
    assert "attachment" in book.headers["Content-Disposition"]
    alma.cookies["vigie-langue"] = "en"
    assert "On paper" in alma.get(f"{FORMS}{version.id}/").content.decode()


def test_a_phone_is_added_its_code_shown_once_and_its_card_printed(odile: Phone, alma: Client) -> None:
    page = alma.post(f"{DEVICES}ajouter/", {"name": "téléphone 7", "person": "", "days": "120", "language": "fr"})
    assert "no-store" in page.headers["Cache-Control"]
    text = page.content.decode()
    told = dict(re.findall(r'name="(server_url|qr_text|admin_code)" value="([^"]*)"', text))
    assert text.count("<svg xmlns") == 2, "the field app's code, and Collect's"
    card = alma.post(f"{DEVICES}carte.pdf", told)
    assert card.content.startswith(b"%PDF")
    assert "no-store" in card.headers["Cache-Control"]
    token = told["server_url"].rpartition("/")[2]
    assert token not in alma.get(DEVICES).content.decode()
    assert alma.post(f"{DEVICES}carte.pdf", {**told, "server_url": "https://x/k/guess"}).status_code == 403


def test_a_phone_without_a_name_or_for_someone_else_s_person_is_not_added(odile: Phone, alma: Client) -> None:
    before = FieldDevice.objects.count()
    for name, person in (("", ""), ("x" * 90, ""), ("ok", "nobody")):
        answer = alma.post(f"{DEVICES}ajouter/", {"name": name, "person": person, "days": "120", "language": "fr"})
        assert answer.status_code == 422
    assert FieldDevice.objects.count() == before


def test_a_phone_is_taken_back_after_saying_what_that_means(odile: Phone, alma: Client) -> None:
    path = f"{DEVICES}{odile.device.token_id}/retirer/"
    assert "Rien n’est effacé à distance" in alma.get(path).content.decode()
    assert FieldDevice.objects.get().revoked_at is None
    assert alma.post(path, follow=True).status_code == 200
    assert FieldDevice.objects.get().revoked_at is not None
    assert odile.post().status_code == 403
