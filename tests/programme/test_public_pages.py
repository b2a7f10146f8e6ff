"""What anyone sees of a call, and what a candidate does there without an account."""

from __future__ import annotations

import json
import re

import pytest
from django.core import mail, signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.conftest import NOW
from tests.factories.programme import Partners, applied, call_draft, pdf, published, read_by
from vigie.programme import api
from vigie.programme.models import Application, Call
from vigie.programme.people import candidate_of
from vigie.programme.rules.states import CallState
from vigie.programme.web import public

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder", "moved_clock")]


@pytest.fixture
def made() -> Partners:
    return published()


def at(name: str, *args: str) -> str:
    return reverse(f"programme_public:{name}", args=args)


def sent(**changes: str) -> dict[str, str]:
    values = {"first_name": "Noa", "last_name": "Inventée", "email": "noa@exemple.example", "age_band": "under_26"}
    return {**values, "served": "no", "licence": "yes", "car": "no", "lang_fr": "native", "lang_en": "basic", **changes}


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def old_mark() -> str:
    """The mark of a form given a minute ago."""
    signer = signing.TimestampSigner(salt=public._SALT)
    value = f"form:{signing.b62_encode(int(public.time.time()) - 60)}"
    return f"{value}:{signer.signature(value)}"


def begun(made: Partners, client: Client, **changes: str) -> Application:
    answer = client.post(at("apply", made.call), sent(mark=old_mark(), **changes))
    assert answer.status_code == 302, answer.content.decode()
    return Application.objects.get(id=client.session["programme_application"])


def test_a_call_is_read_in_both_languages_with_every_fact_and_no_empty_section(made: Partners) -> None:
    page = Client().get(at("call", made.call))
    told = page.content.decode()
    for words in (
        "Observatoire inventé",
        "Littoral Nord",
        "7 mois",
        "du 22 octobre",
        "500\xa0€ par mois",
        "744\xa0€ au départ",
        "soit 4\u202f244\xa0€ en tout",
        "Permis B et véhicule",
        "Des juristes.",
        "jeudi 15 mars",
    ):
        assert plain(words) in plain(told), words
    assert "Résumé" not in told, "an empty section is not shown"
    english = Client().get(at("call", made.call), {"langue": "en"})
    assert english["Content-Language"] == "en"
    assert "Invented observatory" in english.content.decode()
    assert "Strong motivation" in english.content.decode()
    assert "Lawyers." in english.content.decode()


def test_a_reader_gets_no_cookie_and_the_call_as_linked_data_and_feed(made: Partners) -> None:
    client = Client()
    page = client.get(at("call", made.call))
    assert not client.cookies, "reading sets nothing"
    data = json.loads(re.search(r'application/ld\+json">(.+?)</script>', page.content.decode())[1])
    assert (data["@type"], data["employmentType"], data["validThrough"]) == ("JobPosting", "VOLUNTEER", "2018-03-15")
    feed = client.get(at("feed")).content.decode()
    assert "<title>Observatoire inventé</title>" in feed
    assert f"http://testserver/appels/{made.call}" in feed


def test_a_hostile_title_stays_words(made: Partners) -> None:
    bad = {"fr": "</script><script>alert(1)</script>"}
    draft = call_draft(
        made, title=bad, summary=bad, sections=[(bad, {"fr": "<img src=x onerror=alert(1)>[x](javascript:alert(1))"})]
    )
    api.write_call(acting=made.operator, slug=made.call, draft=draft, base=1, now=NOW)
    told = Client().get(at("call", made.call)).content.decode()
    assert "<script>alert" not in told
    assert "onerror=" not in told.replace("&lt;img src=x onerror=alert(1)&gt;", "")
    assert 'href="javascript' not in told


def test_the_poster_is_one_page(made: Partners) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    for language in ("fr", "en"):
        answer = Client().get(at("poster", made.call), {"langue": language})
        reader = PdfReader(BytesIO(answer.content))
        assert len(reader.pages) == 1
        text = reader.pages[0].extract_text()
        assert ("Observatoire inventé" if language == "fr" else "Invented observatory") in " ".join(text.split())


