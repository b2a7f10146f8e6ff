"""What becomes of an application: begun, sent, held, late, twice, read by two, decided by two partners, erased on its day."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.conftest import NOW
from tests.factories import programme as situations
from tests.factories.programme import EMAIL, Partners, applied, candidate, draft, pdf, published, read_by, selected
from vigie.journal.api import notifications
from vigie.kernel.api import Conflict, Denied, Invalid, Missing, files_of
from vigie.network.api import Role, accept_invitation
from vigie.network.models import Capability, Invitation, Person, RoleGrant
from vigie.programme import api
from vigie.programme.actions.applying import Answers, change, find, remove_file
from vigie.programme.actions.reading import let_in, mark_complete
from vigie.programme.actions.replies import letters, send_letters
from vigie.programme.models import Application, Call, Reading
from vigie.programme.people import GONE, candidate_of, owner_of
from vigie.programme.rules.kinds import AgeBand, FileKind, ReplyKind
from vigie.programme.rules.spam import Held
from vigie.programme.rules.states import ApplicationState, CallState, MissionState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder", "moved_clock")]
AFTER = dt.datetime(2018, 3, 16, 0, 30, tzinfo=dt.UTC)
LAST_DAY = dt.datetime(2018, 3, 15, 22, 30, tzinfo=dt.UTC)


@pytest.fixture
def made() -> Partners:
    return published()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """A block at whose end what was to be done once committed is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_draft_opens_with_its_secret_alone_however_it_was_written_down(made: Partners) -> None:
    begun = draft(made)
    spaced = "-".join(begun.secret[i : i + 4].upper() for i in range(0, 20, 4))
    assert find(spaced).id == begun.id
    assert begun.secret not in str(Application.objects.values())
    with pytest.raises(Missing, match="no_such_code"):
        find("x" * 20)


def test_no_row_says_who_a_candidate_is(made: Partners) -> None:
    row = applied(made)
    told = str(list(Application.objects.values())) + str(list(row.files.values()))
    assert EMAIL not in told
    assert "Camille" not in told
    assert candidate_of(row).name == "Camille Inventée"


def test_an_application_is_received_then_complete_once_nothing_lacks(made: Partners) -> None:
    row = applied(made, files=False)
    assert row.state == ApplicationState.RECEIVED
    api.add_file(application_id=row.id, kind=FileKind.CV, data=pdf(), now=NOW)
    api.add_file(application_id=row.id, kind=FileKind.LETTER, data=pdf(), now=NOW)
    row.refresh_from_db()
    assert row.state == ApplicationState.COMPLETE
    assert (row.late, row.held, row.same_as) == (False, "", None)
    for juror in (made.operator, made.sending, made.host):
        told = notifications(person=juror.actor)
        assert [n.params["code"] for n in told if n.code == "programme.application_came"] == [row.code]


def test_the_last_day_counts_whole_and_after_it_an_application_is_kept_as_late(made: Partners) -> None:
    assert not applied(made, now=LAST_DAY).late
    late = applied(made, now=AFTER, email="tard@exemple.example")
    assert late.late
    assert late.state == ApplicationState.COMPLETE


def test_the_same_person_twice_is_told_both_are_kept_and_the_latest_points_to_the_one_before(made: Partners) -> None:
    first = applied(made)
    second = applied(made, email=EMAIL.upper(), first_name="Cam")
    other = applied(made, email="autre@exemple.example")
    assert (second.same_as, other.same_as) == (first, None)
    assert Application.objects.count() == 3


def test_a_held_form_is_kept_and_let_in_by_a_juror_who_is_told_of_no_other(made: Partners) -> None:
    begun = draft(made, held=Held.TRAP)
    api.send(application_id=begun.id, now=NOW)
    assert not [n for n in notifications(person=made.host.actor) if n.code == "programme.application_came"]
    let_in(acting=made.host, application_id=begun.id, now=NOW)
    assert Application.objects.get(id=begun.id).held == ""
    assert [n for n in notifications(person=made.host.actor) if n.code == "programme.application_came"]
    with pytest.raises(Conflict, match="not_held"):
        let_in(acting=made.host, application_id=begun.id, now=NOW)


def test_a_closed_call_takes_nothing_more_and_a_draft_begun_before_stays(made: Partners) -> None:
    begun = draft(made)
    api.move_call(acting=made.operator, slug=made.call, to=CallState.CLOSED, now=NOW)
    with pytest.raises(Conflict, match="call_closed"):
        draft(made)
    with pytest.raises(Conflict, match="call_closed"):
        api.send(application_id=begun.id, now=NOW)
    assert Application.objects.get(id=begun.id).state == ApplicationState.DRAFT


