"""Whoever works in a dossier makes and opens what is made there, whatever their association, while their place lasts."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import NOW
from tests.factories import drafts
from tests.factories import network as people
from tests.factories.cases import Team, with_an_eviction
from tests.factories.vault import WORDS
from vigie.cases.actions.dossiers import end_access, give_access
from vigie.cases.actions.drafting import hand_over, make_draft
from vigie.cases.actions.lending_documents import lend_documents, seal_for_dossier
from vigie.cases.actions.redacting import accept_exhibit
from vigie.cases.actions.withdrawn import end_places
from vigie.cases.models import Draft, Exhibit, Referral
from vigie.cases.rules.access import DossierRole
from vigie.journal.api import history
from vigie.kernel.api import Conflict, Denied, Missing, VaultRef
from vigie.kernel.api import now as clock
from vigie.network.api import Acting, Role
from vigie.network.models import Person
from vigie.vault.api import Unlocked, enter_lent, open_sealed, openings, unlock, unlock_without_session
from vigie.vault.keystore import keystore
from vigie.vault.models import Loan


@pytest.fixture
def made(team: Team) -> drafts.Prepared:
    """The avocat·e of another association holds a key of theirs before anything is made."""
    with_an_eviction(team)
    drafts.keys_for(team.avocat)
    return drafts.prepared(team)


def vault_of(acting: Acting) -> Unlocked:
    return unlock_without_session(acting=acting, passphrase=WORDS, now=NOW)


def make(made: drafts.Prepared, by: Acting, kind: str = "pdf") -> str:
    return make_draft(acting=by, unlocked=vault_of(by), kind=kind, motive="relire", now=NOW, **made.where).draft_id


def opened(made: drafts.Prepared, by: Acting, draft_id: str) -> bytes:
    return hand_over(
        acting=by, unlocked=vault_of(by), draft_id=draft_id, motive="envoyer", now=NOW, **made.where
    ).content


def place(made: drafts.Prepared) -> str:
    return made.team.dossier.accesses.get(person=made.team.avocat.actor, ended_at=None).id


def leave(made: drafts.Prepared) -> None:
    end_access(acting=made.team.juriste, slug=made.team.slug, access_id=place(made), now=NOW)


def named(made: drafts.Prepared, role: DossierRole) -> None:
    who = made.team.avocat
    give_access(
        acting=made.team.juriste,
        slug=made.team.slug,
        person=who.actor,
        organisation=who.organisation,
        role=role,
        now=NOW,
    )


@pytest.mark.parametrize("kind", ["word", "pdf", "bordereau"])
def test_a_lawyer_of_another_association_makes_what_both_open(made: drafts.Prepared, kind: str) -> None:
    draft = make(made, made.team.avocat, kind)
    assert opened(made, made.team.avocat, draft) == opened(made, made.team.juriste, draft) != b""
    row = Draft.objects.get()
    assert row.made_by == made.team.avocat.actor
    for organisation in (made.team.juriste.organisation, made.team.avocat.organisation):
        verbs = [e.verb for e in history(kind="sealed", object_id=row.sealed_ref) if e]
        assert {"vault.lent", "vault.opened", "vault.opened_by_borrower", "vault.opened_lent"} <= set(verbs), (
            organisation
        )
    assert [card.actor for card in openings(made.team.juriste.organisation)].count(made.team.avocat.actor) == 1


def test_what_the_owner_makes_is_lent_at_once(made: drafts.Prepared) -> None:
    draft = make(made, made.team.juriste)
    assert opened(made, made.team.avocat, draft) == opened(made, made.team.juriste, draft)


def test_an_outsider_neither_makes_nor_opens_even_by_the_reference(made: drafts.Prepared) -> None:
    """Charlie is avocat·e elsewhere and holds a key; the admin holds the key of *plaidoirie* itself, and is not named."""
    draft = make(made, made.team.avocat)
    ref = VaultRef(Draft.objects.get().sealed_ref)
    charlie = people.acting("charlie", of="ailleurs", roles=[Role.AVOCAT])
    drafts.keys_for(charlie)
    with pytest.raises(Missing, match=r"cases\.no_dossier"):
        make(made, charlie)
    with pytest.raises(Missing, match=r"cases\.no_dossier"):
        opened(made, charlie, draft)
    with pytest.raises(Missing, match=r"cases\.no_dossier"):
        lend_documents(acting=charlie, unlocked=vault_of(charlie), slug=made.team.slug, now=NOW)
    admin = people.acts(Person.objects.get(username="admin-plaidoirie"), of="plaidoirie")
    for other in (charlie, admin):
        with pytest.raises(Missing, match=r"vault\.no_object"):
            open_sealed(unlocked=vault_of(other), ref=ref, motive="x", now=NOW)
    with pytest.raises(Denied, match=r"vault\.locked"):
        make_draft(acting=made.team.avocat, unlocked=vault_of(charlie), kind="pdf", motive="", now=NOW, **made.where)
    assert Loan.objects.count() == 1


@pytest.mark.parametrize("way", ["leaves", "leaves the association", "reads"])
def test_it_ends_with_the_place_for_the_future_and_in_the_keystore(
    made: drafts.Prepared, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vigie.vault.loans.after_commit", lambda callback: callback())
    draft = make(made, made.team.avocat)
    loan = Loan.objects.get()
    assert keystore().get(VaultRef(f"loan:{loan.id}")) is not None
    if way == "leaves":
        leave(made)
    elif way == "leaves the association":
        away = made.team.avocat
        end_places(acting=away, person=away.actor, now=NOW)
    else:
        named(made, DossierRole.READER)
    assert keystore().get(VaultRef(f"loan:{loan.id}")) is None
    with pytest.raises(Denied if way == "reads" else Missing):
        opened(made, made.team.avocat, draft)
    with pytest.raises(Missing, match=r"vault\.no_object"):
        open_sealed(
            unlocked=vault_of(made.team.avocat), ref=VaultRef(Draft.objects.get().sealed_ref), motive="x", now=NOW
        )
    assert opened(made, made.team.juriste, draft), "its owner still opens it"


def test_a_place_that_changes_to_another_that_works_keeps_what_was_lent(made: drafts.Prepared) -> None:
    draft = make(made, made.team.avocat)
    named(made, DossierRole.COORDINATION)
    assert opened(made, made.team.avocat, draft)


def test_who_comes_later_opens_once_an_owner_entrusts_it(made: drafts.Prepared) -> None:
    leave(made)
    draft = make(made, made.team.juriste)
    drafts.with_exhibit(made, 1)
    drafts.with_exhibit(made, 2, state="to_review", reviewed_by="")
    named(made, DossierRole.AVOCAT)
    avocat, slug = made.team.avocat, made.team.slug
    with pytest.raises(Denied, match=r"cases\.not_lent"):
        opened(made, avocat, draft)
    with pytest.raises(Conflict, match=r"cases\.no_exhibit_ready"):
        make(made, avocat, "bundle")
    with pytest.raises(Denied, match=r"cases\.sealed_elsewhere"):
        lend_documents(acting=avocat, unlocked=vault_of(avocat), slug=slug, now=NOW)
    juriste = {"acting": made.team.juriste, "slug": slug, "now": NOW}
    with pytest.raises(Denied, match=r"vault\.locked"):
        lend_documents(unlocked=None, **juriste)
    assert lend_documents(unlocked=made.opened(), **juriste) == 2, "the document, and the copy two people saw"
    assert lend_documents(unlocked=made.opened(), **juriste) == 0
    assert opened(made, avocat, draft)
    assert opened(made, avocat, make(made, avocat, "bundle")).startswith(b"%PDF")
    verbs = [e.verb for e in history(kind="dossier", object_id=made.team.dossier.id)]
    assert verbs.count("cases.documents_lent") == 1
    assert not Exhibit.objects.exclude(altered_at=None).exists(), "what is not theirs to prove is not said altered"


def test_a_copy_is_lent_once_two_people_have_looked(made: drafts.Prepared) -> None:
    row = drafts.with_exhibit(made, 1, state="to_review", reviewed_by="", redacted_by="someone")
    accept_exhibit(
        acting=made.team.juriste,
        unlocked=made.opened(),
        slug=made.team.slug,
        exhibit_id=row.id,
        working_sha256=row.working_sha256,
        now=NOW,
    )
    folder = make(made, made.team.avocat, "court")
    assert opened(made, made.team.avocat, folder)


def test_an_association_without_keys_and_people_without_one_are_passed_over(team: Team) -> None:
    with_an_eviction(team)
    made = drafts.prepared(team)
    draft = make(made, team.juriste)
    assert not Loan.objects.exists()
    assert opened(made, team.juriste, draft)


def test_what_was_prepared_and_not_entered_leaves_nothing_behind(
    made: drafts.Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_kwargs: object) -> str:
        raise Conflict("cases.referral_over")

    before = set(keystore().ids())
    monkeypatch.setattr("vigie.cases.actions.drafting._new_version", refuse)
    with pytest.raises(Conflict):
        make(made, made.team.avocat)
    assert set(keystore().ids()) == before
    assert not Loan.objects.exists()


@pytest.fixture
def browser(made: drafts.Prepared, moved_clock: object) -> Client:
    """The avocat·e's, vault open."""
    client = Client()
    who = Person.objects.get(id=made.team.avocat.actor)
    people.protect(who)
    client.force_login(who)
    client.cookies["vigie-coffre"] = unlock(acting=made.team.avocat, passphrase=WORDS, now=clock()).cookie
    return client


