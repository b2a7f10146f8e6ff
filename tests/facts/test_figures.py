"""Figures count events, keep their unit and their unknowns, and equal a recount by SQL written from the schema."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from django.db import connection
from django.utils import translation

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from vigie.facts import api
from vigie.facts.api import ActDraft, CircumstancesDraft, FactFilter, Rows, ShiftDraft, Verification
from vigie.facts.models import Tally
from vigie.kernel.api import Count, FuzzyDate, Qualifier, total
from vigie.network.api import Acting, Audience

pytestmark = pytest.mark.django_db
ALL = FactFilter()


def counted(
    acting: Acting, by: Rows, unit: str = api.EVENTS, where: FactFilter = ALL
) -> dict[str, tuple[int, int | None]]:
    made = api.figures(acting, where, by=by, unit=unit, now=NOW)
    return {row.key: (row.events, row.total.count.number) for row in made.rows}


def a_winter(acting: Acting, other: Acting) -> None:
    """Sixty happenings, some told twice, some not counted, over a winter and four communes."""
    draw = random.Random(7)
    for _ in range(60):
        day = FuzzyDate.day(dt.date(2017, 10, 1) + dt.timedelta(days=draw.randrange(100)))
        number = draw.choice([None, *range(1, 80)])
        counts = {} if draw.random() < 0.2 else {"persons": Count.exactly(number) if number else Count.unknown()}
        told = facts.eviction(
            place=draw.choice(["calais", "marck", "grande-synthe", "loon-plage"]),
            date=day,
            acts=tuple(ActDraft(code) for code in draw.sample(["EXP01", "BIE01", "VIO02", "OBS01"], 2)),
            counts=counts,
        )
        first = facts.eviction_in_calais(acting, statement=told)
        if draw.random() < 0.3:
            second = facts.eviction_in_calais(other, statement=told)
            api.link_events(acting=acting, kept=facts.event_of(first), absorbed=facts.event_of(second), now=NOW)


def test_figures_equal_a_recount_by_sql(alma: Acting) -> None:
    bintou = facts.neighbour()
    alma = people.acts(people.Person.objects.get(username="alma"))
    a_winter(alma, bintou)
    with connection.cursor() as sql:
        month = "to_char(e.start, 'YYYY-MM')" if connection.vendor == "postgresql" else "substr(e.start, 1, 7)"
        end = '"end"'
        sql.execute(
            f"SELECT {month}, COUNT(DISTINCT e.id) FROM facts_event e JOIN facts_sourcestatement s ON s.event_id = e.id "
            f"WHERE s.deleted_at IS NULL AND s.verification <> 'ecarte' AND e.start = e.{end} GROUP BY 1"
        )
        by_month = dict(sql.fetchall())
        sql.execute(
            "SELECT p.slug, COUNT(DISTINCT e.id) FROM facts_event e JOIN facts_sourcestatement s ON s.event_id = e.id "
            "JOIN network_place p ON p.id = e.place_id GROUP BY 1"
        )
        by_commune = dict(sql.fetchall())
        sql.execute(
            "SELECT a.act_type_id, COUNT(DISTINCT s.event_id) FROM facts_act a "
            "JOIN facts_sourcestatement s ON s.id = a.statement_id GROUP BY 1"
        )
        by_act = dict(sql.fetchall())
        sql.execute(
            "SELECT SUM(n) FROM (SELECT MIN(t.number) AS n FROM facts_tally t JOIN facts_sourcestatement s "
            "ON s.id = t.statement_id WHERE t.unit = 'persons' GROUP BY s.event_id) told"
        )
        (persons,) = sql.fetchone()
    assert {key: events for key, (events, _) in counted(alma, Rows.MONTH).items()} == by_month
    assert {key: events for key, (events, _) in counted(alma, Rows.COMMUNE).items()} == by_commune
    assert {key: events for key, (events, _) in counted(alma, Rows.ACT).items()} == by_act
    whole = api.figures(alma, ALL, by=Rows.YEAR, unit="persons", now=NOW).whole
    assert (whole.events, whole.total.count.number) == (60, persons)
    assert whole.total.count.qualifier is Qualifier.MIN
    assert whole.total.counted + whole.total.not_counted == 60
    assert sum(figure.events for figure in api.map_figures(alma, ALL)) == 60


def test_unknown_is_not_zero(alma: Acting) -> None:
    facts.eviction_in_calais(alma, statement=facts.eviction(counts={"persons": Count.unknown()}))
    facts.eviction_in_calais(alma, statement=facts.eviction(counts={}))
    summed = api.figures(alma, ALL, by=Rows.MONTH, unit="persons", now=NOW).whole.total
    assert (summed.count, summed.counted, summed.not_counted) == (Count.unknown(), 0, 2)
    facts.eviction_in_calais(alma, statement=facts.eviction(counts={"persons": facts.exactly(7)}))
    summed = api.figures(alma, ALL, by=Rows.MONTH, unit="persons", now=NOW).whole.total
    assert (summed.count, summed.not_counted) == (Count(7, Qualifier.MIN), 2)


def test_different_units_are_never_added(alma: Acting) -> None:
    counts = {"tents": facts.exactly(3), "tarps": facts.exactly(5), "tents_and_tarps": facts.exactly(9)}
    facts.eviction_in_calais(alma, statement=facts.eviction(counts=counts))
    for unit, count in counts.items():
        assert api.figures(alma, ALL, by=Rows.YEAR, unit=unit, now=NOW).whole.total.count == count


def test_a_winter_year_runs_from_november(alma: Acting) -> None:
    for day in (dt.date(2017, 10, 31), dt.date(2017, 11, 1), dt.date(2018, 1, 2)):
        facts.eviction_in_calais(alma, statement=facts.eviction(date=FuzzyDate.day(day)))
    assert counted(alma, Rows.WINTER_YEAR) == {"2016-2017": (1, 1), "2017-2018": (2, 2)}
    assert counted(alma, Rows.YEAR) == {"2017": (2, 2), "2018": (1, 1)}


def test_a_vague_date_is_in_no_month(alma: Acting) -> None:
    facts.eviction_in_calais(alma, statement=facts.eviction(date=FuzzyDate.year(2017)))
    assert counted(alma, Rows.MONTH) == {"": (1, 1)}


def test_an_act_is_counted_once_per_event(alma: Acting) -> None:
    bintou = facts.neighbour()
    alma = people.acts(people.Person.objects.get(username="alma"))
    facts.two_reports_one_event(alma, bintou)
    assert counted(alma, Rows.ACT) == {"EXP01": (1, 1), "BIE01": (1, 1)}
    assert counted(alma, Rows.FAMILY) == {"EXP": (1, 1), "BIE": (1, 1)}


def test_what_another_association_hid_counts_for_nothing_here(alma: Acting) -> None:
    bintou = facts.neighbour()
    alma = people.acts(people.Person.objects.get(username="alma"))
    first, _ = facts.two_reports_one_event(alma, bintou, persons=(30, 45))
    shown = Tally.objects.get(statement=first)
    api.pick_tally(acting=alma, event_id=facts.event_of(first), tally_id=shown.id, now=NOW)
    content = facts.eviction(counts={"persons": facts.exactly(30)})
    api.edit_statement(
        acting=alma, statement_id=first, base_version=1, content=content, audience=Audience.OWNER, now=NOW
    )
    for who, number in ((alma, 30), (bintou, 45)):
        whole = api.figures(who, ALL, by=Rows.YEAR, unit="persons", now=NOW).whole
        assert (whole.events, whole.total.count) == (1, facts.exactly(number))


def test_discarded_reports_are_out_unless_asked_for(alma: Acting) -> None:
    statement = facts.eviction_in_calais(alma)
    api.set_verification(
        acting=alma, statement_ids=[statement], verification=Verification.DISCARDED, motive="Doublon.", now=NOW
    )
    assert counted(alma, Rows.YEAR) == {}
    assert counted(alma, Rows.YEAR, where=FactFilter(verifications=("ecarte",))) == {"2018": (1, 1)}
    assert api.page(alma, ALL).total == 1


def test_coverage_travels_with_the_figure(alma: Acting) -> None:
    for mode in ("direct_complet", "direct_partiel", "apres", "rapporte", "officiel"):
        facts.eviction_in_calais(alma, circumstances=CircumstancesDraft(mode=mode))
    shift = ShiftDraft(facts.TODAY, ("calais",), operations_seen=facts.exactly(4), operations_missed=facts.at_least(1))
    for draft in (shift, shift, ShiftDraft(dt.date(2018, 1, 2), ("marck",), operations_seen=Count.unknown())):
        api.record_shift(acting=alma, draft=draft, now=NOW)
    made = api.figures(alma, FactFilter(communes=("calais",)), by=Rows.MONTH, now=NOW)
    cover = made.rows[0].coverage
    assert (cover.whole, cover.part, cover.after, cover.reported, cover.other, cover.direct) == (1, 1, 1, 1, 1, 2)
    assert (cover.days, cover.days_observed) == (31, 1)
    assert (cover.seen, cover.missed) == (total([facts.exactly(4)] * 2), total([facts.at_least(1)] * 2))
    assert (made.unit, made.query, made.as_of, made.by) == (api.EVENTS, "commune=calais", NOW, Rows.MONTH)
    everywhere = api.figures(alma, ALL, by=Rows.MONTH, now=NOW).rows[0].coverage
    assert (everywhere.days_observed, everywhere.seen.not_counted) == (2, 1)


def test_the_best_report_of_an_event_tells_how_it_was_seen(alma: Acting) -> None:
    first = facts.eviction_in_calais(alma, circumstances=CircumstancesDraft(mode="rapporte"))
    second = facts.eviction_in_calais(alma, circumstances=CircumstancesDraft(mode="direct_partiel"))
    api.link_events(acting=alma, kept=facts.event_of(first), absorbed=facts.event_of(second), now=NOW)
    cover = api.figures(alma, ALL, by=Rows.YEAR, now=NOW).whole.coverage
    assert (cover.part, cover.reported) == (1, 0)


def test_five_lines_name_no_site_no_day_and_no_few_people(alma: Acting) -> None:
    few = facts.eviction(
        site="Zébulon",
        acts=(ActDraft("EXP01"), ActDraft("VIO07")),
        counts={"persons": facts.exactly(4), "tents": facts.exactly(12), "arrests": facts.exactly(2)},
    )
    facts.eviction_in_calais(alma, statement=few)
    lines = api.five_lines(alma, ALL, now=NOW)
    text = "\n".join(lines)
    assert len(lines) <= 5
    assert "Calais, janvier 2018" in text
    assert "au moins 12 tentes" in text
    for hidden in ("Zébulon", "4 personnes", "2 interpellations", "sexuelles", facts.eviction().summary):
        assert hidden not in text
    with translation.override("en"):
        assert "12 tents" in "\n".join(api.five_lines(alma, ALL, now=NOW))
    assert len(api.five_lines(facts.outsider(), ALL, now=NOW)) == 1
