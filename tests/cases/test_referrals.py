"""A referral: each line is green because of a row; nothing is filed without consent for this body, today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction
from django.db.models import Model

from tests.conftest import NOW
from tests.factories import facts, referrals
from tests.factories import network as people
from tests.factories.cases import Team
from tests.factories.referrals import Case, agree, opened, ready
from vigie.cases.actions.bodies import unverify_body, verify_body
from vigie.cases.actions.consents import answer_consent, ask_consent
from vigie.cases.actions.filing import Dispatch, correct_filing, file_referral, record_outcome
from vigie.cases.actions.referrals import Mark, choose_people, confirm, write_asked, write_line
from vigie.cases.api import DossierRole, cannot_be_recalled, give_access
from vigie.cases.loading import load_bodies
from vigie.cases.models import (
    Attestation,
    Body,
    Deadline,
    DossierFact,
    DossierOrder,
    Exhibit,
    KitItem,
    Mandate,
    Referral,
    ReferralAnswer,
    ReferralExhibit,
    ReferralPerson,
    Strategy,
)
from vigie.cases.queries.access import enter
from vigie.cases.queries.bodies import bodies, body_sheet, requirements_of
from vigie.cases.queries.referrals import referral_sheet
from vigie.cases.queries.snapshot import lines, snapshot
from vigie.cases.rules.requirements import FIRM, Line, Row, Status
from vigie.facts.api import withdraw
from vigie.facts.models import ConsentAnswer, Testimony
from vigie.journal.api import history, notifications
from vigie.kernel.api import Conflict, Denied, Invalid, Missing, Refusals
from vigie.network.api import Acting, Role
from vigie.network.models import Organisation

WORKED = (
    "ddd",
    "ta_refere_liberte",
    "ta_refere_suspension",
    "ce_appel",
    "ta_fond",
    "procureur",
    "ecthr",
    "ecthr_r39",
    "un_sp",
)
TODAY = NOW.date()
SENT = Dispatch(TODAY, "lettre recommandée", proof=b"%PDF-1.7 x")

GONE: dict[str, type[Model]] = {
    "answer": ReferralAnswer,
    "consent": ConsentAnswer,
    "mandate": Mandate,
    "person": ReferralPerson,
    "exhibit": ReferralExhibit,
    "fact": DossierFact,
    "kit": KitItem,
    "order": DossierOrder,
    "deadline": Deadline,
    "attestation": Attestation,
    "referral": Referral,
}


def judged(case: Case) -> tuple[Line, ...]:
    row = Referral.objects.select_related("dossier__organisation").get(id=case.referral)
    return lines(row, snapshot(case.team.juriste, row, on=TODAY))


def take_away(row: Row) -> None:
    """Delete the row a line names; of a row that is one field, empty the field."""
    family, _dot, name = row.kind.partition(".")
    if family == "organisation":
        Organisation.objects.filter(id=row.id).update(founded=None)
    elif family == "strategy":
        empty = {"rights": [], "norms": [], "decided_on": None}.get(name, "")
        Strategy.objects.filter(dossier=row.id).update(**{name: empty})
    elif name == "asked":
        Referral.objects.filter(id=row.id).update(asked="")
    elif name:
        column = {"review": "reviewed"}.get(name, name)
        Referral.objects.filter(id=row.id).update(**{f"{column}_at": None})
    else:
        GONE[row.kind]._default_manager.filter(pk=row.id).delete()


@pytest.mark.parametrize("body", WORKED)
def test_each_line_is_green_for_a_row_and_red_without_it(team: Team, body: str) -> None:
    case = ready(team, body)
    assert [line.requirement.code for line in judged(case) if line.status is not Status.GREEN] == []
    for line in judged(case):
        code = line.requirement.code
        assert line.rows, code
        with transaction.atomic():
            for row in line.rows:
                take_away(row)
            after = {other.requirement.code: other.status for other in judged(case)}
            assert after[code] is (Status.RED if line.requirement.hard else Status.AMBER), code
            transaction.set_rollback(True)


def test_the_eight_are_worked_the_others_have_what_all_ask(team: Team) -> None:
    referrals.bodies()
    assert Body.objects.count() == 38
    assert set(Body.objects.filter(worked=True).values_list("code", flat=True)) == set(WORKED)
    common = {line.code for line in requirements_of("cncdh")}
    for body in WORKED:
        codes = [line.code for line in requirements_of(body)]
        assert len(codes) == len(set(codes))
        assert common < set(codes)
    assert team.slug


def test_ready_it_is_filed_once_with_its_proof_and_never_undone(team: Team) -> None:
    case = ready(team)
    referrals.keys_of(team)
    same = {"acting": team.avocat, "slug": team.slug, "referral_id": case.referral, "now": NOW}
    file_referral(dispatch=SENT, **same)
    row = case.row
    assert (row.state, row.filed_by, len(row.proof_sha256)) == ("filed", team.avocat.actor, 64)
    with pytest.raises(Conflict, match="already_filed"):
        file_referral(dispatch=SENT, **same)
    with pytest.raises(Conflict, match="already_filed"):
        write_asked(text="Autre chose", base=row.asked, **same)
    correct_filing(dispatch=replace(SENT, filed_on=TODAY - dt.timedelta(days=1), proof=b"", file_number="18-1"), **same)
    assert (case.row.file_number, case.row.proof_sha256) == ("18-1", row.proof_sha256)
    told = {entry.verb: entry for entry in history(kind="referral", object_id=case.referral)}
    entry = told["cases.filing_corrected"]
    assert entry.detail["before"]["filed_on"] == TODAY.isoformat()
    record_outcome(kind="rejected", received_on=TODAY, closes=True, **same)
    assert case.row.state == "closed"
    withdraw(acting=team.juriste, testimony_id=case.testimony, now=NOW)
    assert case.referral in [r.id for r in cannot_be_recalled([case.statement])]


def _no_consent(case: Case) -> None:
    ConsentAnswer.objects.filter(purpose=f"body:{case.body}").delete()


def _other_body(case: Case) -> None:
    ConsentAnswer.objects.filter(purpose=f"body:{case.body}").update(purpose="body:cnil")


def _ran_out(case: Case) -> None:
    ConsentAnswer.objects.filter(purpose=f"body:{case.body}").update(until=TODAY - dt.timedelta(days=1))


def _withdrawn(case: Case) -> None:
    withdraw(acting=case.team.juriste, testimony_id=case.testimony, now=NOW)


def _minor(case: Case) -> None:
    Testimony.objects.filter(id=case.testimony).update(minor_stated=True, minor_validated_at=None)


def _revoked(_case: Case) -> None:
    Mandate._default_manager.update(revoked_at=NOW)


def _mandate_over(_case: Case) -> None:
    Mandate._default_manager.update(until=TODAY - dt.timedelta(days=1))


def _altered(_case: Case) -> None:
    Exhibit.objects.update(altered_at=NOW)


def _gone(case: Case) -> None:
    DossierFact.objects.filter(id=case.fact).update(statement=None)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_no_consent, "consent"),
        (_other_body, "consent"),
        (_ran_out, "consent"),
        (_withdrawn, "withdrawn"),
        (_minor, "minor"),
        (_revoked, "mandate"),
        (_mandate_over, "mandate"),
        (_altered, "altered"),
        (_gone, "hidden"),
    ],
)
def test_hard_stops_are_looked_at_in_the_filing_itself(team: Team, spoil: Callable[[Case], None], code: str) -> None:
    case = ready(team)
    for line in requirements_of("ddd"):  # telling every line aside opens no way round
        if line.probe in FIRM:
            ReferralAnswer.objects.create(
                referral_id=case.referral, line=line.code, text="pressé", aside=True, by="x", at=NOW
            )
    spoil(case)
    with pytest.raises(Refusals) as refused:
        file_referral(
            acting=team.juriste,
            slug=team.slug,
            referral_id=case.referral,
            dispatch=replace(SENT, proof=b""),
            now=NOW,
        )
    assert f"cases.stop.{code}" in {one.code for one in refused.value.refusals}
    assert case.row.state == "draft"


def test_a_consent_that_ends_today_holds_today_and_not_tomorrow(team: Team) -> None:
    case = ready(team, until=TODAY)
    sent = replace(SENT, proof=b"")
    same = {"acting": team.juriste, "slug": team.slug, "referral_id": case.referral, "dispatch": sent}
    with pytest.raises(Refusals):
        file_referral(now=NOW + dt.timedelta(days=1), **same)
    file_referral(now=NOW, **same)
    assert case.row.state == "filed"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"filed_on": TODAY + dt.timedelta(days=1)}, "date_future"),
        ({"filed_on": dt.date(1918, 1, 1)}, "date_old"),
        ({"channel": "  "}, "channel_needed"),
        ({"remind_on": TODAY - dt.timedelta(days=1)}, "remind_before"),
        ({"proof": b"MZ executable"}, "proof_kind"),
        ({"proof": b"%PDF-" + b"0" * (20 * 1024 * 1024)}, "proof_large"),
    ],
)
def test_what_cannot_be_is_refused_in_words(team: Team, changes: dict[str, object], code: str) -> None:
    case = opened(team)
    with pytest.raises(Invalid, match=code):
        file_referral(
            acting=team.juriste, slug=team.slug, referral_id=case.referral, dispatch=replace(SENT, **changes), now=NOW
        )


def test_only_lawyers_of_the_dossier_read_and_file_and_strangers_see_nothing(team: Team) -> None:
    case = ready(team)
    coordinator = people.acting("carole", of="lisiere")
    reader = people.acting("rosa", of="lisiere")
    for who, role in ((coordinator, DossierRole.COORDINATION), (reader, DossierRole.READER)):
        give_access(
            acting=team.juriste, slug=team.slug, person=who.actor, organisation=who.organisation, role=role, now=NOW
        )
    same = {"slug": team.slug, "referral_id": case.referral, "now": NOW}
    with pytest.raises(Denied):
        file_referral(acting=coordinator, dispatch=SENT, **same)
    with pytest.raises(Denied):
        confirm(acting=coordinator, mark=Mark.REVIEWED, **same)
    with pytest.raises(Denied):
        write_line(acting=reader, line="C5", text="x", base="Écrit.", **same)
    outsiders = (facts.outsider(), people.acting("jean", of="lisiere", roles=[Role.JURISTE]))
    for stranger in outsiders:
        with pytest.raises(Missing):
            file_referral(acting=stranger, dispatch=SENT, **same)
        with pytest.raises(Missing):
            enter(stranger, team.slug)
    assert referral_sheet(reader, enter(reader, team.slug), case.referral, today=TODAY).ready


def test_what_was_read_and_then_changed_is_to_be_read_again(team: Team) -> None:
    case = ready(team)
    same = {"acting": team.juriste, "slug": team.slug, "referral_id": case.referral, "now": NOW}
    write_line(line="D1", text="La préfecture.", base="Écrit.", **same)
    assert case.row.reviewed_at is None
    with pytest.raises(Conflict, match="line_changed"):
        write_line(line="D1", text="La mairie.", base="Écrit.", **same)
    assert ReferralAnswer.objects.get(line="D1").text == "La préfecture."
    with pytest.raises(Invalid, match="reason_needed"):
        write_line(line="D3", text=" ", base="", aside=True, **same)


def test_without_people_one_reason_tells_the_lines_about_people_aside(team: Team) -> None:
    case = ready(team)
    same = {"acting": team.juriste, "slug": team.slug, "referral_id": case.referral, "now": NOW}
    choose_people(people={}, **same)
    confirm(mark=Mark.RISK_TOLD, holds=False, **same)
    states = {line.requirement.code: line.status for line in judged(case)}
    assert {states[c] for c in ("C3", "C3b", "C3c", "C4")} == {Status.RED}
    write_line(line="C3", text="L’association seule.", base="", aside=True, **same)
    states = {line.requirement.code: line.status for line in judged(case)}
    assert {states[c] for c in ("C3", "C3b", "C3c", "C4")} == {Status.ASIDE}
    choose_people(people={case.fact: False}, **same)
    states = {line.requirement.code: line.status for line in judged(case)}
    assert states["C3b"] is Status.RED


def test_consent_is_asked_of_who_holds_the_testimony_and_written_by_them_alone(team: Team) -> None:
    case = opened(team)
    person = case.row.people.get().id
    told = ask_consent(acting=team.avocat, slug=team.slug, referral_id=case.referral, person_id=person, now=NOW)
    assert told >= 1
    word = notifications(person=team.juriste.actor)[0]
    assert (word.code, word.link) == ("cases.consent_asked", f"/dossiers/accords/{case.statement}/ddd")
    answer = {"statement": case.statement, "body": "ddd", "granted": True, "until": None, "now": NOW}
    for other in (team.avocat, facts.outsider()):
        with pytest.raises(Missing):
            answer_consent(acting=other, **answer)
    answer_consent(acting=team.juriste, **answer)
    sheet = referral_sheet(team.avocat, enter(team.avocat, team.slug), case.referral, today=TODAY)
    assert [h.value for h in sheet.people[0].person.hindrances] == ["mandate"]


def test_a_name_is_not_shown_to_who_may_not_see_the_testimony(team: Team) -> None:
    case = opened(team)
    agree(team, case.statement, "ddd")
    shown = referral_sheet(team.avocat, enter(team.avocat, team.slug), case.referral, today=TODAY)
    assert "Nour" not in repr((shown.people, shown.testimonies, shown.lines))
    own = referral_sheet(team.juriste, enter(team.juriste, team.slug), case.referral, today=TODAY)
    assert own.people[0].person.pseudonym == "Nour"


def test_a_sheet_is_verified_by_a_lawyer_and_falls_back_when_its_text_changes(team: Team) -> None:
    referrals.bodies()
    cora = people.acting("corinne", of="lisiere")
    with pytest.raises(Denied):
        verify_body(acting=cora, code="ddd", now=NOW)
    verify_body(acting=team.avocat, code="ddd", now=NOW)
    load_bodies(now=NOW)
    assert [card.code for card in bodies(team.juriste, state="verified")] == ["ddd"]
    assert body_sheet(team.avocat, "ddd").verified_by == "Aviva"
    assert body_sheet(team.juriste, "ddd").verified_by == "Plaidoirie", "to the others, their association"
    Body.objects.filter(code="ddd").update(sheet={"conf": "old"})
    load_bodies(now=NOW)
    assert body_sheet(team.juriste, "ddd").card.to_verify
    with pytest.raises(Missing):
        unverify_body(acting=team.juriste, code="ddd", now=NOW)


def test_what_is_from_memory_says_so(team: Team) -> None:
    referrals.bodies()
    sheet = body_sheet(team.juriste, "ddd")
    channel = dict(sheet.sections)["channel"]
    assert [said.check for said in channel] == [True, True, False]
    assert "[memory]" not in repr([body_sheet(team.juriste, card.code) for card in bodies(team.juriste)])


def observer() -> Acting:
    return people.acting("olga", of="lisiere", roles=[Role.OBSERVER])


def test_bodies_are_for_who_sees_dossiers(team: Team) -> None:
    assert team.slug
    with pytest.raises(Denied):
        bodies(observer())
