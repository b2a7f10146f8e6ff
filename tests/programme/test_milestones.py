"""What is expected of a mission and has no page of its own; who its volunteer is; a programme that is changed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from tests.cases.web import main_of
from tests.conftest import NOW
from tests.factories import network as people
from tests.factories import programme as situations
from tests.factories.browsing import signed_in
from tests.factories.programme import Partners
from vigie.kernel.api import Conflict, Denied, FuzzyDate, Invalid, Missing
from vigie.network.api import Acting, Role
from vigie.network.models import Capability
from vigie.programme import api
from vigie.programme.models import Milestone, PhaseRule, Programme
from vigie.programme.models.life import Care
from vigie.programme.rules.kinds import MilestoneKind, PhaseKind
from vigie.programme.rules.states import MissionState
from vigie.programme.rules.texts import numbered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder", "moved_clock")]
DUE = FuzzyDate.day(dt.date(2018, 12, 3))


@pytest.fixture
def made() -> Partners:
    return situations.partners()


def at(name: str, *args: str) -> str:
    return reverse(f"programme:{name}", args=args)


def added(made: Partners, by: Acting, title: str = "Convention signée", **changes: object) -> str:
    values = {"kind": MilestoneKind.OTHER, "title": title, "due": DUE, **changes}
    return api.add_milestone(acting=by, slug=made.mission, now=NOW, **values)  # type: ignore[arg-type]


def test_partners_put_on_the_list_mark_and_take_off_and_others_see_nothing(made: Partners) -> None:
    stone = added(made, made.host)
    row = Milestone.objects.get()
    assert (row.id, row.title, row.due_on, row.phase.kind if row.phase else "") == (
        stone,
        "Convention signée",
        DUE.start,
        PhaseKind.FIELD,
    )
    outsider = people.acting("omar", of="autre-rive", roles=[Role.COORDINATOR])
    for by, refusal in (
        (outsider, Missing),
        (people.acting("nour", of=situations.HOST, roles=[Role.OBSERVER]), Denied),
    ):
        with pytest.raises(refusal):
            added(made, by)
        with pytest.raises(refusal):
            api.settle_milestone(acting=by, slug=made.mission, milestone_id=stone, done=True, now=NOW)
        with pytest.raises(refusal):
            api.remove_milestone(acting=by, slug=made.mission, milestone_id=stone, now=NOW)
    api.settle_milestone(acting=made.sending, slug=made.mission, milestone_id=stone, done=True, now=NOW)
    assert Milestone.objects.get().done_by == made.sending.actor
    api.remove_milestone(acting=made.operator, slug=made.mission, milestone_id=stone, now=NOW)
    assert not Milestone.objects.exists()


def test_what_has_its_page_is_neither_added_nor_taken_off_by_hand(made: Partners) -> None:
    row = Milestone.objects.create(
        mission=made.mission_row(), kind=MilestoneKind.REPORT.value, due_on=DUE.start, object_id="rapport"
    )
    with pytest.raises(Missing):
        api.remove_milestone(acting=made.operator, slug=made.mission, milestone_id=row.id, now=NOW)
    for changes, code in (
        ({"kind": MilestoneKind.REPORT}, "programme.milestone_kind"),
        ({"title": "  "}, "programme.milestone_title"),
        ({"title": "a" * 201}, "programme.milestone_title"),
        ({"due": FuzzyDate.year(2018)}, "programme.due_vague"),
    ):
        with pytest.raises(Invalid) as refused:
            added(made, made.operator, **changes)
        assert refused.value.code == code
    api.move_mission(acting=made.operator, slug=made.mission, to=MissionState.CANCELLED, now=NOW)
    with pytest.raises(Conflict):
        added(made, made.operator)


def test_the_page_of_the_mission_tells_what_is_expected_apart_from_what_is_done(made: Partners) -> None:
    client = signed_in(made.host)
    address = at("milestone_act", made.mission)
    sent = {"what": "add", "kind": "other", "title": "Billets <pris>", "due": "décembre 2018"}
    vague = client.post(address, {**sent, "due": "2018"})
    assert vague.status_code == 400
    assert "Billets &lt;pris&gt;" in vague.content.decode(), "nothing typed is lost"
    page = main_of(client.post(address, sent, follow=True).content)
    assert ("Billets &lt;pris&gt;" in page, "décembre 2018" in page, "étape faite" in page) == (True, True, False)
    stone = Milestone.objects.get().id
    page = main_of(client.post(address, {"what": "done", "milestone": stone}, follow=True).content)
    assert ("1 étape faite" in page, "Remettre à faire" in page) == (True, True)
    page = main_of(client.post(address, {"what": "open", "milestone": stone}, follow=True).content)
    assert "Remettre à faire" not in page
    assert client.post(address, {"what": "dance"}).status_code == 302


def test_a_partner_names_the_volunteer_among_its_own_people(made: Partners) -> None:
    own = people.acting("vera", of=situations.HOST, roles=[Role.OBSERVER])
    other = people.acting("wim", of=situations.SENDING, roles=[Role.OBSERVER])
    client, address = signed_in(made.host), at("mission", made.mission)
    page = main_of(client.get(address).content)
    assert ("Chez vous, qui part" in page, other.actor in page) == (True, False)
    with pytest.raises(Denied):
        api.name_volunteer(
            acting=made.host, slug=made.mission, organisation_id=other.organisation, person=other.actor, now=NOW
        )
    sent = {"what": "volunteer", "person": other.actor}
    client.post(at("mission_act", made.mission), sent)
    assert made.mission_row().volunteer_id is None
    client.post(at("mission_act", made.mission), {**sent, "person": own.actor})
    assert made.mission_row().volunteer_id == own.actor
    assert "Chez vous, qui part" not in main_of(client.get(address).content)


def test_a_name_given_by_mistake_is_taken_back_with_its_right_until_the_mission_begins(made: Partners) -> None:
    own = people.acting("vera", of=situations.HOST, roles=[Role.OBSERVER])
    client, act = signed_in(made.host), at("mission_act", made.mission)
    client.post(act, {"what": "volunteer", "person": own.actor})
    assert rights_of(own) == [min(phase.starts for phase in made.mission_row().phases.all())]
    assert rights_of(own)[0] > NOW.date()
    outsider = people.acting("olga", of="ailleurs", roles=[Role.COORDINATOR, Role.PROGRAMME])
    assert signed_in(outsider).post(act, {"what": "take_back"}).status_code == 404
    with pytest.raises(Denied):
        api.take_back_volunteer(acting=made.sending, slug=made.mission, now=NOW)
    assert "Ce n’est pas la bonne personne" in main_of(client.get(at("mission", made.mission)).content)
    client.post(act, {"what": "take_back"})
    row = made.mission_row()
    assert (row.volunteer_id, row.home_id, rights_of(own)) == (None, None, [])
    with pytest.raises(Conflict):
        api.take_back_volunteer(acting=made.host, slug=made.mission, now=NOW)


def test_a_name_is_not_taken_back_once_something_was_entrusted_or_the_mission_has_begun(made: Partners) -> None:
    own = people.acting("vera", of=situations.HOST, roles=[Role.OBSERVER])
    api.name_volunteer(acting=made.host, slug=made.mission, organisation_id=own.organisation, person=own.actor, now=NOW)
    Care.objects.create(mission=made.mission_row(), emergency="kept")
    with pytest.raises(Conflict, match="volunteer_wrote"):
        api.take_back_volunteer(acting=made.host, slug=made.mission, now=NOW)
    Care.objects.all().delete()
    api.move_mission(acting=made.operator, slug=made.mission, to=MissionState.RUNNING, now=NOW)
    with pytest.raises(Conflict, match="mission_begun"):
        api.take_back_volunteer(acting=made.host, slug=made.mission, now=NOW)
    assert made.mission_row().volunteer_id == own.actor


def rights_of(who: Acting) -> list[dt.date]:
    return list(Capability.objects.filter(person_id=who.actor, code="on_mission").values_list("starts", flat=True))


RULES = {
    "preparation_least": "2",
    "preparation_most": "5",
    "preparation_unit": "weeks",
    "preparation_place": "Lille",
    "field_least": "6",
    "field_most": "9",
    "field_unit": "months",
    "midway_unit": "weeks",
    "capitalisation_unit": "weeks",
}


def test_a_programme_is_changed_from_its_page_and_nothing_typed_is_lost(made: Partners) -> None:
    row = Programme.objects.get(slug=made.programme)
    row.objectives = [{"id": "O1", "fr": "Relier"}, {"id": "O2", "fr": "Transmettre", "en": "Pass on"}]
    row.save()
    client, address = signed_in(made.operator), at("change_programme", made.programme)
    shown = client.get(address).content.decode()
    assert ("Relier\nTransmettre" in shown, "–\nPass on" in shown) == (True, True)
    sent = {
        "title_fr": "Échanges changés",
        "objectives_fr": "Observer\nTransmettre\nRelier",
        "objectives_en": "–\nPass on\n–",
        "themes": "droit, mer",
        "blog_name": "Vues",
        "blog_url": "https://exemple.example/blog",
        **RULES,
    }
    wrong = client.post(address, {**sent, "field_most": ""})
    assert (wrong.status_code, "le moins puis le plus" in wrong.content.decode()) == (400, True)
    assert 'value="Lille"' in wrong.content.decode()
    none = client.post(
        address, {**sent, **{f"{phase}_{end}": "" for phase in ("preparation", "field") for end in ("least", "most")}}
    )
    assert (none.status_code, "une phase au moins" in none.content.decode()) == (400, True)
    page = main_of(client.post(address, sent, follow=True).content)
    assert ("2 à 5 semaines" in page, "6 à 9 mois" in page, "Lille" in page) == (True, True, True)
    row.refresh_from_db()
    assert row.objectives == [
        {"id": "O3", "fr": "Observer"},
        {"id": "O2", "fr": "Transmettre", "en": "Pass on"},
        {"id": "O1", "fr": "Relier"},
    ]
    assert (row.themes, row.blog["name"]) == (["droit", "mer"], "Vues")
    assert set(PhaseRule.objects.values_list("kind", flat=True)) == {"preparation", "field"}


def test_a_corrected_word_keeps_the_id_that_missions_name() -> None:

    old = [{"id": "O1", "fr": "Relier"}, {"id": "O2", "fr": "Transmetre"}]
    assert numbered([{"fr": "Relier"}, {"fr": "Transmettre"}], old) == [
        {"id": "O1", "fr": "Relier"},
        {"id": "O2", "fr": "Transmettre"},
    ]
    assert [row["id"] for row in numbered([{"fr": "Transmetre"}, {"fr": "Neuf"}], old)] == ["O2", "O3"]
