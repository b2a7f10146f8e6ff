"""What a phone that is taken gives to whoever reads its memory: nothing, at each hour of its evening. And the search that says so can find."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.e2e.hand import EVICTION, TESTIMONY, Hand
from tests.e2e.phone import House, Phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

STORY = "Le chien jaune pleurait au bord du canal, près de l’écluse"
NEVER_KEPT = "une phrase tapée qu’aucune touche n’a gardée"
TOLD = "Récit inventé : ils ont emporté la tente verte à pois"
WITNESS = "temoin du zorblax qui mesure la recherche"
LISTEN = """() => {
  window.raw = []
  const take = blob => new Response(blob).arrayBuffer()
  const seen = async blob => window.raw.push(new Uint8Array(await take(blob)))
  const toBlob = HTMLCanvasElement.prototype.toBlob
  HTMLCanvasElement.prototype.toBlob = function (then, ...how) { return toBlob.call(this, made => { void seen(made); then(made) }, ...how) }
  const Recorder = window.MediaRecorder
  window.MediaRecorder = class extends Recorder {
    constructor(...given) { super(...given); this.addEventListener('dataavailable', ({ data }) => void seen(data)) }
  }
}"""
"""Has the page remember, in memory, the bytes of each photograph and each piece of sound as they are made."""
GIVE = "() => window.raw.map(bytes => btoa(bytes.reduce((read, byte) => read + String.fromCharCode(byte), '')))"


def raw_of(hand: Hand, least: int) -> list[bytes]:
    """The photographs and sounds made so far, before anything was done to them."""
    made = [base64.b64decode(each) for each in hand.page.evaluate(GIVE)]
    assert len(made) >= least
    assert min(map(len, made)) > 1_000, "enough of each to know it again"
    return made


def readable(phone: Phone, words: tuple[str, ...], raw: list[bytes]) -> list[str]:
    """Whatever can be read in the phone's memory."""
    return [*phone.keeps(*words), *(place for each in raw for place in phone.keeps_bytes(each))]


def pairs(words: str) -> tuple[str, ...]:
    """Four words, and two by two: each alone is in the app's own list of words."""
    one, two, three, four = words.split()
    return (words, f"{one} {two}", f"{two} {three}", f"{three} {four}", f'"{one}", "{two}"', f'"{one}","{two}"')


def test_nothing_is_readable_from_the_first_letter_to_the_emptied_phone(
    phone: Phone, house: House, tmp_path: Path
) -> None:
    phone.start()
    phone.context.add_init_script(f"({LISTEN})()")
    hand = Hand(phone)
    secret = pairs(hand.enrol(house.card_address))
    hand.kept()
    house.line.cut()
    phone.offline()

    hand.begin(EVICTION)
    hand.write("Nom de code du lieu de vie", NEVER_KEPT)
    assert readable(phone, (NEVER_KEPT, *secret), []) == [], "typed, and nothing touched since"
    hand.choose("Dans quelle commune", "Calais")
    hand.choose("Quelle sorte d’opération", "Grande opération")
    hand.go("Ce qui reste comme trace")
    hand.photograph("Photo sans visage")
    hand.record("Note vocale", seconds=12)
    hand.write("Ce que vous voulez ajouter", STORY)
    told = (STORY, NEVER_KEPT, *secret)
    raw = raw_of(hand, 3)
    assert readable(phone, told, raw) == [], "a draft, open"
    hand.press("Quitter")
    hand.home.wait_for()
    assert readable(phone, told, raw) == [], "a draft, put away"
    hand.go_on(EVICTION)
    hand.seal()
    assert readable(phone, told, raw) == [], "sealed"

    hand.begin(TESTIMONY)
    slip = hand.agree()
    hand.choose("La personne dit avoir moins de 18 ans", "Non")
    hand.next()
    hand.write("Le récit, avec ses mots", TOLD)
    hand.record("Le récit enregistré", seconds=12)
    hand.next()
    told = (*told, TOLD, *pairs(" ".join(slip)))
    raw = raw_of(hand, 5)
    assert readable(phone, told, raw) == [], "a testimony, being told"
    hand.end_testimony()
    assert readable(phone, told, raw) == [], "a testimony, sealed"

    house.line.mend()
    phone.offline(cut=False)
    hand.sent()
    assert readable(phone, told, raw) == [], "sent"
    hand.press("Vider")
    hand.hold("Appuyer 2 s pour vider")
    phone.page.wait_for_url("**/carnet/vider")
    assert readable(phone, told, raw) == [], "emptied"
    phone.page.goto(f"{house.address}/carnet/")
    phone.page.get_by_role("heading", name="Bienvenue dans Carnet").wait_for()

    phone.control(f"{WITNESS} {STORY}", raw[0])
    found = readable(phone, (STORY,), raw[:1])
    assert [place for place in found if STORY[:10] in place], "the search is not blind to words"
    assert [place for place in found if STORY[:10] not in place], "nor to bytes"
    said = "\n".join([*phone.asked, house.log.read_text()])
    assert "/enveloppes/" in said
    assert [word for word in (*told, "calais", "grande_ampleur") if word in said] == []
