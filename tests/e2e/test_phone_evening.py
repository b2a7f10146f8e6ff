"""An evening at the border, played whole: a phone without a network, a house that lives, and somebody who opens what came. All is invented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import DESKTOP
from tests.collection.live import WORDS
from tests.collection.servers import told
from tests.e2e.hand import EVICTION, SHIFT, TESTIMONY, Hand
from tests.e2e.phone import House, Phone

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

MAILBAG = "/terrain/depouillement/"
STORY = "Récit inventé. Ils ont pris nos tentes au petit matin, sans rien dire."
HEARD = "« Dégagez », en français"
LONG = 23
"""Seconds told aloud: two whole pieces of ten, and the beginning of a third."""


@pytest.fixture
def desk(chromium: Browser, house: House) -> Iterator[Page]:
    """The browser of whoever works in the house, signed in."""
    context = chromium.new_context(locale="fr-FR", timezone_id="Europe/Paris", viewport=DESKTOP)
    context.add_cookies([{"name": "vigie", "value": house.session, "url": house.address}])
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


@pytest.fixture
def hand(phone: Phone) -> Hand:
    phone.start()
    return Hand(phone)


def away(hand: Hand, house: House) -> None:
    """No network: the line is cut, and the phone knows it."""
    hand.kept()
    house.line.cut()
    hand.phone.offline()


def back(hand: Hand, house: House) -> None:
    """The network is there again."""
    house.line.mend()
    hand.phone.offline(cut=False)


def card_from(desk: Page, house: House, name: str) -> str:
    """Add a phone in the house's page; returns the address that its square code opens."""
    desk.goto(f"{house.address}/terrain/appareils/ajouter/")
    desk.locator("input[name=name]").fill(name)
    desk.get_by_role("button", name="Ajouter et montrer le code").click()
    return desk.locator("#app-address").text_content(timeout=30_000) or ""


def enter_mailbag(desk: Page, house: House) -> None:
    """Open the vault and say why."""
    desk.goto(f"{house.address}/coffre/ouvrir?next={MAILBAG}enveloppes/")
    desk.locator("input[name=passphrase]").fill(WORDS)
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Commencer le dépouillement").click()


def open_envelopes(desk: Page, house: House) -> None:
    """Open what came sealed, until the bar is at its end."""
    desk.get_by_role("button", name="Ouvrir les enveloppes").click()
    desk.get_by_text(re.compile(r"\d+ relevés? attend")).wait_for()


def wrong(words: str) -> str:
    first, *rest = words.split()
    return " ".join([*rest, first])


def test_a_whole_evening_without_a_network(hand: Hand, house: House, desk: Page, tmp_path: Path) -> None:
    words = hand.enrol(card_from(desk, house, "Téléphone du soir"))
    away(hand, house)

    hand.eviction(tents="12")
    hand.seal()
    hand.eviction(commune="Grande-Synthe", operation="Grande opération", tents="40")
    hand.go("Ce qui reste comme trace")
    hand.photograph("Photo sans visage")
    hand.attach("Vidéo ou document", picture(hand, tmp_path))
    hand.seal()
    hand.begin(SHIFT)
    hand.touch("Heure de départ", "Maintenant")
    hand.next()
    hand.choose("Dans quelles communes", "Calais", "Marck")
    hand.seal()
    hand.eviction(commune="Marck", tents="7")
    hand.page.get_by_text("Gardé sur le téléphone, verrouillé").wait_for()
    hand.press("Quitter")
    hand.home.wait_for()

    hand.begin(TESTIMONY)
    slip = hand.agree()
    hand.write("Nom choisi pour ce témoignage", "Idris")
    hand.choose("La personne dit avoir moins de 18 ans", "Non")
    hand.next()
    hand.write("Le récit, avec ses mots", STORY)
    hand.record("Le récit enregistré", seconds=LONG)
    hand.next()
    hand.choose("D’autres personnes ont-elles vu", "Oui")

    hand.phone.kill()
    hand.phone.start()
    hand.phone.offline()
    hand.page.goto(f"{house.address}/carnet/")
    hand.say(wrong(words))
    hand.page.get_by_text("Ce ne sont pas ces mots. Il reste 9 essais.").wait_for()
    hand.open(words)
    assert [one.splitlines()[0] for one in hand.begun] == [EVICTION, TESTIMONY]

    hand.go_on(TESTIMONY)
    hand.page.get_by_text("Reprise sur pages blanches").wait_for()
    assert hand.agree() == slip, "the same paper, the same words"
    hand.choose("La personne dit avoir moins de 18 ans", "Non")
    hand.next()
    hand.choose("Dans quelle commune", "Calais")
    hand.touch("Un jour de cette période", "Aujourd’hui")
    hand.write("Mots entendus", HEARD)
    hand.end_testimony()

    hand.go_on(EVICTION)
    hand.go("Les affaires")
    assert hand.answer("Tentes") == "7"
    hand.seal()
    assert hand.begun == []
    assert "envois scellés attendent" in hand.waiting

    back(hand, house)
    hand.sent()
    kept = house.live.check()
    assert sorted(kept["records"].values()) == [0, 0, 0, 2], "three evictions and a shift, once each, with two pictures"

    enter_mailbag(desk, house)
    open_envelopes(desk, house)
    kept = house.live.check()
    assert (kept["rows"], kept["sealed"], kept["lost"], kept["damaged"]) == (5, 0, 0, 0)
    assert sorted(kept["records"].values()) == [0, 0, 0, 1, 2], "one testimony, with its sound"
    told = read_testimony(desk, house)
    assert STORY in told
    assert HEARD in told
    assert seconds_heard(desk) >= LONG - 2
    clear(desk, house, 5)
    kept = house.live.check()
    assert (kept["observations"], kept["shifts"], kept["testimonies"]) == (3, 1, 1)
    no_answer_in_an_address_or_a_log(hand, house, STORY, HEARD, "Idris", *words.split(), " ".join(slip))


