"""The page of the four words: the same for everyone, nothing kept but a digest and a day, nothing lost of what was typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import facts, network
from tests.factories.hostile import knocks, unanswered
from tests.factories.vault import WORDS as PASSPHRASE
from vigie.desk import asking
from vigie.desk.web import limits
from vigie.desk.web.words import LONGEST_CONTACT, texts
from vigie.facts.api import ConsentDraft, answers_to_plain, bind_unread, record_testimony
from vigie.facts.models import SourceStatement, Withdrawal
from vigie.kernel.api import LANGUAGES, today
from vigie.network.api import Acting
from vigie.vault.api import found_keys, open_sealed, slip_digest, unlock_without_session
from vigie.vault.models import SealedObject

pytestmark = pytest.mark.django_db
SLIP = ("sable", "phare", "digue", "ancre")
OTHER = ("abeille", "accord", "acier", "agate")
STRICT = (
    "base-uri 'none'; default-src 'none'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; img-src 'self'; "
    "style-src 'self'"
)


@pytest.fixture
def alma(db: None, folder: Path, moved_clock: object) -> Acting:
    """A coordinator of *lisière*, whose keys are founded."""
    cache.clear()
    facts.world_of_facts()
    who = facts.coordinator(roles=("coordinator", "admin"))
    found_keys(acting=who, passphrase=PASSPHRASE, now=facts.NOW)
    return who


def told(acting: Acting, words: tuple[str, ...] = SLIP) -> str:
    digest = slip_digest(organisation=acting.organisation, words=words)
    yes = answers_to_plain(count=True, lawyer=True, quote=True)
    draft = facts.told(consent=ConsentDraft(yes, "ar", digest))
    return record_testimony(acting=acting, draft=draft, now=facts.NOW)[0]


def typed(words: tuple[str, ...] = SLIP, **more: str) -> dict[str, str]:
    return {f"mot{n}": word for n, word in enumerate(words, start=1)} | {"arreter": "oui", "l": "fr"} | more


def send(data: dict[str, str], client: Client | None = None, slug: str = "lisiere") -> HttpResponse:
    return (client or Client(enforce_csrf_checks=True)).post(reverse("desk:words-of", args=[slug]), data)


def test_whatever_is_sent_is_answered_and_none_of_it_kept(alma: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vigie.desk.web.words.count_try", lambda _request: None)
    monkeypatch.setattr("vigie.desk.asking.slip_digest", lambda **_given: "d" * 64)  # the real one is slow by design
    names = [f"mot{n}" for n in range(1, 5)] + ["arreter", "rappeler", "contact", "prendre", "langue", "l"]
    address = reverse("desk:words-of", args=["lisiere"])
    assert unanswered(knocks(Client(), address, names)) == {}
    assert unanswered(knocks(Client(), address, ["contact"], **typed(rappeler="oui"))) == {}
    assert not Withdrawal.objects.filter(contact_ref="", stops=False).exists()


def test_four_words_stop_everything(alma: Acting) -> None:
    mine, beside = told(alma), told(alma, OTHER)
    answer = send(typed(("Sâble ", "PHARE", " digue", "an-cre")))
    assert answer.status_code == 200
    assert "C’est noté" in answer.content.decode()
    bind_unread()
    found = {s.id: s.audience for s in SourceStatement.objects.all()}
    assert found == {mine: "owner", beside: "network"}


def test_known_and_unknown_words_get_the_same_answer_by_the_same_queries(alma: Acting) -> None:
    told(alma)
    client = Client()
    client.get(reverse("desk:words-of", args=["lisiere"]))
    send(typed(OTHER), client)
    bodies, asked = set(), []
    for words in (SLIP, OTHER, ("agenda", "agile", "aigle", "aile"), SLIP):
        with CaptureQueriesContext(connections["default"]) as seen:
            answer = send(typed(words, contact="07 00 00 00 00"), client)
        bodies.add((answer.status_code, answer.content, tuple(sorted(answer.headers.items()))))
        asked.append([re.sub(r"'[^']*'|\d+", "?", q["sql"]) for q in seen])
    assert len(bodies) == 1
    assert asked[0] == asked[1] == asked[2] == asked[3]
    assert len(asked[0]) > 5


def test_the_contact_is_sealed_and_opens_for_the_association_alone(alma: Acting) -> None:
    send(typed(rappeler="oui", contact="Zorblax, 07 00 00 00 00, après 18 h"))
    row, sealed = Withdrawal.objects.get(), SealedObject.objects.get()
    assert row.contact_ref == sealed.id
    assert sealed.label == "call_back"
    for table in connections["default"].introspection.table_names():
        with connections["default"].cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "Zorblax" not in str(cursor.fetchall()), table
    opened = unlock_without_session(acting=alma, passphrase=PASSPHRASE, now=facts.NOW)
    text = open_sealed(unlocked=opened, ref=row.contact_ref, motive="rappeler", now=facts.NOW)
    assert text.decode() == "Zorblax, 07 00 00 00 00, après 18 h"


def test_nothing_of_the_words_nor_the_address_nor_the_hour_is_kept(alma: Acting) -> None:
    client = Client(REMOTE_ADDR="203.0.113.77")
    send(typed(contact="rien"), client)
    bind_unread()
    kept = ""
    for table in connections["default"].introspection.table_names():
        with connections["default"].cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            kept += str(cursor.fetchall())
    assert "203.0.113.77" not in kept
    assert not [word for word in SLIP if re.search(rf"\b{word}\b", kept)]
    sealed = SealedObject.objects.get()
    assert sealed.created_at.astimezone(facts_zone()).strftime("%H:%M:%S") == "00:00:00"


def facts_zone():
    from vigie.kernel.api import PARIS

    return PARIS


def test_no_cookie_no_script_and_the_strictest_headers(alma: Acting) -> None:
    client = Client(enforce_csrf_checks=True)
    answers = [client.get(reverse("desk:words")), client.get(reverse("desk:words-of", args=["lisiere"]))]
    answers += [send(typed(), client), send({}, client)]
    for answer in answers:
        assert answer.status_code in {200, 422}
        assert dict(answer.cookies) == {}
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "; ".join(sorted(answer.headers["Content-Security-Policy"].split("; "))) == STRICT
        page = answer.content.decode()
        assert "<script" not in page
        assert 'rel="noreferrer noopener"' in page
    assert not client.cookies


def test_a_word_that_is_not_listed_is_pointed_at_with_the_nearest_and_nothing_is_lost(alma: Acting) -> None:
    answer = send(typed(("sable", "phar", "zzzzzz", ""), contact="appelez <Nour>"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="2:phare"' in page
    assert texts()["fr"]["unknown_alone"] in page
    assert texts()["fr"]["missing"] in page
    assert 'value="zzzzzz"' in page
    assert "appelez &lt;Nour&gt;" in page
    assert page.count('aria-invalid="true"') == 3
    assert not Withdrawal.objects.exists()
    taken = send(typed(("sable", "phar", "digue", "ancre"), prendre="2:phare")).content.decode()
    assert 'value="phare"' in taken
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize("chosen", ["", ":", "9:phare", "2:<script>", "0:phare", "2"])
def test_a_forged_suggestion_changes_nothing(alma: Acting, chosen: str) -> None:
    page = send(typed(("sable", "phar", "digue", "ancre"), prendre=chosen)).content.decode()
    assert 'value="phar"' in page


def test_one_wish_at_least_and_a_contact_for_a_call(alma: Acting) -> None:
    none = {k: v for k, v in typed().items() if k != "arreter"}
    assert texts()["fr"]["wish_needed"] in send(none).content.decode()
    assert texts()["fr"]["contact_needed"] in send(typed(rappeler="oui")).content.decode()
    assert texts()["fr"]["contact_long"] in send(typed(contact="x" * (LONGEST_CONTACT + 1))).content.decode()
    assert not Withdrawal.objects.exists()
    assert send({**none, "contact": "07"}).status_code == 200
    assert (Withdrawal.objects.get().stops, bool(Withdrawal.objects.get().contact_ref)) == (False, True)


def test_an_association_without_keys_says_so_and_still_stops(alma: Acting) -> None:
    network.organisation("rivage")
    answer = send(typed(contact="07"), slug="rivage")
    assert texts()["fr"]["no_keys"] in answer.content.decode()
    assert send(typed(), slug="rivage").status_code == 200
    assert Withdrawal.objects.get().contact_ref == ""


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_it_speaks_six_languages_and_says_which_nobody_read_over(alma: Acting, code: str) -> None:
    say = texts()[code]
    page = Client().get(reverse("desk:words-of", args=["lisiere"]), headers={"accept-language": f"{code}-XX,en;q=0.5"})
    told = page.content.decode()
    rtl = LANGUAGES[code].right_to_left
    assert f'<html lang="{code}" dir="{"rtl" if rtl else "ltr"}">' in told
    assert say["title"] in told
    assert told.count('dir="ltr" maxlength') == 4, "the words are in Latin letters"
    assert bool(say["unread"]) is not bool(say["read_by"])
    assert (say["unread"] or say["title"]) in told


def test_every_language_says_everything() -> None:
    keys = set(texts()["fr"])
    assert {code: set(say) for code, say in texts().items()} == dict.fromkeys(LANGUAGES, keys)
    assert all(len(say["word"]) == 4 and len(say["intro"]) == 3 for say in texts().values())


def test_changing_the_language_keeps_what_was_typed(alma: Acting) -> None:
    page = send(typed(langue="ar", contact="07")).content.decode()
    assert 'dir="rtl"' in page
    assert 'value="sable"' in page
    assert ">07</textarea>" in page
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize("slug", ["personne", "x", "lisiere-2"])
def test_another_address_is_not_found(alma: Acting, slug: str) -> None:
    assert Client().get(reverse("desk:words-of", args=[slug])).status_code == 404


def test_too_many_tries_are_told_plainly_before_anything_costly(alma: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FROM_ONE_PLACE", 2)
    client = Client()
    assert [send(typed(OTHER), client).status_code for _ in range(3)] == [200, 200, 429]
    answer = send(typed(OTHER, contact="07"), client)
    assert texts()["fr"]["too_many"] in answer.content.decode()
    assert 'value="abeille"' in answer.content.decode(), "nothing is lost"
    assert Withdrawal.objects.count() == 2
    assert send(typed(OTHER), Client(REMOTE_ADDR="203.0.113.9")).status_code == 200, "another place is not hindered"
    monkeypatch.setattr(limits, "ALL_TOGETHER", 3)
    assert send(typed(OTHER), Client(REMOTE_ADDR="203.0.113.10")).status_code == 429


def test_misspelt_words_cost_no_try(alma: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FROM_ONE_PLACE", 1)
    client = Client()
    assert {send(typed(("zzz", "a", "b", "c")), client).status_code for _ in range(5)} == {422}
    assert send(typed(), client).status_code == 200


def test_when_all_turns_are_taken_it_says_so_and_keeps_the_words(alma: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "PATIENCE", 0.01)
    turns = [asking._turns.acquire(blocking=False) for _ in range(asking.AT_ONCE)]
    try:
        answer = send(typed())
    finally:
        for _ in turns:
            asking._turns.release()
    assert answer.status_code == 503
    assert texts()["fr"]["busy"] in answer.content.decode()
    assert not Withdrawal.objects.exists()
    assert send(typed()).status_code == 200


def test_the_day_is_todays(alma: Acting) -> None:
    send(typed())
    assert Withdrawal.objects.get().asked_on == today()


@pytest.mark.parametrize("text", ["\x00", "\x00sabl", "ﷺ" * 900, "<b>" * 50, "٠" * 60])
def test_hostile_words_break_nothing(alma: Acting, text: str) -> None:
    answer = send(typed((text, text, text, text), contact=text[:100]))
    assert answer.status_code == 422
    assert "<b><b>" not in answer.content.decode()
