"""A phone that dies while it writes, fifty times; a queue that leaves through a house that refuses and a line that breaks. Nothing lost, doubled or torn."""

from __future__ import annotations

import datetime as dt
import json
import random
import time
import zlib
from base64 import b64decode

import pytest

from tests.e2e.hand import EVICTION, Hand
from tests.e2e.phone import House, Phone
from vigie.collection.pack import fill

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]

KILLS = 50
"""In all: half of them around a save, half around the seal."""
AROUND_SAVE, AROUND_SEAL = (0.0, 0.12), (0.0, 0.25)
"""Seconds from the touch to the kill; the write ends somewhere between."""
QUEUED, PHOTO = 50, 390_000
LEAD = 0.1
"""Seconds before the touch: the page says that it will be touched before it is busy, and the kill is counted from the touch whatever else the machine does."""
TOUCH = """([name, lead]) => {
  const button = [...document.querySelectorAll('.stepbar button')].find(one => one.innerText.trim() === name)
  setTimeout(() => button.click(), lead * 1000)
}"""
SEND = "() => [...document.querySelectorAll('.waiting button:enabled')].find(one => one.innerText.trim() === 'Envoyer maintenant')?.click()"
"""Looked for and touched at once: between the two, the app may begin to send by itself."""


def kill_after(hand: Hand, button: str, within: tuple[float, float], chance: random.Random) -> None:
    """Touch a button, and take the battery out some time after."""
    running = hand.phone.pids()
    hand.page.evaluate(TOUCH, [button, LEAD])
    time.sleep(LEAD + chance.uniform(*within))
    hand.phone.kill(running)


def again(hand: Hand, house: House, words: str) -> tuple[int, int]:
    """Start the phone again and open it: how many drafts and sealed envelopes it has."""
    hand.phone.start()
    hand.phone.offline()
    hand.page.goto(f"{house.address}/carnet/")
    hand.open(words)
    drafts, _, sealed = hand.phone.counts()
    assert len(hand.begun) == drafts, "every draft that is kept opens"
    return drafts, sealed


def test_fifty_kills_lose_double_and_tear_nothing(phone: Phone, house: House) -> None:
    chance = random.Random(70_201)
    phone.start()
    hand = Hand(phone)
    words = hand.enrol(house.card_address)
    hand.kept()
    house.line.cut()
    hand.eviction(tents="1")
    hand.go("Où et quand")
    hand.go("Les affaires")
    last, seen = 1, {"before": 0, "after": 0, "draft": 0, "record": 0}
    for turn in range(2, KILLS // 2 + 2):
        hand.write("Tentes", str(turn))
        kill_after(hand, "Suivant", AROUND_SAVE, chance)
        assert again(hand, house, words) == (1, 0)
        hand.go_on(EVICTION)
        hand.go("Les affaires")
        held = int(hand.answer("Tentes"))
        assert held in {last, turn}, "the one before or the one after, whole"
        seen["after" if held == turn else "before"] += 1
        last = held
    sealed, tents = 0, [last]
    for turn in range(100, 100 + KILLS // 2):
        hand.come_to_the_seal()
        kill_after(hand, "Sceller et envoyer", AROUND_SEAL, chance)
        drafts, found = again(hand, house, words)
        assert (drafts, found) in {(1, sealed), (0, sealed + 1)}, "never both, never neither"
        seen["record" if found > sealed else "draft"] += 1
        sealed = found
        if drafts:
            hand.go_on(EVICTION)
            continue
        hand.eviction(tents=str(turn))
        hand.go("Où et quand")
        tents.append(turn)
    assert min(seen["draft"], seen["record"], seen["after"]) > 0, seen
    house.line.mend()
    phone.offline(cut=False)
    hand.press("Quitter")
    hand.sent()
    kept = house.live.check()
    assert (kept["rows"], len(kept["records"]), kept["lost"], kept["damaged"]) == (sealed, sealed, 0, 0)
    assert kept["opened"] == kept["checked"] >= sealed, "all that was sealed opens"
    assert sorted(tents_of(kept["shared"])) == sorted(tents[:sealed]), "each with what was filled in"


def tents_of(shared: dict[str, dict[str, object]]) -> list[int]:
    return [int(str(value)) for one in shared.values() for name, value in one.items() if name.endswith("tents")]


def test_fifty_that_waited_leave_once_through_three_refusals_and_a_cut(phone: Phone, house: House, script: str) -> None:
    phone.start()
    hand = Hand(phone)
    hand.enrol(house.card_address)
    hand.kept()
    house.line.cut()
    queue_up(phone, house, script)
    house.line.mend()
    house.line.refuse(3)
    phone.page.goto(f"{house.address}/carnet/")
    phone.page.get_by_role("heading", name="Carnet est verrouillé").wait_for()
    before, cut = house.line.carried, False
    until = time.monotonic() + 400
    while phone.counts()[2] and time.monotonic() < until:
        if not cut and house.line.carried - before > QUEUED * PHOTO // 3:
            house.line.cut()
            phone.page.wait_for_timeout(1_500)
            assert phone.counts()[2] > 0
            house.line.mend()
            cut = True
        phone.page.evaluate(SEND)
        phone.page.wait_for_timeout(300)
    assert (phone.counts()[2], house.line.busy, cut) == (0, 0, True)
    kept = house.live.check()
    assert (kept["rows"], len(kept["records"]), kept["lost"], kept["damaged"]) == (QUEUED, QUEUED, 0, 0)
    assert set(kept["records"].values()) == {1}


def queue_up(phone: Phone, house: House, script: str) -> None:
    """Put whole observations with a photograph in the app's own outbox, through its own core."""
    card = json.loads(zlib.decompress(b64decode(house.card)))["vigie"]
    chance, moment = random.Random(50_011), dt.datetime.now(dt.UTC)
    phone.open_core(script, f"{house.address}/core")
    for _ in range(QUEUED):
        told = {"commune": "calais", "day": moment.date().isoformat(), "photo": "photo-1.jpg"}
        xml = fill("vigie-expulsion", chance, moment, **told).decode()
        given = ["vigie-expulsion", xml, PHOTO, [card["intake"], card["key"]]]
        phone.page.evaluate("given => core.queue(...given)", given)
    assert phone.counts()[2] == QUEUED
