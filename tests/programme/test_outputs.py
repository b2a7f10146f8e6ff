"""Objectives and themes crossed with all that a programme brings out: inherited from the mission, or linked by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import NOW
from tests.factories import learning as trainings
from tests.factories import network as people
from tests.factories.browsing import signed_in
from tests.factories.mission_life import Life, living
from vigie.desk.activity import figures_of
from vigie.kernel.api import Denied, Invalid, Missing
from vigie.network.api import Acting, CommuniqueDraft, Role, collect, publish_communique, sign_communique
from vigie.network.api import write_communique as write
from vigie.network.models import Communique
from vigie.programme.actions.outputs import link_output, unlink_output
from vigie.programme.models import Mission, Programme
from vigie.programme.models.life import CapitalisationDocument, Evening, Post, Report
from vigie.programme.queries.outputs import Output, outputs
from vigie.programme.rules.outputs import OutputKind

pytestmark = pytest.mark.django_db
AIMS = [{"id": "O1", "fr": "Former", "en": "Train"}, {"id": "O2", "fr": "Informer", "en": "Inform"}]


@pytest.fixture
def made(folder: object, moved_clock: object) -> Life:
    """A running mission that serves the first objective, with one output of each kind and one that is not finished."""
    life = living()
    mission = life.row()
    Programme.objects.update(objectives=AIMS, themes=["Migrations", "Eau"])
    Mission.objects.update(objectives=["O1"], themes=["migrations"])
    by = {"mission": mission}
    Report.objects.filter(**by).delete()
    Report.objects.create(**by, number=1, due_on=NOW.date(), state="accepted", decided_at=NOW)
    Report.objects.create(**by, number=2, due_on=NOW.date(), state="sent")
    programme = mission.session.programme
    common = {"programme": programme, "author": "v", "created_at": NOW, "state": "published"}
    Post.objects.create(**by, **common, slug="un", title="Billet d’eau", themes=["Eau"], published_at=NOW)
    last_year = dt.datetime(2017, 12, 1, tzinfo=dt.UTC)
    CapitalisationDocument.objects.create(
        **by, title="Guide", licence="cc-by", state="final", created_by="v", created_at=last_year
    )
    Evening.objects.create(
        session=mission.session,
        slug="soir",
        title={"fr": "Le soir"},
        at=NOW,
        place="Paris",
        state="held",
        created_by="v",
        created_at=NOW,
    )
    trainings.held(life.operator)
    return life


def found(who: Acting, year: int = 0) -> dict[OutputKind, list[Output]]:
    rows = outputs(who, Programme.objects.get(), now=NOW, year=year)
    return {kind: [row for row in rows if row.kind is kind] for kind in OutputKind if any(r.kind is kind for r in rows)}


def link(made: Life, kind: OutputKind, *, objectives: list[str], themes: list[str], by: Acting | None = None) -> None:
    (one,) = found(made.operator)[kind]
    link_output(
        acting=by or made.operator,
        programme=made.made.programme,
        kind=kind,
        object_id=one.object_id,
        objectives=objectives,
        themes=themes,
        now=NOW,
    )


def out_in_public(who: Acting) -> str:
    slug = write(acting=who, draft=CommuniqueDraft("De l’eau", "Nous demandons de l’eau."), now=NOW)
    collect(acting=who, slug=slug, closes_on=NOW.date(), now=NOW)
    sign_communique(acting=who, slug=slug, version=Communique.objects.get().version, now=NOW)
    publish_communique(acting=who, slug=slug, now=NOW)
    return slug


def test_each_kind_is_there_once_it_is_finished_and_serves_what_its_mission_serves(made: Life) -> None:
    out_in_public(made.operator)
    rows = found(made.operator)
    assert {kind: len(each) for kind, each in rows.items()} == {
        kind: 1 for kind in OutputKind if kind is not OutputKind.EXPERIENCE
    }
    assert rows[OutputKind.REPORT][0].ties.objectives == ("O1",)
    assert rows[OutputKind.POST][0].ties.themes == ("Eau",), "a post says its own themes"
    assert rows[OutputKind.EVENING][0].ties.objectives == ()
    assert not rows[OutputKind.REPORT][0].own


def test_a_year_holds_what_came_out_in_it(made: Life) -> None:
    assert set(found(made.operator, 2017)) == {OutputKind.MISSION, OutputKind.DOCUMENT}
    assert OutputKind.DOCUMENT not in found(made.operator, 2018)


def test_what_is_linked_by_hand_stands_until_it_is_forgotten(made: Life) -> None:
    link(made, OutputKind.REPORT, objectives=["O2"], themes=["Eau", " eau", ""])
    (report,) = found(made.operator)[OutputKind.REPORT]
    assert (report.ties.objectives, report.ties.themes, report.own) == (("O2",), (" eau".strip(),), True)
    unlink_output(
        acting=made.operator, programme=made.made.programme, kind="report", object_id=report.object_id, now=NOW
    )
    assert found(made.operator)[OutputKind.REPORT][0].ties.objectives == ("O1",)


def test_a_link_is_refused_that_means_nothing_or_is_not_theirs_to_make(made: Life) -> None:
    with pytest.raises(Invalid, match=r"programme\.no_objective"):
        link(made, OutputKind.REPORT, objectives=["O9"], themes=[])
    with pytest.raises(Invalid, match=r"programme\.mission_says"):
        link(made, OutputKind.MISSION, objectives=["O2"], themes=[])
    with pytest.raises(Denied):
        link(made, OutputKind.REPORT, objectives=["O2"], themes=[], by=made.host)
    with pytest.raises(Missing):
        link(made, OutputKind.REPORT, objectives=["O2"], themes=[], by=made.outsider)


def test_a_partner_sees_its_missions_outputs_and_not_the_operator_s_trainings(made: Life) -> None:
    assert OutputKind.TRAINING not in found(made.host)
    assert OutputKind.REPORT in found(made.host)
    page = signed_in(made.outsider).get(reverse("programme:outputs", args=[made.made.programme]))
    assert page.status_code == 404


def test_the_page_crosses_objectives_and_themes_and_lists_what_is_behind_a_number(made: Life) -> None:
    link(made, OutputKind.TRAINING, objectives=["O2"], themes=["Eau"])
    address = reverse("programme:outputs", args=[made.made.programme])
    context = signed_in(made.operator).get(address).context
    totals = {row["label"]: row["total"] for row in context["aims"]}
    assert totals == {"Former": 4, "Informer": 1, "": 1}
    assert {row["label"]: row["total"] for row in context["themes"]} == {"Migrations": 3, "Eau": 2, "": 1}
    behind = {name: [row[0].title for row in signed_in(made.operator).get(address, asked).context["found"]] for name, asked in {
        "aim": {"objectif": "O2"},
        "theme": {"theme": "eau", "sorte": "post"},
        "none": {"objectif": ""},
        "year": {"annee": "2017", "objectif": "O1", "sorte": "document"},
    }.items()}  # fmt: skip
    assert behind == {
        "aim": ["Recueillir un témoignage"],
        "theme": ["Billet d’eau"],
        "none": ["Le soir"],
        "year": ["Guide"],
    }


def test_an_output_is_linked_from_its_page_and_what_is_wrong_is_said(made: Life) -> None:
    (report,) = found(made.operator)[OutputKind.REPORT]
    address = reverse("programme:link_output", args=[made.made.programme, "report", report.object_id])
    client = signed_in(made.operator)
    assert "Former" in client.get(address).content.decode()
    wrong = client.post(address, {"objectives": ["O9"], "themes": "Eau"})
    assert wrong.status_code == 400
    assert 'value="Eau"' in wrong.content.decode()
    assert client.post(address, {"objectives": ["O2"], "themes": "Eau, Droit"}).status_code == 302
    assert found(made.operator)[OutputKind.REPORT][0].ties.themes == ("Eau", "Droit")
    client.post(address, {"do": "forget"})
    assert found(made.operator)[OutputKind.REPORT][0].ties.objectives == ("O1",)


def test_the_figures_of_the_year_count_by_objective(made: Life) -> None:
    lines = [line for part in figures_of(made.operator, year=2018, now=NOW).parts for line in part.lines]
    counted = {line.label: line.said for line in lines if line.code == "programme.objective"}
    assert counted == {"Former": "3", "Informer": "rien de noté"}


def test_three_reports_ask_as_much_as_one(made: Life) -> None:
    programme = Programme.objects.get()
    with CaptureQueriesContext(connection) as one:
        outputs(made.operator, programme, now=NOW)
    for number in (7, 8):
        Report.objects.create(mission=made.row(), number=number, due_on=NOW.date(), state="accepted", decided_at=NOW)
    with CaptureQueriesContext(connection) as three:
        outputs(made.operator, programme, now=NOW)
    assert len(three) == len(one)


def test_an_observer_of_the_operator_reads_and_does_not_link(made: Life) -> None:
    who = people.acting("odile", of=made.operator.organisation_slug, roles=[Role.OBSERVER])
    page = signed_in(who).get(reverse("programme:outputs", args=[made.made.programme])).content.decode()
    assert "Billet d’eau" in page
    assert ">Relier<" not in page


def test_what_stays_shut_to_who_asks_is_told_without_a_link(made: Life) -> None:
    who = people.acting("nadir", of="lisiere", roles=[Role.OBSERVER])
    for kind in (OutputKind.REPORT, OutputKind.DOCUMENT):
        assert [row.page == "" for row in found(who)[kind]] == [True], kind
        assert [row.page == "" for row in found(made.host)[kind]] == [False], kind
    client = signed_in(who)
    for rows in found(who).values():
        for row in rows:
            assert not row.page or client.get(row.page).status_code == 200, row
