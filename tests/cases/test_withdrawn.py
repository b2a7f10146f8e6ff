"""Someone took back their word: the team knows once, nothing new leaves, copies go with their original, what left is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.factories import cases, facts, network, referrals
from tests.factories.exhibits import Desk, desk, photo
from vigie.cases.actions.exhibits import Naming, add_from_fact
from vigie.cases.actions.filing import file_referral
from vigie.cases.actions.redacting import accept_exhibit, keep_boxes, redact
from vigie.cases.actions.referrals import choose_exhibits
from vigie.cases.api import Dispatch, DossierRole, end_places, gather, give_access, touched_by
from vigie.cases.models import DossierAccess, Exhibit, Referral
from vigie.facts import api
from vigie.facts.api import MediaDraft, withdraw
from vigie.facts.models import SourceStatement
from vigie.journal.api import history, notifications
from vigie.kernel.api import ActorId, Conflict, Denied, Refusals, VaultRef
from vigie.network.api import Acting, Role, person_leaves
from vigie.vault.api import erase, sealed_facts, sealing_writer

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DIGEST = "d" * 64


@pytest.fixture(autouse=True)
def _world(db: None, folder: Path, moved_clock: object) -> None:
    facts.world_of_facts()


def freeze(acting: Acting, statement: str) -> None:
    """The person types their words, and the house binds them."""
    testimony = SourceStatement.objects.get(id=statement).testimony
    assert testimony is not None
    type(testimony.consent).objects.filter(id=testimony.consent_id).update(code_digest=DIGEST)
    api.ask_by_words(organisation=acting.organisation, digest=DIGEST, stops=True, day=TODAY)
    api.bind_unread()


def codes(acting: Acting) -> list[str]:
    return [n.code for n in notifications(person=acting.actor)]


def told(made: Desk) -> tuple[str, VaultRef]:
    """A testimony with a photo, in the dossier; return its statement and the photo."""
    with sealing_writer(organisation=made.judith.organisation, label="attachment") as writer:
        writer.write(photo())
        ref = writer.close(now=NOW)
    draft = facts.told(facts.eviction(media=(MediaDraft(ref, "photo"),)))
    (statement,) = api.record_testimony(acting=made.cora, draft=draft, now=NOW)
    gather(acting=made.judith, slug=made.slug, statements=[statement], now=NOW)
    return statement, ref


def ready(made: Desk, row: Exhibit) -> Exhibit:
    """An exhibit with its redacted copy, that a second person agreed to."""
    same = {"slug": made.slug, "exhibit_id": row.id, "now": NOW}
    keep_boxes(acting=made.judith, page=0, boxes=[{"x": 0.4, "y": 0.4, "w": 0.2, "h": 0.2}], **same)
    redact(acting=made.judith, unlocked=made.open, **same)
    row.refresh_from_db()
    accept_exhibit(acting=made.cora, unlocked=made.open_too, working_sha256=row.working_sha256, **same)
    row.refresh_from_db()
    return row


def exhibited(made: Desk, statement: str, ref: VaultRef) -> Exhibit:
    fact = made.team.dossier.facts.get(statement=statement).id
    add_from_fact(
        acting=made.judith,
        unlocked=made.open,
        slug=made.slug,
        fact_id=fact,
        sealed_ref=ref,
        naming=Naming(),
        now=NOW,
    )
    return ready(made, Exhibit.objects.get(original_ref=ref))


def test_the_team_is_told_once_whatever_happens_at_night() -> None:
    team = cases.team()
    _fact, statement = referrals.testimony_in(team)
    freeze(team.juriste, statement)
    api.bind_unread()
    withdraw(acting=team.juriste, testimony_id=SourceStatement.objects.get(id=statement).testimony_id or "", now=NOW)
    for who in (team.juriste, team.avocat):
        assert codes(who).count("cases.person_withdrew") == 1
    assert [e.verb for e in history(kind="dossier", object_id=team.dossier.id)].count("cases.person_withdrew") == 1


def test_less_than_everything_tells_nobody() -> None:
    team = cases.team()
    _fact, statement = referrals.testimony_in(team)
    referrals.bodies()
    referrals.agree(team, statement, "ddd")
    referrals.agree(team, statement, "ddd", granted=False)
    assert "cases.person_withdrew" not in codes(team.juriste)


def test_a_frozen_testimony_is_not_filed() -> None:
    team = cases.team()
    referrals.keys_of(team)
    case = referrals.ready(team)
    freeze(team.juriste, case.statement)
    with pytest.raises(Refusals) as refused:
        file_referral(
            acting=team.juriste,
            slug=team.slug,
            referral_id=case.referral,
            dispatch=Dispatch(TODAY, "lettre recommandée"),
            now=NOW,
        )
    assert "cases.stop.withdrawn" in {r.code for r in refused.value.refusals}
    assert case.row.filed_on is None


def test_nor_is_its_photo_with_the_referral_of_others() -> None:
    made = desk()
    case = referrals.ready(made.team)
    statement, ref = told(made)
    row = exhibited(made, statement, ref)
    same = {"acting": made.judith, "slug": made.slug, "referral_id": case.referral, "now": NOW}
    kept = list(Exhibit.objects.exclude(id=row.id).values_list("id", flat=True))
    choose_exhibits(exhibits=[*kept, row.id], **same)
    freeze(made.cora, statement)
    with pytest.raises(Refusals) as refused:
        file_referral(dispatch=Dispatch(TODAY, "lettre recommandée"), **same)
    assert "cases.stop.piece_withdrawn" in {r.code for r in refused.value.refusals}
    assert case.row.filed_on is None
    choose_exhibits(exhibits=kept, **same)
    with pytest.raises(Refusals) as again:  # what was signed before the exhibits changed is to be signed anew
        file_referral(dispatch=Dispatch(TODAY, "lettre recommandée"), **same)
    assert {r.code for r in again.value.refusals} == {"cases.not_ready"}


def test_a_photo_of_someone_who_withdrew_makes_no_new_exhibit() -> None:
    made = desk()
    statement, ref = told(made)
    freeze(made.cora, statement)
    with pytest.raises(Conflict, match=r"cases\.fact_withdrawn"):
        exhibited(made, statement, ref)


def test_the_copy_goes_with_its_original() -> None:
    made = desk()
    statement, ref = told(made)
    row = exhibited(made, statement, ref)
    copy = VaultRef(row.working_ref)
    erase(acting=made.cora, ref=ref, reason="la personne le demande", now=NOW)
    row.refresh_from_db()
    assert (row.working_ref, row.state) == ("", "to_redact")
    assert sealed_facts(copy).erased_at == NOW
    assert "cases.exhibit_erased" in [e.verb for e in history(kind="exhibit", object_id=row.id)]


def test_a_copy_that_was_filed_stays_and_says_so() -> None:
    made = desk()
    statement, ref = told(made)
    row = exhibited(made, statement, ref)
    case = referrals.opened(made.team)
    choose_exhibits(acting=made.judith, slug=made.slug, referral_id=case.referral, exhibits=[row.id], now=NOW)
    Referral.objects.filter(id=case.referral).update(state="filed", filed_on=TODAY)
    erase(acting=made.cora, ref=ref, reason="la personne le demande", now=NOW)
    row.refresh_from_db()
    assert sealed_facts(VaultRef(row.working_ref)).erased_at is None
    assert "cases.exhibit_copy_stays" in [e.verb for e in history(kind="exhibit", object_id=row.id)]
    touched = touched_by(made.cora, statements=[statement], refs=[ref])
    assert [(e.sent, e.copy) for e in touched.exhibits] == [(True, True)]


def test_erasing_something_else_leaves_copies_alone() -> None:
    made = desk()
    row = ready(made, made.add(photo()))
    _statement, ref = told(made)
    erase(acting=made.cora, ref=ref, reason="autre chose", now=NOW)
    row.refresh_from_db()
    assert row.state == "ready"


def test_what_is_touched_names_a_dossier_to_its_team_alone() -> None:
    team = cases.team()
    case = referrals.opened(team)
    Referral.objects.filter(id=case.referral).update(state="filed", filed_on=TODAY, file_number="2018-7")
    seen = touched_by(team.juriste, statements=[case.statement], refs=[])
    assert [(d.title, d.people) for d in seen.dossiers] == [(team.dossier.title, 2)]
    assert [(r.filed_on, r.file_number, r.slug) for r in seen.filed] == [(TODAY, "2018-7", team.slug)]
    outside = network.acting("cora9", of="lisiere")
    hidden = touched_by(outside, statements=[case.statement], refs=[])
    assert [(d.slug, d.title, d.people) for d in hidden.dossiers] == [("", "", 2)]
    assert [(r.file_number, r.slug) for r in hidden.filed] == [("", "")]
    with pytest.raises(Denied):
        touched_by(network.acting("oumar", roles=[Role.OBSERVER]), statements=[case.statement], refs=[])


# Someone leaves the house.


def live(person: Acting) -> list[str]:
    return list(DossierAccess.objects.filter(person=person.actor, ended_at=None).values_list("role", flat=True))


def test_who_leaves_the_house_leaves_its_dossiers() -> None:
    team = cases.team()
    boss = network.acting("adele", of="lisiere", roles=[Role.ADMIN, Role.COORDINATOR])
    person_leaves(acting=boss, person_id=ActorId(team.juriste.actor), now=NOW)
    assert live(team.juriste) == []
    assert live(team.avocat) == ["avocat"], "the others stay"
    assert live(boss) == [], "somebody else could lead it"
    assert "cases.access_ended" in [e.verb for e in history(kind="dossier", object_id=team.dossier.id)]


def test_the_last_one_hands_the_dossier_on() -> None:
    team = cases.team()
    DossierAccess.objects.filter(person=team.avocat.actor).update(ended_at=NOW)
    boss = network.acting("adele", of="lisiere", roles=[Role.ADMIN])
    coordinator = network.acting("cora", of="lisiere")
    person_leaves(acting=boss, person_id=ActorId(team.juriste.actor), now=NOW)
    assert (live(team.juriste), live(boss), live(coordinator)) == ([], [], ["coordination"])
    assert codes(coordinator) == ["cases.taken_over"]


def test_where_there_is_nobody_the_dossier_is_not_lost() -> None:
    team = cases.team()
    DossierAccess.objects.filter(person=team.avocat.actor).update(ended_at=NOW)
    boss = network.acting("adele", of="lisiere", roles=[Role.ADMIN])
    found = end_places(acting=boss, person=ActorId(team.juriste.actor), now=NOW)
    assert (found.ended, found.kept) == ((), (team.slug,))
    assert live(team.juriste) == ["juriste"]


def test_places_held_for_another_association_stay() -> None:
    team = cases.team()
    boss = network.acting("adele", of="rivage", roles=[Role.ADMIN, Role.COORDINATOR])
    give_access(
        acting=team.juriste,
        slug=team.slug,
        person=boss.actor,
        organisation=boss.organisation,
        role=DossierRole.READER,
        now=NOW,
    )
    end_places(acting=boss, person=ActorId(team.juriste.actor), now=NOW)
    assert live(team.juriste) == ["juriste"]