def test_answers_change_until_the_jury_reads(made: Partners, committed) -> None:
    row = applied(made)
    with committed():
        change(application_id=row.id, answers=Answers(candidate(town="Lille"), AgeBand.OVER_26), now=NOW)
    row.refresh_from_db()
    assert (candidate_of(row).town, row.age_band) == ("Lille", AgeBand.OVER_26)
    assert len(files_of(owner=owner_of(row.id))) == 3, "the answers before are gone"
    read_by(made, row, made.host)
    for act in (
        lambda: change(application_id=row.id, answers=Answers(candidate()), now=NOW),
        lambda: api.add_file(application_id=row.id, kind=FileKind.CV, data=pdf(), now=NOW),
        lambda: remove_file(application_id=row.id, file_id=row.files.first().id, now=NOW),
    ):
        with pytest.raises(Conflict, match="application_read"):
            act()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"email": "camille"}, "email_wrong"),
        ({"email": "a b@c.d"}, "email_wrong"),
        ({"languages": {"fr": "parfait"}}, "answer_wrong"),
        ({"letter": "a" * 9000}, "letter_too_long"),
    ],
)
def test_wrong_answers_are_refused_in_words(made: Partners, changes: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        draft(made, **changes)
    with pytest.raises(Invalid, match="answer_wrong"):
        draft(made, age="2035-01-01")
    assert not Application.objects.exists()


def test_only_the_named_jury_reads_and_nobody_else_learns_that_there_is_one(made: Partners) -> None:
    row = applied(made)
    colleague = situations.people.acting("charlie", of=situations.HOST, roles=[Role.COORDINATOR])
    outsider = situations.people.acting("oscar", of="ailleurs", roles=[Role.PROGRAMME])
    for who in (colleague, outsider):
        with pytest.raises(Missing, match="no_application"):
            api.read(acting=who, application_id=row.id, marks={}, advice="", words="", hand_in=False, now=NOW)


def test_two_readers_of_two_partners_read_and_a_third_is_told_it_is_enough(made: Partners) -> None:
    row = applied(made)
    second = situations.people.acting("hind", of=situations.HOST, roles=[Role.COORDINATOR])
    api.name_juror(
        acting=made.operator, slug=made.call, person=second.actor, organisation_id=second.organisation, now=NOW
    )
    read_by(made, row, made.host)
    with pytest.raises(Conflict, match="reader_of_yours"):
        read_by(made, row, second)
    with pytest.raises(Conflict, match="read_already"):
        read_by(made, row, made.host)
    with pytest.raises(Conflict, match="two_readings"):
        api.propose(acting=made.host, application_id=row.id, outcome=ApplicationState.SELECTED, now=NOW)
    read_by(made, row, made.sending)
    with pytest.raises(Conflict, match="readers_enough"):
        read_by(made, row, made.operator)
    assert Reading.objects.filter(words="").count() == 0
    assert "Solide" not in str(list(Reading.objects.values()))


def test_a_mark_that_is_none_and_a_reading_without_advice_are_refused(made: Partners) -> None:
    row = applied(made)
    criterion = row.call.criteria.first().id
    for marks, advice, code in (({criterion: "4"}, "yes", "mark_wrong"), ({criterion: "2"}, "", "advice_needed")):
        with pytest.raises(Invalid, match=code):
            api.read(
                acting=made.host, application_id=row.id, marks=marks, advice=advice, words="", hand_in=True, now=NOW
            )


def test_a_decision_holds_once_another_partner_agrees(made: Partners) -> None:
    row = applied(made)
    read_by(made, row)
    propose = {"application_id": row.id, "outcome": ApplicationState.WAITING, "now": NOW}
    api.propose(acting=made.sending, **propose)
    with pytest.raises(Conflict, match="decision_waits"):
        api.propose(acting=made.host, **propose)
    with pytest.raises(Conflict, match="two_partners"):
        api.agree(acting=made.sending, application_id=row.id, agreed=True, now=NOW)
    api.agree(acting=made.host, application_id=row.id, agreed=False, now=NOW)
    api.propose(acting=made.host, application_id=row.id, outcome=ApplicationState.SELECTED, now=NOW)
    api.agree(acting=made.operator, application_id=row.id, agreed=True, now=NOW)
    row.refresh_from_db()
    assert row.state == ApplicationState.SELECTED
    with pytest.raises(Missing, match="no_decision"):
        api.agree(acting=made.host, application_id=row.id, agreed=True, now=NOW)
    with pytest.raises(Invalid, match="not_an_outcome"):
        api.propose(acting=made.host, application_id=row.id, outcome=ApplicationState.WITHDRAWN, now=NOW)


def test_an_interview_is_offered_and_a_time_chosen_once(made: Partners) -> None:
    one, two = applied(made), applied(made, email="deux@exemple.example")
    for row in (one, two):
        read_by(made, row)
    api.invite_to_interview(acting=made.host, application_ids=[one.id, two.id], now=NOW)
    times = [NOW + dt.timedelta(days=3), NOW + dt.timedelta(days=4)]
    assert api.offer_slots(acting=made.host, slug=made.call, starts=times, minutes=45, place="Visio", now=NOW) == 2
    with pytest.raises(Invalid, match="slot_past"):
        api.offer_slots(acting=made.host, slug=made.call, starts=[NOW], minutes=45, place="", now=NOW)
    first, second = made.row().slots.all()
    api.choose_slot(application_id=one.id, slot_id=first.id, now=NOW)
    with pytest.raises(Conflict, match="slot_taken"):
        api.choose_slot(application_id=two.id, slot_id=first.id, now=NOW)
    api.choose_slot(application_id=one.id, slot_id=second.id, now=NOW)
    api.choose_slot(application_id=two.id, slot_id=first.id, now=NOW)
    assert {slot.application_id for slot in made.row().slots.all()} == {one.id, two.id}


def test_a_selected_candidate_becomes_the_mission_s_volunteer_with_dated_rights_that_end_with_it(
    made: Partners,
) -> None:
    row = selected(made)
    invited = api.make_volunteer(acting=made.operator, application_id=row.id, now=NOW)
    assert Invitation.objects.get(id=invited.id).organisation.slug == situations.HOST, (
        "the host decided with the others"
    )
    accept_invitation(
        token=invited.token,
        username="camille",
        name="Camille",
        password="falaise et embruns 12",
        language="fr",
        now=NOW,
    )
    mission = made.mission_row()
    volunteer = Person.objects.get(username="camille")
    assert mission.volunteer == volunteer
    right = Capability.objects.get(person=volunteer)
    assert (right.code, right.starts, right.ends) == ("on_mission", dt.date(2018, 10, 22), dt.date(2019, 5, 31))
    assert [g.role for g in RoleGrant.objects.filter(person=volunteer)] == ["observer"]
    with pytest.raises(Conflict, match="mission_taken"):
        api.make_volunteer(acting=made.operator, application_id=row.id, now=NOW)
    for state, day in (
        (MissionState.RUNNING, dt.datetime(2018, 11, 1, tzinfo=dt.UTC)),
        (MissionState.ENDED, dt.datetime(2019, 2, 1, tzinfo=dt.UTC)),
    ):
        api.move_mission(acting=made.operator, slug=made.mission, to=state, now=day)
    right.refresh_from_db()
    assert right.ends == dt.date(2019, 1, 31)


def test_only_a_selected_candidate_becomes_a_mission(made: Partners) -> None:
    with pytest.raises(Conflict, match="not_selected"):
        api.make_volunteer(acting=made.operator, application_id=applied(made).id, now=NOW)


def test_letters_go_once_to_whom_they_fit_and_their_text_is_kept_apart(made: Partners, settings, mailoutbox) -> None:
    row, waits = selected(made), applied(made, email="deux@exemple.example")
    where = {"slug": made.call, "address": "https://vigie.example/appels/suivi"}
    found = letters(acting=made.host, kind=ReplyKind.SELECTED, **where)
    assert [(one.application, one.sent) for one in found] == [(row, False)]
    assert "Camille" in found[0].body
    ids = [row.id, waits.id]
    values = {
        "acting": made.host,
        "kind": ReplyKind.SELECTED,
        "application_ids": ids,
        "by_hand": False,
        "now": NOW,
        **where,
    }
    assert send_letters(**values) == 1
    assert send_letters(**values) == 0
    assert [mail.to for mail in mailoutbox] == [[EMAIL]]
    assert mailoutbox[0].reply_to == ["appel@passerelle.example"]
    assert "Camille" not in str(list(row.replies.values()))
    assert letters(acting=made.host, kind=ReplyKind.SELECTED, **where)[0].sent


def test_without_mail_one_copies_and_says_so(made: Partners, settings) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", ""
    row = selected(made)
    values = {
        "acting": made.host,
        "slug": made.call,
        "kind": ReplyKind.SELECTED,
        "application_ids": [row.id],
        "address": "",
        "now": NOW,
    }
    with pytest.raises(Conflict, match="no_mail"):
        send_letters(by_hand=False, **values)
    assert not row.replies.exists()
    assert send_letters(by_hand=True, **values) == 1


def test_on_its_day_a_call_forgets_its_candidates_and_keeps_numbers(made: Partners, committed) -> None:
    row, late = selected(made), applied(made, now=AFTER, email="tard@exemple.example", age=AgeBand.OVER_26)
    begun = draft(made, email="brouillon@exemple.example")
    call = made.row()
    assert call.erase_on == dt.date(2018, 9, 14)
    assert api.erase_due(now=dt.datetime(2018, 9, 13, 12, tzinfo=dt.UTC)) == 0
    with committed():
        assert api.erase_due(now=dt.datetime(2018, 9, 14, 12, tzinfo=dt.UTC)) == 2
    for application in (row, late):
        application.refresh_from_db()
        assert candidate_of(application) == GONE
        assert files_of(owner=owner_of(application.id)) == []
        assert (application.age_band, application.answers, application.files.count()) == ("", "", 0)
    counts = Call.objects.get(slug=made.call).counts
    assert counts == {
        "applications": 2,
        "states": {"selected": 1, "complete": 1},
        "ages": {"under_26": 1, "26_or_more": 1},
        "late": 1,
        "sources": {"form": 2},
    }
    with pytest.raises(Missing, match="no_such_code"):
        find(begun.secret)
    assert api.erase_due(now=dt.datetime(2018, 9, 15, 12, tzinfo=dt.UTC)) == 0


def test_a_candidate_withdraws_and_what_was_kept_goes_at_once(made: Partners, committed) -> None:
    row = selected(made)
    with committed():
        api.withdraw(application_id=row.id, now=NOW)
    row.refresh_from_db()
    assert (row.state, candidate_of(row)) == (ApplicationState.WITHDRAWN, GONE)
    assert files_of(owner=owner_of(row.id)) == []
    with pytest.raises(Missing, match="no_such_code"):
        api.withdraw(application_id=row.id, now=NOW)


def test_a_draft_nobody_sent_goes_after_two_months(made: Partners, committed) -> None:
    begun = draft(made)
    with committed():
        api.erase_due(now=NOW + dt.timedelta(days=61))
    assert not Application.objects.exists()
    assert files_of(owner=owner_of(begun.id)) == []


LETTER = b"""From: Noa Inventee <noa@exemple.example>
Subject: Observatoire, France
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="x"

--x
Content-Type: text/plain; charset=utf-8

Bonjour, je candidate.
--x
Content-Type: application/pdf; name="cv.pdf"
Content-Disposition: attachment; filename="cv.pdf"
Content-Transfer-Encoding: base64

%s
--x
Content-Type: application/octet-stream
Content-Disposition: attachment; filename="lettre.exe"
Content-Transfer-Encoding: base64

TVqQAAMAAAA=
--x--
"""


def test_an_application_by_mail_comes_in_with_its_files_and_says_which_was_not_kept(made: Partners) -> None:
    import base64

    data = LETTER % base64.b64encode(pdf())
    made_id, refused = api.import_letter(acting=made.host, slug=made.call, data=data, now=NOW)
    row = Application.objects.get(id=made_id)
    who = candidate_of(row)
    assert (who.name, who.email, who.subject) == ("Noa Inventee", "noa@exemple.example", "Observatoire, France")
    assert "je candidate" in who.letter
    assert [r.code for r in refused] == ["programme.file_program"]
    assert [f.kind for f in row.files.all()] == ["cv"]
    assert (row.source, row.state) == ("email", ApplicationState.COMPLETE)
    for wrong in (b"", b"PK\x03\x04", b"\x00" * 50, b"From: personne\n\nx"):
        with pytest.raises(Invalid, match="mail_not_one"):
            api.import_letter(acting=made.host, slug=made.call, data=wrong, now=NOW)
    outsider = situations.people.acting("prosper", of=situations.OPERATOR, roles=[Role.PROGRAMME])
    with pytest.raises(Denied, match="jury_only"):
        api.import_letter(acting=outsider, slug=made.call, data=data, now=NOW)


def test_the_jury_says_complete_what_the_form_did_not_count(made: Partners) -> None:
    row = applied(made, files=False)
    with pytest.raises(Conflict, match="not_complete"):
        read_by(made, row, made.host)
    mark_complete(acting=made.host, application_id=row.id, now=NOW)
    read_by(made, row, made.host)
