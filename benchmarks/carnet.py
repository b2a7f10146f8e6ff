"""The field app against its peers, on this machine: ``.venv/bin/python benchmarks/carnet.py [--rounds N]``.

Weight of all that a first visit keeps; first screen on a slow 3G line; second start without a network, processor four times slower; opening of
a form of sixty questions and sealing of 1.6 MB, likewise. Times are medians; beside those of the clock, the processor time that the page itself took,
which other work on the machine changes little. The figures of the peers were measured once, on a like machine, in the same
browser: ODK Web Forms 0.22 (its screens: 1 223 + 137 KB gz; 2.7 s for sixty questions) and Enketo core 9.0.1 (266 KB gz of script alone).

What cannot be measured is said, not guessed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
BUILT = ROOT / "src/vigie/collection/static/collection/carnet"
ODK_GZ, ENKETO_GZ, ODK_OPENING = 1_360, 266, 2_700
SLOWER, SEALED, QUESTIONS = 4, 1_600_000, 60
SCREEN = "#app main h1, #app main h2"
"""What every screen has once it can be read and touched."""


def weight(ending: str) -> float:
    """Kilobytes of all the app, as they travel."""
    plain = [p for p in BUILT.rglob("*") if p.is_file() and p.suffix not in {".gz", ".br"}]
    small = ((p, p.with_name(p.name + ending)) for p in plain)
    return sum((s if s.exists() else p).stat().st_size for p, s in small) / 1_000


def first_visit() -> float:
    """Kilobytes, gzipped, of what a first visit keeps: the rest are languages one has not chosen, kept when there is time."""
    (listed,) = re.findall(r"FILES = (\[.*\])", (BUILT / "sw.js").read_text())
    paths = (BUILT / (path.removeprefix("/carnet/") or "index.html") for path, _digest in json.loads(listed))
    small = ((path, path.with_name(path.name + ".gz")) for path in paths)
    return sum((s if s.exists() else p).stat().st_size for p, s in small) / 1_000


def sixty() -> str:
    """A form of sixty questions on ten pages, in three languages, as the house converts it."""
    spec = importlib.util.spec_from_file_location("forms", ROOT / "fieldapp/tests/forms.py")
    assert spec
    assert spec.loader
    forms = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(forms)
    from vigie.collection.pack.convert import convert_xlsx

    kinds = ("text", "integer", "date", "select_one yn", "select_multiple place", "decimal")
    rows = []
    for page in range(QUESTIONS // len(kinds)):
        asked = [(kind, f"q{page}_{rank}", f"Question {page}.{rank}", {}) for rank, kind in enumerate(kinds)]
        rows += [("begin_group", f"page{page}", f"Page {page}", {}), *asked, ("end_group", f"page{page}", "", {})]
    return convert_xlsx(forms.workbook("soixante", rows)).xml.decode()


def core(folder: Path) -> str:
    """The core of the app, built for a page of its own."""
    build = ["sh", "tools/node.sh", "npx", "vite", "build", "--config", "tests/harness/vite.config.ts", "--outDir"]
    subprocess.run([*build, str(folder)], cwd=ROOT, check=True, capture_output=True)
    return (folder / "core.js").read_text()


def in_core(folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds to open sixty questions, and to seal, in the core alone: each round."""
    import pyrage
    from tests.e2e.phone import Phone

    xml, script = sixty(), core(folder)
    to = [str(pyrage.x25519.Identity.generate().to_public()) for _ in range(2)]
    phone = Phone(folder / "core-profile", slower=SLOWER)
    page = phone.start()
    opening, sealing = [], []
    for _ in range(rounds):
        phone.open_core(script)
        told = page.evaluate("xml => core.opening(xml)", xml)
        assert told["questions"] == QUESTIONS
        opening.append(told["took"])
        sealing.append(page.evaluate("([bytes, to]) => core.sealing(bytes, to)", [SEALED, to]))
    phone.stop()
    return opening, sealing


TAP = "eviction sheet, from the tap to its first question, processor / 4"
AGAIN = "second start, no network, processor / 4"
own: dict[str, list[float]] = {}
"""Milliseconds of processor that the main thread of a page took, by measure."""


