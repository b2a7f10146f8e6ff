"""An association entrusts what it chooses to one avocat·e; nobody else opens it, and it can be taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.factories import facts, mandates
from tests.factories import network as people
from tests.factories.mandates import OTHER_STORY, PHOTO, STORY, Entrusting
from vigie.cases.actions.dossiers import end_access, give_access
from vigie.cases.actions.gathering import gather
from vigie.cases.actions.mandates import give_mandate, release_held_back, revoke_mandate
from vigie.cases.models import Mandate, MandateObject
from vigie.cases.queries.access import enter
from vigie.cases.queries.mandates import lawyers, lendable, mandated_fact, opens_for
from vigie.cases.queries.mandates import mandates as listed
from vigie.cases.rules.access import DossierRole
from vigie.cases.rules.mandates import Obstacle, obstacle
from vigie.facts.api import Answer, ConsentDraft, change_consent, delete_statements, withdraw
from vigie.facts.models import SourceStatement
from vigie.journal.api import history, notifications
from vigie.kernel.api import ActorId, Conflict, Denied, Invalid, Missing
from vigie.network.api import Role
from vigie.vault.api import loans, open_sealed, open_with_passphrase, openings

WHY = "préparer la requête"
TOMORROW = NOW + dt.timedelta(days=1)


@pytest.fixture
def made(db: None, folder: Path) -> Entrusting:
    facts.world_of_facts()
    return mandates.entrusting(NOW)


def opens(made: Entrusting, now: dt.datetime = NOW) -> bytes:
    return open_sealed(unlocked=made.aviva.open(now), ref=made.narrative, motive=WHY, now=now)


def told(person: ActorId) -> list[str]:
    """The codes of the words left for someone."""
    return [notification.code for notification in notifications(person=person)]


def of_statement(statement: str) -> str:
    return str(SourceStatement.objects.get(id=statement).testimony_id)


def test_what_holds_a_testimony_back_the_gravest_first() -> None:
    assert obstacle(withdrawn=True, minor_held=True, lawyer=False) is Obstacle.WITHDRAWN
    assert obstacle(withdrawn=False, minor_held=True, lawyer=True) is Obstacle.MINOR
    assert obstacle(withdrawn=False, minor_held=False, lawyer=False) is Obstacle.CONSENT
    assert obstacle(withdrawn=False, minor_held=False, lawyer=True) is None


def test_the_avocat_opens_what_was_chosen_and_nothing_else(made: Entrusting) -> None:
    with pytest.raises(Missing):
        opens(made)
    made.give(NOW)
    assert opens(made).decode() == STORY
    assert open_sealed(unlocked=made.aviva.open(NOW), ref=made.photo, motive=WHY, now=NOW) == PHOTO
    with pytest.raises(Missing):
        open_sealed(unlocked=made.aviva.open(NOW), ref=made.kept, motive=WHY, now=NOW)
    (card, *_rest) = openings(made.judith.acting.organisation)
    assert (card.name, card.organisation_name, card.motive) == ("Aviva", "Plaidoirie", WHY)
    assert "cases.mandate_given" in told(made.aviva.acting.actor)
    verbs = [entry.verb for entry in history(kind="dossier", object_id=made.team.dossier.id)]
    assert verbs.count("cases.mandate_given") == 2, "in the journal of each association"


def test_the_signed_paper_is_sealed_to_the_lender(made: Entrusting, folder: Path) -> None:
    made.give(NOW)
    paper = Mandate.objects.get().paper_ref
    admin = made.judith
    assert open_sealed(unlocked=admin.open(NOW), ref=paper, motive=WHY, now=NOW) == mandates.PAPER
    with pytest.raises(Missing):
        open_sealed(unlocked=made.aviva.open(NOW), ref=paper, motive=WHY, now=NOW)
    assert not any(mandates.PAPER in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_revoked_it_opens_no_more_and_those_concerned_are_told(made: Entrusting) -> None:
    mandate = made.give(NOW)
    revoke_mandate(acting=made.judith.acting, mandate_id=mandate, now=NOW)
    revoke_mandate(acting=made.judith.acting, mandate_id=mandate, now=TOMORROW)
    with pytest.raises(Missing):
        opens(made)
    assert Mandate.objects.get().revoked_at == NOW, "again, it changes nothing"
    assert told(made.aviva.acting.actor).count("cases.mandate_revoked") == 1
    assert opens_for(made.aviva.acting, made.team.dossier, now=NOW) == []


def test_a_colleague_outside_the_dossier_may_revoke_and_no_other_association_may(made: Entrusting) -> None:
    mandate = made.give(NOW)
    with pytest.raises(Missing):
        revoke_mandate(acting=made.aviva.acting, mandate_id=mandate, now=NOW)
    with pytest.raises(Missing):
        revoke_mandate(acting=people.acting("charlie", of="ailleurs"), mandate_id=mandate, now=NOW)
    observer = people.acting("odile", of="lisiere", roles=[Role.OBSERVER])
    with pytest.raises(Denied):
        revoke_mandate(acting=observer, mandate_id=mandate, now=NOW)
    assert opens(made)
    revoke_mandate(acting=people.acting("cora", of="lisiere"), mandate_id=mandate, now=NOW)
    with pytest.raises(Missing):
        opens(made)


def test_outsiders_of_the_dossier_give_nothing(made: Entrusting) -> None:
    for of in ("lisiere", "ailleurs"):
        other = people.acting("charlie", of=of)
        with pytest.raises(Missing, match=r"cases\.no_dossier"):
            give_mandate(acting=other, unlocked=None, slug=made.slug, draft=made.draft(NOW), now=NOW)
    with pytest.raises(Missing, match=r"cases\.no_piece"):
        give_mandate(
            acting=made.aviva.acting, unlocked=made.aviva.open(NOW), slug=made.slug, draft=_to_itself(made), now=NOW
        )


def _to_itself(made: Entrusting) -> mandates.MandateDraft:
    third = mandates.named(made, "theo", of="tierce", roles=[Role.AVOCAT], role=DossierRole.AVOCAT, now=NOW)
    place = made.team.dossier.accesses.get(person=third.actor).id
    return made.draft(NOW, access_id=place, paper=None)


def test_a_closed_vault_or_somebody_else_s_gives_nothing(made: Entrusting) -> None:
    for opened in (None, made.aviva.open(NOW)):
        with pytest.raises(Denied, match=r"vault\.locked"):
            give_mandate(acting=made.judith.acting, unlocked=opened, slug=made.slug, draft=made.draft(NOW), now=NOW)
    assert not Mandate.objects.exists()


def test_a_juriste_has_no_privilege_and_receives_nothing(made: Entrusting) -> None:
    jeanne = mandates.named(made, "jeanne", of="plaidoirie", roles=[Role.JURISTE], role=DossierRole.JURISTE, now=NOW)
    place = made.team.dossier.accesses.get(person=jeanne.actor).id
    with pytest.raises(Denied, match=r"cases\.denied\.receive_mandate"):
        made.give(NOW, access_id=place)
    assert [card.access.name for card in lawyers(made.judith.acting, made.team.dossier)] == ["Aviva"]


def test_an_avocat_without_a_key_is_named_and_refused(made: Entrusting) -> None:
    nadia = mandates.named(made, "nadia", of="plaidoirie", roles=[Role.AVOCAT], role=DossierRole.AVOCAT, now=NOW)
    place = made.team.dossier.accesses.get(person=nadia.actor).id
    with pytest.raises(Conflict, match=r"vault\.borrower_without_key"):
        made.give(NOW, access_id=place)
    ready = {card.access.name: card.has_key for card in lawyers(made.judith.acting, made.team.dossier)}
    assert ready == {"Aviva": True, "Nadia": False}
    assert not Mandate.objects.exists()


def test_one_s_own_avocat_needs_no_mandate(made: Entrusting) -> None:
    own = mandates.named(made, "leonie", of="lisiere", roles=[Role.AVOCAT], role=DossierRole.AVOCAT, now=NOW)
    place = made.team.dossier.accesses.get(person=own.actor).id
    with pytest.raises(Invalid, match=r"cases\.mandate_own"):
        made.give(NOW, access_id=place)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"purpose": " "}, "mandate_purpose"),
        ({"signed_on": TOMORROW.date()}, "mandate_signed"),
        ({"until": dt.date(2018, 1, 15)}, "mandate_until"),
        ({"refs": []}, "mandate_nothing"),
        ({"paper": b"MZ executable"}, "paper_type"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lent(made: Entrusting, changes: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        made.give(NOW, **changes)
    assert loans(now=NOW) == []


def held_back(made: Entrusting, **changes: object) -> str:
    """A third testimony in the dossier, that something holds back; its narrative."""
    third = mandates.collected(made.judith.acting, NOW, **changes)
    gather(acting=made.judith.acting, slug=made.slug, statements=[third], now=NOW)
    return third


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"minor_stated": True, "age_band": "16-17"}, "minor"),
        ({"consent": ConsentDraft((Answer("count", granted=True),), language="ar")}, "consent"),
        (
            {"consent": ConsentDraft((Answer("lawyer", granted=True, until=dt.date(2018, 1, 15)),), language="ar")},
            "consent",
        ),
    ],
    ids=["a minor not validated", "no word about a lawyer", "a consent that ran out"],
)
def test_who_may_not_be_entrusted_is_named_with_the_reason(
    made: Entrusting, changes: dict[str, object], why: str
) -> None:
    third = held_back(made, **changes)
    refs = [made.narrative, mandates.refs_of(third)[0]]
    with pytest.raises(Conflict, match=rf"cases\.mandate_{why}") as refusal:
        made.give(NOW, refs=refs)
    assert refusal.value.params["fact"].startswith("Calais")
    assert not Mandate.objects.exists()
    shown = [card.obstacle for card in lendable(made.judith.acting, made.team.dossier, today=NOW.date())]
    assert (len(shown), {*shown} - {None}) == (3, {Obstacle(why)})


def test_a_withdrawn_testimony_is_refused_and_one_withdrawn_later_closes_at_once(made: Entrusting) -> None:
    made.give(NOW, refs=[made.narrative, made.photo, made.kept])
    assert opens(made)
    coder = people.acting("cora", of="lisiere")
    withdraw(acting=coder, testimony_id=of_statement(made.told), now=NOW)
    with pytest.raises(Missing):
        opens(made)
    still = open_sealed(unlocked=made.aviva.open(NOW), ref=made.kept, motive=WHY, now=NOW)
    assert still.decode() == OTHER_STORY
    assert "cases.mandate_narrowed" in told(made.aviva.acting.actor)
    assert MandateObject.objects.exclude(released_at=None).count() == 2
    with pytest.raises(Conflict, match=r"cases\.mandate_withdrawn"):
        made.give(NOW)


def test_a_consent_taken_back_or_run_out_closes_what_was_entrusted(made: Entrusting) -> None:
    made.give(NOW)
    coder = people.acting("cora", of="lisiere")
    ends = Answer("lawyer", granted=True, until=NOW.date())
    change_consent(acting=coder, testimony_id=of_statement(made.told), answers=[ends], now=NOW)
    assert opens(made)
    assert release_held_back(now=TOMORROW) == 2
    with pytest.raises(Missing):
        opens(made, TOMORROW)
    assert release_held_back(now=TOMORROW) == 0


def test_a_fact_in_the_bin_is_taken_back_at_night(made: Entrusting) -> None:
    made.give(NOW)
    delete_statements(acting=people.acting("cora", of="lisiere"), statement_ids=[made.told], now=NOW)
    assert release_held_back(now=NOW) == 2


def test_it_ends_by_itself_on_its_last_day(made: Entrusting) -> None:
    made.give(NOW, until=NOW.date())
    assert opens(made)
    with pytest.raises(Missing):
        opens(made, TOMORROW)
    assert opens_for(made.aviva.acting, made.team.dossier, now=TOMORROW) == []


@pytest.mark.parametrize("how", ["leaves", "becomes a reader"])
def test_an_avocat_who_is_no_longer_one_here_opens_nothing_and_the_giver_knows(made: Entrusting, how: str) -> None:
    made.give(NOW)
    if how == "leaves":
        end_access(acting=made.aviva.acting, slug=made.slug, access_id=made.place, now=NOW)
    else:
        give_access(
            acting=made.judith.acting,
            slug=made.slug,
            person=made.aviva.acting.actor,
            organisation=made.aviva.acting.organisation,
            role=DossierRole.READER,
            now=NOW,
        )
    with pytest.raises(Missing):
        opens(made)
    assert "cases.mandate_ended" in told(made.judith.acting.actor)


def test_the_avocat_reads_on_behalf_only_what_is_under_a_live_mandate(made: Entrusting) -> None:
    avocat, entered = made.aviva.acting, enter(made.aviva.acting, made.slug)
    with pytest.raises(Missing, match=r"cases\.no_mandate"):
        mandated_fact(avocat, entered, made.fact, now=NOW)
    mandate = made.give(NOW)
    found = mandated_fact(avocat, entered, made.fact, now=NOW)
    assert found.detail.card.place_slug == "calais"
    assert {piece.ref for piece in found.pieces} == {made.narrative, made.photo}
    other = made.team.dossier.facts.get(statement_id=made.other).id
    with pytest.raises(Missing):
        mandated_fact(avocat, entered, other, now=NOW)
    juriste = enter(made.judith.acting, made.slug)
    with pytest.raises(Denied):
        mandated_fact(made.judith.acting, juriste, made.fact, now=NOW)
    revoke_mandate(acting=made.judith.acting, mandate_id=mandate, now=NOW)
    with pytest.raises(Missing):
        mandated_fact(avocat, entered, made.fact, now=NOW)


def test_a_colleague_avocat_of_the_same_association_opens_nothing(made: Entrusting) -> None:
    made.give(NOW)
    colleague = mandates.named(made, "nadia", of="plaidoirie", roles=[Role.AVOCAT], role=DossierRole.AVOCAT, now=NOW)
    assert opens_for(colleague, made.team.dossier, now=NOW) == []
    with pytest.raises(Missing):
        mandated_fact(colleague, enter(colleague, made.slug), made.fact, now=NOW)
    admin = people.acts(people.Person.objects.get(username="adm-plaidoirie"), of="plaidoirie")
    with pytest.raises(Missing):
        open_with_passphrase(acting=admin, passphrase=mandates.WORDS, ref=made.narrative, motive=WHY, now=NOW)


def test_the_list_costs_the_same_for_one_mandate_and_for_three(made: Entrusting, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    made.give(NOW)
    with django_assert_max_num_queries(12) as one:
        assert len(listed(made.aviva.acting, made.team.dossier, now=NOW)) == 1
    made.give(NOW), made.give(NOW)
    with django_assert_max_num_queries(len(one)):
        assert len(listed(made.aviva.acting, made.team.dossier, now=NOW)) == 3