def test_the_pages_let_them(browser: Client, made: drafts.Prepared) -> None:
    where = [made.team.slug, made.referral.id]
    page = browser.get(reverse("cases:documents", args=where)).content.decode()
    assert "Faire un document" in page
    assert "est scellé pour" in page
    browser.post(reverse("cases:make_document", args=where), {"kind": "pdf"})
    one = reverse("cases:document", args=[*where, Draft.objects.get().id])
    assert one in browser.get(reverse("cases:documents", args=where)).content.decode()
    assert browser.post(one, {"motive": "envoyer"}).content.startswith(b"%PDF")


def test_the_pages_say_who_can_entrust_what_was_made_before(browser: Client, made: drafts.Prepared) -> None:
    leave(made)
    draft = make(made, made.team.juriste)
    named(made, DossierRole.AVOCAT)
    where = [made.team.slug, made.referral.id]
    assert "pas encore confié à vous" in browser.get(reverse("cases:documents", args=where)).content.decode()
    one = reverse("cases:document", args=[*where, draft])
    assert "Confier ce qui est déjà fait" in browser.get(one).content.decode()
    refused = browser.post(one, {"motive": "envoyer"})
    assert refused.status_code == 422
    entrust = reverse("cases:lend_documents", args=where)
    assert browser.post(entrust).status_code == 422
    browser.force_login(Person.objects.get(id=made.team.juriste.actor))
    people.protect(Person.objects.get(id=made.team.juriste.actor))
    browser.cookies["vigie-coffre"] = unlock(acting=made.team.juriste, passphrase=WORDS, now=clock()).cookie
    page = browser.get(reverse("cases:documents", args=where)).content.decode()
    assert "1 personne d’une autre association" in page
    assert "désormais" in browser.post(entrust, follow=True).content.decode()
    assert "1 personne d’une autre" not in browser.get(reverse("cases:documents", args=where)).content.decode()


def test_a_proof_of_dispatch_opens_for_them_too(browser: Client, made: drafts.Prepared) -> None:
    sealed = seal_for_dossier(made.team.dossier, by=made.team.juriste, data=b"%PDF-1.7 preuve", label="x", now=NOW)
    ref = enter_lent(sealed, by=made.team.juriste, now=NOW)
    Referral.objects.update(state="filed", filed_on=NOW.date(), proof_ref=ref, proof_sha256="0" * 64)
    proof = reverse("cases:proof", args=[made.team.slug, made.referral.id])
    refused = browser.post(proof, {"motive": " "})
    assert refused.status_code == 400
    assert "La preuve n’est pas ouverte" in refused.content.decode()
    assert browser.post(proof, {"motive": "vérifier la date"}).content == b"%PDF-1.7 preuve"
    del browser.cookies["vigie-coffre"]
    closed = browser.post(proof, {"motive": "vérifier encore la date"})
    assert closed.status_code == 403
    assert "vérifier encore la date" in closed.content.decode()
    browser.force_login(people.member("charlie", of="ailleurs", roles=[Role.AVOCAT]))
    assert browser.post(proof, {"motive": "x"}).status_code == 404
