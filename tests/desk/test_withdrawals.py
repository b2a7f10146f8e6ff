"""What a withdrawal touches across the floors, what is done, what remains; nobody of another association sees any of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import NOW
from tests.factories import facts, network, statements
from tests.factories.mailbag import Mailbag, mailbag, signed_in
from tests.factories.statements import Teller
from vigie.cases.api import DossierDraft, DossierKind, gather, open_dossier
from vigie.cases.models import Exhibit
from vigie.desk.asking import LABEL
from vigie.desk.needs import needs_of
from vigie.desk.rules.withdrawing import Stands
from vigie.desk.withdrawals import Sheet, close, erase_identity, mark, sheet
from vigie.facts import api
from vigie.facts.api import withdraw
from vigie.facts.models import Testimony, Withdrawal
from vigie.kernel.api import Conflict, Denied, Missing, VaultRef
from vigie.network.api import Acting, Role
from vigie.network.models import Person
from vigie.publication.models import Quote
from vigie.vault.api import seal, sealed_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(db: None, folder: Path, moved_clock: object) -> Teller:
    """A testimony with its narrative and a photo, quoted, in a dossier."""
    facts.world_of_facts()
    return statements.teller()


def asked(made: Teller, **changes: object) -> str:
    """Its person typed their words."""
    Testimony.objects.get().consent.__class__.objects.update(code_digest="d" * 64)
    told = {"organisation": made.coordinator.organisation, "digest": "d" * 64, "stops": True, "day": NOW.date()}
    known = api.ask_by_words(**{**told, **changes})
    api.bind_unread()
    return known


def lines(found: Sheet) -> dict[str, Stands]:
    return {line.subject.partition(":")[0]: line.stands for group in found.groups for line in group.lines}


def dossier(made: Teller) -> str:
    slug = open_dossier(acting=made.coordinator, draft=DossierDraft("Tentes", DossierKind.TEXT, invented=True), now=NOW)
    gather(acting=made.coordinator, slug=slug, statements=[made.statement], now=NOW)
    return slug


def test_all_floors_say_what_it_touched(made: Teller) -> None:
    quote = statements.proposed(made)
    dossier(made)
    known = asked(made)
    found = sheet(made.coordinator, known, now=NOW)
    assert lines(found) == {
        "facts": Stands.DONE,
        "quote": Stands.DONE,
        "dossier": Stands.LEFT,
        "sealed": Stands.KEPT,
    }
    assert Quote.objects.get(id=quote).state == "withdrawn", "it left every output at once"
    assert found.left == 1


def test_what_remains_is_seen_to_then_closed(made: Teller) -> None:
    dossier(made)
    known, who = asked(made), made.coordinator
    with pytest.raises(Conflict, match=r"desk\.withdrawal_left"):
        close(acting=who, withdrawal_id=known, now=NOW)
    (subject,) = [line.subject for group in sheet(who, known, now=NOW).groups for line in group.lines if line.waits]
    mark(acting=who, withdrawal_id=known, subject=subject, now=NOW)
    close(acting=who, withdrawal_id=known, now=NOW)
    assert api.holding_back(who.organisation) == 0
    with pytest.raises(Missing):
        mark(acting=who, withdrawal_id=known, subject="dossier:of-others", now=NOW)


def test_a_call_is_seen_to_and_its_contact_is_erased_at_the_end(made: Teller) -> None:
    who = made.coordinator
    ref = seal(organisation=who.organisation, data=b"07", label=LABEL, now=NOW)
    known = asked(made, contact=ref, stops=False)
    found = sheet(who, known, now=NOW)
    assert (found.contact, found.left) == (ref, 1)
    mark(acting=who, withdrawal_id=known, subject="call", now=NOW)
    close(acting=who, withdrawal_id=known, now=NOW)
    assert sealed_facts(ref).erased_at == NOW
    assert sheet(who, known, now=NOW).contact is None


def test_erasing_the_identity(made: Teller) -> None:
    who, ref = made.coordinator, VaultRef(made.testimony.sealed_ref)
    known = asked(made)
    assert erase_identity(acting=who, withdrawal_id=known, reason="la personne le demande", now=NOW) == 1
    assert sealed_facts(ref).erased_at == NOW
    with pytest.raises(Conflict, match=r"desk\.nothing_sealed"):
        erase_identity(acting=who, withdrawal_id=known, reason="encore", now=NOW)
    assert sheet(who, known, now=NOW).sealed.erased == 1
    assert Testimony.objects.exists(), "the coded facts stay, at home"


def test_unknown_words_wait_and_ask_nothing_of_anybody(made: Teller) -> None:
    known = asked(made, digest="e" * 64)
    found = sheet(made.coordinator, known, now=NOW)
    assert (found.groups, found.left, found.card.met) == ((), 0, False)
    assert not [n for n in needs_of(made.coordinator, now=NOW) if "retraits" in n.url]


def test_it_waits_on_the_home_page(made: Teller) -> None:
    asked(made)
    assert any(n.url == reverse("desk:withdrawals") for n in needs_of(made.coordinator, now=NOW))
    watcher = network.acting("oumar", of="lisiere", roles=[Role.OBSERVER])
    assert not any(n.url == reverse("desk:withdrawals") for n in needs_of(watcher, now=NOW))


def test_what_the_house_wrote_stands_there_too(made: Teller) -> None:
    withdraw(acting=made.coordinator, testimony_id=made.testimony.id, now=NOW)
    (card,) = api.withdrawals(made.coordinator)
    assert lines(sheet(made.coordinator, card.id, now=NOW))["facts"] is Stands.DONE


@pytest.mark.parametrize("house", ["neighbour", "partner", "outsider"])
def test_another_association_is_answered_404(made: Teller, house: str) -> None:
    known = asked(made)
    other: Acting = getattr(facts, house)()
    client = signed_in(Person.objects.get(id=other.actor))
    assert client.get(reverse("desk:withdrawal", args=[known])).status_code == 404
    for name in ("seen", "erase", "close"):
        answer = client.post(reverse(f"desk:withdrawal-{name}", args=[known]), {"subject": "facts", "reason": "x"})
        assert answer.status_code == 404
    assert "Nour" not in client.get(reverse("desk:withdrawals")).content.decode()
    assert Withdrawal.objects.get().closed_on is None


def test_who_may_only_look_changes_nothing(made: Teller) -> None:
    known = asked(made)
    reader = network.acting("clea", of="lisiere", roles=[Role.COMMUNICATION])
    assert sheet(reader, known, now=NOW).may_handle is False
    for act in (close, mark, erase_identity):
        more = {"subject": "facts"} if act is mark else {"reason": "x"} if act is erase_identity else {}
        with pytest.raises(Denied):
            act(acting=reader, withdrawal_id=known, now=NOW, **more)


def test_the_pages(made: Teller) -> None:
    dossier(made)
    known = asked(made, contact=seal(organisation=made.coordinator.organisation, data=b"07", label=LABEL, now=NOW))
    client: Client = signed_in(Person.objects.get(id=made.coordinator.actor))
    listed = client.get(reverse("desk:withdrawals")).content.decode()
    assert "Nour" in listed
    assert "tout arrêter" in listed
    page = client.get(reverse("desk:withdrawal", args=[known])).content.decode()
    assert "Elle demande à être rappelée" in page
    assert "Dossier « Tentes »" in page
    found = sheet(made.coordinator, known, now=NOW)
    for group in found.groups:
        for line in group.lines:
            if line.waits:
                client.post(reverse("desk:withdrawal-seen", args=[known]), {"subject": line.subject})
    client.post(reverse("desk:withdrawal-erase", args=[known]), {"reason": "la personne le demande"})
    client.post(reverse("desk:withdrawal-close", args=[known]))
    assert Withdrawal.objects.get().closed_on == NOW.date()
    assert "Tout a été traité" in client.get(reverse("desk:withdrawal", args=[known])).content.decode()
    assert "effacé" in page or sealed_facts(VaultRef(made.testimony.sealed_ref)).erased_at


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(made: Teller, rows: int) -> None:
    for number in range(rows):
        withdrawn = facts.told(consent=api.ConsentDraft((), "ar", f"{number}" * 64))
        api.record_testimony(acting=made.coordinator, draft=withdrawn, now=NOW)
        asked_again = {"digest": f"{number}" * 64, "stops": True, "day": NOW.date()}
        api.ask_by_words(organisation=made.coordinator.organisation, **asked_again)
    api.bind_unread()
    client = signed_in(Person.objects.get(id=made.coordinator.actor))
    client.get(reverse("desk:withdrawals"))
    with CaptureQueriesContext(connection) as seen:
        client.get(reverse("desk:withdrawals"))
    COSTS.add(len(seen))
    assert len(COSTS) == 1


COSTS: set[int] = set()


@pytest.fixture
def bag(db: None, folder: Path, moved_clock: object) -> Mailbag:
    return mailbag(NOW)


def test_a_record_versed_with_the_words_of_its_slip_is_stopped_and_erased_whole(bag: Mailbag) -> None:
    from vigie.collection.actions.versing import verse
    from vigie.collection.queries.drafts import account_from
    from vigie.vault.api import slip_digest

    record = bag.testimony(slip="Sable-Phare digue ancrē")
    opened = bag.open(record)
    assert opened.read is not None
    coded = account_from(opened.read.draft, pseudonym="Idris", received=NOW.date())
    verse(acting=bag.acting, opened=opened, coded=coded, now=NOW, naming_accepted=True)
    digest = slip_digest(organisation=bag.acting.organisation, words=("sable", "phare", "digue", "ancre"))
    assert Testimony.objects.get().consent.code_digest == digest
    known = api.ask_by_words(organisation=bag.acting.organisation, digest=digest, stops=True, day=NOW.date())
    api.bind_unread()
    found = sheet(bag.acting, known, now=NOW)
    assert lines(found)["record"] is Stands.DONE
    assert VaultRef(record.sealed_ref) in found.sealed.there
    assert not Exhibit.objects.exists()
