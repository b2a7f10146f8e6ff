"""The core of the field app in a real browser: what a kill leaves on the disk, what is readable there, and that another program opens what it sealed."""

from __future__ import annotations

import base64
import json
import struct
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyrage
import pytest

from tests.e2e.phone import Line, Phone

WORDS, STORY = "ajonc dune lanterne phare", "le chien jaune pleurait au bord du canal"
KILLS = (0, 0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.15, 1.5)
"""Seconds from *Terminer* to the kill: before, during and after the write."""


def start(phone: Phone, script: str) -> None:
    """Start the phone on the page of the core."""
    phone.start()
    phone.open_core(script)


def unpacked(inner: bytes) -> tuple[dict[str, str], bytes]:
    """What PROTOCOL.md draws inside an envelope."""
    assert inner[:4] == b"VGE1"
    (length,) = struct.unpack(">I", inner[4:8])
    header, rest = json.loads(inner[8 : 8 + length]), inner[8 + length :]
    (size,) = struct.unpack(">Q", rest[:8])
    assert set(rest[8 + size :]) <= {0}
    return header, rest[8 : 8 + size]


@pytest.mark.browser
def test_the_house_opens_what_the_phone_sealed(phone: Phone, script: str):
    start(phone, script)
    intake, association, stranger = (pyrage.x25519.Identity.generate() for _ in range(3))
    told = [str(intake.to_public()), str(association.to_public())]
    for recipients, readers in ((told, (intake, association)), (told[1:], (association,))):
        seal = "async ([words, to]) => btoa(String.fromCharCode(...(await core.sealed(words, to)).file))"
        sealed = base64.b64decode(phone.page.evaluate(seal, [STORY, recipients]))
        assert sealed.count(b"-> X25519 ") == 2
        for reader in readers:
            header, body = unpacked(pyrage.decrypt(sealed, [reader]))
            assert (header["kind"], body.decode()) == ("record", STORY)
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(sealed, [stranger])


@pytest.mark.browser
@pytest.mark.slow
def test_a_phone_killed_as_it_seals_keeps_the_draft_or_the_record(phone: Phone, script: str):
    reader = pyrage.x25519.Identity.generate()
    to = [str(reader.to_public())]
    start(phone, script)
    phone.page.evaluate("words => core.create(words)", WORDS)
    seen = {"draft": 0, "record": 0}
    for turn, delay in enumerate(KILLS):
        phone.page.evaluate("([id, words]) => core.draft(id, words, 400_000)", [f"d{turn}", f"{STORY} {turn}"])
        drafts, _, sealed = phone.page.evaluate("core.counts()")
        running = phone.pids()
        begin = "([id, words, to]) => { core.finish(id, words, to); return null }"
        phone.page.evaluate(begin, [f"d{turn}", f"{STORY} {turn}", to])
        time.sleep(delay)
        phone.kill(running)
        start(phone, script)
        assert phone.page.evaluate("words => core.open(words)", WORDS) == {"result": "open"}
        after = phone.page.evaluate("core.counts()")
        assert (after[0] - drafts, after[2] - sealed) in {(0, 0), (-1, 1)}, "never both, never neither"
        assert after[1] == after[0], "a piece for each draft"
        seen["record" if after[2] > sealed else "draft"] += 1
    records = [base64.b64decode(each) for each in phone.page.evaluate("core.outbox()")]
    assert [unpacked(pyrage.decrypt(each, [reader]))[1].startswith(STORY.encode()) for each in records] == [
        True
    ] * seen["record"]
    assert min(seen.values()) > 0, seen
    assert len(phone.page.evaluate("core.drafts()")) == seen["draft"], "every draft that stayed opens"


@pytest.mark.browser
@pytest.mark.slow
def test_nothing_of_a_draft_nor_of_a_sealed_record_is_readable_on_the_disk(phone: Phone, script: str):
    start(phone, script)
    phone.page.evaluate("words => core.create(words)", WORDS)
    phone.page.evaluate("words => core.draft('d1', words, 1000)", STORY)
    assert phone.keeps(STORY, WORDS) == []
    to = [str(pyrage.x25519.Identity.generate().to_public())]
    phone.page.evaluate("([words, to]) => core.finish('d1', words, to)", [STORY, to])
    phone.kill()
    assert phone.keeps(STORY, WORDS) == []
    start(phone, script)
    phone.control(f"temoin {STORY}")
    assert phone.keeps(STORY) != [], "the search is not blind"
    assert phone.keeps_bytes(f"temoin {STORY}".encode()) != []


class _Slow(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "20000")
        self.end_headers()
        self.wfile.write(b"x" * 20_000)

    def log_message(self, *_told: object) -> None:
        return


def test_a_line_is_as_slow_as_told_and_can_be_cut():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    line = Line(server.server_address[1], rate=40_000, delay=0.1)
    try:
        began = time.monotonic()
        with urllib.request.urlopen(line.address) as answer:
            assert len(answer.read()) == 20_000
        assert 0.6 <= time.monotonic() - began < 8
        line.cut()
        with pytest.raises((urllib.error.URLError, ConnectionError)):
            urllib.request.urlopen(line.address, timeout=5)
        line.mend()
        with urllib.request.urlopen(line.address) as answer:
            assert answer.status == 200
    finally:
        line.close()
        server.shutdown()
        server.server_close()
