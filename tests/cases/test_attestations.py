"""The written statement of a witness: what is missing, sealed papers, a memory aid of what was seen only."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.conftest import NOW
from tests.factories import cases, facts
from tests.factories import network as people
from tests.factories.mailbag import signed_in
from tests.factories.vault import WORDS
from vigie.cases.actions.attestations import (
    Witness,
    begin_attestation,
    change_attestation,
    drop_paper,
    keep_aid,
    keep_paper,
    tick_mentions,
)
from vigie.cases.api import DossierRole, gather, give_access
from vigie.cases.documents.attestation_help import HELP
from vigie.cases.documents.attestations import aid_sheet, blank
from vigie.cases.models import Attestation, Exhibit
from vigie.cases.queries.attestations import card_of, witnessed
from vigie.cases.rules.attestations import CODES, Identity, Paper, Prepared, Worth, missing, saw, ticks, worth
from vigie.kernel.api import LANGUAGES, Conflict, Denied, Invalid, Missing, VaultRef, world
from vigie.network.api import Acting, Role
from vigie.network.models import Person
from vigie.vault.api import found_keys, openings, prepare, sealed_facts
from vigie.vault.models import SealedObject

PDF = b"%PDF-1.7\nPapier invente de Zorblax Quintrell, ne a Nulle-Part."


@pytest.fixture
def team(db: None, folder: Path, moved_clock: object) -> cases.Team:
    facts.world_of_facts()
    found_keys(acting=facts.coordinator("marea", roles=(Role.COORDINATOR, Role.ADMIN)), passphrase=WORDS, now=NOW)
    return cases.team()


def begun(team: cases.Team, **about: object) -> str:
    return begin_attestation(acting=team.juriste, slug=team.slug, about=Witness("bénévole 1", **about), now=NOW)  # type: ignore[arg-type]


def row(attestation: str) -> Attestation:
    return Attestation.objects.get(id=attestation)


@pytest.mark.parametrize(
    ("changes", "lacks", "value"),
    [
        ({}, [], Worth.ATTESTATION),
        ({"ticked": CODES - {"hand"}}, ["hand"], Worth.INCOMPLETE),
        ({"papers": frozenset({Paper.ORIGINAL})}, ["paper_identity"], Worth.INCOMPLETE),
        ({"papers": frozenset({Paper.ORIGINAL}), "identity": Identity.NO}, [], Worth.TESTIMONY),
        ({"writes_french": False}, ["paper_translation", "paper_interpreter"], Worth.INCOMPLETE),
        ({"minor": True}, [], Worth.MINOR),
    ],
)
def test_what_is_missing_and_what_the_paper_is_worth(
    changes: dict[str, object], lacks: list[str], value: Worth
) -> None:
    whole: dict[str, object] = {
        "ticked": CODES,
        "papers": frozenset({Paper.ORIGINAL, Paper.IDENTITY}),
        "identity": Identity.YES,
        "minor": False,
        "writes_french": True,
        "interpreter_attests": False,
    }
    prepared = Prepared(**{**whole, **changes})  # type: ignore[arg-type]
    assert missing(prepared) == lacks
    assert worth(prepared) is value


def test_seen_is_not_heard() -> None:
    assert saw("direct_partiel", "", testimony=False)
    assert not saw("rapporte", "0102", testimony=False)
    assert saw("", "0101", testimony=True)
    assert not saw("", "03", testimony=True)
    assert not saw("", "", testimony=True)
    assert ticks(["hand", "autre"]) == {code: code == "hand" for code in CODES}


def test_it_is_begun_ticked_and_changed(team: cases.Team) -> None:
    made = begun(team, language="ti", writes_french=False)
    tick_mentions(
        acting=team.avocat,
        slug=team.slug,
        attestation_id=made,
        ready=["seen", "hand", "rien"],
        interpreter_attests=True,
        signed_on=NOW.date(),
        now=NOW,
    )
    card = card_of(row(made))
    assert card.ticked == {"seen", "hand"}
    assert "paper_interpreter" not in card.missing
    about = Witness("Galet", language="fr", identity=Identity.NO, minor=True)
    change_attestation(acting=team.juriste, slug=team.slug, attestation_id=made, about=about, now=NOW)
    assert card_of(row(made)).worth is Worth.MINOR
    with pytest.raises(Invalid, match=r"cases\.no_fact"):
        begun(team, fact="ailleurs")
    for wrong in (Witness(" "), Witness("x" * 61), Witness("Galet", language="zz")):
        with pytest.raises(Invalid):
            change_attestation(acting=team.juriste, slug=team.slug, attestation_id=made, about=wrong, now=NOW)


def test_the_memory_aid_starts_from_what_was_seen(team: cases.Team) -> None:
    seen = cases.with_an_eviction(team)
    teller = facts.coordinator("celia")
    (heard,) = facts.api.record_testimony(
        acting=teller, draft=facts.told(facts.eviction(source_link="03", summary="On m'a raconté.")), now=NOW
    )
    gather(acting=team.juriste, slug=team.slug, statements=[heard], now=NOW)
    found = witnessed(team.juriste, row(begun(team)), today=NOW.date())
    kept = {fact.detail.card.id: fact.seen for fact in found if fact.detail}
    assert kept == {seen: True, heard: False}


def test_the_aid_is_sealed_to_the_dossiers_association_and_replaced(team: cases.Team) -> None:
    made = begun(team)
    first = keep_aid(acting=team.avocat, slug=team.slug, attestation_id=made, text="Repères.", now=NOW)
    second = keep_aid(acting=team.juriste, slug=team.slug, attestation_id=made, text="Autres repères.", now=NOW)
    assert row(made).aid_ref == second
    assert sealed_facts(first).erased_at is not None
    assert sealed_facts(second).organisation == team.juriste.organisation
    for text in (" ", "x" * 8_001):
        with pytest.raises(Invalid):
            keep_aid(acting=team.juriste, slug=team.slug, attestation_id=made, text=text, now=NOW)


def test_outsiders_and_readers_change_nothing(team: cases.Team) -> None:
    made = begun(team)
    reader = people.acting("rosa", of="lisiere")
    give_access(
        acting=team.juriste,
        slug=team.slug,
        person=reader.actor,
        organisation=reader.organisation,
        role=DossierRole.READER,
        now=NOW,
    )
    asked = {"slug": team.slug, "attestation_id": made, "now": NOW}
    colleague = people.acting("cora", of="lisiere", roles=[Role.JURISTE])
    for who, refusal in ((reader, Denied), (colleague, Missing), (facts.outsider(), Missing)):
        with pytest.raises(refusal):
            keep_aid(acting=who, text="x", **asked)  # type: ignore[arg-type]
        with pytest.raises(refusal):
            tick_mentions(acting=who, ready=[], interpreter_attests=False, signed_on=None, **asked)  # type: ignore[arg-type]
        with pytest.raises(refusal):
            drop_paper(acting=who, paper=Paper.AID, **asked)  # type: ignore[arg-type]
    assert row(made).aid_ref == ""


def test_a_paper_refused_leaves_nothing_and_an_exhibit_is_not_erased(team: cases.Team) -> None:
    made = begun(team)
    elsewhere = facts.outsider(), prepare(organisation=team.juriste.organisation, data=PDF, label="x")
    with pytest.raises(Missing):
        keep_paper(
            acting=elsewhere[0],
            slug=team.slug,
            attestation_id=made,
            paper=Paper.ORIGINAL,
            sealed=elsewhere[1],
            now=NOW,
        )
    assert not list((world().folder / "vault").rglob(f"{elsewhere[1].ref}*"))
    kept = prepare(organisation=team.juriste.organisation, data=PDF, label="x")
    ref = keep_paper(
        acting=team.juriste, slug=team.slug, attestation_id=made, paper=Paper.ORIGINAL, sealed=kept, now=NOW
    )
    Exhibit.objects.create(
        dossier=team.dossier,
        number=1,
        title="Attestation",
        owner_id=team.juriste.organisation,
        kind=Exhibit.Kind.DOCUMENT,
        content_type="application/pdf",
        original_ref=ref,
        sha256="0" * 64,
        size=1,
        added_by=team.juriste.actor,
        added_at=NOW,
    )
    with pytest.raises(Conflict):
        drop_paper(acting=team.juriste, slug=team.slug, attestation_id=made, paper=Paper.ORIGINAL, now=NOW)
    assert sealed_facts(VaultRef(ref)).erased_at is None


def keyholder(team: cases.Team) -> Client:
    """The keyholder of the dossier's association, named in it, the vault open."""
    marea = people.acts(Person.objects.get(username="marea"), day=NOW.date())
    give_access(
        acting=team.juriste,
        slug=team.slug,
        person=marea.actor,
        organisation=marea.organisation,
        role=DossierRole.COORDINATION,
        now=NOW,
    )
    people.protect(Person.objects.get(id=marea.actor))
    client = signed_in(Person.objects.get(id=marea.actor))
    client.post("/coffre/ouvrir", {"passphrase": WORDS})
    return client


