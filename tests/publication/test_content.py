"""What a bulletin counts: only what may be published, and exactly what the tables hold."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from django.db import connection

from tests.conftest import NOW
from tests.factories import facts
from tests.factories.facts import eviction, exactly, neighbour, seen, told, two_reports_one_event
from tests.factories.publication import DECEMBER, Desk
from vigie.config.demo.story import tell
from vigie.facts import api
from vigie.facts.api import ActDraft, FactFilter, ObservationDraft, Rows, StatementDraft, Verification
from vigie.kernel.api import FuzzyDate
from vigie.network.api import Acting, Audience, acting_system
from vigie.publication.documents.page import Told, say_bulletin
from vigie.publication.models import Bulletin
from vigie.publication.queries.bulletins import candidates
from vigie.publication.queries.content import contents
from vigie.publication.queries.protecting import protected
from vigie.publication.rules.contents import Contents

pytestmark = pytest.mark.usefixtures("moved_clock")
SOON, LATER = dt.date(2017, 12, 12), NOW + dt.timedelta(days=60)


def on(day: dt.date = SOON, **changes: object) -> StatementDraft:
    return eviction(**{"date": FuzzyDate.day(day), **changes})


def december(desk: Desk, now: dt.datetime = NOW, zone: str = "calaisis") -> Contents:
    return contents(desk.writer, month=DECEMBER[0], zone=zone, now=now)


def value(found: Contents, table: str, measure: str, *, place: str = "", act: str = "") -> int | None:
    return next(
        c.value
        for c in found.cells
        if (c.table, c.measure, c.place, c.act, c.start) == (table, measure, place, act, DECEMBER[0])
    )


def coder() -> Acting:
    """Someone of lisière who codes, sees and writes."""
    return acting_system(organisation="lisiere", day=NOW.date())


def record(desk: Desk, **changes: object) -> str:
    return api.record_observation(acting=coder(), draft=seen(**changes), now=NOW)


def test_only_what_may_be_published_is_counted(desk: Desk) -> None:
    alma = coder()
    record(desk, statement=on())
    record(desk, statement=on(), verification=Verification.RAW)
    record(desk, statement=on(), audience=Audience.PARTNERS)
    record(desk, statement=on(), audience=Audience.OWNER)
    record(desk, statement=on(NOW.date() - dt.timedelta(days=20), date=FuzzyDate.year(2017)))
    contested = record(desk, statement=on())
    api.set_verification(
        acting=alma, statement_ids=[contested], verification=Verification.CONTESTED, motive="doute", now=NOW
    )
    api.record_testimony(acting=alma, draft=told(on(), yes=("lawyer",)), now=NOW)
    api.record_testimony(acting=alma, draft=told(on(), age_band="16-17", minor_stated=True), now=NOW)
    gone = api.record_testimony(acting=alma, draft=told(on()), now=NOW)[0]
    assert december(desk).events == 2
    testimony = api.detail(alma, gone, today=NOW.date()).testimony
    assert testimony is not None
    api.withdraw(acting=alma, testimony_id=testimony.id, now=NOW)
    assert december(desk).events == 1


def test_a_report_that_may_not_be_published_lends_its_event_no_number(desk: Desk) -> None:
    shared = record(desk, statement=on(counts={"persons": exactly(30)}))
    kept = record(desk, statement=on(counts={"persons": exactly(45), "injured": exactly(12)}), audience=Audience.OWNER)
    first, second = facts.event_of(shared), facts.event_of(kept)
    api.link_events(acting=coder(), kept=first, absorbed=second, now=NOW)
    found = december(desk)
    assert (found.events, value(found, "whole", "persons")) == (1, 30)
    assert "injured" not in {c.measure for c in found.cells}


def test_a_violence_waits_longer_than_an_eviction(desk: Desk) -> None:
    record(desk, statement=on(dt.date(2017, 12, 28)))
    record(desk, statement=on(dt.date(2017, 12, 28), acts=(ActDraft("VIO01"),)))
    assert (december(desk).events, december(desk, LATER).events) == (1, 2)


def test_a_stranger_counts_nothing_of_another_network(desk: Desk) -> None:
    record(desk, statement=on())
    stranger = facts.outsider()
    assert contents(stranger, month=DECEMBER[0], zone="calaisis", now=NOW).events == 0


RECOUNT = """
SELECT e.id, p.slug, t.unit, MIN(t.number)
FROM facts_sourcestatement s
JOIN facts_event e ON e.id = s.event_id
JOIN network_place p ON p.id = e.place_id
LEFT JOIN network_place z ON z.id = p.zone_id
LEFT JOIN facts_tally t ON t.statement_id = s.id AND t.number IS NOT NULL
WHERE s.audience = 'network' AND s.verification IN ('relu', 'recoupe', 'juriste') AND s.deleted_at IS NULL
  AND s.minor_held = %s AND s.start >= %s AND s."end" <= %s AND (z.slug = 'calaisis' OR p.slug = 'calaisis')
  AND NOT EXISTS (SELECT 1 FROM facts_act a WHERE a.statement_id = s.id AND a.act_type_id LIKE 'VIO%%')
GROUP BY e.id, p.slug, t.unit
"""


def recounted() -> tuple[set[str], dict[str, set[str]], dict[str, int]]:
    """Events, events by commune, sums by unit, from the tables alone. While reports differ, the smallest number counts."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, [False, *DECEMBER])
        rows = cursor.fetchall()
    communes: dict[str, set[str]] = {}
    sums: dict[str, int] = {}
    for event, place, unit, number in rows:
        communes.setdefault(place, set()).add(event)
        if unit:
            sums[unit] = sums.get(unit, 0) + number
    return {row[0] for row in rows}, communes, sums


