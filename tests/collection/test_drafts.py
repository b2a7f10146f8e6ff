"""Drafts of what is coded and keyed in: bound to the page again, forgotten once recorded."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.collection.test_paper_and_paste import MESSAGE, browser, house  # noqa: F401 -- a fixture
from tests.factories.mailbag import Mailbag, mailbag, signed_in
from tests.factories.network import member
from vigie.collection.models import Submission
from vigie.facts.models import SourceStatement
from vigie.vault.models import KeptDraft

PAPER, PASTE = "/terrain/papier/", "/terrain/coller/"
RESUMED = "?brouillon=1"
TYPED = {"date": "15/01/2018", "place": "calais", "acts": "BIE01", "audience": "network"}
SAID = "Le chien jaune pleurait au bord du canal."


def keep(client: Client, page: str, about: str = "nouveau", **fields: str) -> None:
    body = json.dumps({"token": "page", "fields": list(fields.items())})
    address = reverse("vault:draft", args=[page, about])
    assert client.post(address, body, content_type="application/json").status_code == 200


@pytest.fixture
def bag(db: None, folder: Path, moved_clock: dt.datetime) -> Mailbag:
    return mailbag(moved_clock)


def test_a_line_of_paper_comes_back_and_is_forgotten_once_recorded(house: None) -> None:  # noqa: F811
    client = browser()
    keep(client, "papier", line="3", words=SAID, date="15/01/2018", count_tents_0="12")
    assert "vous attend" in client.get(PAPER).content.decode()
    answer = client.get(PAPER + RESUMED)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert (answer.context["line"], SAID in page, "vous attend" in page) == (3, True, False)
    assert (answer.context["form"]["date"].value(), "has-error" in page) == ("15/01/2018", False)
    assert client.post(PAPER, {**TYPED, "line": "3", "action": "record", "draft": "page"}).status_code == 200
    assert not KeptDraft.objects.exists()


def test_what_is_not_understood_keeps_the_draft_and_its_page(house: None) -> None:  # noqa: F811
    client = browser()
    keep(client, "papier", words=SAID)
    answer = client.post(PAPER, {"line": "1", "action": "record", "draft": "page", "words": SAID})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert ('value="page"' in page, "vous attend" in page) == (True, False)
    assert KeptDraft.objects.count() == 1


def test_a_message_once_read_comes_back_and_before_that_nothing_of_it_is_kept(house: None) -> None:  # noqa: F811
    client = browser()
    assert 'data-autosave=""' in client.get(PASTE).content.decode()
    text = client.post(PASTE, {"text": MESSAGE}).context["reading"].text
    assert "Zorblax" not in text
    keep(client, "message", text=text, date="15/01/2018", summary=SAID)
    page = client.get(PASTE).content.decode()
    assert ("vous attend" in page, SAID in page) == (True, False)
    answer = client.get(PASTE + RESUMED)
    assert (answer.context["reading"].text, answer.context["form"]["summary"].value()) == (text, SAID)
    assert answer.content.decode().count('name="draft" value="page"') == 2, "reading it again stays the same page"
    assert client.post(PASTE, {**TYPED, "text": text, "action": "record", "draft": "page"}).status_code == 302
    assert not KeptDraft.objects.exists()


def test_a_record_half_coded_comes_back_and_is_forgotten_once_versed(bag: Mailbag) -> None:
    record = bag.testimony()
    client = bag.browser()
    address = reverse("collection:record", args=[record.id])
    keep(client, "depouillement", record.id, **{"s0-date": "hier", "s1-summary": SAID, "happenings": "2"})
    assert SAID not in client.get(address).content.decode()
    answer = client.get(address + RESUMED)
    coder = answer.context["coder"]
    assert [form["summary"].value() for form in coder.happenings] == [None, SAID]
    assert not coder.errors
    sent = {"s0-date": "16/01/2018", "s0-place": "calais", "s0-acts": "BIE01", "pseudonym": "Idris", "happenings": "1"}
    sent |= {"collected_on": "2018-01-16", "count": "on", "lawyer": "on", "action": "verse"}
    assert client.post(address, sent).status_code == 302
    assert Submission.objects.get(id=record.id).state == "versed"
    assert SourceStatement.objects.count() == 1
    assert not KeptDraft.objects.exists()


def test_a_closed_vault_shows_nothing_of_a_draft(bag: Mailbag) -> None:
    record = bag.testimony()
    client = bag.browser()
    keep(client, "depouillement", record.id, **{"s0-summary": SAID})
    client.post(reverse("vault:lock"))
    page = client.get(reverse("collection:record", args=[record.id]) + RESUMED).content.decode()
    assert SAID not in page


def test_an_outsider_with_the_same_cookie_is_offered_nothing(house: None) -> None:  # noqa: F811
    client, outsider = browser(), signed_in(member("zoe", of="ailleurs"))
    keep(client, "papier", words=SAID)
    outsider.cookies["vigie-brouillons"] = client.cookies["vigie-brouillons"].value
    page = outsider.get(PAPER + RESUMED).content.decode()
    assert (SAID in page, "vous attend" in page) == (False, False)
