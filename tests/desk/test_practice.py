"""The practice world: entered with a ticket, under a session of its own; the real one does not feel it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.core import signing
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tests.factories import facts, network
from vigie.desk.practice import SALT, prepare_workshop
from vigie.facts.models import SourceStatement
from vigie.kernel.api import now, practice_world, practising
from vigie.network.api import Role

pytestmark = pytest.mark.django_db(databases=["default", "practice"])
PAGES = (
    "/",
    "/faits/",
    "/faits/nouveau",
    "/faits/chiffres",
    "/faits/carte",
    "/terrain/depouillement/",
    "/terrain/coller/",
)
PAGES += ("/reseau/personnes/", "/coffre/", "/compte/", "/aide/", "/recherche?q=calais", "/travaux/", "/nulle-part")


@pytest.fixture(autouse=True)
def _two_worlds(folder: Path) -> None:
    """Places and words in both, a workshop in one."""
    practice_world().folder.mkdir()
    call_command("createcachetable", database="practice")
    facts.world_of_facts()
    with practising():
        facts.world_of_facts()
        prepare_workshop(now=now())


def rows() -> dict[str, int]:
    """How many rows each table of the real world holds; sessions are how one signs in."""
    models = [m for m in apps.get_models() if m._meta.managed and m._meta.label != "sessions.Session"]
    return {m._meta.label: m._default_manager.using("default").count() for m in models}


def entered() -> Client:
    """A browser of the real world that went into the practice one."""
    client = Client()
    client.force_login(network.member("alma", roles=[Role.COORDINATOR]))
    ticket = client.post(reverse("desk:practice-enter"))
    assert ticket.headers["Location"].startswith("/exercice/exercice-arriver?t=")
    arrived = client.get(ticket.headers["Location"])
    assert (arrived.status_code, arrived.headers["Location"]) == (302, "/exercice/")
    return client


def test_every_page_of_it_says_so() -> None:
    client = entered()
    silent = [p for p in PAGES if "EXERCICE" not in client.get(f"/exercice{p}").content.decode()]
    assert silent == []
    assert "EXERCICE" not in client.get("/").content.decode()


def test_its_pages_lead_nowhere_else_but_back() -> None:
    page = entered().get("/exercice/faits/").content.decode()
    assert 'href="/exercice/faits/nouveau"' in page
    assert 'href="/faits/' not in page


def test_what_is_written_there_is_not_written_here() -> None:
    client = entered()
    before = rows()
    with practising():
        there = SourceStatement.objects.count()
    typed = client.get("/exercice/faits/nouveau").context["form"]
    sent = {name: typed[name].value() for name in typed.fields}
    sent = {name: value for name, value in sent.items() if value}
    sent |= {"date": "16/01/2018", "place": "Calais", "acts": ["EXP01"], "summary": "Inventé."}
    answer = client.post("/exercice/faits/nouveau", sent)
    assert answer.status_code == 302, answer.context["form"].errors
    with practising():
        assert SourceStatement.objects.count() == there + 1
    for path in PAGES:
        client.get(f"/exercice{path}")
    assert rows() == before


def test_each_world_has_its_own_session() -> None:
    client = entered()
    assert {"vigie", "vigie-exercice"} <= set(client.cookies)
    only_practice = Client()
    only_practice.cookies["vigie-exercice"] = client.cookies["vigie-exercice"].value
    assert only_practice.get("/exercice/").status_code == 200
    assert "/compte/login" in only_practice.get("/").headers["Location"]
    swapped = Client()
    swapped.cookies["vigie"] = client.cookies["vigie-exercice"].value
    assert "/compte/login" in swapped.get("/").headers["Location"]


@pytest.mark.parametrize(
    "ticket",
    ["", "faux", signing.dumps(["alma", "Alma", "fr"], salt="autre")],
    ids=["none", "noise", "signed-elsewhere"],
)
def test_a_false_ticket_opens_nothing(ticket: str) -> None:
    assert Client().get("/exercice/exercice-arriver", {"t": ticket}).status_code == 403


def test_a_ticket_opens_only_the_practice_world() -> None:
    good = signing.dumps(["alma", "Alma", "fr"], salt=SALT)
    assert Client().get("/exercice-arriver", {"t": good}).status_code == 403
