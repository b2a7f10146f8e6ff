"""Promise 2 for sealed envelopes, on a real server and real files: kill -9, the same sent at once, pieces after a cut."""

from __future__ import annotations

import base64
import json
import random
import threading
import time
import uuid
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.collection.servers import Live, copied, serving, told
from tests.factories.collection import instance, multipart
from tests.factories.envelopes import CONTENT_TYPE, MADE_AT, frame, sealed_to, stranger_key

SENTENCE = "ils ont pris ma tente verte à pois"
ANSWERS = f"<commune>calais</commune><narrative>{SENTENCE}</narrative>"
KILLS = 60
PIECE = 700


@dataclass(frozen=True)
class Card:
    """What a phone reads from its card."""

    folder: Path
    path: str
    key: str
    intake: str

    def observation(self) -> tuple[str, bytes]:
        """The number of a record, and its envelope for the house."""
        number = f"uuid:{uuid.uuid4()}"
        head = {"kind": "record", "content_type": CONTENT_TYPE, "made_at": MADE_AT}
        inside = frame(head, multipart(instance(ANSWERS, instance_id=number)))
        return number, sealed_to(inside, self.intake, self.key)

    def part(self) -> bytes:
        """An envelope for the association alone."""
        head = {
            "kind": "part",
            "testimony": str(uuid.uuid4()),
            "session": str(uuid.uuid4()),
            "content_type": CONTENT_TYPE,
        }
        return sealed_to(frame(head, multipart(instance(ANSWERS))), self.key, stranger_key())


class Sender:
    """Sends as a phone does: by pieces, asking where it stands after each silence, forgetting what was acknowledged alone."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.done = threading.Event()
        self.asked: set[str] = set()
        self.thanked: set[str] = set()
        self.sealed: set[str] = set()
        self.chance = random.Random(61)

    def send_for_ever(self, live: Live) -> None:
        while not self.done.is_set():
            name = str(uuid.uuid4())
            if self.chance.random() < 0.4:
                if self.deliver(live, name, self.card.part()):
                    self.sealed.add(name)
                continue
            number, sealed = self.card.observation()
            self.asked.add(number)
            if self.deliver(live, name, sealed):
                self.thanked.add(number)

    def deliver(self, live: Live, name: str, sealed: bytes) -> bool:
        offset = 0
        while not self.done.is_set():
            cut = min(len(sealed), offset + PIECE)
            status, at = live.put(name, sealed[offset:cut], offset=offset, last=cut == len(sealed), timeout=5)
            assert status in {0, 201, 202, 204, 409}, status
            if status == 0:
                time.sleep(0.01)
                status, at = live.ask(name, timeout=5)
            if status in {201, 202}:
                return True
            offset = at if at >= 0 else offset
        return False


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Card:
    folder = tmp_path_factory.mktemp("live") / "data"
    folder.mkdir()
    made = told("prepare", folder=folder)
    card = json.loads(zlib.decompress(base64.b64decode(made["qr"])))["vigie"]
    return Card(folder, made["path"], card["key"], card["intake"])


@pytest.fixture
def card(prepared: Card, tmp_path: Path) -> Card:
    """A copy of it."""
    return Card(copied(prepared.folder, tmp_path / "data"), prepared.path, prepared.key, prepared.intake)


@pytest.mark.slow
@pytest.mark.parametrize("for_the_house", [True, False], ids=["observation", "testimony"])
def test_eight_times_the_same_at_once_is_one_and_eight_thanks(card: Card, for_the_house: bool) -> None:
    with serving(card.folder, card.path) as live, ThreadPoolExecutor(8) as crowd:
        for _ in range(10):
            name, sealed = str(uuid.uuid4()), card.observation()[1] if for_the_house else card.part()
            barrier = threading.Barrier(8)

            def send(_: int, name: str = name, sealed: bytes = sealed, barrier: threading.Barrier = barrier) -> int:
                barrier.wait()
                return live.put(name, sealed)[0]

            statuses = sorted(crowd.map(send, range(8)))
            assert statuses == [201] + [202] * 7
        kept = live.check()
    assert (kept["rows"], kept["envelopes"]) == (10 if for_the_house else 0, 10)
    assert kept["sealed"] == (0 if for_the_house else 10)
    assert (kept["lost"], kept["damaged"], kept["orphans"]) == (0, 0, 0)
    assert list((card.folder / "carnet").iterdir()) == []


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_kills_amid_pieces_lose_and_double_nothing(card: Card) -> None:
    """Four phones send by pieces, ask where they stand after each silence, and forget only what was acknowledged."""
    sender = Sender(card)
    chance = random.Random(59)
    with serving(card.folder, card.path) as live, ThreadPoolExecutor(4) as phones:
        work = [phones.submit(sender.send_for_ever, live) for _ in range(4)]
        for _ in range(KILLS):
            before = len(sender.thanked)
            deadline = time.monotonic() + 20
            while len(sender.thanked) < before + 2 and time.monotonic() < deadline:
                time.sleep(0.005)
            time.sleep(chance.random() * 0.03)
            live.kill()
        sender.done.set()
        for phone in work:
            phone.result()
        kept = live.check()
    assert len(sender.thanked) >= KILLS
    assert sender.thanked - set(kept["records"]) == set()
    assert set(kept["records"]) - sender.asked == set()
    assert kept["rows"] == len(kept["records"])
    assert kept["sealed"] >= len(sender.sealed)
    assert (kept["lost"], kept["damaged"]) == (0, 0)
    assert kept["opened"] == kept["checked"]


@pytest.mark.slow
def test_no_file_of_a_working_server_holds_a_sealed_word(card: Card) -> None:
    with serving(card.folder, card.path) as live:
        name, sealed = str(uuid.uuid4()), card.observation()[1]
        assert live.put(name, sealed[:PIECE], last=False) == (204, PIECE)
        assert live.put(str(uuid.uuid4()), card.observation()[1])[0] == 201
        assert live.put(str(uuid.uuid4()), card.part())[0] == 201
        contents = {p.name: p.read_bytes() for p in live.folder.rglob("*") if p.is_file()}
    assert [n for n, content in contents.items() if SENTENCE.encode() in content or b"verte" in content] == []
    assert [n for n in contents if name in n] == []
