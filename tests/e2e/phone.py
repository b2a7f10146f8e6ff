"""A phone and its house, for the journeys of the field app: a live house with a phone's card, a line that can be slow or cut, a
Chromium with a profile of its own that can be killed, and a search of all that the profile keeps.

A search proves nothing unless it can find: ``Phone.control`` plants words where the app keeps its things, in clear, and the search must find them.
"""

from __future__ import annotations

import base64
import json
import os
import queue
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import FLAGS, PHONE, chromium_path
from tests.collection.servers import ROOT, Live, serving, told
from tests.command import vigie
from tests.e2e.haystack import found_in, written

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, CDPSession, ConsoleMessage, Page, Playwright

MEDIA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
PERMISSIONS = ["camera", "microphone", "geolocation"]
DUNE = {"latitude": 50.956, "longitude": 1.852, "accuracy": 8}
SLOW_3G = (400_000 / 8, 0.2)
"""Bytes a second each way, seconds added to each byte's way: 400 kbit/s and 400 ms there and back, as WebPageTest's "3G slow"."""
SLICE, STEP = 48, 1_024


class Line:
    """A line between phone and house on this machine: as slow as told, cut and mended at will.

    The browser's own throttling misses what its worker asks for; this misses nothing. All calls share the rate, and a new call
    first crosses the line once each way, as the greeting of TCP does; the greeting of TLS is not counted.
    """

    def __init__(self, to: int, *, rate: float = 0, delay: float = 0) -> None:
        self.rate, self.delay, self.carried, self.busy = rate, delay, 0, 0
        self._to, self._open, self._held = to, True, set[socket.socket]()
        self._out, self._back = threading.Lock(), threading.Lock()
        self._door = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._welcome, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """No byte passes from now on, also of what is under way."""
        self._open = False
        for held in list(self._held):
            _shut(held)

    def mend(self) -> None:
        self._open = True

    def refuse(self, times: int) -> None:
        """The house has no time for the next envelopes: so many requests that send are answered 503 on the way."""
        self.busy = times
        for held in list(self._held):
            _shut(held)

    def _refused(self, phone: socket.socket) -> bool:
        """Answer a request that sends for a house that cannot, if it is to be so. The body is taken in: none of it passes."""
        if not self.busy or not phone.recv(4, socket.MSG_PEEK).startswith(b"PUT"):
            return False
        self.busy -= 1
        head = b""
        while b"\r\n\r\n" not in head:
            head += phone.recv(4_096)
        head, _, body = head.partition(b"\r\n\r\n")
        (length,) = re.findall(rb"(?i)content-length: (\d+)", head)
        left = int(length) - len(body)
        while left > 0:
            left -= len(phone.recv(65_536))
        phone.sendall(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        _shut(phone)
        return True

    def close(self) -> None:
        self.cut()
        self._door.close()

    def _welcome(self) -> None:
        while True:
            try:
                phone, _ = self._door.accept()
            except OSError:
                return
            if not self._open:
                phone.close()
                continue
            self._held.add(phone)
            threading.Thread(target=self._lead, args=(phone,), daemon=True).start()

    def _lead(self, phone: socket.socket) -> None:
        """Lead one call to the house."""
        with suppress(OSError):
            time.sleep(2 * self.delay)
            if self._refused(phone):
                self._held.discard(phone)
                return
            house = socket.create_connection(("127.0.0.1", self._to))
            self._held.add(house)
            threading.Thread(target=self._carry, args=(house, phone, self._back), daemon=True).start()
            self._carry(phone, house, self._out)

    def _carry(self, source: socket.socket, sink: socket.socket, lane: threading.Lock) -> None:
        """Take in what one end says, and have it arrive in its time."""
        on_the_way: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        threading.Thread(target=self._deliver, args=(on_the_way, source, sink), daemon=True).start()
        with suppress(OSError, ValueError):
            while piece := source.recv(4_096 if self.rate else 65_536):
                if self.rate:
                    with lane:
                        time.sleep(len(piece) / self.rate)
                on_the_way.put((time.monotonic() + self.delay, piece))
        on_the_way.put((0, b""))

    def _deliver(
        self, on_the_way: queue.SimpleQueue[tuple[float, bytes]], source: socket.socket, sink: socket.socket
    ) -> None:
        with suppress(OSError, ValueError):
            while (due := on_the_way.get())[1]:
                time.sleep(max(0.0, due[0] - time.monotonic()))
                sink.sendall(due[1])
                self.carried += len(due[1])
        for held in (source, sink):
            _shut(held)
            self._held.discard(held)


def _shut(held: socket.socket) -> None:
    with suppress(OSError):
        held.shutdown(socket.SHUT_RDWR)
    held.close()


@dataclass(frozen=True)
class Furnished:
    """A data folder made beforehand, and what its making told."""

    folder: Path
    told: dict[str, str]


@dataclass
class House:
    """A live house that has the pack of forms and one phone; ``session`` is the cookie of whoever works there, ``log`` what it says."""

    live: Live
    line: Line
    card: str
    token_path: str
    session: str = ""
    log: Path = Path(os.devnull)

    @property
    def address(self) -> str:
        """What the phone knows of it: the end of the line."""
        return self.line.address

    @property
    def card_address(self) -> str:
        """What the square code of the card opens."""
        return f"{self.address}/carnet/#q={self.card}"


@contextmanager
def living_house(
    folder: Path, *, rate: float = 0, delay: float = 0, furnished: Furnished | None = None
) -> Iterator[House]:
    """Make a house in a new folder, serve it, put a line to it and a phone on the line.

    Args:
        folder: where its data go; must not exist.
        rate: bytes a second on the line, each way; 0 is as fast as it goes.
        delay: seconds that the line adds.
        furnished: a folder to copy instead of making one.
    """
    folder.mkdir(parents=True)
    if furnished:
        shutil.copytree(furnished.folder, folder, dirs_exist_ok=True)
    prepared = furnished.told if furnished else told("prepare", "pack", folder=folder)
    log = folder.parent / "log"
    with serving(folder, prepared["path"], log=log) as live, ExitStack() as stack:
        line = Line(live.port, rate=rate, delay=delay)
        stack.callback(line.close)
        card, path = _added(folder, line.address)
        yield House(live, line, card, path, prepared["session"], log)


def _added(folder: Path, address: str) -> tuple[str, str]:
    """Add a phone that knows the house by this address: the text of its card, its path."""
    asked = ("--organisation", "lisiere", "--name", "Téléphone 2", "--url", address, "--json")
    made = vigie("device", "add", *asked, folder=folder, VIGIE_WORLD="real")
    assert made.returncode == 0, made.stderr
    values = json.loads(made.stdout)
    return values["qr"], values["server_url"].removeprefix(address)


@dataclass
class Phone:
    """A Chromium whose profile stays from one start to the next, like the memory of a phone.

    ``complaints`` holds what its pages threw and what their policy refused, ``asked`` every address they asked for.
    """

    profile: Path
    locale: str = "fr-FR"
    slower: float = 1
    driver: Playwright | None = None
    context: BrowserContext = field(init=False)
    page: Page = field(init=False)
    complaints: list[str] = field(init=False, default_factory=list)
    asked: list[str] = field(init=False, default_factory=list)
    _own: Playwright | None = field(init=False, default=None)

    def start(self) -> Page:
        """Start the browser, or start it again; returns its page."""
        path = chromium_path()
        if path is None:
            pytest.skip("Chromium is not installed: apt install chromium")
        if self.driver is None:
            from playwright.sync_api import sync_playwright

            self.driver = self._own = sync_playwright().start()
        self.context = self.driver.chromium.launch_persistent_context(
            str(self.profile),
            executable_path=path,
            args=[*FLAGS, *MEDIA],
            viewport=PHONE,
            locale=self.locale,
            timezone_id="Europe/Paris",
            permissions=PERMISSIONS,
            geolocation=DUNE,
            has_touch=True,
        )
        self.context.set_default_timeout(30_000)
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)
        self.context.on("request", lambda request: self.asked.append(request.url))
        if self.slower > 1:
            self.session().send("Emulation.setCPUThrottlingRate", {"rate": self.slower})
        return self.page

    def _heard(self, line: ConsoleMessage) -> None:
        if "Content Security Policy" in line.text:
            self.complaints.append(line.text)

    def session(self) -> CDPSession:
        """What Chromium lets its developers ask."""
        return self.context.new_cdp_session(self.page)

    def pids(self) -> list[int]:
        """The processes of this profile, and of no other."""
        mark = f"--user-data-dir={self.profile}".encode()
        lines = ((int(p.name), _read(p / "cmdline")) for p in Path("/proc").iterdir() if p.name.isdigit())
        return [pid for pid, line in lines if mark in line.split(b"\0")]

    def kill(self, running: list[int] | None = None) -> None:
        """Take the battery out: no process of this profile hears of it.

        Args:
            running: what ``pids`` told before, when the instant matters.
        """
        for pid in running or self.pids():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with suppress(Exception):
            self.context.close()
        (self.profile / "SingletonLock").unlink(missing_ok=True)

    def offline(self, *, cut: bool = True) -> None:
        """Tell the browser it has no network: what ``navigator.onLine`` says. To cut for real, cut the line."""
        self.context.set_offline(cut)

    def open_core(self, script: str, address: str = "http://127.0.0.1:9/core") -> None:
        """Open a page that holds the core of the app and nothing else; no server is asked. Under the house's address it has the app's own tables."""
        page = "<!doctype html><meta charset=utf-8><title>core</title><script type=module src=/core.js></script>"
        self.context.route("**/core", lambda route: route.fulfill(body=page, content_type="text/html"))
        self.context.route("**/core.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
        self.page.goto(address)
        self.page.wait_for_function("window.core !== undefined")

    def stop(self) -> None:
        """Close the browser as a person does."""
        with suppress(Exception):
            self.context.close()
        if self._own:
            self._own.stop()
            self.driver = self._own = None

    # --- what is on its disk -----------------------------------------------------------------------------------------
    def keeps(self, *words: str) -> list[str]:
        """Where the profile keeps any of these words, in whatever dress; a browser under way is read as it lies."""
        copy = self.profile.with_name(f"{self.profile.name}-looked-at")
        shutil.copytree(self.profile, copy, ignore=shutil.ignore_patterns("Singleton*"), dirs_exist_ok=True)
        try:
            stack = written(copy)
            return [f"{word!r}: {place}" for word in words for place in found_in(stack, word)]
        finally:
            shutil.rmtree(copy)

    def keeps_bytes(self, content: bytes) -> list[str]:
        """Where the profile keeps any slice of these bytes: a photo, a sound. A slice of blank is found anywhere: it says nothing."""
        cut = [content[at : at + SLICE] for at in range(0, len(content) - SLICE, STEP)] or [content]
        slices = [one for one in cut if len(set(one)) > SLICE // 2] or cut[:1]
        return [str(path) for path in written(self.profile) if any(s in _read(path) for s in slices)]

    def control(self, words: str, raw: bytes = b"") -> None:
        """Keep words and bytes in clear where the app keeps its own: a search that misses them is blind."""
        self.page.evaluate(PLANT, [words, base64.b64encode(raw).decode()])

    def counts(self) -> tuple[int, int, int]:
        """How many drafts, pieces of them and sealed envelopes lie in the app's own database."""
        drafts, pieces, outbox = self.page.evaluate(COUNT)
        return drafts, pieces, outbox


COUNT = """() => new Promise((done, failed) => {
  const asked = indexedDB.open('carnet')
  asked.onerror = () => failed(asked.error)
  asked.onsuccess = () => {
    const names = ['drafts', 'pieces', 'outbox']
    const t = asked.result.transaction(names)
    const counted = names.map(name => t.objectStore(name).count())
    t.oncomplete = () => { asked.result.close(); done(counted.map(one => one.result)) }
  }
})"""
PLANT = """([words, raw]) => new Promise((done, failed) => {
  const asked = indexedDB.open('control', 1)
  asked.onupgradeneeded = () => asked.result.createObjectStore('words')
  asked.onerror = () => failed(asked.error)
  asked.onsuccess = () => {
    const t = asked.result.transaction('words', 'readwrite', { durability: 'strict' })
    t.objectStore('words').put({ words, bytes: new TextEncoder().encode(words) }, 'words')
    t.objectStore('words').put(Uint8Array.from(atob(raw), letter => letter.charCodeAt(0)), 'raw')
    t.oncomplete = () => { asked.result.close(); done(null) }
  }
})"""


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


@pytest.fixture
def phone(tmp_path: Path, driver: Playwright) -> Iterator[Phone]:
    """A phone just out of its box, not started. No page of it may throw, nor go against its policy."""
    made = Phone(tmp_path / "profile", driver=driver)
    yield made
    made.stop()
    assert made.complaints == []


@pytest.fixture(scope="session")
def script(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The core of the app, built for a page of its own."""
    if shutil.which("node") is None and not (ROOT / ".tools/node").exists():
        pytest.skip("Node is not installed: make carnet")
    folder = tmp_path_factory.mktemp("core")
    build = ["sh", "tools/node.sh", "npx", "vite", "build", "--config", "tests/harness/vite.config.ts"]
    ran = subprocess.run([*build, "--outDir", str(folder)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return (folder / "core.js").read_text()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """The folder of a house where somebody works, made once: each test has a copy."""
    folder = tmp_path_factory.mktemp("furnished") / "data"
    folder.mkdir()
    return Furnished(folder, told("prepare", "pack", "people", folder=folder))


@pytest.fixture
def house(furnished: Furnished, tmp_path: Path) -> Iterator[House]:
    """A living house where somebody works, and a line to it."""
    with living_house(tmp_path / "house" / "data", furnished=furnished) as made:
        yield made
