"""A pasted message and a sheet of paper become relevés; who sent the message is kept nowhere."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client

from tests.factories.facts import world_of_facts
from tests.factories.mailbag import signed_in
from tests.factories.network import acts, house_open, member
from tests.factories.vault import WORDS
from vigie.facts.models import Observation, SourceStatement
from vigie.kernel.api import VaultRef
from vigie.network.api import Role
from vigie.network.models import Person
from vigie.vault.api import found_keys, open_sealed, unlock, unlocked

MESSAGE = "[16/01/2018 07:31] Zorblax Q.: Expulsion hier 7h30 à Calais, une dizaine de tentes prises, 3 fourgons CRS"


@pytest.fixture
def house(db: None, folder: Path, moved_clock: dt.datetime) -> None:
    world_of_facts()
    house_open()
    keeper = member("alma", of="lisiere", roles=(Role.COORDINATOR, Role.ADMIN))
    found_keys(acting=acts(keeper), passphrase=WORDS, now=moved_clock)


def browser(role: Role = Role.COORDINATOR, *, of: str = "lisiere") -> Client:
    return signed_in(member("noe", of=of, roles=(role,)))


def record(client: Client, **changes: object) -> int:
    shown = client.post("/terrain/coller/", {"text": MESSAGE})
    form = shown.context["form"]
    data = {
        "text": shown.context["reading"].text, "action": "record", "date": "15/01/2018", "time_from": "07:30",
        "place": form["place"].value(), "acts": form["acts"].value(), "forces": form["forces"].value(),
        "count_tents_0": "10", "count_tents_1": "about", "audience": "network", **changes,
    }  # fmt: skip
    return int(client.post("/terrain/coller/", data).status_code)


def test_what_is_recognised_is_marked_and_the_sender_is_gone(house: None) -> None:
    page = browser().post("/terrain/coller/", {"text": MESSAGE}).content.decode()
    assert "Zorblax" not in page
    assert '<mark class="found" title="nombre">une dizaine de tentes</mark>' in page
    assert "qui l&#x27;a écrit a été retiré" in page or "qui l’a écrit a été retiré" in page


def test_the_record_is_recorded_with_its_text_sealed(house: None, now: dt.datetime) -> None:
    assert record(browser()) == 302
    statement = SourceStatement.objects.get()
    observation = Observation.objects.get()
    assert (statement.start, statement.place.slug, statement.audience) == (dt.date(2018, 1, 15), "calais", "network")
    assert set(statement.acts.values_list("act_type_id", flat=True)) == {"EXP01", "BIE01"}
    assert list(statement.forces.values_list("code", "vehicles_number")) == [("CRS", 3)]
    assert observation.origin == "message"
    alma = acts(Person.objects.get(username="alma"))
    opened = unlocked(acting=alma, cookie=unlock(acting=alma, passphrase=WORDS, now=now).cookie, now=now)
    text = open_sealed(unlocked=opened, ref=VaultRef(observation.sealed_ref), motive="vérifier", now=now).decode()
    assert text == "Expulsion hier 7h30 à Calais, une dizaine de tentes prises, 3 fourgons CRS"


def test_its_sealed_text_opens_on_its_page_for_its_association_only(house: None) -> None:
    assert record(browser()) == 302
    page = f"/faits/{SourceStatement.objects.get().id}"
    opener = f"/coffre/contenu/{Observation.objects.get().sealed_ref}"
    assert opener in signed_in(Person.objects.get(username="noe")).get(page).content.decode()
    assert opener not in signed_in(member("zoe", of="ailleurs")).get(page).content.decode()


def test_an_observer_s_stays_raw_and_within_the_association(house: None) -> None:
    assert record(browser(Role.OBSERVER)) == 302
    statement = SourceStatement.objects.get()
    assert (statement.audience, statement.verification) == ("owner", "brut")


def test_a_summary_that_names_someone_is_refused(house: None) -> None:
    client = browser()
    assert record(client, summary="Appeler le 06 12 34 56 78") == 400
    assert record(client, summary="Appeler le 06 12 34 56 78", naming_accepted="1") == 302


def test_lines_of_a_sheet_follow_each_other_on_the_same_day_and_place(house: None) -> None:
    client = browser()
    line = {
        "line": "1",
        "date": "15/01/2018",
        "place": "calais",
        "acts": ["EXP01"],
        "audience": "owner",
        "action": "record",
    }
    answer = client.post("/terrain/papier/", line)
    assert answer.context["line"] == 2
    form = answer.context["form"]
    assert (form["date"].value(), form["place"].value(), form["acts"].value()) == ("15/01/2018", "calais", None)
    client.post("/terrain/papier/", {**line, "line": "2", "acts": ["VIO02"], "words": "Écrit au crayon."})
    assert sorted(Observation.objects.values_list("details", flat=True), key=str) == [
        {"paper_line": 1},
        {"paper_line": 2},
    ]
    assert [
        bool(ref) for ref in Observation.objects.order_by("created_at", "details").values_list("sealed_ref", flat=True)
    ].count(True) == 1


@pytest.mark.parametrize("path", ["/terrain/coller/", "/terrain/papier/"])
@pytest.mark.parametrize(("role", "status"), [(Role.OBSERVER, 200), (Role.COMMUNICATION, 403), (Role.PROGRAMME, 403)])
def test_who_may_type(house: None, path: str, role: Role, status: int) -> None:
    assert browser(role).get(path).status_code == status
