"""The pages of a mission's life: who reaches them, what they cost, what is typed there, nothing lost."""

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
from tests.factories.mission_life import Life, at, living
from tests.factories.programme import pdf
from vigie.network.api import Role
from vigie.programme import api
from vigie.programme.actions.life import caring, going, meeting, preparing
from vigie.programme.rules.kinds import Part
from vigie.programme.rules.life.care import AbsenceKind, PaperKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder", "moved_clock")]
LIVED = ("preparation", "reports", "meetings", "visits", "care")
MONEY = ("allowances", "trips")


@pytest.fixture
def life() -> Life:
    return living()


def page(name: str, *args: object) -> str:
    return reverse(f"programme:{name}", args=args)


def fill(life: Life, rows: int) -> None:
    told = {"slug": life.slug, "now": NOW}
    for number in range(rows):
        preparing.plan_talk(
            acting=life.operator,
            session=life.made.session,
            draft=preparing.TalkDraft(
                f"Thème {number}", NOW.date(), speaker=life.tutor.actor, organisation="juristes-inventes"
            ),
            now=NOW,
        )
        made = meeting.call_meeting(
            acting=life.host,
            draft=meeting.MeetingDraft(f"Réunion {number}", at(2018, 1, 10), people=[life.volunteer.actor]),
            **told,
        )
        actions = [meeting.ActionDraft("Faire", life.volunteer.actor)]
        meeting.record_meeting(
            acting=life.host, meeting_id=made, record="x", decisions=["y"], actions=actions, base=0, **told
        )
        visit = going.VisitDraft(NOW.date(), organisation="lisiere", needs=["a"])
        going.log_visit(acting=life.volunteer, draft=visit, **told)
        going.log_trip(
            acting=life.volunteer, draft=going.TripDraft(NOW.date(), "Calais", "Dunkerque", "Réunion"), **told
        )
        day = NOW.date() + dt.timedelta(days=number)
        caring.be_away(acting=life.volunteer, kind=AbsenceKind.LEAVE, starts=day, ends=day, **told)
        caring.add_paper(acting=life.operator, kind=PaperKind.OTHER, name="x", data=pdf(), **told)


def test_each_page_opens_to_whom_it_is_and_an_outsider_finds_nothing(life: Life) -> None:
    for who in (life.volunteer, life.operator, life.host, life.sending, life.tutor):
        for name in LIVED:
            assert signed_in(who).get(page(name, life.slug)).status_code == 200, (name, who.name)
        for name in MONEY:
            expected = 403 if who is life.tutor else 200
            assert signed_in(who).get(page(name, life.slug)).status_code == expected, (name, who.name)
    reports = (
        page("report", life.slug, 1),
        page("money_table", life.slug, "csv"),
        page("trip_table", life.slug, "xlsx"),
    )
    for address in (*(page(name, life.slug) for name in (*LIVED, *MONEY)), *reports):
        assert signed_in(life.outsider).get(address).status_code == 404, address
        assert Client().get(address).status_code == 302, address
    assert signed_in(life.host).get(page("shares", life.slug)).status_code == 403
    assert signed_in(life.outsider).get(page("talks", life.made.session)).status_code == 404
    for name in ("followed", "to_pay"):
        told = main_of(signed_in(life.outsider).get(page(name)).content)
        assert "Observer les droits" not in told
    assert "Vera" in signed_in(life.tutor).get(page("followed")).content.decode()


def test_pages_cost_the_same_at_one_row_and_at_three(life: Life) -> None:
    costs = []
    for rows in (1, 2):
        fill(life, rows)
        lists = [page(name, life.slug) for name in (*LIVED, *MONEY)]
        lists += [page("followed"), page("to_pay"), page("talks", life.made.session), page("missions")]
        costs.append([cost(signed_in(life.operator), address) for address in lists])
    assert costs[0] == costs[1]


