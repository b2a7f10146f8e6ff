"""Pages of documents, and the command: what a person sees, what is handed over, what is refused."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import documents, drafts
from tests.factories import network as people
from tests.factories.cases import Team
from tests.factories.vault import WORDS
from vigie.cases.models import Draft, WordTemplate
from vigie.kernel.api import now as clock
from vigie.network.models import Person
from vigie.vault.api import unlock


@pytest.fixture
def made(team: Team, moved_clock: object) -> drafts.Prepared:
    return drafts.prepared(team)


@pytest.fixture
def client(made: drafts.Prepared) -> Client:
    """The juriste's browser, vault open."""
    client = Client()
    who = Person.objects.get(id=made.team.juriste.actor)
    people.protect(who)
    client.force_login(who)
    client.cookies["vigie-coffre"] = unlock(acting=made.team.juriste, passphrase=WORDS, now=clock()).cookie
    return client


def at(made: drafts.Prepared, name: str, *more: str) -> str:
    return reverse(f"cases:{name}", args=[made.team.slug, made.referral.id, *more])


def test_a_document_is_made_listed_and_handed_over_once_a_motive_is_given(
    client: Client, made: drafts.Prepared
) -> None:
    answer = client.post(at(made, "make_document"), {"kind": "pdf"}, follow=True)
    assert "Le document est fait, et scellé." in answer.content.decode()
    draft = Draft.objects.get()
    one = at(made, "document", draft.id)
    assert one in answer.content.decode()
    assert client.post(one, {"motive": " "}).status_code == 422
    handed = client.post(one, {"motive": "envoyer"})
    assert handed.content.startswith(b"%PDF")
    assert handed["Content-Disposition"] == 'attachment; filename="saisies-de-tentes-a-calais-saisine-v1.pdf"'
    assert "no-store" in handed["Cache-Control"]


def test_missing_exhibits_are_told(client: Client, made: drafts.Prepared) -> None:
    drafts.with_exhibit(made, 1)
    drafts.with_exhibit(made, 2, state="to_review", reviewed_by="")
    page = client.get(at(made, "documents")).content.decode()
    assert "1 pièce sur 2 n’est pas relue" in page
    answer = client.post(at(made, "make_document"), {"kind": "bundle", "motive": "audience"}, follow=True)
    assert "n° 2 (copie pas encore relue)" in answer.content.decode()


def test_what_keeps_a_document_from_being_made_is_said_and_the_motive_stays(
    client: Client, made: drafts.Prepared
) -> None:
    answer = client.post(at(made, "make_document"), {"kind": "court", "motive": "audience du 18"})
    assert answer.status_code == 422
    assert "Aucune pièce n’est prête" in answer.content.decode()
    assert 'value="audience du 18"' in answer.content.decode()
    assert client.post(at(made, "make_document"), {"kind": "../x"}).status_code == 422


def test_with_the_vault_closed_nothing_opens(client: Client, made: drafts.Prepared) -> None:
    client.post(at(made, "make_document"), {"kind": "bordereau"})
    del client.cookies["vigie-coffre"]
    one = at(made, "document", Draft.objects.get().id)
    assert "Le coffre est fermé" in client.get(one).content.decode()
    assert client.post(one, {"motive": "envoyer"}).status_code == 422
    assert client.post(at(made, "make_document"), {"kind": "pdf"}).status_code == 422
    assert Draft.objects.count() == 1


def test_a_template_is_tried_before_it_is_kept(client: Client, made: drafts.Prepared) -> None:
    bad = SimpleUploadedFile("cabinet.docx", documents.word("Cher {{ maitre }}"))
    answer = client.post(at(made, "word_template"), {"file": bad})
    assert answer.status_code == 422
    assert "La balise « maitre » n’existe pas" in answer.content.decode()
    assert not WordTemplate.objects.exists()
    good = SimpleUploadedFile("cabinet.docx", documents.word("{{ titre }}"))
    assert "1 balise lue" in client.post(at(made, "word_template"), {"file": good}, follow=True).content.decode()
    assert client.get(at(made, "word_template_file")).content == bytes(WordTemplate.objects.get().content)
    client.post(at(made, "word_template_drop"))
    assert (
        client.get(at(made, "word_template_file")).content
        == client.get(at(made, "word_template_file") + "?maison").content
    )


def test_someone_of_another_association_without_a_key_is_told_who_can(made: drafts.Prepared) -> None:
    client = Client()
    client.force_login(Person.objects.get(id=made.team.avocat.actor))
    assert "Vous ne détenez pas les clés" in client.get(at(made, "documents")).content.decode()
    stranger = people.member("charlie", of="ailleurs")
    client.force_login(stranger)
    assert client.get(at(made, "documents")).status_code == 404


def test_the_command_writes_a_folder_and_never_takes_the_passphrase_as_an_argument(
    made: drafts.Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vigie.config.cli import bundles
    from vigie.config.cli.dossiers import dossier

    monkeypatch.setattr(bundles, "open_house", lambda: None)
    drafts.with_exhibit(made, 1)
    wanted = ["bundle", made.team.slug, "--organisation", "lisiere", "--motive", "audience", "--json"]

    def run(person: str, words: str, out: Path) -> tuple[int, dict[str, object]]:
        read, write = os.pipe()
        os.write(write, words.encode() + b"\n")
        os.close(write)
        ran = CliRunner().invoke(
            dossier, [*wanted, "--person", person, "--out", str(out), "--passphrase-fd", str(read)]
        )
        return ran.exit_code, json.loads(ran.output)

    code, told = run("judith", WORDS, tmp_path / "remis")
    assert (code, told["copies"], told["originals"]) == (0, 1, 1)
    assert (tmp_path / "remis" / "manifeste.json").is_file()
    for person, words, refusal in (
        ("judith", "une autre phrase", "vault.wrong_passphrase"),
        ("personne", WORDS, "cases.not_named_by"),
    ):
        code, told = run(person, words, tmp_path / "autre")
        assert (code, told["refused"]) == (2, refusal)
    code, told = run("judith", WORDS, tmp_path / "remis")
    assert told["refused"] == "cases.folder_not_empty"
    asked = CliRunner().invoke(
        dossier, [*wanted, "--person", "judith", "--out", str(tmp_path / "demande")], input=f"{WORDS}\n"
    )
    assert asked.exit_code == 0
    assert WORDS not in asked.output
