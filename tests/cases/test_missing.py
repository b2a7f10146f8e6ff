"""What a dossier lacks: each rule alone, then from its rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.conftest import NOW
from tests.factories import cases, facts
from tests.factories.cases import Team, with_an_eviction
from vigie.cases.api import gather
from vigie.cases.models import Deadline, Exhibit, KitItem, Strategy
from vigie.cases.queries.missing import missing_of
from vigie.cases.rules.missing import KIT, HeldExhibit, HeldFact, HeldPaper, Holding, Lack, Missing, missing
from vigie.cases.rules.states import DossierKind, ExhibitState
from vigie.facts.api import validate_minor
from vigie.facts.models import Testimony
from vigie.network.api import Acting, Role

TODAY = dt.date(2018, 1, 16)
FINE = HeldFact(
    id="f",
    statement="s",
    name="Calais",
    medical=False,
    belongings=False,
    testimony=False,
    lawyer_consent=False,
    withdrawn=False,
    minor_held=False,
    reports=2,
)
PHOTO = HeldExhibit("e", "1. Photo", "f", "photo", ExhibitState.READY, certificate=False, altered=False)
ALL_PAPERS = tuple(HeldPaper(kind, kind, kind, None) for kind in KIT)
WHOLE = Holding(DossierKind.TEXT, facts=(FINE,), papers=ALL_PAPERS)


def lacks(held: Holding) -> list[Lack]:
    return [line.lack for line in missing(held, today=TODAY)]


def test_nothing_lacks_where_nothing_does() -> None:
    assert lacks(WHOLE) == []


@pytest.mark.parametrize(
    ("changes", "lack"),
    [
        ({"medical": True}, Lack.CERTIFICATE),
        ({"belongings": True}, Lack.PHOTO),
        ({"testimony": True}, Lack.CONSENT),
        ({"testimony": True, "withdrawn": True}, Lack.WITHDRAWN),
        ({"minor_held": True}, Lack.MINOR),
        ({"reports": 1}, Lack.ONE_REPORT),
    ],
)
def test_a_fact_lacks(changes: dict[str, object], lack: Lack) -> None:
    fact = replace(FINE, **changes)  # type: ignore[arg-type]
    assert missing(replace(WHOLE, facts=(fact,)), today=TODAY) == (Missing(lack, "fact:f", "Calais"),)


@pytest.mark.parametrize(
    ("fact", "exhibit"),
    [
        (replace(FINE, medical=True), replace(PHOTO, kind="document", certificate=True)),
        (replace(FINE, belongings=True), PHOTO),
    ],
)
def test_an_exhibit_of_the_fact_fills_it_and_of_another_does_not(fact: HeldFact, exhibit: HeldExhibit) -> None:
    assert lacks(replace(WHOLE, facts=(fact,), exhibits=(exhibit,))) == []
    assert len(lacks(replace(WHOLE, facts=(fact,), exhibits=(replace(exhibit, fact="autre"),)))) == 1


def test_exhibits_deadlines_and_texts_lack_in_order() -> None:
    review = replace(PHOTO, state=ExhibitState.TO_REVIEW)
    altered = replace(PHOTO, id="e2", altered=True)
    held = replace(
        WHOLE, exhibits=(review, altered), deadlines=(("d", "Recours"),), norms_to_verify=("CP-311-1", "CP-322-1")
    )
    assert lacks(held) == [Lack.ALTERED, Lack.DEADLINE_START, Lack.REVIEWER, Lack.NORMS]


@pytest.mark.parametrize(
    ("until", "lack"),
    [
        (TODAY - dt.timedelta(days=1), [Lack.KIT_OUT]),
        (TODAY, [Lack.KIT_SOON]),
        (TODAY + dt.timedelta(days=30), [Lack.KIT_SOON]),
        (TODAY + dt.timedelta(days=31), []),
    ],
)
def test_a_paper_runs_out(until: dt.date, lack: list[Lack]) -> None:
    paper = replace(ALL_PAPERS[0], valid_until=until)
    assert lacks(replace(WHOLE, papers=(paper, *ALL_PAPERS[1:]))) == lack


def test_an_individual_dossier_asks_for_no_kit() -> None:
    assert lacks(replace(WHOLE, papers=())) == [Lack.KIT] * 4
    assert lacks(replace(WHOLE, papers=(), kind=DossierKind.INDIVIDUAL)) == []


def found(team: Team, acting: Acting | None = None) -> list[tuple[Lack, str]]:
    told = missing_of(acting or team.juriste, [team.dossier], today=TODAY)[team.dossier.id]
    return [(line.lack, line.id) for line in told]


@pytest.mark.django_db
def test_rows_fill_what_lacks_and_their_going_empties_it(team: Team) -> None:
    fact = cases.fact_of(team, with_an_eviction(team))
    for kind in KIT:
        _paper(team, kind)
    assert found(team) == [(Lack.PHOTO, fact), (Lack.ONE_REPORT, fact)]
    photo = _exhibit(team, fact, state="to_review")
    assert found(team) == [(Lack.REVIEWER, photo.id), (Lack.ONE_REPORT, fact)]
    photo.removed_at = NOW
    photo.save()
    Strategy.objects.filter(dossier=team.dossier).update(norms=["CPCE-L433-1"])
    Deadline.objects.create(dossier=team.dossier, rule="x", label="Recours", created_at=NOW)
    KitItem.objects.filter(kind="receipt").update(replaced_at=NOW)
    assert [lack for lack, _ in found(team)] == [
        Lack.DEADLINE_START,
        Lack.PHOTO,
        Lack.KIT,
        Lack.ONE_REPORT,
        Lack.NORMS,
    ]


@pytest.mark.django_db
def test_a_minor_not_validated_and_a_lawyer_s_consent_not_given_are_told_to_whoever_may_read(team: Team) -> None:
    alma = facts.coordinator()
    minor = facts.minor_testimony(alma)
    from vigie.facts import api

    silent = api.record_testimony(acting=alma, draft=facts.told(yes=("count",)), now=NOW)[0]
    gather(acting=team.juriste, slug=team.slug, statements=[minor, silent], now=NOW)
    told = found(team)
    assert (Lack.MINOR, cases.fact_of(team, minor)) in told
    assert (Lack.CONSENT, cases.fact_of(team, silent)) in told
    assert not {lack for lack, _ in found(team, team.avocat)} & {Lack.MINOR, Lack.CONSENT}
    referent = facts.coordinator("remi", roles=[Role.CHILD_REFERENT])
    validate_minor(acting=referent, testimony_id=Testimony.objects.get(minor_stated=True).id, now=NOW)
    assert Lack.MINOR not in {lack for lack, _ in found(team)}


def _paper(team: Team, kind: str) -> None:
    KitItem.objects.create(
        organisation_id=team.juriste.organisation,
        kind=kind,
        title=kind,
        sealed_ref="x",
        sha256="x",
        content_type="application/pdf",
        added_by="x",
        added_at=NOW,
    )


def _exhibit(team: Team, fact: str, *, state: str) -> Exhibit:
    return Exhibit.objects.create(
        dossier=team.dossier,
        number=1,
        title="Les tentes",
        fact_id=fact,
        owner_id=team.juriste.organisation,
        kind="photo",
        size=1,
        state=state,
        added_by="x",
        added_at=NOW,
    )