def test_a_report_goes_from_the_page_and_nothing_typed_is_lost(life: Life) -> None:
    address = page("report", life.slug, 1)
    hers, theirs = signed_in(life.volunteer), signed_in(life.host)
    hers.post(address, {"what": "write", "base": "0", "P1": "Mon texte"})
    moved = hers.post(address, {"what": "send", "base": "0", "P1": "Autre texte"})
    assert (moved.status_code, "Autre texte" in moved.content.decode()) == (409, True)
    assert "Mon texte" not in main_of(theirs.get(address).content), "a draft is read by nobody else"
    hers.post(address, {"what": "send", "base": "1", "P1": "Mon texte"})
    assert "Mon texte" in main_of(theirs.get(address).content)
    bad = theirs.post(address, {"what": "refuse", "text": ""})
    assert (bad.status_code, "Dites pourquoi" in bad.content.decode()) == (400, True)
    theirs.post(address, {"what": "refuse", "text": "Il manque les besoins."})
    assert "Il manque les besoins." in hers.get(address).content.decode()
    hers.post(address, {"what": "send", "base": "2", "P1": "Repris"})
    theirs.post(address, {"what": "accept", "text": ""})
    again = theirs.post(address, {"what": "accept", "text": ""})
    assert (again.status_code, "déjà accepté" in again.content.decode()) == (409, True)
    assert theirs.post(address, {"what": "remark", "text": "Ma remarque"}).status_code == 409
    assert signed_in(life.volunteer).post(page("report", life.slug, 2), {"what": "accept"}).status_code == 403


def test_a_line_is_paid_with_its_receipt_from_the_page(life: Life) -> None:
    client = signed_in(life.operator)
    address = page("allowances", life.slug)
    sent = {"number": "1", "on": "2018-01-15", "how": "Virement"}
    bad = client.post(address, {**sent, "receipt": SimpleUploadedFile("r.pdf", b"MZ\x90")})
    assert (bad.status_code, "est un programme" in bad.content.decode(), "Virement" in bad.content.decode()) == (
        400,
        True,
        True,
    )
    done = client.post(address, {**sent, "receipt": SimpleUploadedFile("r.pdf", pdf())}, follow=True)
    told = main_of(done.content).replace("\xa0", " ").replace("\u202f", " ")
    assert "744 € versés sur 4 244 €" in told
    given = signed_in(life.volunteer).get(page("receipt", life.slug, 1))
    assert (given.content, given["Cache-Control"]) == (pdf(), "no-store")
    assert signed_in(life.outsider).get(page("receipt", life.slug, 1)).status_code == 404
    table = client.get(page("money_table", life.slug, "csv"))
    assert b"Virement" in table.content
    parts = {f"initial-{life.operator.organisation}": "744", f"monthly-{life.host.organisation}": "500"}
    assert client.post(page("shares", life.slug), parts).status_code == 302
    wrong = client.post(page("shares", life.slug), {**parts, f"monthly-{life.sending.organisation}": "1"})
    assert (wrong.status_code, "ne font pas le montant" in wrong.content.decode()) == (400, True)


def test_a_trip_with_a_passenger_is_refused_in_words_and_what_was_typed_stays(life: Life) -> None:
    sent = {
        "on": "2018-01-15",
        "origin": "Calais",
        "destination": "Lille",
        "purpose": "Déposé deux jeunes",
        "km": "110",
    }
    bad = signed_in(life.volunteer).post(page("trips", life.slug), sent)
    told = bad.content.decode()
    assert (bad.status_code, "Ici, pas de passager" in told, "Déposé deux jeunes" in told) == (400, True, True)
    assert not life.row().trips.exists()
    sent["purpose"] = "Réunion"
    assert signed_in(life.volunteer).post(page("trips", life.slug), sent).status_code == 302
    assert signed_in(life.host).post(page("trips", life.slug), sent).status_code == 403


def test_a_meeting_is_called_and_its_minutes_typed(life: Life) -> None:
    client = signed_in(life.host)
    sent = {"title": "Suivi", "on": "2018-01-20", "at": "10:00", "minutes": "60", "people": [life.volunteer.actor]}
    made = client.post(page("meetings", life.slug), sent)
    assert made.status_code == 302
    typed = {"record": "Bien.", "decisions": "Une\nDeux", "actions": "Appeler | Vera | 01/02/2018\nÉcrire", "base": "0"}
    wrong = client.post(made.url, {**typed, "actions": "Appeler | Vera | demain"})
    assert (wrong.status_code, "demain" in wrong.content.decode(), "Bien." in wrong.content.decode()) == (
        400,
        True,
        True,
    )
    done = main_of(client.post(made.url, typed, follow=True).content)
    for words in ("Une", "Deux", "Appeler", "Vera", "février"):
        assert words in done, words
    assert client.get(f"{made.url}/agenda.ics")["Content-Type"].startswith("text/calendar")
    assert signed_in(life.outsider).get(f"{made.url}/agenda.ics").status_code == 404


