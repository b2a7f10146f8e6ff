"""The testimony form is on a phone while its holder may collect testimony, and not a day longer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client

from tests.conftest import NOW
from tests.factories import facts, learning
from tests.factories.vault import founded
from vigie.collection.api import PACK, add_device, publish_pack
from vigie.learning.api import revoke_certificate
from vigie.network.api import Acting


@pytest.fixture
def alma(db: None, folder: Path, moved_clock: object) -> Acting:
    """She trains and hands out phones."""
    facts.world_of_facts()
    publish_pack(now=NOW)
    trainer = learning.trainer()
    founded(NOW, person="keeper", organisation=trainer.organisation)
    return trainer


def phone_of(alma: Acting, who: Acting | None) -> str:
    person = who.actor if who else None
    made = add_device(acting=alma, name="essai", now=NOW, base_url="https://vigie.example", person=person, days=365)
    return made.server_url.rstrip("/").rpartition("/")[2]


def offers(token: str) -> bool:
    answer = Client().get(f"/k/{token}/formList")
    assert answer.status_code == 200
    assert b"expulsion" in answer.content
    with_certificate = b"temoignage" in answer.content
    told = [form["id"] for form in Client().get(f"/k/{token}/carnet").json()["forms"]]
    assert told == [
        spec.id for spec in PACK if with_certificate or not spec.testimony
    ]  # the field app is told the same
    return with_certificate


def test_the_form_comes_with_the_certificate_and_goes_with_it(alma: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    odile = learning.learner()
    token = phone_of(alma, odile)
    assert not offers(token)
    learning.certified(alma, odile)
    assert offers(token)
    monkeypatch.setenv("VIGIE_NOW", dt.datetime(2019, 1, 15, 12, tzinfo=dt.UTC).isoformat())
    assert offers(token)
    monkeypatch.setenv("VIGIE_NOW", dt.datetime(2019, 1, 16, 12, tzinfo=dt.UTC).isoformat())
    assert not offers(token)


def test_taken_back_it_is_gone_at_once(alma: Acting) -> None:
    odile = learning.learner()
    token, made = phone_of(alma, odile), learning.certified(alma, odile)
    assert offers(token)
    revoke_certificate(acting=alma, certificate_id=made, because="inventé", now=NOW)
    assert not offers(token)


def test_a_shared_handset_is_the_association_s_to_lend(alma: Acting) -> None:
    assert offers(phone_of(alma, None))
