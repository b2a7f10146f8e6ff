"""Drafts: kept as ciphertext for one browser of one person, forgotten when they are saved, thrown away, or too old."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.vault import ELSEWHERE, acting, observer
from tests.vault.browser import browser
from vigie.config.nightly import see_to_the_night
from vigie.journal.models import Entry
from vigie.kernel.api import Conflict, Invalid, practising
from vigie.ui.api import say
from vigie.vault.actions.drafts import Place, TooLong, drop_draft, expire_drafts, keep_draft, open_draft, waiting_draft
from vigie.vault.cookies import DRAFTS, name_of_cookie
from vigie.vault.models import KeptDraft
from vigie.vault.rules.drafts import NotADraft, pack, read_draft, unpack
from vigie.vault.rules.limits import DRAFT_BYTES, MOST_DRAFTS

pytestmark = pytest.mark.django_db
HERE = Place("releve", "nouveau")
WORDS = "Zorblaxine Quintrelle pleurait au bord du canal"
FIELDS = [("summary", WORDS), ("acts", "EXP01"), ("acts", "BIE01"), ("count_tents_0", "12")]
ALMA = acting()
COOKIE = "vigie-brouillons"
DAY = dt.timedelta(hours=24)


def kept(now: dt.datetime, *, cookie: str = "", token: str = "page", who=ALMA, place: Place = HERE) -> str:
    return keep_draft(acting=who, cookie=cookie, place=place, token=token, fields=FIELDS, now=now)


def read(cookie: str, now: dt.datetime, *, who=ALMA, place: Place = HERE):
    return open_draft(acting=who, cookie=cookie, place=place, now=now)


def send(
    client: Client, fields=FIELDS, *, token: str = "page", about: str = "nouveau", page: str = "releve"
) -> HttpResponse:
    body = json.dumps({"token": token, "fields": fields})
    address = reverse("vault:draft", args=[page, about])
    return client.post(address, body, content_type="application/json", headers={"Accept": "application/json"})


def refusal(answer: HttpResponse) -> str:
    return str(answer.json()["refusals"][0]["message"])


# What is kept, and who reads it


def test_what_was_typed_comes_back_in_its_order(now: dt.datetime) -> None:
    cookie = kept(now)
    assert read(cookie, now) == [*FIELDS, ("draft", "page")]
    assert kept(now, cookie=cookie) == cookie
    assert KeptDraft.objects.count() == 1


def test_nothing_typed_stands_in_the_row_nor_does_its_length(now: dt.datetime) -> None:
    kept(now)
    keep_draft(acting=ALMA, cookie="", place=HERE, token="page", fields=[("summary", "x")], now=now)
    long, short = KeptDraft.objects.order_by("-sealed")
    assert WORDS.encode() not in bytes(long.sealed) + bytes(short.sealed)
    assert len(long.sealed) == len(short.sealed)


def test_nobody_else_reads_it(now: dt.datetime) -> None:
    cookie = kept(now)
    assert read(cookie, now, who=acting("bilal")) is None
    assert read(cookie, now, who=acting(organisation=ELSEWHERE)) is None
    assert read(kept(now, who=acting("bilal")), now) is None
    assert read("", now) is None
    assert waiting_draft(acting=acting("bilal"), cookie=cookie, place=HERE, now=now) is None


@pytest.mark.parametrize("changed", ["person_id", "organisation_id", "page", "about", "browser"])
def test_a_row_put_in_another_s_place_does_not_open(now: dt.datetime, changed: str) -> None:
    cookie = kept(now)
    other_cookie = kept(now, who=acting("bilal", organisation=ELSEWHERE), place=Place("correction", "abc"))
    KeptDraft.objects.filter(person_id="bilal").update(
        person_id=ALMA.actor, organisation_id=ALMA.organisation, page="releve", about="autre",
        browser=KeptDraft.objects.get(person_id="alma").browser,
    )  # fmt: skip
    assert other_cookie != cookie
    assert read(cookie, now, place=Place("releve", "autre")) is None
    row = KeptDraft.objects.get()
    places = {"page": Place("tournee", "nouveau"), "about": Place("releve", "x")}
    people = {"person_id": acting("bilal"), "organisation_id": acting(organisation=ELSEWHERE)}
    values = {"page": "tournee", "about": "x", "person_id": "bilal", "organisation_id": ELSEWHERE}
    if changed == "browser":
        row.sealed = bytes(row.sealed)[:-1] + b"\x00"
    else:
        setattr(row, changed, values[changed])
    row.save()
    assert read(cookie, now, who=people.get(changed, ALMA), place=places.get(changed, HERE)) is None
    assert not KeptDraft.objects.exists(), "what opens for nobody is forgotten"


def test_another_page_does_not_write_over_a_draft_that_waits(now: dt.datetime) -> None:
    cookie = kept(now)
    with pytest.raises(Conflict) as refused:
        kept(now, cookie=cookie, token="other")
    assert refused.value.code == "vault.draft_waits"
    assert read(cookie, now) == [*FIELDS, ("draft", "page")]
    drop_draft(acting=ALMA, cookie=cookie, place=HERE)
    kept(now, cookie=cookie, token="other")


def test_a_draft_is_forgotten_after_a_day(now: dt.datetime) -> None:
    cookie = kept(now)
    almost = now + DAY - dt.timedelta(seconds=1)
    assert read(cookie, almost) is not None
    assert expire_drafts(now=almost) == 0
    assert read(cookie, now + DAY) is None
    assert waiting_draft(acting=ALMA, cookie=cookie, place=HERE, now=now + DAY) is None
    kept(now + DAY, cookie=cookie, token="other")
    assert KeptDraft.objects.get().token == "other"


def test_the_night_removes_what_waited_for_a_day(now: dt.datetime) -> None:
    kept(now)
    see_to_the_night(now=now + dt.timedelta(hours=23))
    assert KeptDraft.objects.count() == 1
    see_to_the_night(now=now + DAY)
    assert KeptDraft.objects.count() == 0


def test_there_is_an_end_to_how_many_and_how_long(now: dt.datetime) -> None:
    for number in range(MOST_DRAFTS):
        kept(now, place=Place("correction", str(number)))
    with pytest.raises(Invalid, match=r"vault\.drafts_many"):
        kept(now)
    kept(now, who=acting("bilal"))
    with pytest.raises(TooLong):
        keep_draft(acting=ALMA, cookie="", place=HERE, token="t", fields=[("summary", "é" * DRAFT_BYTES)], now=now)
    with pytest.raises(Invalid, match=r"vault\.draft_unreadable"):
        kept(now, place=Place("releve", "x" * 41))


@given(st.lists(st.tuples(st.text(), st.text())))
def test_fields_pack_and_unpack(fields: list[tuple[str, str]]) -> None:
    writable = [(a, b) for a, b in fields if (a + b).isprintable()]
    assert list(unpack(pack(writable))) == writable


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{}", b"\xff", b'{"token": "t"}', b'{"token": "", "fields": []}', b'{"token": 3, "fields": []}',
        b'{"token": "t", "fields": [["a"]]}', b'{"token": "t", "fields": [["a", 1]]}', b'{"token": "t", "fields": {"a": "b"}}',
        b'{"token": "t", "fields": [["a", "\\ud800"]]}', b"[" * 100_000, b'{"token": "%s", "fields": []}' % (b"t" * 21),
        b'{"token": "t", "fields": [%s["a", "b"]]}' % (b'["a", "b"],' * 3_000),
    ],
)  # fmt: skip
def test_what_is_not_a_draft_is_refused(body: bytes) -> None:
    with pytest.raises(NotADraft):
        read_draft(body)


def test_secrets_and_buttons_are_never_kept() -> None:
    sent = dict.fromkeys(("csrfmiddlewaretoken", "password", "passphrase", "action", "naming_accepted", "draft"), "x")
    body = json.dumps({"token": "t", "fields": [*sent.items(), ("summary", "y")]}).encode()
    assert read_draft(body) == ("t", [("summary", "y")])


# By way of the browser


def test_the_answer_says_when_and_gives_a_cookie_for_this_site_alone(moved_clock: dt.datetime, settings) -> None:
    client = browser(observer())
    answer = send(client)
    assert (answer.status_code, answer.json()) == (200, {"said": "Brouillon gardé à 8\u00a0h\u00a030"})
    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Strict", "/", "")
    assert "no-store" in answer.headers["Cache-Control"]
    assert COOKIE not in send(client).cookies, "given once"
    settings.SESSION_COOKIE_SECURE = True
    secure = send(browser(observer())).cookies[f"__Host-{COOKIE}"]
    assert (secure["secure"], secure["path"], secure["domain"]) == (True, "/", "")


def test_the_practice_world_has_a_cookie_of_its_own() -> None:
    with practising():
        assert name_of_cookie(DRAFTS) == f"{COOKIE}-exercice"


def test_the_journal_says_nothing_of_drafts() -> None:
    client = browser(observer())
    before = Entry.objects.count()
    send(client)
    client.post(reverse("vault:draft_discard", args=["releve", "nouveau"]))
    assert Entry.objects.count() == before


def test_signing_out_forgets_the_drafts_of_this_browser_and_its_cookie(now: dt.datetime) -> None:
    alma, elsewhere = browser(acting()), browser(acting())
    bilal = browser(acting("bilal"))
    for client in (alma, elsewhere, bilal):
        send(client)
    answer = alma.post(reverse("switch_person"))
    assert (answer.cookies[COOKIE].value, answer.cookies[f"__Host-{COOKIE}"].value) == ("", "")
    assert sorted(KeptDraft.objects.values_list("person_id", flat=True)) == ["alma", "bilal"]
    bilal.post(reverse("sign_out"))
    assert KeptDraft.objects.get().person_id == "alma"


def test_one_throws_away_one_s_own_and_nobody_else_s() -> None:
    alma, outsider = browser(acting()), browser(acting("charlie", organisation=ELSEWHERE))
    send(alma)
    outsider.cookies[COOKIE] = alma.cookies[COOKIE].value
    address = reverse("vault:draft_discard", args=["releve", "nouveau"])
    assert outsider.post(address).status_code == 200
    assert KeptDraft.objects.count() == 1
    assert alma.post(address).json() == {"said": "Brouillon jeté."}
    assert not KeptDraft.objects.exists()


@pytest.mark.parametrize("length", [DRAFT_BYTES, 6_000_000])
def test_too_long_a_draft_is_said_in_words(length: int) -> None:
    answer = send(browser(observer()), [("summary", "x" * length)])
    assert answer.status_code == 413
    assert "trop long pour un brouillon" in refusal(answer)
    assert not KeptDraft.objects.exists()


def test_refusals_are_said_in_words_a_page_can_show(now: dt.datetime) -> None:
    client = browser(observer())
    send(client)
    other = send(client, token="other")
    assert (other.status_code, refusal(other)) == (409, say(Conflict("vault.draft_waits")))
    odd = client.post(reverse("vault:draft", args=["releve", "x"]), "{", content_type="application/json")
    assert odd.status_code == 400
    assert send(client, about="x" * 41).status_code == 400
    assert client.get(reverse("vault:draft", args=["releve", "nouveau"])).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert send(strict).status_code == 403
    assert send(Client()).status_code == 302, "led to sign in"
