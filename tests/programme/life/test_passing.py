"""What a mission leaves: private skills, a library that names nobody, documents, what is handed over, an evening; seven months."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cases.web import cost, main_of
from tests.conftest import NOW
from tests.factories import network as people
from tests.factories.browsing import signed_in
from tests.factories.hostile import knocks, unanswered
from tests.factories.mission_life import Life, at, living
from tests.factories.programme import HOST, pdf
from tests.programme.test_public_pages import old_mark
from vigie.kernel.api import ActorId, Conflict, Denied, Invalid, Missing, files_of
from vigie.network.api import CapabilityCode, acting_for, acting_system, add_responsibility, open_responsibilities
from vigie.network.models import Capability
from vigie.programme import api
from vigie.programme.actions.life import evenings, paying, reporting
from vigie.programme.actions.life import passing as acts
from vigie.programme.models.life import Evening, Registration, SkillNote
from vigie.programme.queries.life.access import life_of
from vigie.programme.queries.life.passing import experiences, skills_of
from vigie.programme.queries.life.reading import money_of
from vigie.programme.rules.life.passing import Handed, Licence, Skill
from vigie.programme.rules.life.states import DocumentState, EveningState
from vigie.programme.rules.states import MissionState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder", "moved_clock")]


@pytest.fixture
def life() -> Life:
    return living()


def told(life: Life) -> dict[str, object]:
    return {"slug": life.slug, "now": NOW}


def evening(life: Life, *, state: EveningState = EveningState.OPEN, **more: object) -> str:
    values = {"title": {"fr": "Sept mois", "en": "Seven months"}, "at": at(2018, 5, 30, 18), "place": "Paris", **more}
    draft = evenings.EveningDraft(**values)  # type: ignore[arg-type]
    slug = evenings.plan_evening(acting=life.operator, session=life.made.session, draft=draft, now=NOW)
    if state is not EveningState.DRAFT:
        evenings.move_evening(acting=life.operator, slug=slug, to=state, now=NOW)
    return slug


def test_skills_are_the_volunteer_s_and_the_operator_s(life: Life, committed) -> None:
    made = acts.note_skill(
        acting=life.volunteer, skill=Skill.LISTENING, before=1, after=3, words="Écouter sans presser.", **told(life)
    )
    for who in (life.volunteer, life.operator):
        assert [text for _row, text in skills_of(life_of(who, life.slug)) or []] == ["Écouter sans presser."]
    for who in (life.host, life.sending, life.tutor):
        assert skills_of(life_of(who, life.slug)) is None
        page = signed_in(who).get(reverse("programme:passing", args=[life.slug]))
        assert "sans presser" not in page.content.decode()
    assert "presser" not in str(list(SkillNote.objects.values()))
    with pytest.raises(Invalid, match="level_wrong"):
        acts.note_skill(acting=life.volunteer, skill=Skill.LAW, before=0, after=5, **told(life))
    with pytest.raises(Denied, match="volunteer_only"):
        acts.drop_skill(acting=life.operator, slug=life.slug, skill_id=made)
    with committed():
        acts.drop_skill(acting=life.volunteer, slug=life.slug, skill_id=made)
    assert files_of(owner=acts.owner_of(life.row().id, "skills")) == []


def test_the_library_is_searched_and_names_nobody(life: Life) -> None:
    for title, body in (("Arriver", "Commencez par les repas."), ("Écrire", "Un relevé le jour même.")):
        acts.share_experience(
            acting=life.volunteer, title=title, body=body, area="Calaisis", themes=["terrain"], **told(life)
        )
    assert [row.title for row in experiences(life.host, "repas calaisis")] == ["Arriver"]
    assert experiences(life.host).count() == 2
    assert experiences(life.outsider).count() == 0
    with pytest.raises(Invalid, match="sheet_unsafe") as refused:
        acts.share_experience(acting=life.volunteer, title="Appeler", body="Le 06 12 34 56 78.", **told(life))
    assert "06 12 34 56 78" in refused.value.params["words"]
    page = signed_in(life.host).get(reverse("programme:library"), {"q": "repas"})
    assert "Arriver" in main_of(page.content)
    assert "Arriver" not in main_of(signed_in(life.outsider).get(reverse("programme:library")).content)


def test_a_document_has_versions_a_licence_and_a_state(life: Life) -> None:
    made = acts.add_document(acting=life.volunteer, title="Guide", licence=Licence.CC_BY, data=pdf(), **told(life))
    values = {"title": "", "licence": Licence.CC_BY_SA, "data": pdf(2), "document_id": made, **told(life)}
    acts.add_document(acting=life.host, note_text="Relu", **values)
    row = life.row().documents.get()
    assert ([v.number for v in row.versions.all()], row.licence) == ([2, 1], "cc_by_sa")
    move = {"document_id": made, **told(life)}
    with pytest.raises(Conflict, match="cannot_move"):
        acts.move_document(acting=life.operator, to=DocumentState.PUBLISHED, **move)
    acts.move_document(acting=life.volunteer, to=DocumentState.FINAL, **move)
    with pytest.raises(Conflict, match="document_final"):
        acts.add_document(acting=life.volunteer, **values)
    with pytest.raises(Denied, match="operator_only"):
        acts.move_document(acting=life.volunteer, to=DocumentState.PUBLISHED, **move)
    acts.move_document(acting=life.operator, to=DocumentState.PUBLISHED, **move)
    slug = evening(life)
    told_page = Client().get(reverse("programme_evening:evening", args=[slug])).content.decode()
    assert "Guide" in told_page
    version = row.versions.first()
    given = Client().get(reverse("programme_evening:file", args=[slug, version.id]))
    assert given.content == pdf(2)
    old = row.versions.last()
    assert Client().get(reverse("programme_evening:file", args=[slug, old.id])).status_code == 404
    with pytest.raises(Missing):
        acts.move_document(acting=life.outsider, to=DocumentState.FINAL, **move)


def test_what_is_handed_over_is_answered_for_and_dossiers_are_a_number(life: Life) -> None:
    line = acts.list_hand_over(acting=life.volunteer, kind=Handed.KEYS, label="Clé du local", **told(life))
    with pytest.raises(Invalid, match="dossiers_counted"):
        acts.list_hand_over(acting=life.volunteer, kind=Handed.DOSSIERS, label="Dossier de M. A", **told(life))
    acts.list_hand_over(acting=life.volunteer, kind=Handed.DOSSIERS, number=3, **told(life))
    with pytest.raises(Invalid, match="to_elsewhere"):
        acts.hand_line(acting=life.volunteer, line_id=line, to=life.sending.actor, **told(life))
    acts.hand_line(acting=life.volunteer, line_id=line, to=life.host.actor, **told(life))
    with pytest.raises(Conflict, match="handed_already"):
        acts.hand_line(acting=life.volunteer, line_id=line, to=life.host.actor, **told(life))
    held = open_responsibilities(person_id=life.host.actor, organisation=life.host.organisation)
    assert [(card.kind, card.label) for card in held] == [("keys", "Clé du local")]


def test_leaving_early_hands_everything_to_who_is_there_and_ends_rights(life: Life) -> None:
    house = acting_system(organisation=HOST, day=NOW.date())
    add_responsibility(acting=house, person_id=life.volunteer.actor, kind="mailbag", label="Le dépouillement", now=NOW)
    acts.list_hand_over(acting=life.volunteer, kind=Handed.DEVICES, label="Téléphone 4", **told(life))
    api.move_mission(acting=life.operator, slug=life.slug, to=MissionState.ENDED, now=NOW)
    mine = open_responsibilities(person_id=life.volunteer.actor, organisation=life.host.organisation)
    theirs = open_responsibilities(person_id=life.host.actor, organisation=life.host.organisation)
    assert (mine, {card.label for card in theirs}) == ([], {"Le dépouillement", "Téléphone 4"})
    assert not life.row().hand_overs.filter(done_at=None).exists()
    later = acting_for(
        person_id=life.volunteer.actor, organisation_id=life.host.organisation, day=NOW.date() + dt.timedelta(days=1)
    )
    assert CapabilityCode.ON_MISSION not in later.capabilities


def test_anyone_says_they_come_with_a_first_name_or_none_and_it_is_forgotten(life: Life, committed) -> None:
    slug = evening(life, seats=5)
    address = reverse("programme_evening:evening", args=[slug])
    anyone = Client()
    assert anyone.get(address, {"langue": "en"}).content.decode().count("Seven months") >= 1
    done = anyone.post(address, {"name": "Noa", "people": "2", "mark": old_mark()}, follow=True)
    assert "C’est noté" in done.content.decode()
    anyone.post(address, {"name": "", "people": "2", "mark": old_mark()})
    full = anyone.post(address, {"name": "Lou", "people": "2", "mark": old_mark()})
    assert (full.status_code, "Il ne reste que 1" in full.content.decode()) == (400, True)
    fast = anyone.post(address, {"name": "robot", "people": "1", "mark": ""})
    assert (fast.status_code, Registration.objects.count()) == (400, 2)
    assert anyone.post(address, {"people": "40", "mark": old_mark()}).status_code == 400
    assert "Noa" not in str(list(Registration.objects.values()))
    row = Evening.objects.get(slug=slug)
    with committed():
        assert evenings.forget_registrations(now=row.at + dt.timedelta(days=29)) == 0
        assert evenings.forget_registrations(now=row.at + dt.timedelta(days=31)) == 2
    row.refresh_from_db()
    assert (row.expected, Registration.objects.count(), files_of(owner=evenings.owner_of(row.id))) == (4, 0, [])


def test_whatever_is_sent_to_an_evening_is_answered(life: Life) -> None:
    address = reverse("programme_evening:evening", args=[evening(life, seats=5)])
    assert unanswered(knocks(Client(), address, ["name", "people", "site"], mark=old_mark())) == {}
    assert unanswered(knocks(Client(), address, ["mark"], name="Noa", people="1")) == {}


def test_an_evening_in_preparation_is_nobody_s_and_a_past_one_is_closed(life: Life) -> None:
    slug = evening(life, state=EveningState.DRAFT)
    address = reverse("programme_evening:evening", args=[slug])
    assert Client().get(address).status_code == 404
    by = {"acting": life.operator, "slug": slug}
    evenings.move_evening(to=EveningState.OPEN, now=NOW, **by)
    with pytest.raises(Conflict, match="evening_to_come"):
        evenings.move_evening(to=EveningState.HELD, now=NOW, **by)
    evenings.move_evening(to=EveningState.HELD, now=at(2018, 6, 1), **by)
    with pytest.raises(Conflict, match="evening_over"):
        evenings.register(slug=slug, name="", people=1, now=at(2018, 6, 1))
    with pytest.raises(Missing, match="no_evening"):
        evenings.move_evening(acting=life.outsider, slug=slug, to=EveningState.CANCELLED, now=NOW)
    with pytest.raises(Denied):
        evenings.add_material(acting=life.host, slug=slug, label="x", data=pdf(), now=NOW)


def test_pages_open_to_whom_they_are_and_cost_the_same(life: Life) -> None:
    passing, plan = (
        reverse("programme:passing", args=[life.slug]),
        reverse("programme:evenings", args=[life.made.session]),
    )
    slug, costs = evening(life), []
    for rows in (1, 3):
        while life.row().hand_overs.count() < rows:
            acts.list_hand_over(acting=life.volunteer, kind=Handed.TOOLS, label="Carte", **told(life))
            acts.share_experience(acting=life.volunteer, title="Arriver", body="Bien.", **told(life))
            acts.add_document(acting=life.volunteer, title="Guide", licence=Licence.CC_BY, data=pdf(), **told(life))
            acts.note_skill(acting=life.volunteer, skill=Skill.LAW, before=0, after=1, words="x", **told(life))
        addresses = [passing, reverse("programme:library"), reverse("programme_evening:evening", args=[slug])]
        costs.append([cost(signed_in(life.operator), address) for address in addresses])
    assert costs[0] == costs[1]
    for who in (life.host, life.tutor, life.volunteer):
        assert signed_in(who).get(passing).status_code == 200
        assert signed_in(who).get(plan).status_code == 403
    for address in (passing, plan):
        assert signed_in(life.outsider).get(address).status_code == 404
    assert signed_in(life.operator).get(plan).status_code == 200
    lost = signed_in(life.volunteer).post(passing, {"what": "experience", "title": "", "body": "Mon texte"})
    assert (lost.status_code, "Mon texte" in lost.content.decode()) == (400, True)
    sent = {"title_fr": "Autre", "on": "2018-06-01", "time": "18:30", "place": "Calais"}
    assert signed_in(life.operator).post(plan, sent).status_code == 302
    file = SimpleUploadedFile("a.pdf", pdf())
    act = reverse("programme:evening_act", args=[life.made.session, slug])
    signed_in(life.operator).post(act, {"label": "Affiche", "file": file})
    assert "Affiche" in Client().get(reverse("programme_evening:evening", args=[slug])).content.decode()


def test_seven_months_from_the_first_day_to_the_evening() -> None:
    life = living(now=at(2017, 10, 20), running=False)
    move = {"acting": life.operator, "slug": life.slug}

    def on_mission(day: dt.date) -> bool:
        return (
            CapabilityCode.ON_MISSION
            in acting_for(person_id=life.volunteer.actor, organisation_id=life.host.organisation, day=day).capabilities
        )

    assert not on_mission(dt.date(2017, 10, 22))
    api.move_mission(to=MissionState.RUNNING, now=at(2017, 10, 23), **move)
    assert on_mission(dt.date(2017, 10, 23))
    for line in list(life.row().allowance_lines.all()):
        when = dt.datetime.combine(line.due_on, dt.time(12), tzinfo=dt.UTC)
        paying.pay_line(number=line.number, on=line.due_on, receipt=pdf(), now=when, **move)
    money = money_of(life.row(), day=dt.date(2018, 5, 1))
    assert (len(money.lines), money.paid) == (8, 424_400)
    for row in list(life.row().reports.all()):
        when = dt.datetime.combine(row.due_on, dt.time(9), tzinfo=dt.UTC)
        assert reporting.remind_reports(now=when - dt.timedelta(days=3)) == 1
        told_report = {"slug": life.slug, "number": row.number, "now": when}
        reporting.send_report(acting=life.volunteer, content={"P1": "Fait."}, base=0, **told_report)
        reporting.decide_report(acting=life.host, accept=True, **told_report)
        assert on_mission(row.due_on)
    assert reporting.remind_reports(now=at(2018, 5, 25)) == 0
    acts.list_hand_over(acting=life.volunteer, slug=life.slug, kind=Handed.DOSSIERS, number=2, now=at(2018, 5, 28))
    slug = evening(life)
    evenings.register(slug=slug, name="", people=3, now=at(2018, 5, 29))
    evenings.move_evening(acting=life.operator, slug=slug, to=EveningState.HELD, now=at(2018, 5, 31))
    api.move_mission(to=MissionState.ENDED, now=at(2018, 6, 1), **move)
    assert life.row().state == "ended"
    assert not life.row().milestones.filter(done_at=None).exists()
    assert not on_mission(dt.date(2018, 6, 1))
    assert not Capability.objects.filter(person_id=life.volunteer.actor, ends=None).exists()
    assert [
        c.label for c in open_responsibilities(person_id=ActorId(life.host.actor), organisation=life.host.organisation)
    ] == ["2"]
    assert people.organisation("ailleurs")
