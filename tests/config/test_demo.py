"""The demonstration loads at any hour."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from vigie.cases.api import deadlines_of, enter, mandates
from vigie.cases.models import Dossier
from vigie.cases.queries.missing import missing_of
from vigie.cases.queries.snapshot import lines, snapshot
from vigie.cases.rules.missing import Lack
from vigie.cases.rules.requirements import Status
from vigie.config.demo import load_demo
from vigie.config.demo.network import everyone, load_network
from vigie.config.preparing import load_all
from vigie.kernel.api import Missing, now, today
from vigie.network.api import Acting, acting_for, organisations
from vigie.network.models import Person
from vigie.publication.api import verify_chain
from vigie.publication.models import Release
from vigie.vault.api import is_keyholder

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hour", [0, 12, 22, 23])
def test_people_have_their_roles_and_keys_from_the_first_day(folder: Path, hour: int) -> None:
    begun = dt.datetime(2026, 5, 5, hour, 30, tzinfo=dt.UTC)
    cast = load_network(begun=begun)
    assert Person.objects.count() == len(everyone())
    keepers = [
        cast.acting(row["username"], begun.date() + dt.timedelta(days=1)) for row in everyone() if row.get("holds_key")
    ]
    assert [who.name for who in keepers if not is_keyholder(who)] == []


@pytest.mark.slow
def test_dossiers_and_bulletins_are_there_each_at_its_step(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_WORLD", "demo")
    load_all()
    load_demo(base_url="http://127.0.0.1:8059")
    seizures = Dossier.objects.get(title="Saisies de tentes à Calais")
    complaint = Dossier.objects.get(title__startswith="Daniel : violences du ")
    assert seizures.invented
    assert complaint.invented
    _ready_but_for_one_line(seizures)
    _filed_with_its_proof(complaint)
    _three_bulletins(folder)


def _ready_but_for_one_line(dossier: Dossier) -> None:
    """A reader of a partner sees it; its referral waits for a lawyer, who waits for a certificate."""
    assert dossier.facts.count() == 3 + 12
    referral = dossier.referrals.get()
    reader = _acting("dunkerque")
    judged = lines(referral, snapshot(reader, referral, on=today()))
    assert [line.requirement.code for line in judged if line.status is not Status.GREEN] == ["C8"]
    lacks = missing_of(_acting("juriste"), [dossier], today=today())[dossier.id]
    assert any(lack.lack is Lack.CERTIFICATE for lack in lacks)
    assert {e.state for e in dossier.exhibits.all()} == {"ready"}
    assert all(e.redacted_by != e.reviewed_by and e.boxes for e in dossier.exhibits.all())
    (mandate,) = mandates(_acting("avocat"), dossier, now=now())
    assert mandate.live
    assert len(mandate.facts) == 2
    with pytest.raises(Missing):
        enter(_acting("etranger"), dossier.slug)


def _filed_with_its_proof(dossier: Dossier) -> None:
    referral = dossier.referrals.get()
    assert referral.state == "answered"
    assert referral.proof_ref
    assert referral.remind_on
    assert referral.outcomes.get().kind == "acknowledged"
    cards = deadlines_of(dossier, today=today())
    assert sum(card.unknown for card in cards) == 1


def _three_bulletins(folder: Path) -> None:
    released = list(Release.objects.order_by("number"))
    assert [row.number for row in released] == [1, 2, 3]
    assert verify_chain() == []
    assert any(row.bulletin.quotes for row in released)
    for row in released:
        assert len(row.bulletin.facts) >= 2
        files = {path.name: path for path in (folder / "publications" / row.content_hash).iterdir()}
        assert files.keys() == row.files.keys()
        assert all(name.startswith("donnees-inventees-") for name in files)
        french = next(path for name, path in files.items() if name.endswith("-fr.html"))
        assert "DONNÉES INVENTÉES" in french.read_text(encoding="utf-8")


def _acting(username: str) -> Acting:
    row = next(row for row in everyone() if row["username"] == username)
    home = next(o.id for o in organisations() if o.slug == row["organisation"])
    return acting_for(person_id=Person.objects.get(username=username).id, organisation_id=home, day=today())
