"""What was seen and told becomes rows, and goes no further than it may."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from vigie.facts import api
from vigie.facts.api import ActDraft, Answer, CircumstancesDraft, FactFilter, ForceDraft, ShiftDraft, Verification
from vigie.facts.models import Event, Observation, Site, SourceStatement, Testimony
from vigie.facts.queries.contents import circumstances_of, content_of
from vigie.journal.api import history
from vigie.kernel.api import Conflict, Count, Denied, FuzzyDate, Invalid, Missing, Refusals
from vigie.network.api import Acting, Audience, Role

pytestmark = pytest.mark.django_db


def row(statement: str) -> SourceStatement:
    return SourceStatement.objects.get(id=statement)


def test_an_observation_keeps_everything_it_says(alma: Acting) -> None:
    draft = facts.seen()
    statement = row(api.record_observation(acting=alma, draft=draft, now=NOW))
    assert content_of(statement) == draft.statement
    assert circumstances_of(statement.observation) == draft.circumstances
    assert (statement.audience, statement.verification, statement.version) == ("network", "relu", 1)
    assert statement.event.date == draft.statement.date
    assert [e.verb for e in history(kind="statement", object_id=statement.id)] == ["facts.observation_recorded"]


def test_who_may_only_record_stays_raw_and_at_home(vocabulary: None) -> None:
    observer = people.acting("iman", roles=[Role.OBSERVER])
    draft = facts.seen(audience=Audience.NETWORK, verification=Verification.LAWYER)
    statement = row(api.record_observation(acting=observer, draft=draft, now=NOW))
    assert (statement.audience, statement.verification) == ("owner", "brut")


def test_who_may_not_record_is_refused(vocabulary: None) -> None:
    press = people.acting("lou", roles=[Role.COMMUNICATION])
    with pytest.raises(Denied):
        api.record_observation(acting=press, draft=facts.seen(), now=NOW)
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"place": "atlantide"}, "facts.place_unknown"),
        ({"date": FuzzyDate.day(dt.date(2019, 1, 1))}, "facts.date_future"),
        ({"acts": (ActDraft("EXP99"),)}, "facts.act_unknown"),
        ({"counts": {"elephants": Count.exactly(1)}}, "facts.unit_unknown"),
        ({"forces": (ForceDraft("ARMEE"),)}, "facts.code_unknown"),
        ({"reliability": "77"}, "facts.code_unknown"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name(alma: Acting, changes: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid) as caught:
        facts.eviction_in_calais(alma, statement=facts.eviction(**changes))
    assert caught.value.code == code
    assert caught.value.field is not None
    assert not Event.objects.exists()


def test_all_faults_are_told_together(alma: Acting) -> None:
    draft = facts.seen(facts.eviction(place="atlantide"), circumstances=CircumstancesDraft(mode="telepathie"))
    with pytest.raises(Refusals) as caught:
        api.record_observation(acting=alma, draft=draft, now=NOW)
    assert [r.code for r in caught.value.refusals] == ["facts.place_unknown", "facts.code_unknown"]


def test_a_known_source_is_not_recorded_twice(alma: Acting) -> None:
    facts.eviction_in_calais(alma, external_key="VP-1")
    with pytest.raises(Conflict, match=r"facts\.known_source"):
        facts.eviction_in_calais(alma, external_key="VP-1")
    other = facts.outsider()
    facts.eviction_in_calais(other, external_key="VP-1")
    assert Observation.objects.count() == 2


def test_a_new_pseudonym_opens_a_site_and_an_alias_finds_it(alma: Acting) -> None:
    facts.eviction_in_calais(alma, statement=facts.eviction(site="B2"))
    api.add_site_alias(acting=alma, site_id=Site.objects.get().id, name="Bois n°2", now=NOW)
    facts.eviction_in_calais(alma, statement=facts.eviction(site="bois N° 2"))
    assert Site.objects.count() == 1
    assert SourceStatement.objects.filter(site__pseudonym="B2").count() == 2


def test_a_code_given_twice_counts_once(alma: Acting) -> None:
    twice = facts.eviction(acts=(ActDraft("EXP01"), ActDraft("EXP01", facts.exactly(3))))
    assert row(facts.eviction_in_calais(alma, statement=twice)).acts.get().count == facts.exactly(3)


def test_three_evictions_told_are_three_statements_of_three_events(alma: Acting) -> None:
    days = [FuzzyDate.day(facts.TODAY - dt.timedelta(days=n)) for n in range(3)]
    draft = facts.told(*(facts.eviction(date=day) for day in days))
    statements = api.record_testimony(acting=alma, draft=draft, now=NOW)
    assert len(statements) == 3
    assert Event.objects.count() == 3
    assert Testimony.objects.get().statements.count() == 3


def test_consent_decides_whatever_was_asked(alma: Acting) -> None:
    assert row(facts.refused_network(alma)).audience == "owner"
    assert row(api.record_testimony(acting=alma, draft=facts.told(), now=NOW)[0]).audience == "network"
    narrow = facts.told(audience=Audience.PARTNERS)
    assert row(api.record_testimony(acting=alma, draft=narrow, now=NOW)[0]).audience == "partners"


def test_a_minor_stays_home_until_a_referent_validates(alma: Acting) -> None:
    statement = facts.minor_testimony(alma)
    testimony = row(statement).testimony_id
    assert (row(statement).audience, row(statement).minor_held) == ("owner", True)
    with pytest.raises(Denied):
        api.validate_minor(acting=alma, testimony_id=testimony, now=NOW)
    stranger = people.acting("ruth", of="ailleurs", roles=[Role.CHILD_REFERENT])
    with pytest.raises(Missing):
        api.validate_minor(acting=stranger, testimony_id=testimony, now=NOW)
    referent = people.acting("sana", roles=[Role.CHILD_REFERENT])
    api.validate_minor(acting=referent, testimony_id=testimony, now=NOW)
    assert (row(statement).audience, row(statement).minor_held) == ("network", False)
    with pytest.raises(Conflict):
        api.validate_minor(acting=referent, testimony_id=testimony, now=NOW)


def test_an_edit_cannot_let_a_minor_go(alma: Acting) -> None:
    statement = facts.minor_testimony(alma)
    api.edit_statement(
        acting=alma,
        statement_id=statement,
        base_version=1,
        content=facts.eviction(summary="Relu."),
        audience=Audience.NETWORK,
        now=NOW,
    )
    assert (row(statement).audience, row(statement).version) == ("owner", 2)


def test_withdrawing_brings_everything_home_and_out_of_figures(alma: Acting) -> None:
    statement = api.record_testimony(acting=alma, draft=facts.told(), now=NOW)[0]
    assert api.figures(alma, FactFilter(), by=api.Rows.YEAR, now=NOW).whole.events == 1
    touched = api.withdraw(acting=alma, testimony_id=row(statement).testimony_id, now=NOW)
    assert touched == (statement,)
    assert row(statement).audience == "owner"
    assert api.figures(alma, FactFilter(), by=api.Rows.YEAR, now=NOW).whole.events == 0
    assert statement.encode() not in b"".join(api.export(acting=alma, where=FactFilter(), kind=api.Format.CSV, now=NOW))


def test_a_consent_that_runs_out_comes_home_at_night(alma: Acting) -> None:
    until = facts.TODAY + dt.timedelta(days=10)
    consent = replace(
        facts.told().consent, answers=(Answer("count", granted=True, until=until), Answer("network", granted=True))
    )
    statement = api.record_testimony(acting=alma, draft=facts.told(consent=consent), now=NOW)[0]
    assert row(statement).audience == "network"
    api.expire_consents(now=NOW + dt.timedelta(days=10))
    assert row(statement).audience == "network"
    api.expire_consents(now=NOW + dt.timedelta(days=11))
    assert row(statement).audience == "owner"


def test_changing_one_answer_leaves_the_others(alma: Acting) -> None:
    statement = api.record_testimony(acting=alma, draft=facts.told(), now=NOW)[0]
    testimony = row(statement).testimony_id
    api.change_consent(acting=alma, testimony_id=testimony, answers=[Answer("network", granted=False)], now=NOW)
    assert row(statement).audience == "owner"
    held = {a.purpose: a.granted for a in Testimony.objects.get().consent.held()}
    assert held == {"count": True, "network": False, "lawyer": True, "quote": True}
    with pytest.raises(Invalid):
        api.change_consent(acting=alma, testimony_id=testimony, answers=[Answer("sell", granted=True)], now=NOW)


def test_a_shift_is_recorded_with_its_unknowns(alma: Acting) -> None:
    draft = ShiftDraft(
        facts.TODAY, ("calais", "marck"), operations_seen=facts.exactly(2), operations_missed=Count.unknown()
    )
    api.record_shift(acting=alma, draft=draft, now=NOW)
    (card,) = api.shifts(alma)
    assert (card.seen, card.missed, card.observers, card.places) == (
        facts.exactly(2),
        Count.unknown(),
        None,
        ("Calais", "Marck"),
    )
    with pytest.raises(Invalid):
        api.record_shift(acting=alma, draft=replace(draft, places=()), now=NOW)


def test_a_testimony_without_a_story_or_a_name_is_refused(alma: Acting) -> None:
    with pytest.raises(Refusals):
        api.record_testimony(acting=alma, draft=replace(facts.told(), statements=(), pseudonym=" "), now=NOW)