def browser(acting: Acting) -> Client:
    return signed_in(Person.objects.get(id=acting.actor))


def send(client: Client, team: cases.Team, made: str, content: bytes, paper: str = "identity") -> int:
    file = SimpleUploadedFile("passeport de Zorblax.pdf", content, "application/pdf")
    address = reverse("cases:attestation_paper", args=[team.slug, made, paper])
    return client.post(address, {"file": file}).status_code


def test_a_paper_goes_into_the_vault_and_comes_back_whole_for_a_motive(team: cases.Team, folder: Path) -> None:
    made = begun(team)
    client = keyholder(team)
    scan = PDF + bytes(range(256)) * 700
    assert send(client, team, made, scan) == 302
    assert row(made).identity_ref
    assert not [p for p in folder.rglob("*") if p.is_file() and b"Zorblax" in p.read_bytes()]
    address = reverse("cases:attestation_open", args=[team.slug, made, "identity"])
    assert client.post(address, {"motive": ""}).status_code == 400
    opened = client.post(address, {"motive": "joindre"})
    assert b"".join(opened.streaming_content) == scan  # type: ignore[attr-defined]
    assert opened.headers["Content-Type"] == "application/pdf"
    assert [one.motive for one in openings(team.juriste.organisation)] == ["joindre"]
    assert browser(team.avocat).get(address).status_code == 404
    assert browser(team.juriste).post(address, {"motive": "joindre"}).status_code == 400
    drop = reverse("cases:attestation_drop", args=[team.slug, made, "identity"])
    assert client.post(drop).status_code == 302
    assert row(made).identity_ref == ""
    assert client.post(address, {"motive": "joindre"}).status_code == 404


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00 pas un papier du tout", b"<html>"])
def test_what_is_not_a_paper_is_not_kept(team: cases.Team, content: bytes) -> None:
    made = begun(team)
    assert send(browser(team.juriste), team, made, content) == 302
    assert row(made).identity_ref == ""
    assert not SealedObject.objects.exists()
    assert not [p for p in (world().folder / "vault").rglob("*") if p.is_file() and p.parent.name != "vault"]