def test_an_old_link_to_a_closed_or_archived_call_says_so_and_offers_the_open_ones(made: Partners) -> None:
    other = api.create_call(
        acting=made.operator, session=made.session, draft=call_draft(made, title={"fr": "Un autre appel"}), now=NOW
    )
    for who in (made.operator, made.host):
        api.name_juror(acting=made.operator, slug=other, person=who.actor, organisation_id=who.organisation, now=NOW)
    api.move_call(acting=made.operator, slug=other, to=CallState.PUBLISHED, now=NOW)
    for to, words in ((CallState.CLOSED, "Cet appel est fermé"), (CallState.ARCHIVED, "Cet appel est archivé")):
        api.move_call(acting=made.operator, slug=made.call, to=to, now=NOW)
        told = Client().get(at("call", made.call)).content.decode()
        assert words in told
        assert "Un autre appel" in told
        gone = Client().get(at("apply", made.call))
        assert (gone.status_code, "Un autre appel" in gone.content.decode()) == (410, True)
    assert Client().get(at("call", "jamais")).status_code == 404


def test_one_applies_adds_files_sends_and_comes_back_with_the_code(made: Partners, caplog) -> None:
    client = Client()
    row = begun(made, client)
    page = client.get(at("application")).content.decode()
    secret = re.search(r'id="secret">([a-z0-9-]+)<', page)[1]
    for words in (
        "Le service civique vous est ouvert.",
        "demande un véhicule",
        "bon niveau dans cette langue",
        "votre CV",
    ):
        assert words in page, words
    client.post(
        at("add"),
        {"cv": SimpleUploadedFile("Noa Inventée CV.pdf", pdf()), "letter": SimpleUploadedFile("l.pdf", pdf())},
    )
    done = client.post(at("act"), {"what": "send"}, follow=True).content.decode()
    assert "Votre candidature est arrivée" in done
    row.refresh_from_db()
    assert (row.state, row.held) == ("complete", "")
    client.post(at("act"), {"what": "leave"})
    assert client.get(at("application")).status_code == 302
    elsewhere = Client()
    opened = elsewhere.post(at("follow"), {"code": secret.upper()}, follow=True)
    assert "elle est complète" in opened.content.decode()
    assert opened["Cache-Control"] == "no-store"
    for text in (caplog.text, " ".join(url for url, _status in opened.redirect_chain)):
        assert secret.replace("-", "") not in text
        assert "noa@" not in text


def test_one_over_26_and_one_without_a_car_are_told_and_not_refused(made: Partners) -> None:
    client = Client()
    begun(made, client, age_band="26_or_more", licence="no")
    page = client.get(at("application")).content.decode()
    assert "réservé aux moins de 26 ans" in page
    assert "demande le permis B" in page
    client.post(at("act"), {"what": "send"})
    assert Application.objects.get().state == "received"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("cv.exe", b"MZ\x90\x00", "est un programme"),
        ("cv.pdf", b"", "est vide"),
        ("cv.pdf", b"%PDF-1.4 rien", "ne s’ouvre pas"),
        ("cv.pdf", b"x" * 10_000_001, "dépasse 10"),
        ("cv.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "format ancien"),
        ("cv.txt", b"bonjour", "savons lire"),
    ],
)
def test_a_file_that_will_not_do_is_refused_in_words_and_everything_else_stays(
    made: Partners, name: str, data: bytes, words: str
) -> None:
    client = Client()
    row = begun(made, client)
    page = client.post(
        at("add"), {"cv": SimpleUploadedFile(name, data), "letter": SimpleUploadedFile("l.pdf", pdf())}, follow=True
    )
    assert words in page.content.decode()
    assert [f.kind for f in row.files.all()] == ["letter"]
    assert candidate_of(row).email == "noa@exemple.example"


def test_thirty_megabytes_are_refused_in_words_and_nothing_is_lost(made: Partners) -> None:
    client = Client()
    row = begun(made, client)
    page = client.post(at("add"), {"cv": SimpleUploadedFile("cv.pdf", b"%PDF-" + b"0" * 30_000_000)}, follow=True)
    assert page.status_code == 200
    assert "dépasse 10" in page.content.decode()
    assert Application.objects.get(id=row.id).answers


