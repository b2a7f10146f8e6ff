"""The pages of mandates: given, read, opened, revoked, printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import facts, mandates
from tests.factories import network as people
from tests.factories.mandates import PAPER, PHOTO, PURPOSE, STORY, Entrusting
from vigie.cases.actions.mandate_papers import add_mandate_paper
from vigie.cases.models import Mandate
from vigie.cases.rules.access import DossierRole
from vigie.journal.api import history
from vigie.kernel.api import Conflict, now
from vigie.network.api import Acting, Role
from vigie.network.models import Person
from vigie.vault.api import openings

WHY = "préparer la requête"


@pytest.fixture
def made(db: None, folder: Path) -> Entrusting:
    facts.world_of_facts()
    return mandates.entrusting(now())


def signed_in(who: Acting, words: str = "") -> Client:
    person = Person.objects.get(id=who.actor)
    people.protect(person)
    client = Client()
    client.force_login(person)
    if words:
        assert client.post(reverse("vault:unlock"), {"passphrase": words}).status_code == 302
    return client


def filled(made: Entrusting, **changes: object) -> dict[str, object]:
    said = {
        "access_id": made.place,
        "refs": [made.narrative, made.photo],
        "purpose": PURPOSE,
        "signed_on": now().date().isoformat(),
        "until": "",
        "what": "give",
    }
    return said | changes


def test_from_the_form_to_the_opening_and_back(made: Entrusting) -> None:
    lender, lawyer = signed_in(made.judith.acting, made.judith.passphrase), signed_in(made.aviva.acting)
    give, tab = reverse("cases:give_mandate", args=[made.slug]), reverse("cases:mandates", args=[made.slug])
    assert "Aviva" in lender.get(give).content.decode()
    scan = SimpleUploadedFile("mandat.pdf", PAPER, "application/pdf")
    assert lender.post(give, filled(made, paper=scan)).status_code == 302
    fact = reverse("cases:mandated_fact", args=[made.slug, made.fact])
    assert fact in lawyer.get(tab).content.decode()
    lawyer.post(reverse("vault:unlock"), {"passphrase": made.aviva.passphrase})
    text = lawyer.get(fact).content.decode()
    assert facts.eviction().summary.split()[0] in text
    assert STORY not in text
    assert STORY in lawyer.post(reverse("vault:value", args=[made.narrative]), {"motive": WHY}).content.decode()
    photo = made.team.dossier.mandates.get().pieces.get(piece="photo").id
    answer = lawyer.post(reverse("cases:mandated_piece", args=[made.slug, photo]), {"motive": WHY})
    assert (b"".join(answer.streaming_content), answer["Content-Type"]) == (PHOTO, "image/jpeg")  # type: ignore[attr-defined]
    assert "no-store" in answer["Cache-Control"]
    assert {card.motive for card in openings(made.judith.acting.organisation)} == {WHY}

    mandate = Mandate.objects.get().id
    assert lender.post(reverse("cases:revoke_mandate", args=[made.slug, mandate])).status_code == 302
    assert lawyer.get(fact).status_code == 404
    assert lawyer.post(reverse("vault:value", args=[made.narrative]), {"motive": WHY}).status_code == 404
    assert "révoqué" in lawyer.get(tab).content.decode()


def test_a_refusal_stays_in_the_form_with_what_was_typed(made: Entrusting) -> None:
    lender = signed_in(made.judith.acting, made.judith.passphrase)
    give = reverse("cases:give_mandate", args=[made.slug])
    answer = lender.post(give, filled(made, refs=[], purpose="Référé"))
    text = answer.content.decode()
    assert (answer.status_code, "Cochez au moins une chose" in text, 'value="Référé"' in text) == (422, True, True)
    odd = SimpleUploadedFile("m.exe", b"MZ", "application/pdf")
    answer = lender.post(give, filled(made, paper=odd))
    assert "ni une image" in answer.content.decode()
    answer = lender.post(give, filled(made, signed_on="2018-99-99", refs=["rien"]))
    assert answer.status_code == 422
    assert not Mandate.objects.exists()


def test_with_a_closed_vault_one_is_led_to_open_it(made: Entrusting) -> None:
    lender = signed_in(made.judith.acting)
    give = reverse("cases:give_mandate", args=[made.slug])
    assert "Le coffre est fermé" in lender.get(give).content.decode()
    assert lender.post(give, filled(made)).status_code == 422
    assert not Mandate.objects.exists()


def test_it_prints_before_signing_and_after(made: Entrusting) -> None:
    lender = signed_in(made.judith.acting, made.judith.passphrase)
    answer = lender.post(reverse("cases:give_mandate", args=[made.slug]), filled(made, what="print"))
    assert answer.content.startswith(b"%PDF-")
    assert not Mandate.objects.exists(), "printing gives nothing"
    mandate = made.give(now())
    paper = reverse("cases:mandate_paper", args=[made.slug, mandate])
    for who in (made.judith.acting, made.aviva.acting):
        assert signed_in(who).get(paper).content.startswith(b"%PDF-")
    third = mandates.named(made, "theo", of="tierce", roles=[Role.AVOCAT], role=DossierRole.AVOCAT, now=now())
    assert signed_in(third).get(paper).status_code == 404


def test_who_is_not_in_the_dossier_sees_nothing(made: Entrusting) -> None:
    mandate = made.give(now())
    photo = made.team.dossier.mandates.get().pieces.get(piece="photo").id
    for of in ("lisiere", "ailleurs"):
        other = signed_in(people.acting(f"charlie-{of}", of=of, roles=[Role.COORDINATOR, Role.AVOCAT]))
        for name, args in (
            ("mandates", []),
            ("give_mandate", []),
            ("mandate_paper", [mandate]),
            ("mandated_fact", [made.fact]),
        ):
            assert other.get(reverse(f"cases:{name}", args=[made.slug, *args])).status_code == 404, name
        assert other.post(reverse("cases:revoke_mandate", args=[made.slug, mandate])).status_code == 404
        assert other.post(reverse("cases:mandated_piece", args=[made.slug, photo]), {"motive": WHY}).status_code == 404


def test_the_lender_s_juriste_may_not_borrow_what_was_entrusted(made: Entrusting) -> None:
    made.give(now())
    photo = made.team.dossier.mandates.get().pieces.get(piece="photo").id
    juriste = signed_in(made.judith.acting, made.judith.passphrase)
    assert juriste.post(reverse("cases:mandated_piece", args=[made.slug, photo]), {"motive": WHY}).status_code == 403
    assert juriste.get(reverse("cases:mandated_fact", args=[made.slug, made.fact])).status_code == 403


def test_the_signed_paper_comes_later_opens_for_a_motive_and_is_never_replaced(made: Entrusting) -> None:
    lender, lawyer = signed_in(made.judith.acting, made.judith.passphrase), signed_in(made.aviva.acting)
    outsider = signed_in(people.acting("charlie", of="ailleurs", roles=[Role.AVOCAT]))
    mandate = made.give(now(), paper=None)
    tab, signed = (
        reverse("cases:mandates", args=[made.slug]),
        reverse("cases:mandate_signed", args=[made.slug, mandate]),
    )
    assert "Ajouter le papier signé" in lender.get(tab).content.decode()
    assert signed not in lawyer.get(tab).content.decode()
    for other in (lawyer, outsider):
        assert other.get(signed).status_code == other.post(signed).status_code == 404
    assert lender.post(signed).status_code == 422
    wrong = lender.post(signed, {"paper": SimpleUploadedFile("mandat.pdf", b"MZ programme", "application/pdf")})
    assert wrong.status_code == 422
    assert not Mandate.objects.get().paper_ref
    assert lender.post(signed, {"paper": SimpleUploadedFile("mandat.pdf", PAPER, "application/pdf")}).status_code == 302
    ref = Mandate.objects.get().paper_ref
    assert "Ouvrir le papier signé" in lender.get(tab).content.decode()
    again = SimpleUploadedFile("autre.pdf", PAPER + b"\n", "application/pdf")
    assert lender.post(signed, {"paper": again}).status_code == 422, "it asks for a motive now"
    with pytest.raises(Conflict, match=r"cases\.mandate_has_paper"):
        add_mandate_paper(acting=made.judith.acting, slug=made.slug, mandate_id=mandate, paper=PAPER, now=now())
    assert Mandate.objects.get().paper_ref == ref
    handed = lender.post(signed, {"motive": WHY})
    assert (handed.content, handed["Content-Type"]) == (PAPER, "application/pdf")
    assert handed["Content-Disposition"].startswith('attachment; filename="mandat-signe-')
    assert "no-store" in handed["Cache-Control"]
    assert WHY in {card.motive for card in openings(made.judith.acting.organisation)}
    assert "cases.mandate_paper_added" in [e.verb for e in history(kind="dossier", object_id=made.team.dossier.id)]
    lender.post(reverse("vault:lock"))
    assert "Le coffre est fermé" in lender.get(signed).content.decode()
    assert lender.post(signed, {"motive": WHY}).status_code == 422