def test_the_door_of_papers_asks_for_the_token_and_for_a_place_in_the_dossier(team: cases.Team) -> None:
    made = begun(team)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(
        Person.objects.get(id=team.juriste.actor), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert send(strict, team, made, PDF) == 403
    assert send(browser(facts.outsider()), team, made, PDF) == 404
    assert send(browser(team.juriste), team, made, PDF, "aid") == 404
    assert send(browser(team.juriste), team, made, PDF, "autre") == 404
    assert not SealedObject.objects.exists()


def test_the_pages(team: cases.Team) -> None:
    cases.with_an_eviction(team)
    client = browser(team.juriste)
    address = reverse("cases:attestations", args=[team.slug])
    assert "Pas encore d’attestation" in client.get(address).content.decode()
    wrong = client.post(address, {"witness": "", "language": "fr", "identity": "no"})
    assert wrong.status_code == 400
    done = client.post(address, {"witness": "Galet", "language": "ar", "identity": "no"})
    page = client.get(done.headers["Location"]).content.decode()
    assert "Sans pièce d’identité : simple témoignage" in page
    assert "Attestation de l’interprète" in page
    ticked = client.post(
        done.headers["Location"], {"what": "mentions", "mentions": ["hand"], "signed_on": "2030-01-01"}
    )
    assert ticked.status_code == 400
    assert client.post(done.headers["Location"], {"what": "mentions", "mentions": ["hand"]}).status_code == 302
    aid = client.get(f"{done.headers['Location']}/aide-memoire").content.decode()
    assert "à ne pas recopier tel quel" in aid
    assert "Calais" in aid
    assert client.post(f"{done.headers['Location']}/aide-memoire", {"text": "Repères."}).status_code == 302
    printed = client.get(f"{done.headers['Location']}/a-ecrire")
    assert printed.content.startswith(b"%PDF")
    assert browser(facts.outsider()).get(f"{done.headers['Location']}/a-ecrire").status_code == 404


def test_the_blank_has_help_in_every_language_of_the_house() -> None:
    import pypdfium2

    assert set(HELP) == set(LANGUAGES) - {"fr"}
    assert len({frozenset(lines) for lines in HELP.values()}) == 1
    for code in LANGUAGES:
        pdf = pypdfium2.PdfDocument(blank(code, interpreter=code != "fr"))
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
        assert len(pdf) == (2 if code == "fr" else 3)
        assert "441-7" in text
        assert ("traduction non relue" in text) is (code != "fr")
        assert ("interprète" in text) is (code != "fr")
        pdf.close()
    assert aid_sheet("Repères.", witness="Galet").startswith(b"%PDF")
