"""The pages of the programme: who reaches them, what they show, what is lost (nothing)."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cases.web import cost, main_of
from tests.conftest import NOW
from tests.factories import network as people
from tests.factories import programme as situations
from tests.factories.browsing import signed_in
from tests.factories.programme import Partners, applied, call_draft, pdf, published, read_by, selected
from vigie.network.api import Role
from vigie.programme import api
from vigie.programme.models import Application, Call, Mission, Session
from vigie.programme.people import candidate_of
from vigie.programme.rules.states import CallState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder", "moved_clock")]
PARTNER = ("mission", "sheet", "session", "programme", "call", "poster")
STAFF = ("change_session", "new_mission", "new_call", "change_mission", "plan_mission", "write_call", "new_session")
JURY = ("applications", "ranking", "application", "pack", "letter")


@pytest.fixture
def made() -> Partners:
    return published()


def at(name: str, *args: str) -> str:
    return reverse(f"programme:{name}", args=args)


def addresses(made: Partners, application: str) -> dict[str, str]:
    words = {
        "programme": [made.programme],
        "new_session": [made.programme],
        **{key: [made.session] for key in ("session", "change_session", "new_mission", "new_call")},
        **{key: [made.mission] for key in ("mission", "sheet", "change_mission", "plan_mission")},
        **{key: [made.call] for key in ("call", "poster", "write_call", "applications", "ranking")},
        **{key: [application] for key in ("application", "pack")},
        "letter": [made.call, "received"],
    }
    return {name: at(name, *args) for name, args in words.items()}


def test_each_page_opens_for_whom_it_is_and_an_outsider_finds_nothing(made: Partners) -> None:
    row = applied(made)
    read_by(made, row)
    found = addresses(made, row.id)
    staff = signed_in(people.acting("paul", of=situations.OPERATOR, roles=[Role.PROGRAMME]))
    outsider = signed_in(people.acting("oscar", of="ailleurs", roles=[Role.PROGRAMME, Role.COORDINATOR, Role.ADMIN]))
    for name, address in found.items():
        assert signed_in(made.operator).get(address).status_code == 200, name
        assert signed_in(made.host).get(address).status_code == (403 if name in STAFF else 200), name
        assert outsider.get(address).status_code == 404, name
        assert Client().get(address).status_code == 302, name
        expected = {"application": 404, "pack": 404}.get(name, 403) if name in JURY else 200
        assert staff.get(address).status_code == expected, name
    for address in (at("missions"), at("calls")):
        page = outsider.get(address)
        assert page.status_code == 200
        assert "invent" not in main_of(page.content).lower()
    assert "Observer les droits" in signed_in(made.host).get(at("missions")).content.decode()


def test_pages_cost_the_same_at_one_row_and_at_three(made: Partners) -> None:
    costs = []
    for rows in (1, 3):
        while Application.objects.count() < rows:
            read_by(made, applied(made, email=f"c{Application.objects.count()}@exemple.example"))
        while Mission.objects.count() < rows:
            api.create_mission(
                acting=made.operator, session=made.session, draft=situations.mission_draft("Autre"), now=NOW
            )
        while Session.objects.count() < rows:
            api.create_session(
                acting=made.operator, programme=made.programme, draft=api.SessionDraft({"fr": "Autre"}), now=NOW
            )
        while Call.objects.count() < rows:
            slug = api.create_call(acting=made.operator, session=made.session, draft=call_draft(made), now=NOW)
            api.name_juror(
                acting=made.operator,
                slug=slug,
                person=made.operator.actor,
                organisation_id=made.operator.organisation,
                now=NOW,
            )
            api.name_juror(
                acting=made.operator, slug=slug, person=made.host.actor, organisation_id=made.host.organisation, now=NOW
            )
            api.move_call(acting=made.operator, slug=slug, to=CallState.PUBLISHED, now=NOW)
        lists = (
            at("missions"),
            at("calls"),
            at("session", made.session),
            at("applications", made.call),
            at("letter", made.call, "received"),
        )
        client = signed_in(made.operator)
        costs.append([cost(client, address) for address in lists] + [cost(Client(), reverse("programme_public:calls"))])
    assert costs[0] == costs[1]


def test_a_session_is_typed_with_vague_dates_and_what_leaves_the_rules_is_told(made: Partners) -> None:
    client = signed_in(made.operator)
    sent = {
        "title_fr": "Session 2019",
        "stated_months": "7",
        "monthly": "500,50 €",
        "initial_amount": "744",
        "preparation_start": "01/10/2019",
        "preparation_end": "05/10/2019",
        "field_start": "novembre 2019",
        "field_end": "avril 2020",
    }
    page = client.post(at("new_session", made.programme), sent, follow=True)
    told = main_of(page.content)
    assert "5 jours au plus, le programme prévoit 3 à 4 semaines" in told
    assert "500,50" in told
    assert Session.objects.get(slug="session-2019").monthly_cents == 50050
    backwards = client.post(at("new_session", made.programme), {**sent, "field_end": "janvier 2019"})
    assert backwards.status_code == 400
    assert "finirait avant de commencer" in backwards.content.decode()
    assert 'value="05/10/2019"' in backwards.content.decode(), "nothing typed is lost"
    wrong = client.post(at("new_session", made.programme), {**sent, "monthly": "beaucoup"})
    assert (wrong.status_code, "n’est pas compris" in wrong.content.decode()) == (400, True)


def test_last_session_and_its_call_are_copied_in_one_click(made: Partners) -> None:
    page = signed_in(made.operator).post(at("copy_session", made.session), follow=True)
    assert "un an après" in page.content.decode()
    new = Session.objects.exclude(slug=made.session).get()
    assert next(str(p.starts) for p in new.phases.all()) == "2019-10-22"
    call = new.calls.get()
    old = made.row()
    assert (call.state, call.deadline, call.jury.count()) == ("draft", None, 0)
    assert [c.words for c in call.criteria.all()] == [c.words for c in old.criteria.all()]
    assert [s.body for s in call.sections.all()] == [s.body for s in old.sections.all()]


def test_a_sheet_is_written_remarked_and_signed_by_three_and_nobody_s_words_are_lost(made: Partners) -> None:
    host, sending = signed_in(made.host), signed_in(made.sending)
    sheet = at("sheet", made.mission)
    assert host.post(sheet, {"base": "0", "objective": "Observer."}).status_code == 302
    moved = sending.post(sheet, {"base": "0", "objective": "Mon autre texte."})
    assert moved.status_code == 409
    assert "Mon autre texte." in moved.content.decode()
    sending.post(at("sheet_act", made.mission), {"what": "remark", "text": "Et les trajets ?", "section": "means"})
    held = host.post(at("sheet_act", made.mission), {"what": "sign", "number": "1"}, follow=True)
    assert "Des remarques attendent" in held.content.decode()
    remark = made.mission_row().sheet_comments.get().id
    host.post(at("sheet_act", made.mission), {"what": "settle", "remark": remark})
    for client in (host, sending):
        client.post(at("sheet_act", made.mission), {"what": "sign", "number": "1"})
    volunteer = people.member("vera", of=situations.HOST, roles=[Role.OBSERVER])
    Mission.objects.filter(slug=made.mission).update(volunteer=volunteer)
    last = signed_in(people.acts(volunteer, of=situations.HOST)).post(
        at("sheet_act", made.mission), {"what": "sign", "number": "1"}, follow=True
    )
    assert "Les trois parties ont signé." in last.content.decode()
    again = host.post(sheet, {"base": "1", "objective": "Observer mieux."}, follow=True)
    assert "Version 2 enregistrée" in again.content.decode()
    assert made.mission_row().sheet_versions.first().signatures.count() == 0


def test_a_mission_needs_a_sending_and_a_host_which_may_be_in_france(made: Partners) -> None:
    client = signed_in(made.operator)
    houses = {slug: people.organisation(slug).id for slug in (situations.SENDING, situations.HOST)}
    sent = {"title_fr": "Autre", "sending": houses[situations.SENDING], "host": "", "country": "France"}
    assert client.post(at("new_mission", made.session), sent).status_code == 400
    tasks = "Rencontrer\n- les associations\n- les familles\nÉcrire"
    done = client.post(at("new_mission", made.session), {**sent, "host": houses[situations.HOST], "tasks_fr": tasks})
    assert done.status_code == 302
    row = Mission.objects.get(slug="autre")
    assert row.tasks == [
        {"fr": "Rencontrer", "parts": [{"fr": "les associations"}, {"fr": "les familles"}]},
        {"fr": "Écrire"},
    ]
    assert {p.part for p in row.partners.all()} == {"operator", "sending", "host"}


def test_a_call_is_written_and_published_from_its_pages_and_says_what_it_lacks(made: Partners) -> None:
    client = signed_in(made.operator)
    page = client.post(at("new_call", made.session), {"title_fr": "Nouvel appel", "base": "0"}, follow=True)
    assert "Pour publier, il manque" in page.content.decode()
    slug = "nouvel-appel"
    client.post(at("call_act", slug), {"to": "published"})
    assert Call.objects.get(slug=slug).state == "draft"
    assert Client().get(reverse("programme_public:call", args=[slug])).status_code == 404
    old = client.post(at("write_call", slug), {"title_fr": "Autre titre", "base": "7"})
    assert (old.status_code, "Autre titre" in old.content.decode()) == (409, True)
    bad = client.post(at("write_call", slug), {"title_fr": "Titre", "base": "1", "links": "Ici | javascript:alert(1)"})
    assert (bad.status_code, "n’est pas une adresse du web" in bad.content.decode()) == (400, True)


def test_an_attached_file_is_checked_and_given_to_anyone(made: Partners) -> None:
    client = signed_in(made.operator)
    send = {"what": "attach", "label_fr": "Brochure", "file": SimpleUploadedFile("brochure.pdf", pdf())}
    client.post(at("call_act", made.call), send)
    row = made.row().attachments.get()
    given = Client().get(reverse("programme_public:attachment", args=[made.call, row.id]))
    assert (given.content, given["Content-Type"]) == (pdf(), "application/pdf")
    refused = client.post(
        at("call_act", made.call), {"what": "attach", "file": SimpleUploadedFile("b.pdf", b"MZ\x90")}, follow=True
    )
    assert "est un programme" in refused.content.decode()


def test_readings_are_blind_until_both_are_in(made: Partners) -> None:
    row = applied(made)
    client = signed_in(made.host)
    marks = {f"mark-{c.id}": "3" for c in row.call.criteria.all()}
    form = {"what": "read", "advice": "yes", "words": "Avis de Selma.", "hand_in": "1", **marks}
    signed_in(made.sending).post(at("application_act", row.id), form)
    before = client.get(at("application", row.id)).content.decode()
    assert "Avis de Selma." not in before
    assert "elle s’ouvrira quand les deux le seront" in before
    client.post(at("application_act", row.id), {**form, "words": "Avis de Hugo."})
    after = client.get(at("application", row.id)).content.decode()
    assert "Avis de Selma." in after
    assert "100/100" in after


def test_from_selected_to_invited_in_one_action(made: Partners) -> None:
    row = selected(made)
    page = signed_in(made.host).post(at("application_act", row.id), {"what": "volunteer"}, follow=True)
    found = re.search(r"http://testserver(/compte/invitation/[^<\s]+)", page.content.decode())
    assert found
    assert Client().get(found[1]).status_code == 200
    again = signed_in(made.host).get(at("application", row.id)).content.decode()
    assert "/compte/invitation/" not in again, "the link is shown once"


def test_a_paper_is_given_under_a_name_that_says_nobody_s(made: Partners) -> None:
    row = applied(made)
    file = row.files.first()
    answer = signed_in(made.host).get(at("file", row.id, file.id))
    assert answer.content == pdf()
    assert answer["Content-Disposition"] == f'attachment; filename="{row.code}-cv.pdf"'.replace('"', '"')
    outsider = people.acting("oscar", of="ailleurs", roles=[Role.PROGRAMME])
    assert signed_in(outsider).get(at("file", row.id, file.id)).status_code == 404


def test_times_are_typed_as_people_write_them(made: Partners) -> None:
    client = signed_in(made.host)
    client.post(at("bring", made.call), {"what": "slots", "starts": "12/09/2018 14:30\n13/09/2018 9h", "minutes": "30"})
    assert [f"{s.starts_at:%d %H:%M}" for s in made.row().slots.all()] == ["12 12:30", "13 07:00"]
    wrong = client.post(at("bring", made.call), {"what": "slots", "starts": "un jour", "minutes": "30"}, follow=True)
    assert "horaire n’est pas compris" in wrong.content.decode()


def test_after_the_day_the_jury_sees_numbers_and_no_name(made: Partners) -> None:
    row = applied(made)
    assert candidate_of(row).first_name == "Camille"
    api.erase_due(now=dt.datetime(2018, 10, 1, tzinfo=dt.UTC))
    page = signed_in(made.host).get(at("applications", made.call)).content.decode()
    assert "Camille" not in page
    assert row.code in page
    assert signed_in(made.host).get(at("pack", row.id)).status_code == 200
