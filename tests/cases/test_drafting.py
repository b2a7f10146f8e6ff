"""Documents are made by a keyholder named in the dossier, sealed, versioned, handed over for a reason."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document

from tests.conftest import NOW
from tests.factories import documents, drafts, publication, referrals
from tests.factories import network as people
from tests.factories.cases import Team, with_an_eviction
from tests.factories.vault import WORDS
from vigie.cases.actions.assembling import referral_content
from vigie.cases.actions.drafting import Made, hand_over, make_draft
from vigie.cases.actions.folders import write_folder
from vigie.cases.actions.word_templates import bring_template, drop_template
from vigie.cases.models import Draft, Referral, WordTemplate
from vigie.facts.api import Answer, change_consent
from vigie.journal.api import history
from vigie.kernel.api import Conflict, Denied, Invalid, Missing
from vigie.network.api import Role
from vigie.publication.models import Quote
from vigie.vault.api import openings


@pytest.fixture
def made(team: Team) -> drafts.Prepared:
    """A referral with a fact."""
    with_an_eviction(team)
    return drafts.prepared(team)


def make(made: drafts.Prepared, kind: str, motive: str = "relire") -> Made:
    return make_draft(acting=made.team.juriste, unlocked=made.opened(), kind=kind, motive=motive, now=NOW, **made.where)


def opened(made: drafts.Prepared, draft_id: str, motive: str = "envoyer") -> bytes:
    return hand_over(
        acting=made.team.juriste, unlocked=made.opened(), draft_id=draft_id, motive=motive, now=NOW, **made.where
    ).content


def test_the_dossier_is_gathered_in_french(made: drafts.Prepared) -> None:
    drafts.with_exhibit(made, 1, fact=made.team.dossier.facts.get())
    content = referral_content(made.team.juriste, made.referral, now=NOW)
    (fact,) = content.facts
    assert (fact.where, fact.exhibits) == ("Calais", (1,))
    assert fact.when.replace("\xa0", " ").startswith("mardi 16 janvier 2018, vers 7 h 30")
    assert "Tentes emportées" in fact.what
    assert "du début à la fin" in fact.knowledge
    assert content.requests == ("Constater les atteintes.", "Recommander.")
    assert content.grounds
    assert not any(ground.verified for ground in content.grounds)
    assert set(content.signatories) == {"Judith, juriste (Lisiere)", "Aviva, avocat·e (Plaidoirie)"}
    assert content.invented


def test_a_testimony_is_told_to_a_body_its_person_agrees_to_and_no_other(team: Team) -> None:
    case = referrals.opened(team)
    now_and_then = []
    for answer in (None, True, False):
        if answer is not None:
            referrals.agree(team, case.statement, "ddd", granted=answer)
        content = referral_content(team.juriste, case.row, now=NOW)
        now_and_then.append((len(content.facts), "Nour" in {person.pseudonym for person in content.people}))
    assert now_and_then == [(0, False), (1, True), (0, False)]
    referrals.agree(team, case.statement, "ddd")
    case.row.people.all().delete()
    assert referral_content(team.juriste, case.row, now=NOW).facts == (), "agreed, and not part of this referral"


def test_their_own_words_stand_in_it_while_they_may_be_quoted(team: Team) -> None:
    case = referrals.opened(team)
    referrals.agree(team, case.statement, "ddd")
    made = drafts.Prepared(team, case.row)

    def quoted() -> tuple[str, str, str]:
        (fact,) = referral_content(team.juriste, case.row, now=NOW).facts
        return fact.quote, fact.language, fact.knowledge

    assert quoted()[0] == ""
    chosen = publication.quote_of(
        case.testimony, organisation_id=team.juriste.organisation, chosen_by=team.juriste.actor, read_by="aviva"
    )
    assert quoted()[:2] == ("Tous les deux jours ils prennent les tentes.", "fr")
    assert "paroles traduites par une interprète" in quoted()[2]
    drafts.keys_for(team.juriste)
    text = "\n".join(p.text for p in Document(io.BytesIO(opened(made, make(made, "word").draft_id))).paragraphs)
    assert "Tous les deux jours ils prennent les tentes." in text
    assert make(made, "pdf").draft_id
    Quote.objects.filter(id=chosen).update(translations={})
    assert quoted()[:2] == ("كل يومين يأخذون الخيام.", "ar")
    assert make(made, "pdf").draft_id, "an Arabic passage is set from right to left"
    for lost in ({"state": "proposed"}, {"state": "withdrawn"}):
        Quote.objects.filter(id=chosen).update(**lost)
        assert quoted()[0] == ""
    Quote.objects.filter(id=chosen).update(state="ready")
    change_consent(
        acting=team.juriste, testimony_id=case.testimony, answers=[Answer("quote", granted=False, until=None)], now=NOW
    )
    assert quoted()[0] == ""
    assert referral_content(team.juriste, case.row, now=NOW).facts, (
        "the fact itself stays: this body is still agreed to"
    )


def test_each_version_is_kept_sealed_and_opens_as_it_was_made(made: drafts.Prepared) -> None:
    first, second = make(made, "word"), make(made, "word")
    rows = list(Draft.objects.order_by("version"))
    assert [(row.id, row.version) for row in rows] == [(first.draft_id, 1), (second.draft_id, 2)]
    content = opened(made, first.draft_id)
    assert hashlib.sha256(content).hexdigest() == rows[0].sha256
    assert "Calais" in "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)
    assert "envoyer" in {card.motive for card in openings(made.team.juriste.organisation)}
    verbs = [entry.verb for entry in history(kind="dossier", object_id=made.team.dossier.id)]
    assert verbs.count("cases.document_made") == 2


@pytest.mark.parametrize("kind", ["pdf", "bordereau"])
def test_designed_documents_are_made(made: drafts.Prepared, kind: str) -> None:
    assert opened(made, make(made, kind).draft_id).startswith(b"%PDF")


def test_only_copies_that_two_people_saw_leave(made: drafts.Prepared) -> None:
    drafts.with_exhibit(made, 1)
    drafts.with_exhibit(made, 2, state="to_review", reviewed_by="")
    drafts.with_exhibit(made, 3, sha256="0" * 64)
    drafts.with_exhibit(made, 4, working_sha256="0" * 64)
    drafts.with_exhibit(made, 5, documents.pdf(password="x"))
    bundle = make(made, "bundle")
    assert [(t.number, t.why) for t in bundle.troubles] == [
        (2, "not_ready"),
        (3, "changed"),
        (4, "changed"),
        (5, "encrypted"),
    ]
    with zipfile.ZipFile(io.BytesIO(opened(made, make(made, "court").draft_id))) as folder:
        assert [name for name in folder.namelist() if name[:2] != "00"] == [
            "01-piece-inventee-1.pdf",
            "05-piece-inventee-5.pdf",
        ]


@pytest.mark.parametrize("kind", ["bundle", "court"])
def test_an_original_that_changed_is_named_marked_and_left_out(made: drafts.Prepared, kind: str) -> None:
    drafts.with_exhibit(made, 1)
    changed = drafts.with_exhibit(made, 2, sha256="0" * 64)
    healed = drafts.with_exhibit(made, 3, altered_at=NOW)
    done = make(made, kind)
    assert [(t.number, t.why) for t in done.troubles] == [(2, "changed")]
    for row in (changed, healed):
        row.refresh_from_db()
    assert changed.altered_at == NOW
    assert healed.altered_at is None
    verbs = [entry.verb for entry in history(kind="dossier", object_id=made.team.dossier.id)]
    assert "cases.exhibits_verified" in verbs


def test_without_a_ready_exhibit_or_a_motive_nothing_is_made(made: drafts.Prepared) -> None:
    with pytest.raises(Conflict, match=r"cases\.no_exhibit_ready"):
        make(made, "bundle")
    drafts.with_exhibit(made, 1)
    with pytest.raises(Invalid, match=r"vault\.motive_needed"):
        make(made, "court", motive=" ")
    assert not Draft.objects.exists()


def test_closed_vaults_others_and_closed_referrals_make_nothing(made: drafts.Prepared) -> None:
    avocat = made.team.avocat
    drafts.keys_for(avocat)
    theirs = drafts.unlock_without_session(acting=avocat, passphrase=WORDS, now=NOW)
    wanted = {"kind": "pdf", "motive": "x", "now": NOW, **made.where}
    with pytest.raises(Denied, match=r"vault\.locked"):
        make_draft(acting=made.team.juriste, unlocked=None, **wanted)
    with pytest.raises(Denied, match=r"vault\.locked"):
        make_draft(acting=made.team.juriste, unlocked=theirs, **wanted)
    outsider = people.acting("charlie", of="ailleurs", roles=[Role.AVOCAT])
    with pytest.raises(Missing, match=r"cases\.no_dossier"):
        make_draft(acting=outsider, unlocked=made.opened(), **wanted)
    draft = make(made, "pdf").draft_id
    for who, vault, refusal in ((outsider, theirs, Missing), (made.team.juriste, theirs, Denied)):
        with pytest.raises(refusal):
            hand_over(acting=who, unlocked=vault, draft_id=draft, motive="x", now=NOW, **made.where)
    Referral.objects.update(state="closed")
    with pytest.raises(Conflict, match=r"cases\.referral_over"):
        make(made, "pdf")
    assert opened(made, draft)


def test_a_lawyer_s_template_serves_the_dossiers_they_are_in_and_no_other(made: drafts.Prepared) -> None:
    avocat, outsider = made.team.avocat, people.acting("charlie", of="ailleurs", roles=[Role.AVOCAT])
    brought = {"name": "cabinet.docx", "content": documents.word("Cabinet : {{ titre }}"), "now": NOW, **made.where}
    assert bring_template(acting=avocat, **brought) == 1
    text = "\n".join(p.text for p in Document(io.BytesIO(opened(made, make(made, "word").draft_id))).paragraphs)
    assert text == "Cabinet : Saisies de tentes à Calais"
    assert Draft.objects.get().template == WordTemplate.objects.get()
    with pytest.raises(Missing):
        bring_template(acting=outsider, **brought)
    made.team.dossier.accesses.filter(person=avocat.actor).update(ended_at=NOW)
    make(made, "word")
    assert Draft.objects.get(version=2).template is None


def test_a_refused_template_changes_nothing_and_one_may_go_back_to_ours(made: drafts.Prepared) -> None:
    juriste = made.team.juriste
    with pytest.raises(Missing, match=r"cases\.no_template"):
        drop_template(acting=juriste, now=NOW, **made.where)
    bring_template(acting=juriste, name="a", content=documents.word("Sans balise"), now=NOW, **made.where)
    with pytest.raises(Invalid, match=r"cases\.tag_unknown"):
        bring_template(acting=juriste, name="b", content=documents.word("{{ rien }}"), now=NOW, **made.where)
    assert make(made, "word").kept_as_is
    drop_template(acting=juriste, now=NOW, **made.where)
    assert not make(made, "word").kept_as_is
    assert WordTemplate.objects.get().replaced_at == NOW


def test_a_folder_holds_copies_in_clear_and_originals_sealed(made: drafts.Prepared, tmp_path: Path) -> None:
    drafts.with_exhibit(made, 1)
    drafts.with_exhibit(made, 2, state="to_redact", working_ref="", reviewed_by="")
    wanted = {"acting": made.team.juriste, "passphrase": WORDS, "slug": made.team.slug, "now": NOW}
    folder = tmp_path / "remis"
    written = write_folder(motive="audience", folder=folder, **wanted)
    assert (written.copies, written.originals) == (1, 2)
    told = json.loads((folder / "manifeste.json").read_text(encoding="utf-8"))
    for one in told["files"]:
        assert hashlib.sha256((folder / one["path"]).read_bytes()).hexdigest() == one["sha256"]
    assert told["missing"] == [{"exhibit": 2, "title": "Pièce inventée 2", "why": "not_ready"}]
    assert subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, check=False).returncode == 0
    assert (folder / "pieces/01-piece-inventee-1.pdf").read_bytes().startswith(b"%PDF")
    sealed = (folder / "originaux-scelles/01-piece-inventee-1.age").read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1")
    assert b"original %PDF" not in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.rglob("*"))
    assert "age -d" in (folder / "VERIFIER.txt").read_text(encoding="utf-8")
    with pytest.raises(Invalid, match=r"cases\.folder_not_empty"):
        write_folder(motive="audience", folder=folder, **wanted)
    assert [e.motive for e in history(kind="dossier", object_id=made.team.dossier.id)].count("audience") == 1


def test_a_folder_asks_for_a_motive_the_passphrase_and_a_place_in_the_dossier(
    made: drafts.Prepared, tmp_path: Path
) -> None:
    wanted = {"slug": made.team.slug, "folder": tmp_path / "remis", "now": NOW}
    outsider = people.acting("charlie", of="lisiere", roles=[Role.JURISTE])
    with pytest.raises(Invalid, match=r"vault\.motive_needed"):
        write_folder(acting=made.team.juriste, passphrase=WORDS, motive=" ", **wanted)
    with pytest.raises(Invalid, match=r"vault\.wrong_passphrase"):
        write_folder(acting=made.team.juriste, passphrase="pas la bonne", motive="x", **wanted)
    with pytest.raises(Missing):
        write_folder(acting=outsider, passphrase=WORDS, motive="x", **wanted)
    assert not (tmp_path / "remis").exists()


@pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed")
def test_the_standard_tool_opens_an_original(made: drafts.Prepared, tmp_path: Path) -> None:
    row = drafts.with_exhibit(made, 1)
    folder = tmp_path / "remis"
    write_folder(acting=made.team.juriste, passphrase=WORDS, slug=made.team.slug, motive="x", folder=folder, now=NOW)
    key = tmp_path / "cle.txt"
    key.write_text("\n".join(made.opened().identities))
    sealed = next((folder / "originaux-scelles").iterdir())
    ran = subprocess.run(["age", "-d", "-i", str(key), str(sealed)], capture_output=True, check=True)
    plain = ran.stdout.rstrip(b"\0").removesuffix(b"\x80")
    assert hashlib.sha256(plain).hexdigest() == row.sha256
