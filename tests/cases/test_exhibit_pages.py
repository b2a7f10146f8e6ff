"""The pages of the exhibits: what comes is sealed as it comes, what is shown is kept nowhere, what is wrong is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import NOW
from tests.factories import facts
from tests.factories.cases import with_an_eviction
from tests.factories.exhibits import Desk, desk, docx, pdf, photo, video
from tests.factories.network import protect
from vigie.cases.models import DossierFact, Exhibit
from vigie.network.models import Person
from vigie.vault.api import Unlock, unlock

VAULT_COOKIE = "vigie-coffre"
MARK = b"Zorblax Quintrell"


@pytest.fixture
def made(db: None, folder: Path, moved_clock: dt.datetime) -> Desk:
    facts.world_of_facts()
    return desk()


def browser(made: Desk, *, second: bool = False, strict: bool = False) -> Client:
    """A browser whose keyholder has opened the vault."""
    holder = made.second if second else made.first
    client = Client(enforce_csrf_checks=strict)
    client.force_login(people_of(holder.acting.actor))
    opened: Unlock = unlock(acting=holder.acting, passphrase=holder.passphrase, now=NOW)
    client.cookies[VAULT_COOKIE] = opened.cookie
    return client


def people_of(actor: str) -> Person:
    who = Person.objects.get(id=actor)
    protect(who)
    return who


def at(name: str, made: Desk, *args: object) -> str:
    return reverse(f"cases:{name}", args=[made.slug, *args])


def send(client: Client, made: Desk, data: bytes, name: str = "Zorblax.jpg", **fields: str) -> object:
    return client.post(at("exhibit_add", made), {"file": SimpleUploadedFile(name, data), **fields})


def test_a_photo_comes_in_sealed_and_nothing_of_it_rests_in_clear(made: Desk, folder: Path) -> None:
    answer = send(browser(made), made, photo() + MARK, title="", source="Tournée du 15")
    row = Exhibit.objects.get()
    assert answer.url == at("exhibit", made, row.id)
    assert (row.title, row.source, row.number) == ("Photo", "Tournée du 15", 1)
    leaks = [p for p in folder.rglob("*") if p.is_file() and (MARK in p.read_bytes() or b"Zorblax" in p.read_bytes())]
    assert leaks == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "vide"),
        (b"<svg/>", "HTML, SVG"),
        (b"MZ" + bytes(900), "programme"),
        (docx({"word/a.bin": bytes(60_000_000)}), "piège"),
    ],
)
def test_what_is_refused_is_told_beside_its_field_and_what_was_typed_stays(
    made: Desk, folder: Path, data: bytes, words: str
) -> None:
    answer = send(browser(made), made, data, title="Vue du campement")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Vue du campement" in page
    assert not Exhibit.objects.exists()
    assert not list((folder / "vault" / "tmp").glob("*"))


def test_the_same_file_and_no_file_are_told(made: Desk) -> None:
    client = browser(made)
    send(client, made, photo())
    assert "déjà la pièce n° 1" in send(client, made, photo()).content.decode()
    assert "Choisissez un fichier" in client.post(at("exhibit_add", made), {"title": "x"}).content.decode()


def test_a_file_larger_than_the_house_s_pages_take_passes(made: Desk) -> None:
    send(browser(made), made, video(30_000_000), name="film.mp4")
    row = Exhibit.objects.get()
    assert (row.kind, row.size) == ("video", 30_000_000)


def test_without_its_token_the_form_is_refused_and_nothing_stays(made: Desk, folder: Path) -> None:
    assert send(browser(made, strict=True), made, photo()).status_code == 403
    assert not Exhibit.objects.exists()
    assert not list((folder / "vault" / "tmp").glob("*"))


def test_what_is_shown_is_kept_by_no_cache(made: Desk) -> None:
    row, client = made.add(pdf(2)), browser(made)
    for name, args in (("exhibit_page", ("original", 2)), ("exhibit_file", ("original",))):
        answer = client.get(at(name, made, row.id, *args))
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    assert client.get(at("exhibit_page", made, row.id, "original", 3)).status_code == 400
    assert client.get(at("exhibit_page", made, row.id, "autre", 1)).status_code == 404
    del client.cookies[VAULT_COOKIE]
    assert client.get(at("exhibit_page", made, row.id, "original", 1)).status_code == 403
    assert "Le coffre est fermé" in client.get(at("exhibit_redact", made, row.id)).content.decode()


def test_boxes_typed_without_a_script_are_burned_and_reviewed(made: Desk) -> None:
    row, client = made.add(photo()), browser(made)
    url = at("exhibit_redact", made, row.id)
    wrong = client.post(url, {"x": ["38", ""], "y": ["beaucoup", ""], "w": ["24", ""], "h": ["24", ""], "do": "burn"})
    assert wrong.status_code == 422
    assert "beaucoup" in wrong.content.decode()
    drawn = {"x": "38", "y": "38", "w": "24", "h": "24", "do": "nothing"}
    assert "Des zones sont dessinées" in client.post(url, drawn).content.decode()
    typed = {"x": ["38", ""], "y": ["38,5", ""], "w": ["24", ""], "h": ["24", ""], "do": "burn"}
    assert client.post(url, typed).status_code == 302
    row.refresh_from_db()
    assert row.boxes == [{"page": 0, "x": 0.38, "y": 0.385, "w": 0.24, "h": 0.24}]
    assert (
        client.post(at("exhibit_review", made, row.id), {"do": "accept", "copy": row.working_sha256}).status_code == 403
    )
    second = browser(made, second=True)
    assert row.working_sha256 in second.get(at("exhibit_review", made, row.id)).content.decode()
    second.post(at("exhibit_review", made, row.id), {"do": "accept", "copy": row.working_sha256})
    row.refresh_from_db()
    assert row.state == "ready"
    page = client.get(at("exhibit", made, row.id)).content.decode()
    assert "zones masquées" in page
    assert "1 zone" in page


def test_the_list_asks_as_many_questions_for_three_as_for_one(made: Desk) -> None:
    client, counts = browser(made), []
    for n in range(3):
        made.add(photo((400 + n, 300)))
        client.get(at("exhibits", made))
        with CaptureQueriesContext(connection) as asked:
            client.get(at("exhibits", made))
        counts.append(len(asked))
    assert counts[0] == counts[2]


def test_verifying_names_what_it_found(made: Desk, folder: Path) -> None:
    row, client = made.add(photo(), "Vue du camp"), browser(made)
    next(p for p in (folder / "vault").glob("??/*") if p.name == row.original_ref).write_bytes(b"x")
    page = client.post(at("exhibits_verify", made)).content.decode()
    assert "Pièce n° 1, « Vue du camp »" in page
    assert "altérée" in client.get(at("exhibits", made)).content.decode()


def test_an_uploaded_photo_is_told_to_show_a_fact_of_the_dossier_alone(made: Desk) -> None:
    client, row = browser(made), made.add(photo())
    with_an_eviction(made.team)
    fact = DossierFact.objects.get()
    named = {"title": "Vue", "source": "", "dated": ""}
    client.post(at("exhibit", made, row.id), {**named, "fact": "ailleurs"})
    row.refresh_from_db()
    assert row.fact_id is None
    client.post(at("exhibit", made, row.id), {**named, "fact": fact.id})
    row.refresh_from_db()
    assert row.fact_id == fact.id
    assert "selected" in client.get(at("exhibit", made, row.id)).content.decode().partition('name="fact"')[2]
