"""An association leaves with all that is its own, in formats that open without us; what bound it to others ends, and nothing else."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass

import pyrage
import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.factories import facts, network
from tests.factories.mailbag import PASSWORD, Mailbag, mailbag, signed_in
from vigie.cases.api import DossierDraft, DossierKind, open_dossier
from vigie.cases.models import Dossier
from vigie.collection.actions.numbers import keep_numbers
from vigie.collection.models import FieldDevice
from vigie.desk.leaving import ask, confirm, package
from vigie.facts.api import FactFilter, statement_count
from vigie.journal.api import recent
from vigie.kernel.api import Conflict, Denied, Invalid, VaultRef
from vigie.network.api import Acting, Role, acting_for, note_package, withdraw_departure
from vigie.network.models import Agreement, Departure, NetworkMembership, Person
from vigie.vault.api import package as of_vault
from vigie.vault.api import seal
from vigie.vault.keystore import keystore
from vigie.vault.models import SealedObject

pytestmark = pytest.mark.django_db
TITLE = "Nuits de Marck"
STORY = b"Ce que Zorblax a dit."


@dataclass
class House:
    """An association with a key, a phone, a fact that others see, a sealed record, a dossier; a partner and a peer."""

    bag: Mailbag
    peer: Acting
    partner: Acting
    sealed: VaultRef

    @property
    def acting(self) -> Acting:
        who = self.bag.acting
        return acting_for(person_id=who.actor, organisation_id=who.organisation, day=NOW.date())

    def pack(self) -> dict[str, bytes]:
        pieces = package(acting=self.acting, passphrase=self.bag.holder.passphrase, now=NOW)
        book = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
        assert book.testzip() is None
        return {name: book.read(name) for name in book.namelist()}


@pytest.fixture
def house(folder: object, moved_clock: object) -> House:
    bag = mailbag(NOW)
    peer, partner = facts.neighbour(), facts.partner()
    facts.eviction_in_calais(bag.acting)
    facts.eviction_in_calais(peer, statement=facts.eviction(summary="À la voisine."))
    open_dossier(acting=bag.acting, draft=DossierDraft(TITLE, DossierKind.TEXT), now=NOW)
    keep_numbers(acting=bag.acting, numbers=[("Avocate de garde", "06 00 00 00 00")], now=NOW)
    sealed = seal(organisation=bag.acting.organisation, label="submission", data=STORY, now=NOW)
    return House(bag, peer, partner, sealed)


def seen_of(who: Acting) -> int:
    acting = acting_for(person_id=who.actor, organisation_id=who.organisation, day=NOW.date())
    return statement_count(acting, FactFilter(organisations=("lisiere",)))


def fingerprints_hold(files: dict[str, bytes]) -> None:
    sums = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    assert set(sums) == set(files) - {"SHA256SUMS", "manifeste.json"}
    assert all(hashlib.sha256(files[name]).hexdigest() == digest for name, digest in sums.items())
    told = {line["fichier"]: line["octets"] for line in json.loads(files["manifeste.json"])["fichiers"]}
    assert told == {name: len(files[name]) for name in sums}


def nothing_in_clear(house: House, files: dict[str, bytes]) -> None:
    """Neither what is sealed, nor the title of a dossier, nor a key, nor a phone's right."""
    token = house.bag.door.split("/k/")[1].split("/")[0].encode()
    everything = b"".join(files.values())
    assert [secret for secret in (STORY, TITLE.encode(), b"AGE-SECRET-KEY", token) if secret in everything] == []


def test_the_package_holds_what_is_theirs_and_opens_without_us(house: House) -> None:
    ask(acting=house.acting, now=NOW)
    files = house.pack()
    words = " ".join(house.bag.holder.passphrase.casefold().split())
    identities = [
        pyrage.x25519.Identity.from_str(line)
        for line in pyrage.passphrase.decrypt(files["cles/identite.age"], words).decode().split("\n")
        if line.startswith("AGE-SECRET-KEY-")
    ]
    assert pyrage.decrypt(files[f"scelles/{house.sealed}.age"], identities).startswith(STORY)
    (dossier,) = [name for name in files if name.startswith("dossiers/")]
    assert json.loads(pyrage.decrypt(files[dossier], identities))["titre"] == TITLE
    rows = list(csv.DictReader(io.StringIO(files["faits/faits.csv"].decode("utf-8-sig"))))
    assert len(rows) == 1, "the neighbour's fact is the neighbour's"
    assert "Avocate de garde" in files["terrain/numeros-utiles.csv"].decode()
    assert "Alma" in files["association/personnes.csv"].decode()
    assert "age -d" in files["LISEZ-MOI.txt"].decode()
    fingerprints_hold(files)
    nothing_in_clear(house, files)


