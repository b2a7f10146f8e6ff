"""The vault's pages: found, offer, agree, open, close, look back."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.vault import ELSEWHERE, LISIERE, OTHER_WORDS, WORDS, Holder, acting, founded, joined, observer
from tests.vault.browser import browser
from vigie.kernel.api import Refusal, now, practising
from vigie.ui.api import say
from vigie.vault.api import key_state, keyholders, offer_keyholder, open_sealed, openings, seal
from vigie.vault.cookies import name_of_cookie
from vigie.vault.models import UnlockSession
from vigie.vault.phrases import PHRASES

pytestmark = pytest.mark.django_db
KEYS = "/coffre/"
COOKIE = "vigie-coffre"


def page(client: Client, address: str = KEYS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def opened(holder: Holder) -> Client:
    client = browser(holder.acting)
    answer = client.post(reverse("vault:unlock"), {"passphrase": holder.passphrase})
    assert answer.status_code == 302
    return client


def shown_words(text: str) -> str:
    found = re.search(r'name="offered" value="([^"]+)"', text)
    assert found
    return found[1]


@pytest.fixture
def alma(db: None) -> Holder:
    return founded(now())


def test_founding_shows_the_words_once_and_opens(db: None) -> None:
    client = browser(acting())
    assert reverse("vault:found") in page(client)
    words = shown_words(page(client, reverse("vault:found")))
    answer = client.post(reverse("vault:found"), {"offered": words, "typed": f" {words.upper()} "})
    assert (answer.status_code, answer.headers["Location"]) == (302, KEYS)
    assert key_state(LISIERE).founded
    text = page(client)
    assert words.split()[0] not in re.sub(r"<[^>]+>", " ", text).split()
    assert "Une seule personne détient la clé" in text
    assert "Coffre ouvert" in text


def test_a_copy_with_a_slip_is_refused_and_the_same_words_stay(db: None) -> None:
    client = browser(acting())
    words = shown_words(page(client, reverse("vault:found")))
    answer = client.post(reverse("vault:found"), {"offered": words, "typed": words[:-1]})
    text = answer.content.decode()
    assert (answer.status_code, shown_words(text)) == (400, words)
    assert say(Refusal("vault.passphrase_differs")) in text
    assert not key_state(LISIERE).founded


def test_who_offers_waits_until_a_keyholder_agrees(alma: Holder) -> None:
    newcomer = browser(acting("bilal"))
    words = shown_words(page(newcomer, reverse("vault:offer")))
    assert newcomer.post(reverse("vault:offer"), {"offered": words, "typed": words}).status_code == 302
    assert "Votre proposition attend un accord" in page(newcomer)
    waiting = keyholders(LISIERE)[-1].id

    closed = browser(alma.acting)
    assert closed.post(reverse("vault:agree", args=[waiting])).status_code == 403
    assert opened(alma).post(reverse("vault:agree", args=[waiting])).status_code == 302
    assert key_state(LISIERE).ready
    assert newcomer.post(reverse("vault:unlock"), {"passphrase": words}).status_code == 302


def test_the_cookie_is_for_this_site_and_no_script(alma: Holder, settings) -> None:
    cookie = opened(alma).cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Strict", "/", "")
    assert not cookie["max-age"]
    settings.SESSION_COOKIE_SECURE = True
    secure = opened(alma).cookies[f"__Host-{COOKIE}"]
    assert (secure["secure"], secure["path"], secure["domain"]) == (True, "/", "")


def test_closing_takes_the_cookie_and_the_row_away(alma: Holder) -> None:
    client = opened(alma)
    answer = client.post(reverse("vault:lock"), {"next": reverse("vault:openings")})
    assert (answer.headers["Location"], client.cookies[COOKIE].value) == (reverse("vault:openings"), "")
    assert not UnlockSession.objects.exists()


def test_signing_out_closes_what_one_holds_open_and_nobody_else_s(alma: Holder) -> None:
    bilal = joined(alma, now())
    client, other = opened(alma), opened(bilal)
    other.logout()
    assert set(UnlockSession.objects.values_list("person_id", flat=True)) == {"alma"}
    client.logout()
    assert not UnlockSession.objects.exists()


def test_the_practice_world_has_a_cookie_of_its_own() -> None:
    assert name_of_cookie() == COOKIE
    with practising():
        assert name_of_cookie() == f"{COOKIE}-exercice"


def test_a_wrong_passphrase_is_said_and_never_written_back(alma: Holder) -> None:
    answer = browser(alma.acting).post(reverse("vault:unlock"), {"passphrase": OTHER_WORDS})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert say(Refusal("vault.wrong_passphrase")) in text
    assert OTHER_WORDS not in text


@pytest.mark.parametrize("elsewhere", ["https://ailleurs.example/", "//ailleurs.example", "javascript:alert(1)", ""])
def test_one_goes_on_only_to_this_house(alma: Holder, elsewhere: str) -> None:
    client = browser(alma.acting)
    answer = client.post(reverse("vault:unlock"), {"passphrase": WORDS, "next": elsewhere})
    assert answer.headers["Location"] == KEYS


def test_one_comes_back_to_where_one_was(alma: Holder) -> None:
    text = page(browser(alma.acting), reverse("vault:unlock") + "?next=/coffre/ouvertures")
    assert 'value="/coffre/ouvertures"' in text


@pytest.mark.parametrize("name", ["vault:found", "vault:offer", "vault:passphrase", "vault:unlock"])
def test_nothing_typed_here_is_kept_by_the_browser(alma: Holder, name: str) -> None:
    who = alma.acting if name in {"vault:unlock", "vault:passphrase"} else acting("bilal")
    answer = browser(who).get(reverse(name))
    fields = re.findall(r'<input [^>]*type="(?:text|password)"[^>]*>', answer.content.decode())
    assert fields
    assert all('autocomplete="off"' in field for field in fields)
    assert "no-store" in answer.headers["Cache-Control"]


def test_openings_say_who_and_why_to_the_whole_association_and_to_no_other(alma: Holder) -> None:
    ref = seal(organisation=LISIERE, data=b"invented", label="x", now=now())
    open_sealed(unlocked=alma.open(now()), ref=ref, motive="préparer l’audience", now=now())
    assert "préparer l’audience" in page(browser(observer()), reverse("vault:openings"))
    outsider = browser(acting("charlie", organisation=ELSEWHERE))
    assert "préparer l’audience" not in page(outsider, reverse("vault:openings"))


def test_the_list_of_openings_costs_the_same_for_one_and_for_three(alma: Holder) -> None:
    client = browser(observer())
    refs = [seal(organisation=LISIERE, data=b"invented", label="x", now=now()) for _ in range(3)]
    vault = alma.open(now())
    queries = []
    for opened_now in (refs[:1], refs[1:]):
        for ref in opened_now:
            open_sealed(unlocked=vault, ref=ref, motive="essai", now=now())
        with CaptureQueriesContext(connection) as captured:
            page(client, reverse("vault:openings"))
        queries.append(len(captured))
    assert queries[0] == queries[1]


def test_an_observer_founds_nothing_and_an_outsider_removes_nobody(alma: Holder) -> None:
    assert browser(observer(organisation=ELSEWHERE)).get(reverse("vault:found")).status_code == 403
    mine = keyholders(LISIERE)[0].id
    outsider = browser(acting("charlie", organisation=ELSEWHERE))
    assert outsider.get(reverse("vault:remove", args=[mine])).status_code == 404
    assert outsider.post(reverse("vault:remove", args=[mine])).status_code == 404
    assert browser(acting("bilal", roles=observer().roles)).get(reverse("vault:remove", args=[mine])).status_code == 403


def test_removal_is_explained_then_done_and_the_rest_moves_to_the_new_key(alma: Holder) -> None:
    joined(alma, now())
    seal(organisation=LISIERE, data=b"invented", label="x", now=now())
    other = next(card.id for card in keyholders(LISIERE) if card.person == "bilal")
    client = opened(alma)
    assert "Une nouvelle clé est faite" in page(client, reverse("vault:remove", args=[other]))
    assert client.post(reverse("vault:remove", args=[other])).status_code == 302
    assert key_state(LISIERE).to_rewrap == 1
    assert "passez-le à la nouvelle clé" in page(client)
    assert opened(alma).post(reverse("vault:rewrap")).status_code == 302
    assert key_state(LISIERE).to_rewrap == 0


def test_a_passphrase_is_changed_with_the_old_one(alma: Holder) -> None:
    client = browser(alma.acting)
    words = shown_words(page(client, reverse("vault:passphrase")))
    wrong = client.post(reverse("vault:passphrase"), {"offered": words, "typed": words, "old": OTHER_WORDS})
    assert wrong.status_code == 400
    right = client.post(reverse("vault:passphrase"), {"offered": words, "typed": words, "old": WORDS})
    assert right.status_code == 302
    assert Holder(alma.acting, words).open(now())


def test_changes_come_by_post_alone(alma: Holder) -> None:
    offer_keyholder(acting=acting("bilal"), passphrase=OTHER_WORDS, now=now())
    waiting = keyholders(LISIERE)[-1].id
    client = opened(alma)
    for address in (reverse("vault:agree", args=[waiting]), reverse("vault:lock"), reverse("vault:rewrap")):
        assert client.get(address).status_code == 405


def test_a_sealed_text_asks_why_then_shows_and_closes_by_itself(alma: Holder) -> None:
    ref = seal(organisation=LISIERE, data="Récit inventé".encode(), label="x", now=now())
    address = reverse("vault:value", args=[ref])
    client = opened(alma)
    for headers in ({}, {"HX-Request": "true"}):
        assert "Pourquoi l’ouvrir" in client.get(address, headers=headers).content.decode()
        shown = client.post(address, {"motive": "préparer l’audience"}, headers=headers)
        text = shown.content.decode()
        assert ("Récit inventé" in text, 'data-closes-in="60"' in text) == (True, True)
        assert "no-store" in shown.headers["Cache-Control"]
    assert [card.motive for card in openings(LISIERE)] == ["préparer l’audience"] * 2


def test_a_sealed_text_stays_shut_without_key_motive_or_right(alma: Holder) -> None:
    ref = seal(organisation=LISIERE, data=b"Recit invente", label="x", now=now())
    photo = seal(organisation=LISIERE, data=b"\xff\xd8", label="x", now=now())
    address = reverse("vault:value", args=[ref])
    outsider = founded(now(), person="charlie", organisation=ELSEWHERE)
    assert opened(outsider).post(address, {"motive": "curiosité"}).status_code == 404
    back = {"HX-Request": "true", "HX-Current-URL": "http://testserver/faits/?page=2"}
    closed = browser(alma.acting).post(address, {"motive": "essai"}, headers=back).content.decode()
    assert "/coffre/ouvrir?next=/faits/%3Fpage%3D2" in closed
    silent = opened(alma).post(address, {"motive": " "}).content.decode()
    picture = opened(alma).post(reverse("vault:value", args=[photo]), {"motive": "essai"}).content.decode()
    assert say(Refusal("vault.not_text")) in picture
    assert "Recit invente" not in closed + silent
    assert openings(LISIERE) == []


def test_every_refusal_of_the_vault_has_its_sentence() -> None:
    params = {"minutes": 15, "least": 14, "limit": 300, "count": 2, "name": "Alma"}
    for code in PHRASES:
        sentence = say(Refusal(code, **params))
        assert code not in sentence
        assert "%(" not in sentence