def test_wrong_answers_come_back_with_what_was_typed(made: Partners) -> None:
    page = Client().post(at("apply", made.call), sent(email="noa", mark=old_mark(), letter="Ma lettre."))
    assert page.status_code == 400
    for words in ("n’est pas complète", "Ma lettre.", 'value="Noa"'):
        assert words in page.content.decode()
    odd = Client().post(at("apply", made.call), sent(age_band="2035-01-01", mark=old_mark()))
    assert odd.status_code == 400
    assert not Application.objects.exists()


def test_what_a_machine_sends_is_held_and_never_dropped(made: Partners) -> None:
    seen: set[str] = set()
    for changes, why in (
        ({"site": "http://x", "mark": old_mark()}, "trap"),
        ({"mark": public.stamp()}, "fast"),
        ({"mark": "faux"}, "fast"),
    ):
        assert Client().post(at("apply", made.call), sent(**changes)).status_code == 302
        row = Application.objects.exclude(id__in=seen).get()
        seen.add(row.id)
        assert row.held == why
    for _n in range(4):
        begun(made, Client())
    held = Application.objects.exclude(id__in=seen).values_list("held", flat=True)
    assert sorted(held) == ["", "", "", "many"], "the seventh from one address in a day"


def test_whoever_tries_codes_is_slowed_down_and_learns_nothing(made: Partners) -> None:
    client = Client()
    answers = [client.post(at("follow"), {"code": f"x{n}"}).status_code for n in range(22)]
    assert answers[:20] == [400] * 20
    assert answers[21] == 429


def test_a_candidate_corrects_withdraws_and_sees_what_was_written_to_them(made: Partners) -> None:
    client = Client()
    row = begun(made, client)
    page = client.post(at("answers"), sent(town="Dieppe"), follow=True)
    assert "Vos réponses sont gardées." in page.content.decode()
    assert candidate_of(Application.objects.get()).town == "Dieppe"
    client.post(at("act"), {"what": "withdraw"})
    row.refresh_from_db()
    assert (row.state, row.answers) == ("withdrawn", "")
    assert client.get(at("application")).status_code == 302


def test_a_candidate_s_pages_ask_for_the_code_and_take_no_other_s(made: Partners) -> None:
    applied(made)
    for name in ("application", "answers"):
        assert Client().get(at(name)).headers["Location"] == at("follow")
    for name in ("add", "act"):
        assert Client().post(at(name), {"what": "send"}).headers["Location"] == at("follow")


def test_an_interview_time_is_chosen_on_one_s_own_page(made: Partners) -> None:
    import datetime as dt

    client = Client()
    row = begun(made, client, letter="Ma lettre.")
    client.post(at("add"), {"cv": SimpleUploadedFile("c.pdf", pdf())})
    client.post(at("act"), {"what": "send"})
    row.refresh_from_db()
    read_by(made, row)
    api.invite_to_interview(acting=made.host, application_ids=[row.id], now=NOW)
    api.offer_slots(
        acting=made.host, slug=made.call, starts=[NOW + dt.timedelta(days=2)], minutes=30, place="Visio", now=NOW
    )
    slot = made.row().slots.get()
    page = client.get(at("application")).content.decode()
    assert "Choisissez un horaire" in page
    told = client.post(at("act"), {"what": "slot", "slot": slot.id}, follow=True).content.decode()
    assert "Votre horaire est noté." in told
    assert not mail.outbox


def test_a_call_without_a_deadline_comes_from_history_alone(made: Partners) -> None:
    slug = api.create_call(
        acting=made.operator,
        session=made.session,
        draft=call_draft(made, deadline=None, missions=[]),
        imported=True,
        now=NOW,
    )
    api.move_call(acting=made.operator, slug=slug, to=CallState.PUBLISHED, now=NOW)
    assert "Date limite non précisée" in Client().get(at("call", slug)).content.decode()
    fresh = api.create_call(acting=made.operator, session=made.session, draft=call_draft(made, deadline=None), now=NOW)
    with pytest.raises(Exception, match="call_lacks"):
        api.move_call(acting=made.operator, slug=fresh, to=CallState.PUBLISHED, now=NOW)
    assert Call.objects.get(slug=fresh).state == "draft"