def told_of_december() -> dict[str, list[ObservationDraft]]:
    """The demonstration's story, told of December: violences left out, which wait longer."""
    found: dict[str, list[ObservationDraft]] = {}
    houses = {"demo": "lisiere", "estran-sante": "rivage", "quai-ouvert": "rivage"}
    for record in tell(first=DECEMBER[0], last=DECEMBER[1]):
        if isinstance(record.draft, ObservationDraft) and record.organisation in houses:
            statement = replace(record.draft.statement, site="")
            acts = tuple(a for a in statement.acts if not a.code.startswith("VIO"))
            draft = replace(record.draft, statement=replace(statement, acts=acts))
            found.setdefault(houses[record.organisation], []).append(draft)
    return found


def test_totals_equal_a_recount_in_sql(desk: Desk) -> None:
    rivage = neighbour()
    people = {"lisiere": coder(), "rivage": rivage}
    writer = coder()
    for house, drafts in told_of_december().items():
        api.record_many(acting=people[house], drafts=drafts, import_id=f"story-{house}", now=NOW)
    two_reports_one_event(people["lisiere"], people["rivage"])
    found = contents(writer, month=DECEMBER[0], zone="calaisis", now=NOW)
    events, communes, sums = recounted()
    assert found.events == len(events) > 60
    given = {c.place: c.value for c in found.cells if c.table == "communes" and c.measure == "events"}
    assert given == {place: len(ids) for place, ids in communes.items()}
    units = {c.measure: c.value for c in found.cells if c.table == "whole" and c.measure in sums}
    assert units == {unit: sums[unit] for unit in units}
    assert {"persons", "tents"} <= set(units)


def test_each_figure_asked_again_by_its_query_gives_the_same(desk: Desk) -> None:
    record(desk, statement=on())
    record(desk, statement=on(place="marck", acts=(ActDraft("EXP01"),), counts={"persons": exactly(8)}))
    record(desk, statement=on(dt.date(2017, 11, 12)))
    for cell in december(desk).cells:
        where = FactFilter.from_query(cell.query)
        again = api.figures(desk.writer, where, by=Rows.YEAR, unit=cell.measure, now=NOW).whole.total.count.number
        assert (cell.query, cell.measure, again) == (cell.query, cell.measure, cell.value)


def page_of(desk: Desk, language: str) -> dict[str, object]:
    found = december(desk)
    return say_bulletin(Told(found, protected(found.cells), {}, (), (), "Lisière", invented=True), language)


def test_a_small_number_of_people_is_nowhere_in_what_is_said(desk: Desk) -> None:
    record(desk, statement=on(counts={"persons": exactly(61)}))
    record(desk, statement=on(place="marck", counts={"persons": exactly(3)}))
    record(desk, statement=on(place="sangatte", counts={"persons": exactly(17)}))
    for language in ("fr", "en"):
        page = page_of(desk, language)
        rows = {row[0]: row[2] for row in page["communes"]}  # type: ignore[attr-defined]
        held = {"fr": "retenu", "en": "held back"}[language]
        assert (rows["Marck"], rows["Sangatte"]) == (held, held)
        assert "au moins 17" not in json.dumps(page, ensure_ascii=False)


def test_not_counted_is_said_and_is_not_zero(desk: Desk) -> None:
    record(desk, statement=on(counts={}, acts=(ActDraft("EXP01"),)))
    page = page_of(desk, "fr")
    assert ["Personnes", "pas compté", "0"] in page["people"]  # type: ignore[operator]


def test_french_and_english_give_the_same_numbers(desk: Desk) -> None:
    record(desk, statement=on(counts={"persons": exactly(1200), "tents": exactly(12)}))
    french, english = page_of(desk, "fr"), page_of(desk, "en")
    for table in ("communes", "people", "belongings", "acts", "months"):
        assert digits(french[table]) == digits(english[table])
    assert "au moins 1 200" in json.dumps(french, ensure_ascii=False).replace("\u202f", " ").replace("\xa0", " ")
    assert "at least 1,200" in json.dumps(english)


def digits(table: object) -> list[list[str]]:
    rows = table if isinstance(table, list) else []
    texts = [list(row.values()) if isinstance(row, dict) else row for row in rows]
    return [["".join(c for c in str(v) if c.isdigit()) for v in row] for row in texts]


def test_a_fact_is_told_by_its_month_where_little_happens_and_never_from_a_minor(desk: Desk) -> None:
    for day in range(1, 11):
        record(desk, statement=on(dt.date(2017, 12, day)))
    record(desk, statement=on(dt.date(2017, 12, 20), place="marck"))
    record(desk, statement=on(dt.date(2017, 12, 21), acts=(ActDraft("MIN01"),)))
    alma = coder()
    api.record_testimony(acting=alma, draft=told(on(dt.date(2017, 12, 22))), now=NOW)
    bulletin = Bulletin(organisation_id=desk.writer.organisation, month=DECEMBER[0], zone="calaisis")
    found = candidates(desk.writer, bulletin, now=LATER)
    days = [c.date.start.day for c in found if c.place == "calais" and c.date.precision == "day"]
    assert days == list(range(1, 11))
    assert [(c.place, c.date.precision.value, c.observed) for c in found if c.date.precision != "day"] == [
        ("calais", "month", False),
        ("marck", "month", True),
    ]
    assert "MIN01" not in {code for c in found for code in c.acts}
