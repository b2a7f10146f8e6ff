"""Nobody's edit is silently overwritten; a mistake can be undone for thirty days."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from vigie.facts import api
from vigie.facts.api import ActDraft, CircumstancesDraft, EditedMeanwhile, FactFilter, Verification
from vigie.facts.models import Event, Observation, Revision, SourceStatement
from vigie.kernel.api import Denied, Invalid, Missing
from vigie.network.api import Acting, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(alma: Acting) -> str:
    return facts.eviction_in_calais(alma)


def edit(acting: Acting, statement: str, base: int = 1, **changes: object) -> int:
    return api.edit_statement(
        acting=acting, statement_id=statement, base_version=base, content=facts.eviction(**changes), now=NOW
    )


def shown(acting: Acting, statement: str) -> api.StatementDetail:
    return api.detail(acting, statement, today=facts.TODAY)


def test_an_edit_writes_a_version_and_keeps_the_one_before(alma: Acting, statement: str) -> None:
    assert edit(alma, statement, acts=(ActDraft("EXP02"),), summary="Grande opération.") == 2
    detail = shown(alma, statement)
    assert [a.code for a in detail.card.acts] == ["EXP02"]
    (revision,) = detail.history
    assert {name for name, _, _ in revision.changed} == {"acts", "summary"}
    assert revision.actor_name == "Alma"
    assert api.page(alma, FactFilter(text="grande operation")).total == 1
    assert api.page(alma, FactFilter(text="nettoyage")).total == 0


def test_an_edit_that_changes_nothing_leaves_no_trace(alma: Acting, statement: str) -> None:
    assert edit(alma, statement) == 1
    assert not Revision.objects.exists()


def test_circumstances_left_out_stay(alma: Acting, statement: str) -> None:
    edit(alma, statement, summary="Relu.")
    assert shown(alma, statement).observation.circumstances == facts.seen().circumstances
    api.edit_statement(
        acting=alma,
        statement_id=statement,
        base_version=2,
        content=facts.eviction(),
        circumstances=CircumstancesDraft(mode="apres"),
        now=NOW,
    )
    assert shown(alma, statement).observation.circumstances == CircumstancesDraft(mode="apres")


def test_two_people_who_change_different_fields_both_win(alma: Acting, statement: str) -> None:
    edit(people.acting("zoe"), statement, summary="Écrit par Zoé.")
    assert edit(alma, statement, base=1, counts={"persons": facts.exactly(31)}) == 3
    card = shown(alma, statement).card
    assert (card.summary, card.count("persons")) == ("Écrit par Zoé.", facts.exactly(31))


def test_two_people_who_change_the_same_field_are_shown_both(alma: Acting, statement: str) -> None:
    edit(people.acting("zoe"), statement, summary="Écrit par Zoé.")
    with pytest.raises(EditedMeanwhile) as caught:
        edit(alma, statement, base=1, summary="Écrit par Alma.", site="B2")
    (conflict,) = caught.value.fields
    assert (conflict.name, conflict.base, conflict.theirs, conflict.mine) == (
        "summary",
        facts.eviction().summary,
        "Écrit par Zoé.",
        "Écrit par Alma.",
    )
    assert SourceStatement.objects.get().summary == "Écrit par Zoé."
    assert edit(alma, statement, base=caught.value.version, summary="Écrit à deux.", site="B2") == 3
    assert SourceStatement.objects.get().site.pseudonym == "B2"


def test_an_edit_can_be_taken_back(alma: Acting, statement: str) -> None:
    edit(alma, statement, place="marck", counts={})
    assert api.undo_edit(acting=alma, statement_id=statement, version=1, now=NOW) == 3
    detail = shown(alma, statement)
    assert (detail.card.place_slug, detail.card.count("tents")) == ("calais", facts.exactly(12))
    assert Event.objects.get().place.slug == "calais"


def test_an_observer_corrects_their_own_raw_record_only(vocabulary: None) -> None:
    iman = people.acting("iman", roles=[Role.OBSERVER])
    statement = facts.eviction_in_calais(iman)
    assert edit(iman, statement, summary="Corrigé.") == 2
    with pytest.raises(Denied):
        edit(people.acting("jo", roles=[Role.OBSERVER]), statement, base=2, summary="Pas le mien.")
    api.set_verification(
        acting=facts.coordinator(), statement_ids=[statement], verification=Verification.REVIEWED, now=NOW
    )
    with pytest.raises(Denied):
        edit(iman, statement, base=2, summary="Trop tard.")


def test_another_association_edits_nothing(alma: Acting, statement: str) -> None:
    for stranger in (facts.outsider(), facts.neighbour(), facts.partner()):
        for attempt in (
            lambda who=stranger: edit(who, statement, summary="Pas à moi."),
            lambda who=stranger: api.undo_edit(acting=who, statement_id=statement, version=1, now=NOW),
            lambda who=stranger: api.delete_statements(acting=who, statement_ids=[statement], now=NOW),
            lambda who=stranger: api.set_verification(
                acting=who, statement_ids=[statement], verification=Verification.RAW, now=NOW
            ),
        ):
            with pytest.raises(Missing):
                attempt()
    assert SourceStatement.objects.get().version == 1


def test_only_a_lawyer_gives_the_lawyers_mark_and_contesting_says_why(alma: Acting, statement: str) -> None:
    def move(who: Acting, to: Verification, motive: str = "") -> tuple[str, ...]:
        return api.set_verification(acting=who, statement_ids=[statement], verification=to, motive=motive, now=NOW)

    with pytest.raises(Denied):
        move(alma, Verification.LAWYER)
    with pytest.raises(Invalid, match="motive_needed"):
        move(alma, Verification.DISCARDED)
    assert move(people.acting("maitre", roles=[Role.AVOCAT]), Verification.LAWYER) == (statement,)
    with pytest.raises(Invalid, match="verification_step"):
        move(alma, Verification.RAW)


def test_a_bulk_step_leaves_those_that_cannot_take_it(alma: Acting) -> None:
    ready = facts.eviction_in_calais(alma)
    done = facts.eviction_in_calais(alma, verification=Verification.CORROBORATED)
    theirs = facts.eviction_in_calais(facts.outsider())
    moved = api.set_verification(
        acting=alma, statement_ids=[ready, done, theirs], verification=Verification.CORROBORATED, now=NOW
    )
    assert moved == (ready,)


def test_the_bin_gives_back_for_thirty_days(alma: Acting, statement: str) -> None:
    assert api.delete_statements(acting=alma, statement_ids=[statement], now=NOW) == (statement,)
    assert api.page(alma, FactFilter()).total == 0
    assert [c.id for c in api.binned(alma).cards] == [statement]
    assert api.binned(facts.outsider()).total == 0
    assert api.purge(now=NOW + dt.timedelta(days=30)) == 0
    api.restore_statements(acting=alma, statement_ids=[statement], now=NOW)
    assert api.page(alma, FactFilter()).total == 1


def test_after_thirty_days_nothing_is_left(alma: Acting, statement: str) -> None:
    api.delete_statements(acting=alma, statement_ids=[statement], now=NOW)
    assert api.purge(now=NOW + dt.timedelta(days=30, seconds=1)) == 1
    assert (Observation.objects.count(), Event.objects.count(), SourceStatement.objects.count()) == (0, 0, 0)
    with pytest.raises(Missing):
        api.restore_statements(acting=alma, statement_ids=[statement], now=NOW)


def test_who_may_not_delete_is_refused(alma: Acting, statement: str) -> None:
    with pytest.raises(Denied):
        api.delete_statements(acting=people.acting("iman", roles=[Role.OBSERVER]), statement_ids=[statement], now=NOW)
