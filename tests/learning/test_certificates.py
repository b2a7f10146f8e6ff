"""A certificate asks for the session, the quiz and the agreement; the right appears, is reminded of, ends, is taken back."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from tests.conftest import NOW
from tests.factories import facts, learning
from tests.factories import network as people
from tests.factories.browsing import signed_in
from vigie.journal.models import Entry, Notification
from vigie.kernel.api import Conflict, Denied, Invalid, Missing
from vigie.learning.api import (
    Asked,
    Done,
    candidates,
    certificate,
    done_by,
    forget_learning,
    missing,
    my_certificate,
    remind_certificates,
    revoke_certificate,
    sign_certificate,
)
from vigie.learning.models import Attendance, Certificate, Coding
from vigie.learning.rules.certificates import last_day, months_after
from vigie.network.api import Acting, CapabilityCode, Role, acting_for, grant_capability
from vigie.network.models import Capability, Person

TODAY = NOW.date()


def on(who: Acting, day: dt.date) -> Acting:
    """How somebody acts on another day."""
    return acting_for(person_id=who.actor, organisation_id=who.organisation, day=day)


def test_what_is_asked_comes_in_order() -> None:
    assert missing(Done()) == (Asked.SESSION, Asked.QUIZ, Asked.AGREEMENT)
    assert missing(Done(TODAY, None, TODAY)) == (Asked.QUIZ,)
    assert missing(Done(TODAY, TODAY, TODAY)) == ()


@pytest.mark.parametrize(
    ("issued", "months", "last"),
    [
        (dt.date(2018, 1, 16), 12, dt.date(2019, 1, 15)),
        (dt.date(2018, 8, 31), 6, dt.date(2019, 2, 27)),
        (dt.date(2020, 2, 29), 12, dt.date(2021, 2, 27)),
    ],
)
def test_it_holds_for_whole_months_the_last_day_included(issued: dt.date, months: int, last: dt.date) -> None:
    assert last_day(issued, months) == last
    assert months_after(last + dt.timedelta(days=1), -months) <= issued


def test_the_right_appears_with_the_signature_and_ends_with_the_certificate(alma: Acting, odile: Acting) -> None:
    learning.ready(alma, odile)
    assert not on(odile, TODAY).collects_testimony
    made = sign_certificate(acting=alma, person_id=odile.actor, now=NOW)
    assert on(odile, TODAY).collects_testimony
    assert not on(odile, TODAY - dt.timedelta(days=1)).collects_testimony
    assert on(odile, dt.date(2019, 1, 15)).collects_testimony
    assert not on(odile, dt.date(2019, 1, 16)).collects_testimony
    card = my_certificate(odile, day=TODAY)
    assert card is not None
    assert (card.id, card.expires_on, card.holds) == (made, dt.date(2019, 1, 15), True)
    assert Notification.objects.get(person=odile.actor, code="learning.certified").params == {"day": "15/01/2019"}
    assert Entry.objects.filter(verb="learning.certificate_signed", object_id=made).count() == 1


def test_trained_is_not_enough_without_being_a_member_or_on_a_mission(alma: Acting) -> None:
    guest = learning.learner("nils", member=False)
    learning.certified(alma, guest)
    assert not on(guest, TODAY).collects_testimony
    (line,) = [one for one in candidates(alma, day=TODAY) if one.person == guest.actor]
    assert (line.may_collect, line.belongs, line.certificate is not None) == (False, False, True)
    page = signed_in(guest).get(reverse("learning:home"))
    assert "Formé·e, mais ni membre ni en mission" not in page.content.decode()  # the clock is today's: long ended
    grant_capability(acting=alma, person_id=guest.actor, code=CapabilityCode.ON_MISSION, now=NOW)
    assert on(guest, TODAY).collects_testimony


@pytest.mark.parametrize("left_out", ["session", "quiz", "agreement"])
def test_nothing_is_signed_while_something_is_missing(alma: Acting, odile: Acting, left_out: str) -> None:
    if left_out != "session":
        learning.held(alma, odile)
    if left_out != "quiz":
        learning.passes(odile)
    learning.codes(odile, wrong=4 if left_out == "agreement" else 0)
    assert [asked.value for asked in missing(done_by([odile.actor], day=TODAY)[odile.actor])] == [left_out]
    with pytest.raises(Conflict, match="not_ready"):
        sign_certificate(acting=alma, person_id=odile.actor, now=NOW)
    assert not Certificate.objects.exists()
    assert not Capability.objects.filter(code="trained").exists()


def test_what_is_eighteen_months_old_does_not_count(alma: Acting, odile: Acting) -> None:
    learning.ready(alma, odile)
    assert missing(done_by([odile.actor], day=dt.date(2019, 7, 9))[odile.actor]) == ()
    assert missing(done_by([odile.actor], day=dt.date(2019, 7, 12))[odile.actor]) == (Asked.SESSION,)
    assert len(missing(done_by([odile.actor], day=dt.date(2019, 7, 20))[odile.actor])) == 3


def test_who_did_not_come_has_no_session(alma: Acting, odile: Acting) -> None:
    from vigie.learning.api import tick_sheet

    made = learning.held(alma, odile)
    tick_sheet(acting=alma, session_id=made, present=[], now=NOW)
    assert done_by([odile.actor], day=TODAY)[odile.actor].session is None


def test_who_may_sign_and_for_whom(alma: Acting, odile: Acting) -> None:
    learning.ready(alma, odile)
    bea = people.acting("bea", roles=[Role.PROGRAMME])
    for who in (people.acting("judith", roles=[Role.JURISTE]), odile):
        with pytest.raises(Denied):
            sign_certificate(acting=who, person_id=odile.actor, now=NOW)
    for stranger in (facts.outsider(), facts.partner(), facts.neighbour()):
        with pytest.raises(Missing):
            sign_certificate(acting=stranger, person_id=odile.actor, now=NOW)
    with pytest.raises(Invalid, match="months"):
        sign_certificate(acting=bea, person_id=odile.actor, months=120, now=NOW)
    made = sign_certificate(acting=bea, person_id=odile.actor, months=6, now=NOW)
    assert Certificate.objects.get(id=made).expires_on == dt.date(2018, 7, 15)
    with pytest.raises(Conflict, match="certified_already"):
        sign_certificate(acting=alma, person_id=odile.actor, now=NOW)
    with pytest.raises(Conflict, match="sign_self"):
        sign_certificate(acting=alma, person_id=alma.actor, now=NOW)


def test_taking_back_ends_the_right_at_once_with_a_reason(alma: Acting, odile: Acting) -> None:
    made = learning.certified(alma, odile)
    with pytest.raises(Invalid, match="because"):
        revoke_certificate(acting=alma, certificate_id=made, because="  ", now=NOW)
    for other in (facts.outsider(), facts.partner()):
        with pytest.raises(Missing):
            revoke_certificate(acting=other, certificate_id=made, because="x", now=NOW)
    revoke_certificate(acting=alma, certificate_id=made, because="Un récit raconté à table.", now=NOW)
    assert not on(odile, TODAY).collects_testimony
    assert not on(odile, TODAY + dt.timedelta(days=40)).collects_testimony
    assert Entry.objects.get(verb="learning.certificate_revoked").motive == "Un récit raconté à table."
    assert Notification.objects.filter(person=odile.actor, code="learning.certificate_revoked").exists()
    with pytest.raises(Conflict, match="revoked_already"):
        revoke_certificate(acting=alma, certificate_id=made, because="x", now=NOW)


def test_one_is_reminded_once_thirty_days_before_and_may_renew(alma: Acting, odile: Acting) -> None:
    made = learning.certified(alma, odile)
    ends = Certificate.objects.get(id=made).expires_on
    month = dt.timedelta(days=30)
    at = dt.datetime.combine(ends, dt.time(3), dt.UTC)
    assert remind_certificates(now=at - month - dt.timedelta(days=1)) == 0
    assert remind_certificates(now=at - month) == 1
    assert remind_certificates(now=at - month + dt.timedelta(days=1)) == 0
    told = Notification.objects.filter(code__in=["learning.ends_soon", "learning.colleague_ends_soon"])
    assert {(n.person, n.code) for n in told} == {
        (odile.actor, "learning.ends_soon"),
        (alma.actor, "learning.colleague_ends_soon"),
    }
    renewed = sign_certificate(acting=on(alma, ends), person_id=odile.actor, now=at)
    assert on(odile, ends + dt.timedelta(days=1)).collects_testimony
    assert Certificate.objects.get(id=renewed).expires_on > ends
    assert remind_certificates(now=at) == 0


def test_the_page_signs_and_the_paper_says_what_was_done(
    alma: Acting, odile: Acting, moved_clock: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    learning.ready(alma, odile)
    browser = signed_in(alma)
    assert "Signer l’attestation" in browser.get(reverse("learning:certificates")).content.decode()
    assert browser.post(reverse("learning:sign", args=[odile.actor]), {"months": "abc"}).status_code == 400
    browser.post(reverse("learning:sign", args=[odile.actor]), {"months": "12"})
    made = Certificate.objects.get()
    for who, expected in ((odile, 200), (alma, 200), (learning.learner("nils"), 404), (facts.outsider(), 404)):
        answer = signed_in(who).get(reverse("learning:certificate", args=[made.id]))
        assert answer.status_code == expected
    for language, words in (("fr", "Attestation de formation"), ("en", "Certificate of training")):
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        pdf = PdfReader(io.BytesIO(browser.get(reverse("learning:certificate", args=[made.id])).content))
        text = "".join(pdf.pages[0].extract_text().split())
        assert len(pdf.pages) == 1
        assert words.upper().replace(" ", "") in text
        assert "Odile" in text
        assert made.number in text
    mine = signed_in(odile)
    assert "Vous pouvez recueillir des témoignages" in mine.get(reverse("learning:home")).content.decode()
    monkeypatch.setenv("VIGIE_NOW", "2019-01-16T08:00:00+01:00")
    page = signed_in(odile).get(reverse("learning:home")).content.decode()
    assert "Votre attestation a pris fin" in page
    assert "Vous pouvez recueillir des témoignages" not in page


def test_the_list_costs_the_same_for_one_and_three(alma: Acting, odile: Acting, moved_clock: object) -> None:
    browser, counted = signed_in(alma), []
    learning.certified(alma, odile)
    for more in ((), ("nils", "ada")):
        for name in more:
            learning.certified(alma, learning.learner(name))
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(reverse("learning:certificates")).content.decode()
        counted.append(len(queries))
    assert page.count("recueille des témoignages") == 3
    assert counted[0] == counted[1]


def test_who_leaves_takes_their_exercises_along_and_old_names_go(alma: Acting, odile: Acting) -> None:
    made = learning.certified(alma, odile)
    assert forget_learning(now=NOW) == 0
    Person.objects.filter(id=odile.actor).update(is_active=False)
    assert forget_learning(now=NOW) == 2
    assert not Coding.objects.exists()
    assert certificate(alma, made, day=TODAY).name == "Odile"
    assert forget_learning(now=NOW + dt.timedelta(days=365 * 3 + 2)) == 1
    assert not Attendance.objects.exists()
    assert forget_learning(now=NOW + dt.timedelta(days=365 * 4 + 2)) == 1
    assert not Certificate.objects.exists()