def picture(hand: Hand, folder: Path) -> Path:
    """A picture that the phone had."""
    path = folder / "trace.png"
    path.write_bytes(hand.page.screenshot())
    return path


def read_testimony(desk: Page, house: House) -> str:
    """Open the testimony in the mailbag; returns what its page says."""
    desk.goto(f"{house.address}{MAILBAG}")
    desk.get_by_role("row", name=re.compile(TESTIMONY)).get_by_role("link").first.click()
    desk.locator("h1").wait_for()
    return desk.locator("main").inner_text()


def seconds_heard(desk: Page) -> float:
    """How long the sound of the record on the screen lasts, decoded whole."""
    return float(
        desk.evaluate(
            """async () => {
          const link = document.querySelector('main a[href*="/fichier/"], main audio[src], main audio source')
          const bytes = await (await fetch(link.href ?? link.src)).arrayBuffer()
          return (await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(bytes)).duration
        }"""
        )
    )


def clear(desk: Page, house: House, records: int) -> None:
    """Verse each record from the keyboard."""
    desk.goto(f"{house.address}{MAILBAG}")
    desk.keyboard.press("j")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    for _ in range(records):
        assert desk.locator("[data-key=v]").count() == 1, desk.locator("main").inner_text()
        with desk.expect_navigation():
            desk.keyboard.press("v")


def no_answer_in_an_address_or_a_log(hand: Hand, house: House, *words: str) -> None:
    """No address the phone asked for, no line of the house says a word of what was told."""
    addresses, log = "\n".join(hand.phone.asked), house.log.read_text()
    assert "/enveloppes/" in addresses
    assert [word for word in words if re.search(rf"\b{re.escape(word)}\b", addresses + log)] == []


def test_a_minor_s_testimony_shares_nothing(hand: Hand, house: House, desk: Page) -> None:
    hand.enrol(house.card_address)
    hand.begin(TESTIMONY)
    hand.agree()
    hand.choose("La personne dit avoir moins de 18 ans", "Oui")
    hand.page.get_by_text("Prévenez la personne référente.").wait_for()
    hand.next()
    hand.choose("Est-elle seule en France", "Oui")
    hand.next()
    hand.write("Le récit, avec ses mots", STORY)
    hand.choose("Dans quelle commune", "Calais")
    hand.go("Traces")
    assert not hand.question("Photo").is_visible(), "no picture of a child is asked for"
    hand.end_testimony()
    hand.sent()
    enter_mailbag(desk, house)
    open_envelopes(desk, house)
    kept = house.live.check()
    assert list(kept["shared"].values()) == [{}]
    assert STORY in read_testimony(desk, house)


def test_what_is_practised_stays_in_the_practice_world(hand: Hand, house: House) -> None:
    card = told("practise", house.address, folder=house.live.folder)["app"]
    hand.enrol(card)
    assert hand.page.get_by_text("Rien ici n’est vrai.").is_visible()
    away(hand, house)
    hand.eviction()
    hand.seal()
    hand.page.reload()
    hand.page.get_by_role("heading", name="Carnet est verrouillé").wait_for()
    back(hand, house)
    hand.sent()
    kept = house.live.check()
    assert (kept["rows"], kept["envelopes"], kept["practised"]) == (0, 0, 1)


def test_a_card_taken_back_stops_the_sending_and_nothing_is_lost(hand: Hand, house: House, desk: Page) -> None:
    words = hand.enrol(card_from(desk, house, "Téléphone prêté"))
    away(hand, house)
    hand.eviction()
    hand.seal()
    desk.goto(f"http://127.0.0.1:{house.live.port}/terrain/appareils/")
    desk.get_by_role("row", name=re.compile("Téléphone prêté")).get_by_role("link", name=re.compile("Retirer")).click()
    with desk.expect_navigation():
        desk.locator("main form").get_by_role("button").first.click()
    back(hand, house)
    hand.page.get_by_text("Cette carte n’envoie plus. Rien n’est perdu").first.wait_for()
    assert "Un envoi scellé attend" in hand.waiting
    assert house.live.check()["rows"] == 0
    hand.page.goto(card_from(desk, house, "Téléphone retrouvé"))
    hand.page.reload()
    hand.open(words)
