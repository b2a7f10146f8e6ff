"""The programme's doors that anyone may knock at, and what machines send there: an answer in words each time."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.hostile import VALUES, knocks, unanswered
from tests.factories.programme import Partners, published
from tests.programme.test_public_pages import at, begun, old_mark, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder", "moved_clock")]


@pytest.fixture
def made() -> Partners:
    return published()


def test_the_form_of_an_application_answers_whatever_is_sent(made: Partners) -> None:
    address = at("apply", made.call)
    assert unanswered(knocks(Client(), address, [*sent(), "motivation", "town", "phone"], mark=old_mark())) == {}
    assert unanswered(knocks(Client(), address, ["mark", "site"], **sent())) == {}


def test_a_candidate_s_own_pages_answer_whatever_is_sent(made: Partners) -> None:
    client = Client()
    begun(made, client)
    assert unanswered(knocks(client, at("answers"), [*sent(), "motivation"])) == {}
    assert unanswered(knocks(client, at("act"), ["what", "slot", "file", "motive"])) == {}
    for what in ("send", "choose", "drop", "withdraw"):
        assert unanswered(knocks(client, at("act"), ["slot", "file"], what=what)) == {}


def test_a_code_that_is_none_is_answered(made: Partners) -> None:
    for what, value in VALUES.items():  # a browser of its own each time: whoever tries codes is slowed down
        address = f"10.0.0.{list(VALUES).index(what)}"
        answer = Client(REMOTE_ADDR=address).post(at("follow"), {"code": value.decode("utf-8", "replace")})
        assert answer.status_code in {400, 404}, what


@pytest.mark.parametrize("name", ["a\x00.pdf", "../../x.pdf", "\u202efdp.exe", "é" * 400 + ".pdf", "👩🏽‍🚒", ".pdf"])
def test_a_file_that_is_none_is_refused_whatever_its_name(made: Partners, name: str) -> None:
    client = Client()
    begun(made, client)
    answer = client.post(at("add"), {"kind": "cv", "file": SimpleUploadedFile(name, b"MZ\x90", "application/pdf")})
    assert answer.status_code < 500
