"""The chronology writes itself: one line per event, no sum, nothing left out, nothing shown that may not be read."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from tests.factories.cases import Team, with_an_eviction
from vigie.cases.api import ChronologyLine, LineKind, chronology, enter, gather
from vigie.cases.models import Body, Deadline, Outcome, Referral
from vigie.facts.api import delete_statements
from vigie.facts.models import ActType, Order
from vigie.kernel.api import Count, FuzzyDate, Qualifier
from vigie.network.api import Acting, Audience
from vigie.network.models import Person, Place

pytestmark = pytest.mark.django_db


def lines(team: Team, acting: Acting | None = None) -> tuple[ChronologyLine, ...]:
    who = acting or team.juriste
    return chronology(who, enter(who, team.slug), now=NOW)


def test_two_reports_of_one_event_are_one_line_and_are_not_added(team: Team) -> None:
    bintou = facts.neighbour()
    first, second = facts.two_reports_one_event(facts.coordinator(), bintou, persons=(30, 45))
    judith = people.acts(Person.objects.get(id=team.juriste.actor))
    gather(acting=judith, slug=team.slug, statements=[first, second], now=NOW)
    (line,) = lines(team, judith)
    assert {report.owner_name for report in line.reports} == {
        str(people.organisation(o)) for o in ("lisiere", "rivage")
    }
    (persons,) = [c for c in line.counts if c.unit == "persons"]
    assert (persons.count, persons.disputed) == (Count(30, Qualifier.MIN), True)


def test_lines_stand_in_the_order_of_days_the_undated_last(team: Team) -> None:
    alma = facts.coordinator()
    days = (dt.date(2018, 1, 16), dt.date(2017, 11, 2))
    told = [facts.eviction_in_calais(alma, statement=facts.eviction(date=FuzzyDate.day(day))) for day in days]
    gather(acting=team.juriste, slug=team.slug, statements=told, now=NOW)
    body = Body.objects.create(code="ddd", fr="Défenseur des droits", en="Defender of Rights", level="n", nature="n")
    referral = Referral.objects.create(
        dossier=team.dossier, body=body, filed_on=dt.date(2018, 1, 20), created_by="x", created_at=NOW
    )
    Outcome.objects.create(
        referral=referral, received_on=dt.date(2018, 3, 1), kind="x", recorded_by="x", recorded_at=NOW
    )
    Deadline.objects.create(dossier=team.dossier, rule="x", label="Recours", created_at=NOW)
    Deadline.objects.create(dossier=team.dossier, rule="x", label="Passée", due_on=dt.date(2018, 1, 2), created_at=NOW)
    order = Order.objects.create(
        organisation_id=team.juriste.organisation,
        kind="decree",
        title="Arrêté anti-distribution",
        dated=dt.date(2017, 12, 1),
        audience=Audience.OWNER,
        created_at=NOW,
    )
    order.act_types.add(ActType.objects.get(code="BIE01"))
    order.places.add(Place.objects.get(slug="calais"))
    found = lines(team)
    assert [line.kind for line in found] == [
        LineKind.EVENT,
        LineKind.ORDER,
        LineKind.DEADLINE,
        LineKind.EVENT,
        LineKind.REFERRAL,
        LineKind.OUTCOME,
        LineKind.DEADLINE,
    ]
    assert [line.late for line in found if line.kind is LineKind.DEADLINE] == [True, True]
    assert found[-1].date is None


def test_what_is_not_shared_is_named_and_not_shown(team: Team) -> None:
    alma = facts.coordinator()
    secret = facts.refused_network(alma)
    gather(acting=team.juriste, slug=team.slug, statements=[secret], now=NOW)
    (seen,) = lines(team)
    assert seen.kind is LineKind.EVENT
    (hidden,) = lines(team, team.avocat)
    assert (hidden.kind, hidden.who, hidden.date, hidden.title) == (LineKind.HIDDEN, "Lisiere", None, "")
    assert not hidden.reports


def test_a_page_says_what_to_do_about_what_it_may_not_show(team: Team, moved_clock: object) -> None:
    from django.urls import reverse

    from tests.factories.browsing import signed_in

    gather(acting=team.juriste, slug=team.slug, statements=[facts.refused_network(facts.coordinator())], now=NOW)
    for name in ("dossier", "dossier_facts"):
        page = signed_in(team.avocat).get(reverse(f"cases:{name}", args=[team.slug])).content.decode()
        assert "Un récit de Lisiere que vous ne pouvez pas lire" in page
        assert "donner un mandat" in page
        assert "Nour" not in page
        assert "Calais, " not in page


def test_a_report_in_the_bin_is_said_to_be_gone_to_its_association_alone(team: Team) -> None:
    statement = with_an_eviction(team)
    people.network_of(people.organisation("lisiere"), people.organisation("plaidoirie"), slug="autre")
    delete_statements(acting=facts.coordinator("bilal"), statement_ids=[statement], now=NOW)
    (mine,), (theirs,) = lines(team), lines(team, team.avocat)
    assert (mine.kind, theirs.kind) == (LineKind.GONE, LineKind.HIDDEN)
    assert mine.title.startswith("Calais")
    assert theirs.title == ""


def test_what_an_association_kept_of_an_order_is_not_shown_to_another(team: Team) -> None:
    statement = with_an_eviction(team)
    order = Order.objects.create(
        organisation_id=people.organisation("ailleurs").id,
        kind="decree",
        title="Arrêté d’ailleurs",
        dated=dt.date(2017, 12, 1),
        audience=Audience.OWNER,
        created_at=NOW,
    )
    order.act_types.add(ActType.objects.get(code="BIE01"))
    order.places.add(Place.objects.get(slug="calais"))
    assert [line.kind for line in lines(team)] == [LineKind.EVENT]
    assert statement