def watched(page: Page, name: str) -> Callable[[], None]:
    """Begin to count what a page's own thread takes; what is returned ends it."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def taken() -> float:
        metrics = {row["name"]: row["value"] for row in session.send("Performance.getMetrics")["metrics"]}
        return float(metrics["TaskDuration"]) * 1_000

    before = taken()
    return lambda: own.setdefault(name, []).append(taken() - before)


def first_screen(folder: Path, rounds: int, times_slower: float = 1) -> list[float]:
    """Milliseconds to the first screen on slow 3G, nothing kept before: a new phone each time."""
    from tests.e2e.phone import SLOW_3G, Phone, living_house

    rate, delay = SLOW_3G
    delay *= times_slower
    times = []
    with living_house(folder / "slow" / "data", rate=rate, delay=delay) as house:
        for turn in range(rounds):
            phone = Phone(folder / f"slow-profile-{turn}", slower=SLOWER)
            page = phone.start()
            began = time.monotonic()
            page.goto(house.card_address, wait_until="commit")
            try:
                page.wait_for_selector(SCREEN, timeout=60_000)
                times.append((time.monotonic() - began) * 1_000)
            finally:
                phone.stop()
    return times


def again_offline(folder: Path, rounds: int) -> list[float]:
    """Milliseconds to the lock, where words can be typed, when the app starts again, the line cut."""
    from tests.e2e.hand import Hand
    from tests.e2e.phone import Phone, living_house

    with living_house(folder / "again" / "data") as house:
        phone = Phone(folder / "again-profile", slower=SLOWER)
        phone.start()
        hand = Hand(phone)
        hand.enrol(house.card_address)
        hand.kept()
        house.line.cut()
        times = []
        for _ in range(rounds):
            phone.context.close()
            page = phone.start()
            ended = watched(page, AGAIN)
            began = time.monotonic()
            page.goto(f"{house.address}/carnet/", wait_until="commit")
            page.wait_for_selector(".four input", timeout=30_000)
            times.append((time.monotonic() - began) * 1_000)
            ended()
        phone.stop()
        return times


TAPPED = """rank => new Promise(done => {
  const began = performance.now()
  new MutationObserver((_, watch) => {
    if (!document.querySelector('.question')) return
    watch.disconnect()
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)))
  }).observe(document.body, { childList: true, subtree: true })
  document.querySelectorAll('.new li button')[rank].click()
})"""
EVICTION = 1


def tapped(folder: Path, rounds: int) -> list[float]:
    """Milliseconds from the tap on *Expulsion* (more than sixty questions, six languages) to its first question painted, no network."""
    from tests.e2e.hand import Hand
    from tests.e2e.phone import Phone, living_house

    with living_house(folder / "tapped" / "data") as house:
        phone = Phone(folder / "tapped-profile", slower=SLOWER)
        phone.start()
        hand = Hand(phone)
        words = hand.enrol(house.card_address)
        hand.kept()
        house.line.cut()
        times = []
        for _ in range(rounds):
            phone.page.goto(f"{house.address}/carnet/")
            hand.open(words)
            phone.page.wait_for_timeout(2_000)  # a person reads before they tap
            ended = watched(phone.page, TAP)
            times.append(float(phone.page.evaluate(TAPPED, EVICTION)))
            ended()
        phone.stop()
        return times


def spoken(times: list[float]) -> str:
    """The median, and the least: on a machine that others use, the nearest to what it would take alone."""
    return f"{median(times):>8.0f} ms   least {min(times):.0f}"


def said(name: str, measure: Callable[[], list[float]]) -> None:
    """Print one line; what cannot be measured says why."""
    from playwright.sync_api import Error

    try:
        print(f"{name:<66} {spoken(measure())}")
        if name in own:
            print(f"{'  of its own processor time':<66} {spoken(own[name])}")
    except (Error, AssertionError) as error:
        print(f"{name:<66} not measured: {str(error).splitlines()[0][:90]}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--rounds", type=int, default=5)
    rounds = asked.parse_args().rounds
    if not (BUILT / "sw.js").exists():
        sys.exit("The phone app is not built: make carnet")
    from tests.collection import live

    live.start()
    print(f"{'load of the machine, one minute':<66} {os.getloadavg()[0]:>8.1f}")
    print(f"{'kept by a first visit, French':<66} {first_visit():>8.0f} KB gz")
    gz, br = weight(".gz"), weight(".br")
    print(f"{'all that may be kept, six languages and their fonts':<66} {gz:>8.0f} KB gz, {br:.0f} KB br")
    print(f"{'  against ODK Web Forms screens, Enketo core':<66} {gz / ODK_GZ:>8.2f}, {gz / ENKETO_GZ:.2f}")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        opening, sealing = in_core(folder, rounds)
        print(f"{'sixty questions open, core alone, processor / 4':<66} {spoken(opening)}")
        print(f"{'  against ODK Web Forms with its screens':<66} {median(opening) / ODK_OPENING:>8.2f}")
        print(f"{'1.6 MB sealed to two readers, processor / 4':<66} {spoken(sealing)}")
        slow = "first screen, 400 kbit/s, {} there and back, processor / 4"
        said(slow.format("400 ms"), lambda: first_screen(folder / "near", rounds))
        said(slow.format("800 ms"), lambda: first_screen(folder / "far", rounds, times_slower=2))
        said(TAP, lambda: tapped(folder, rounds))
        said(AGAIN, lambda: again_offline(folder, rounds))


if __name__ == "__main__":
    main()