def test_a_damaged_record_is_named_and_the_rest_leaves(house: House) -> None:
    keystore().delete(house.sealed)
    parcels = {parcel.path: b"".join(parcel.pieces) for parcel in of_vault(house.acting)}
    assert f"scelles/{house.sealed}.age" not in parcels
    (line,) = list(csv.DictReader(io.StringIO(parcels["scelles/liste.csv"].decode("utf-8-sig"))))
    assert line["fichier"] == ""
    assert line["remarque"]


def test_confirming_ends_what_is_shared_and_the_phones_and_erases_nothing(house: House) -> None:
    assert (seen_of(house.peer), seen_of(house.partner)) == (1, 1)
    ask(acting=house.acting, now=NOW)
    note_package(acting=house.acting, now=NOW)
    assert (seen_of(house.peer), seen_of(house.partner)) == (1, 1), "a package changes nothing"
    confirm(acting=house.acting, now=NOW)
    assert (seen_of(house.peer), seen_of(house.partner)) == (0, 0)
    assert FieldDevice.objects.get().revoked_at == NOW
    assert not NetworkMembership.objects.filter(member_id=house.acting.organisation, ends=None).exists()
    assert Agreement.objects.get().ends < NOW.date()
    assert seen_of(house.acting) == 1, "its own people still read"
    assert SealedObject.objects.filter(erased_at=None).count() == 1
    assert Dossier.objects.count() == 1
    verbs = {entry.verb for entry in recent(organisation=house.acting.organisation)}
    assert {
        "network.departure_asked",
        "network.departure_packed",
        "network.departure_done",
        "network.agreement_ended",
        "network.left_network",
        "collection.device_revoked",
    } <= verbs


def test_the_steps_stand_in_order_and_it_may_be_given_up(house: House) -> None:
    acting = house.acting
    with pytest.raises(Conflict, match=r"network\.no_departure"):
        house.pack()
    assert not recent(organisation=acting.organisation, verbs=["vault.key_taken_away"])
    ask(acting=acting, now=NOW)
    with pytest.raises(Conflict, match=r"network\.departure_asked"):
        ask(acting=acting, now=NOW)
    with pytest.raises(Conflict, match=r"network\.no_package_yet"):
        confirm(acting=acting, now=NOW)
    withdraw_departure(acting=acting, now=NOW)
    ask(acting=acting, now=NOW)
    assert Departure.objects.count() == 2
    assert FieldDevice.objects.get().revoked_at is None


def test_only_its_coordination_makes_it_leave_and_only_a_keyholder_packs(house: House) -> None:
    ask(acting=house.acting, now=NOW)
    admin, basile = network.acting("ines", roles=[Role.ADMIN]), network.acting("basile")
    with pytest.raises(Denied, match=r"network\.denied\.leave_house"):
        package(acting=admin, passphrase="x", now=NOW)
    with pytest.raises(Denied):
        package(acting=basile, passphrase=house.bag.holder.passphrase, now=NOW)
    with pytest.raises(Conflict, match=r"network\.no_departure"):
        confirm(acting=facts.outsider(), now=NOW)
    assert Departure.objects.get().packed_at is None


def test_dossiers_do_not_leave_in_clear_for_want_of_a_key(folder: object, moved_clock: object) -> None:
    facts.world_of_facts()
    alma = network.acting("alma")
    ask(acting=alma, now=NOW)
    assert b"".join(package(acting=alma, passphrase="", now=NOW)).startswith(b"PK")
    open_dossier(acting=alma, draft=DossierDraft(TITLE, DossierKind.TEXT), now=NOW)
    with pytest.raises(Invalid, match=r"desk\.key_needed_to_leave"):
        package(acting=alma, passphrase="", now=NOW)


def test_the_page_leads_from_asking_to_leaving(house: House) -> None:
    client = signed_in(Person.objects.get(id=house.acting.actor))
    page = reverse("desk:leaving")
    first = client.get(page).content.decode()
    assert "Accord de partage" in first
    assert "Confirmer le départ" not in first
    client.post(reverse("desk:leaving-ask"))
    wrong = client.post(
        reverse("desk:leaving-pack"), {"password": PASSWORD, "passphrase": "pas la bonne phrase du tout"}
    )
    assert wrong.status_code == 400
    assert Departure.objects.get().packed_at is None
    asked = {"password": PASSWORD, "passphrase": house.bag.holder.passphrase}
    sent = client.post(reverse("desk:leaving-pack"), asked)
    assert b"".join(sent.streaming_content).startswith(b"PK")  # type: ignore[arg-type]
    assert "lisiere" in sent["Content-Disposition"]
    assert client.post(reverse("desk:leaving-confirm"), {"password": PASSWORD}).status_code == 400
    assert FieldDevice.objects.get().revoked_at is None
    client.post(reverse("desk:leaving-confirm"), {"password": PASSWORD, "looked": "on"})
    assert Departure.objects.get().left_at == NOW
    assert recent(organisation=house.acting.organisation, verbs=["vault.key_taken_away"])
    assert "Votre association est partie" in client.get(page).content.decode()
