"""What the field app is told by the door: forms, keys, numbers; and the page where an association writes its own numbers."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from django.test import Client

from tests.factories.collection import Phone, phone, small_form
from tests.factories.network import acts, member, organisation
from vigie.collection.actions.numbers import keep_numbers
from vigie.collection.api import publish_pack
from vigie.collection.models import Form, UsefulNumber
from vigie.collection.queries.carnet import public_numbers
from vigie.journal.api import recent
from vigie.kernel.api import LANGUAGES, Denied, Invalid
from vigie.network.api import Role
from vigie.vault.api import intake_recipient, public_key
from vigie.vault.models import OrgKey


def carnet(held: Phone) -> dict:
    answer = held.get("/carnet")
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def test_a_phone_is_told_all_that_the_contract_says(odile: Phone, now: dt.datetime) -> None:
    told = carnet(odile)
    forms = told.pop("forms")
    numbers = told.pop("numbers")
    assert told == {
        "v": 1,
        "world": "real",
        "organisation": {"name": organisation("lisiere").name, "slug": "lisiere"},
        "key": public_key(odile.organisation),
        "intake": intake_recipient(),
        "expires_at": "2018-04-16T07:30:00Z",
        "slip_url": "http://testserver/mots/lisiere",
    }
    (form,) = forms
    assert (form["id"], form["version"], form["kind"], form["draft"]) == ("petit-releve", "1", "observation", True)
    assert odile.client.get(form["url"]).status_code == 200
    assert form["titles"] == {"fr": "Petit relevé"}
    assert {line["code"] for line in numbers} == {
        "rescue", "sea_rescue", "medical", "text_emergency", "child_protection", "shelter",
    }  # fmt: skip


def test_forms_are_the_very_bytes_that_collect_gets_own_forms_included(odile: Phone, now: dt.datetime) -> None:
    small_form(odile.organisation, form_id="le-notre", now=now, media={"sites.csv": b"name\n"})
    small_form(organisation("falaise").id, form_id="le-leur", now=now)
    forms = {form["id"]: form for form in carnet(odile)["forms"]}
    assert set(forms) == {"petit-releve", "le-notre"}
    own = forms["le-notre"]
    answer = odile.client.get(own["url"])
    assert f"md5:{answer.headers['ETag'].strip(chr(34))}" == own["hash"]
    (medium,) = own["media"]
    assert (medium["name"], odile.client.get(medium["url"]).content) == ("sites.csv", b"name\n")
    assert own["languages"] == [{"code": "fr", "name": "Français", "read_by": "source"}]


def test_the_pack_says_which_language_nobody_read(odile: Phone, now: dt.datetime) -> None:
    Form.objects.update(listed=False)
    publish_pack(now=now)
    forms = {form["id"]: form for form in carnet(odile)["forms"]}
    told = forms["vigie-temoignage"]
    assert (told["kind"], told["draft"]) == ("testimony", False)
    assert forms["vigie-tournee"]["kind"] == "shift"
    assert set(told["titles"]) == set(LANGUAGES)
    readers = {line["code"]: line["read_by"] for line in told["languages"]}
    assert set(readers) == set(LANGUAGES)
    assert (readers["fr"], readers["ti"], readers["ps"]) == ("source", "", "")


def test_never_an_empty_list_by_mistake(odile: Phone, now: dt.datetime) -> None:
    Form.objects.update(listed=False)
    answer = odile.get("/carnet")
    assert (answer.status_code, json.loads(answer.content)["code"]) == (503, "collection.no_forms")
    OrgKey.objects.update(retired_at=now)
    answer = odile.get("/carnet")
    assert (answer.status_code, json.loads(answer.content)["code"]) == (503, "vault.no_keys")


def test_a_wrong_token_is_told_so_in_json(odile: Phone) -> None:
    answer = odile.client.get("/k/personne/carnet")
    assert (answer.status_code, json.loads(answer.content)["code"]) == (403, "collection.token")
    assert odile.client.post(f"{odile.path}/carnet").status_code == 405


def test_every_public_number_has_a_name_in_six_languages() -> None:
    assert {tuple(sorted(line["name"])) for line in public_numbers()} == {tuple(sorted(LANGUAGES))}


def test_an_association_writes_its_own_numbers_and_its_phones_alone_show_them(odile: Phone, now: dt.datetime) -> None:
    lines = [("Avocat·e de permanence", "03 21 00 00 01"), ("Local", "+33 3 21 00 00 02")]
    for _ in range(2):
        keep_numbers(acting=odile.acting, numbers=lines, now=now)
    mine = [n for n in carnet(odile)["numbers"] if n["code"] == "association"]
    assert mine[0] == {"code": "association", "name": {"fr": lines[0][0]}, "phone": lines[0][1]}
    assert len(mine) == 2
    charlie = phone(now, "falaise")
    assert [n for n in carnet(charlie)["numbers"] if n["code"] == "association"] == []
    assert [e.verb for e in recent(organisation=odile.organisation)].count("collection.numbers_kept") == 1


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([("a", "0321000000")] * 7, "collection.numbers_many"),
        ([("", "0321000000")], "collection.number_name"),
        ([("n" * 61, "0321000000")], "collection.number_name"),
        ([("Local", "")], "collection.number_phone"),
        ([("Local", "javascript:alert(1)")], "collection.number_phone"),
        ([("Local", "0" * 26)], "collection.number_phone"),
    ],
)
def test_what_is_no_number_is_refused(odile: Phone, now: dt.datetime, lines: list[tuple[str, str]], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        keep_numbers(acting=odile.acting, numbers=lines, now=now)
    assert refused.value.code == code
    assert not UsefulNumber.objects.exists()


def test_the_page_keeps_what_is_written_and_says_which_line_is_wrong(db: None, folder: Path) -> None:
    who = member("alma", roles=[Role.COORDINATOR], protected=True)
    client = Client()
    client.force_login(who)
    page = "/terrain/appareils/numeros/"
    assert client.get(page).status_code == 200
    wrong = client.post(page, {"name_2": "Local", "phone_2": "demander"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["phone_2"])
    assert client.post(page, {"name_2": "Local", "phone_2": "03 21 00 00 02"}).status_code == 302
    assert "03 21 00 00 02" in client.get(page).content.decode()


def test_an_observer_writes_none(db: None, folder: Path, now: dt.datetime) -> None:
    observer = acts(member("odile", roles=[Role.OBSERVER]))
    with pytest.raises(Denied):
        keep_numbers(acting=observer, numbers=[], now=now)