def test_who_to_call_is_shown_once_opened_and_a_hard_day_to_nobody_else(life: Life) -> None:
    care = page("care", life.slug)
    hers = signed_in(life.volunteer)
    hers.post(care, {"what": "emergency", "name": "Ma sœur inventée", "phone": "06", "tie": "", "notes": ""})
    theirs = signed_in(life.operator)
    assert "sœur" not in theirs.get(care).content.decode()
    opened = theirs.post(care, {"what": "open", "reason": "Accident"})
    assert ("sœur" in opened.content.decode(), opened["Cache-Control"]) == (True, "no-store")
    assert signed_in(life.host).post(care, {"what": "open", "reason": "x"}).status_code == 403
    hers.post(care, {"what": "confidant", "person": life.tutor.actor})
    assert "Tomas" in main_of(hers.get(page("mission", life.slug)).content)
    hers.post(care, {"what": "debrief", "words": "Une journée dure."})
    lost = hers.post(care, {"what": "away", "kind": "leave", "starts": "2018-01-20", "ends": "2018-01-10"})
    assert (lost.status_code, "2018-01-10" in lost.content.decode()) == (400, True)
    assert "Une journée dure." in hers.get(care).content.decode()
    for other in (life.operator, life.host, life.tutor):
        told = signed_in(other).get(care).content.decode()
        assert "journée dure" not in told.lower(), other.name
    assert signed_in(life.operator).post(care, {"what": "autre"}).status_code == 404


def test_a_talk_is_planned_from_its_page_and_who_came_is_noted(life: Life) -> None:
    client = signed_in(life.operator)
    sent = {"theme": "Observer", "phase": "preparation", "on": "2018-01-10", "minutes": "90", "speaker_name": "Odile"}
    assert client.post(page("talks", life.made.session), sent).status_code == 302
    assert client.post(page("talks", life.made.session), {**sent, "theme": ""}).status_code == 400
    talk = life.made.session_row().talks.get()
    client.post(page("attendance", life.made.session, talk.id), {f"came-{life.slug}": "yes"})
    assert "présence notée" in signed_in(life.volunteer).get(page("preparation", life.slug)).content.decode()
    assert client.get(page("talks_pdf", life.made.session))["Content-Type"] == "application/pdf"
    notes = {"talk": talk.id, "notes": "Retenir.", "base": ""}
    assert signed_in(life.volunteer).post(page("preparation", life.slug), notes).status_code == 302
    late = signed_in(life.host).post(page("preparation", life.slug), {**notes, "notes": "Les miennes"})
    assert (late.status_code, "Les miennes" in late.content.decode()) == (409, True)


def test_no_page_leads_to_one_that_stays_shut(life: Life) -> None:
    """Every link of the mission, its session and the late reports opens, to each of those who come there."""
    api.create_mission(
        acting=life.operator,
        session=life.made.session,
        draft=situations.mission_draft(
            "Mission d’à côté",
            partners=[api.PartnerDraft("ailleurs", Part.SENDING), api.PartnerDraft("ailleurs", Part.HOST)],
        ),
        now=NOW,
    )
    member = people.acting("nadir", of=situations.HOST, roles=[Role.OBSERVER])
    for who in (life.volunteer, life.tutor, life.host, life.operator, member):
        client = signed_in(who)
        start = [page("mission", life.slug), page("session", life.made.session), page("followed"), page("missions")]
        told = "".join(main_of(client.get(address).content) for address in start)
        assert ("Mission d’à côté" in told) is (who is life.operator)
        for address in sorted(set(re.findall(r'href="(/missions/[^"#?]*)', told))):
            assert client.get(address).status_code == 200, (who.name, address)
