"""The three steps of an import, and who may take them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.collection.messy import make_xlsx
from tests.factories.facts import world_of_facts
from tests.factories.mailbag import signed_in
from tests.factories.network import acts, house_open, member
from tests.factories.vault import WORDS
from vigie.collection.models import Import
from vigie.collection.tasks import record_rows
from vigie.facts.models import Observation
from vigie.network.api import Role
from vigie.vault.api import found_keys

IMPORTS = "/terrain/imports/"


@pytest.fixture
def browser(db: None, folder: Path, moved_clock: dt.datetime) -> Client:
    world_of_facts()
    house_open()
    person = member("alma", of="lisiere", roles=(Role.COORDINATOR, Role.ADMIN))
    found_keys(acting=acts(person), passphrase=WORDS, now=moved_clock)
    return signed_in(person)


def give(browser: Client, content: bytes) -> str:
    answer = browser.post(IMPORTS, {"file": SimpleUploadedFile("suivi Zorblax.xlsx", content), "label": "suivi 2017"})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_three_steps_then_the_job_then_the_undo(browser: Client) -> None:
    address = give(browser, make_xlsx(40))
    page = browser.get(address)
    assert "Matériel saisi / Tentes" in page.content.decode()
    mapping = {f"to_{n}": column.to for n, _heading, column, _samples in page.context["rows"]}
    answer = browser.post(address, {**mapping, "audience": "owner"})
    preview = browser.get(answer["Location"])
    assert "40 lignes sur 40" in preview.content.decode()
    assert preview["Cache-Control"] == "no-store"
    row = Import.objects.get()
    assert not Observation.objects.exists()
    browser.post(f"{IMPORTS}{row.id}/importer")
    record_rows.func(row.created_by, row.organisation_id, row.id)
    assert "Annuler cet import" in browser.get(f"{IMPORTS}{row.id}/").content.decode()
    assert Observation.objects.count() == 40
    browser.post(f"{IMPORTS}{row.id}/annuler")
    assert not Observation.objects.exists()


def test_the_name_of_the_file_is_kept_nowhere_in_clear(browser: Client) -> None:
    give(browser, make_xlsx(3))
    assert "Zorblax" not in str(Import.objects.values())


def test_a_wrong_row_is_told_in_words_before_anything_is_recorded(browser: Client) -> None:
    address = give(browser, b"Date;Commune\n16/01/1917;Calais\n15/01/2018;Calais\n")
    answer = browser.post(address, {"to_0": "date", "to_1": "place", "audience": "owner"}, follow=True)
    page = answer.content.decode()
    assert "1 lignes sur 2" in page
    assert "« 16/01/1917 » est trop ancien" in page


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "vide"), (b"%PDF-1.4", "pas un tableau"), (b"PK\x03\x04x", "abîmé"), (b"Date;Lieu\n", "pas de lignes")],
)
def test_a_file_that_is_no_spreadsheet_is_refused_in_words(browser: Client, content: bytes, words: str) -> None:
    answer = browser.post(IMPORTS, {"file": SimpleUploadedFile("x.csv", content)})
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_another_association_and_an_observer_stay_out(browser: Client) -> None:
    give(browser, make_xlsx(3))
    row = Import.objects.get()
    outsider = signed_in(member("zoe", of="ailleurs"))
    for path in ("", "colonnes", "apercu"):
        assert outsider.get(f"{IMPORTS}{row.id}/{path}").status_code == 404
    assert outsider.post(f"{IMPORTS}{row.id}/importer").status_code == 404
    assert signed_in(member("odile", of="lisiere", roles=(Role.OBSERVER,))).get(IMPORTS).status_code == 403
