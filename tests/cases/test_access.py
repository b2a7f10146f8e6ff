"""A dossier is seen by the people named in it, and by nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from tests.factories.cases import Team, with_an_eviction
from vigie.cases.actions.dossiers import end_access, give_access
from vigie.cases.actions.gathering import gather
from vigie.cases.queries.access import accesses, enter, mine
from vigie.cases.rules.access import ALLOWED, Deed, DossierRole, may
from vigie.journal.api import history, notifications
from vigie.kernel.api import Conflict, Denied, Invalid, Missing
from vigie.network.api import Acting, Role


def test_every_deed_stands_in_the_table_once_with_somebody_to_do_it() -> None:
    assert set(ALLOWED) == set(Deed)
    assert all(ALLOWED.values())
    assert not may(DossierRole.READER, Deed.WORK)
    assert ALLOWED[Deed.RECEIVE_MANDATE] == {DossierRole.AVOCAT}


def test_who_opened_it_and_who_was_named_are_in(team: Team) -> None:
    assert enter(team.juriste, team.slug).role is DossierRole.JURISTE
    assert enter(team.avocat, team.slug, Deed.RECEIVE_MANDATE).role is DossierRole.AVOCAT
    assert {(card.name, card.role) for card in accesses(team.dossier)} == {
        ("Judith", DossierRole.JURISTE),
        ("Aviva", DossierRole.AVOCAT),
    }
    assert notifications(person=team.avocat.actor)[0].code == "cases.named"


@pytest.mark.parametrize("of", ["lisiere", "plaidoirie", "ailleurs"])
def test_colleagues_and_strangers_learn_nothing(team: Team, of: str) -> None:
    other = people.acting("charlie", of=of, roles=[Role.JURISTE, Role.COORDINATOR])
    with pytest.raises(Missing):
        enter(other, team.slug)
    assert not mine(other).exists()


def test_acting_for_another_association_one_is_a_stranger(team: Team) -> None:
    elsewhere: Acting = replace(team.juriste, organisation=people.OrgId(people.organisation("ailleurs").id))
    with pytest.raises(Missing):
        enter(elsewhere, team.slug)


def test_whoever_lost_their_role_lost_the_dossier(team: Team) -> None:
    observer = replace(team.juriste, roles=frozenset({Role.OBSERVER}))
    with pytest.raises(Missing):
        enter(observer, team.slug)


def test_a_reader_reads_and_changes_nothing(team: Team) -> None:
    reader = people.acting("rosa", of="lisiere")
    give_access(
        acting=team.juriste,
        slug=team.slug,
        person=reader.actor,
        organisation=reader.organisation,
        role=DossierRole.READER,
        now=NOW,
    )
    assert enter(reader, team.slug).role is DossierRole.READER
    with pytest.raises(Denied):
        gather(acting=reader, slug=team.slug, statements=[], now=NOW)


def test_an_avocat_who_lost_the_role_reads_and_no_more(team: Team) -> None:
    no_longer = replace(team.avocat, roles=frozenset({Role.COORDINATOR}))
    assert enter(no_longer, team.slug).role is DossierRole.READER
    for deed in (Deed.RECEIVE_MANDATE, Deed.FILE, Deed.GIVE_ACCESS):
        with pytest.raises(Denied):
            enter(no_longer, team.slug, deed)


def test_a_place_asks_for_its_role(team: Team) -> None:
    observer = people.acting("odile", of="lisiere", roles=[Role.OBSERVER])
    coordinator = people.acting("cora", of="lisiere")
    for who, role in ((observer, DossierRole.READER), (coordinator, DossierRole.AVOCAT)):
        with pytest.raises(Invalid, match=r"cases\.role_not_held"):
            give_access(
                acting=team.juriste,
                slug=team.slug,
                person=who.actor,
                organisation=who.organisation,
                role=role,
                now=NOW,
            )


def test_one_may_leave_but_the_last_one_stays(team: Team) -> None:
    places = {card.name: card.id for card in accesses(team.dossier)}
    end_access(acting=team.avocat, slug=team.slug, access_id=places["Aviva"], now=NOW)
    with pytest.raises(Missing):
        enter(team.avocat, team.slug)
    with pytest.raises(Conflict):
        end_access(acting=team.juriste, slug=team.slug, access_id=places["Judith"], now=NOW)


def test_facts_are_gathered_once_and_only_those_one_may_see(team: Team) -> None:
    statement = with_an_eviction(team)
    assert gather(acting=team.juriste, slug=team.slug, statements=[statement], now=NOW) == 0
    assert team.dossier.facts.get().kept_as.startswith("Calais")
    hidden = facts.eviction_in_calais(facts.outsider())
    with pytest.raises(Missing):
        gather(acting=team.juriste, slug=team.slug, statements=[hidden], now=NOW)
    verbs = {entry.verb for entry in history(kind="dossier", object_id=team.dossier.id)}
    assert verbs == {"cases.gathered", "cases.access_given", "cases.dossier_opened"}
