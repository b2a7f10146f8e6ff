"""The figures of a year: each floor's own, no person in them, small numbers held, the neighbours' not counted."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.factories import cases, facts, network
from tests.factories import learning as trainings
from tests.factories.browsing import signed_in
from tests.factories.mission_life import Life, living
from vigie.cases.models import Dossier
from vigie.desk.activity import YearFigures, figures_of
from vigie.desk.rules.activity import held_back
from vigie.facts import api as facts_api
from vigie.facts.api import ActDraft
from vigie.facts.models import SourceStatement
from vigie.journal.api import recent
from vigie.kernel.api import Denied, FuzzyDate, Invalid
from vigie.network.api import Acting, Role, acting_for
from vigie.network.models import Person
from vigie.programme.models.life import AllowanceLine, Evening, Post, Report

YEAR = 2018


@pytest.fixture
def alma(db: None, moved_clock: object) -> Acting:
    """A coordinator, where there are places and words."""
    facts.world_of_facts()
    return facts.coordinator()


def said(found: YearFigures) -> dict[str, list[str]]:
    """What the page says, by code."""
    lines: dict[str, list[str]] = {}
    for part in found.parts:
        for line in part.lines:
            lines.setdefault(line.code, []).append(line.said)
    return lines


def figures(acting: Acting, year: int = YEAR) -> dict[str, list[str]]:
    return said(figures_of(acting, year=year, now=NOW))


def named(acting: Acting) -> dict[str, str]:
    return {
        line.label: line.said
        for part in figures_of(acting, year=YEAR, now=NOW).parts
        for line in part.lines
        if line.code == "facts.family"
    }


def test_observations_are_counted_by_event_and_those_of_others_are_not(alma: Acting) -> None:
    first = facts.eviction_in_calais(alma)
    second = facts.eviction_in_calais(alma)
    facts.eviction_in_calais(facts.neighbour())
    facts.eviction_in_calais(alma, statement=facts.eviction(date=FuzzyDate.day(dt.date(2017, 12, 31))))
    kept, absorbed = SourceStatement.objects.filter(id__in=[first, second]).values_list("event", flat=True)
    facts_api.link_events(acting=alma, kept=kept, absorbed=absorbed, now=NOW)
    found = figures(alma)
    assert found["facts.observations"] == ["2"]
    assert found["facts.events"] == ["au moins 1"]
    assert figures(alma, 2017)["facts.events"] == ["au moins 1"]
    assert figures(facts.outsider())["facts.observations"] == ["rien de noté"]


def test_few_testimonies_are_not_given_and_only_those_who_agree_are_counted(alma: Acting) -> None:
    for _ in range(4):
        facts_api.record_testimony(acting=alma, draft=facts.told(), now=NOW)
    assert figures(alma)["facts.testimonies"] == ["moins de 5"] == figures(facts.outsider())["facts.testimonies"]
    facts_api.record_testimony(acting=alma, draft=facts.told(), now=NOW)
    assert figures(alma)["facts.testimonies"] == ["5"]
    facts_api.record_testimony(acting=alma, draft=facts.told(yes=("lawyer",)), now=NOW)
    facts.minor_testimony(alma)
    assert figures(alma)["facts.testimonies"] == ["5"]


def test_a_rare_and_grave_kind_is_held_with_what_would_tell_it(alma: Acting) -> None:
    for _ in range(3):
        facts.eviction_in_calais(alma)
    before = named(alma)
    facts.eviction_in_calais(alma, statement=facts.eviction(acts=(ActDraft("VIO07"),)))
    assert named(alma) == before, "one act of violence changes nothing that can be read"
    assert "moins de 10" in before.values()


@pytest.mark.parametrize(
    ("numbers", "held"),
    [
        ({"EXP": 40, "BIE": 30}, set()),
        ({"EXP": 40, "BIE": 30, "VIO": 12}, set()),
        ({"EXP": 40, "BIE": 30, "VIO": 3}, {"VIO", "BIE"}),
        ({"EXP": 40, "BIE": 4, "VIO": 0}, {"VIO", "BIE", "EXP"}),
        ({"EXP": 0, "VIO": 0}, {"VIO"}),
    ],
)
def test_no_subtraction_gives_a_held_number(numbers: dict[str, int], held: set[str]) -> None:
    assert held_back(numbers, {"VIO": 10}) == held


def test_dossiers_trainings_and_meetings_are_numbers(alma: Acting, folder: object) -> None:
    made = cases.team()
    trainings.held(trainings.trainer("tess"), trainings.learner("odile"), trainings.learner("oumar"))
    found = figures(alma)
    assert found["cases.dossiers"] == ["1"]
    assert found["learning.sessions"] == ["1"]
    assert found["learning.came"] == ["2"]
    assert figures(facts.outsider())["cases.dossiers"] == ["rien de noté"]
    assert made.slug not in str(figures_of(alma, year=YEAR, now=NOW)), "no dossier is named"


def programme_rows(made: Life) -> None:
    mission = made.row()
    day = dt.date(2018, 1, 10)
    for number, year in enumerate((2017, 2018, 2018), 21):
        at = dt.datetime(year, 1, 10, 10, tzinfo=dt.UTC)
        Report.objects.create(mission=mission, number=number, due_on=day, state="accepted", decided_at=at)
    for number, state in enumerate(("paid", "paid", "due"), 21):
        on = day if state == "paid" else None
        AllowanceLine.objects.create(
            mission=mission, number=number, kind="monthly", due_on=day, cents=50050, state=state, paid_on=on
        )
    common = {"programme": mission.session.programme, "mission": mission, "author": "v", "created_at": NOW}
    Post.objects.create(slug="un", title="Un", state="published", published_at=NOW, **common)
    Post.objects.create(slug="deux", title="Deux", state="draft", **common)
    Evening.objects.create(
        session=mission.session, slug="soir", at=NOW, place="Paris", state="held", created_by="v", created_at=NOW
    )


def test_a_programme_tells_its_missions_months_money_and_outputs(db: None, moved_clock: object) -> None:
    made = living()
    programme_rows(made)
    found = figures(made.operator)
    assert found["programme.missions"] == ["1"]
    assert found["programme.phase"] == ["1", "1"], "field and capitalisation; preparation was the year before"
    assert found["programme.months"] == ["environ 5"]
    assert found["programme.volunteers"] == ["1"]
    assert found["programme.reports"] == ["2"]
    assert found["programme.allowances"] == ["2"]
    assert found["programme.paid"] == ["1\u202f001\xa0€"] or found["programme.paid"] == ["1\xa0001\xa0€"]
    assert found["programme.posts"] == ["1"]
    assert found["programme.evenings"] == ["1"]
    assert "programme.missions" not in figures(made.host), "a partner's figures are its own"
    assert "Vera" not in str(figures_of(made.operator, year=YEAR, now=NOW))
    Person.objects.filter(username="vera").delete()
    assert figures(made.operator)["programme.volunteers"] == ["1"], "who left was still a volunteer"


def test_the_page_offers_years_and_says_where_each_figure_comes_from(alma: Acting) -> None:
    answer = signed_in(alma).get(reverse("desk:figures"), {"annee": "2017"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Nos chiffres de 2017" in page
    assert '<option value="2017" selected>' in page
    assert "par le jour du dépôt" in page
    assert signed_in(alma).get(reverse("desk:figures"), {"annee": "demain"}).status_code == 200
    assert signed_in(alma).get(reverse("desk:figures"), {"annee": "2019"}).status_code == 400


def test_a_year_that_is_not_is_refused_in_a_sentence(alma: Acting) -> None:
    for year in (1999, 2019):
        with pytest.raises(Invalid, match=r"desk\.no_such_year"):
            figures_of(alma, year=year, now=NOW)


def test_they_are_taken_away_as_a_table_or_a_page_and_the_journal_says_so(alma: Acting, folder: object) -> None:
    cases.team()
    client = signed_in(alma)
    files = {kind: client.get(reverse("desk:figures-file", args=[YEAR, kind])) for kind in ("csv", "xlsx", "pdf")}
    rows = list(csv.DictReader(io.StringIO(files["csv"].content.decode("utf-8-sig"))))
    assert {row["Année"] for row in rows} == {"2018"}
    dossiers = next(row for row in rows if row["Quoi"] == "Dossiers ouverts")
    assert (dossiers["Nombre"], dossiers["Précision"]) == ("1", "")
    told = next(row for row in rows if row["Quoi"] == "Témoignages recueillis")
    assert (told["Nombre"], told["Précision"]) == ("", "moins de 5")
    filed = next(row for row in rows if row["Quoi"] == "Saisines déposées")
    assert (filed["Nombre"], filed["Précision"]) == ("", "rien de noté"), "nothing noted is not zero"
    sheet = zipfile.ZipFile(io.BytesIO(files["xlsx"].content)).read("xl/worksheets/sheet1.xml").decode()
    assert "Dossiers ouverts" in sheet
    assert files["pdf"].content.startswith(b"%PDF")
    taken = recent(organisation=alma.organisation, verbs=["desk.figures_taken"])
    assert {entry.detail["format"] for entry in taken} == {"pdf", "xlsx", "csv"}
    assert client.get(reverse("desk:figures-file", args=[YEAR, "docx"])).status_code == 404


def test_roles_that_do_not_speak_of_the_year_do_not_see_it(alma: Acting) -> None:
    observer = network.member("oscar", roles=[Role.OBSERVER])
    acting = acting_for(person_id=observer.id, organisation_id=alma.organisation, day=NOW.date())
    with pytest.raises(Denied):
        figures_of(acting, year=YEAR, now=NOW)
    assert signed_in(acting).get(reverse("desk:figures")).status_code == 403
    assert Dossier.objects.count() == 0
