"""Promise 2 on a real server and real files: nothing acknowledged is lost, nothing is stored twice."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.collection.servers import Live, copied, serving, told
from tests.factories.collection import Part, instance

SENTENCE = "ils ont pris ma tente verte à pois"
SHARED = "commune-témoin"
ANSWERS = f"<commune>{SHARED}</commune><narrative>{SENTENCE}</narrative><photo>a.jpg</photo>"
PHOTO: Part = ("a.jpg", SENTENCE.encode() * 3_000, "image/jpeg")
KILLS = 100
GOOD = {201, 202}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder with an association, its key, a form and a phone; and the phone's path."""
    folder = tmp_path_factory.mktemp("live") / "data"
    folder.mkdir()
    return folder, told("prepare", folder=folder)["path"]


@pytest.fixture
def place(prepared: tuple[Path, str], tmp_path: Path) -> tuple[Path, str]:
    """A copy of it."""
    return copied(prepared[0], tmp_path / "data"), prepared[1]


def number() -> str:
    return f"uuid:{uuid.uuid4()}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "files", [pytest.param((), id="plain"), pytest.param((PHOTO,), id="with-a-photo", marks=pytest.mark.slow)]
)
def test_eight_identical_posts_at_once_leave_one_record_and_eight_thanks(
    place: tuple[Path, str], files: tuple[Part, ...]
) -> None:
    with serving(*place) as live, ThreadPoolExecutor(8) as crowd:
        for _ in range(15):
            xml = instance(ANSWERS)
            barrier = threading.Barrier(8)

            def post(_: int, xml: bytes = xml, barrier: threading.Barrier = barrier) -> int:
                barrier.wait()
                return live.post(xml, *files)

            statuses = list(crowd.map(post, range(8)))
            assert set(statuses) <= GOOD, statuses
            assert 201 in statuses
        kept = live.check()
    assert (kept["rows"], len(kept["records"])) == (15, 15)
    assert set(kept["records"].values()) == {len(files)}
    assert (kept["lost"], kept["damaged"], kept["orphans"]) == (0, 0, 0)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_hundred_kills_during_ingest_lose_and_double_nothing(place: tuple[Path, str]) -> None:
    done = threading.Event()
    thanked: set[str] = set()
    asked: set[str] = set()
    chance = random.Random(59)

    def send_for_ever(live: Live) -> None:
        """Send as a phone does: one record until it is acknowledged, then the next."""
        while not done.is_set():
            name = number()
            asked.add(name)
            xml = instance(ANSWERS, instance_id=name)
            files = (PHOTO,) if chance.random() < 0.3 else ()
            while not done.is_set():
                status = live.post(xml, *files, timeout=5)
                assert status in {0, *GOOD}, status
                if status:
                    thanked.add(name)
                    break
                time.sleep(0.01)

    with serving(*place) as live, ThreadPoolExecutor(6) as phones:
        work = [phones.submit(send_for_ever, live) for _ in range(6)]
        for _ in range(KILLS):
            before = len(thanked)
            deadline = time.monotonic() + 20
            while len(thanked) < before + 3 and time.monotonic() < deadline:
                time.sleep(0.005)
            time.sleep(chance.random() * 0.03)
            live.kill()
        done.set()
        for phone in work:
            phone.result()
        kept = live.check()
    assert len(thanked) >= 2 * KILLS
    assert thanked - set(kept["records"]) == set()
    assert set(kept["records"]) - asked == set()
    assert kept["rows"] == len(kept["records"])
    assert (kept["lost"], kept["damaged"]) == (0, 0)
    assert kept["opened"] == kept["checked"]


@pytest.mark.slow
def test_no_file_of_a_working_server_holds_a_sealed_word(place: tuple[Path, str]) -> None:
    with serving(*place) as live:
        assert live.post(instance(ANSWERS), PHOTO) == 201
        contents = {p.name: p.read_bytes() for p in live.folder.rglob("*") if p.is_file()}
    assert [name for name, content in contents.items() if SENTENCE.encode() in content or b"verte" in content] == []
    spellings = (SHARED.encode(), json.dumps(SHARED)[1:-1].encode())
    assert {n.removesuffix("-wal") for n, c in contents.items() if any(s in c for s in spellings)} == {"vigie.sqlite3"}


@contextmanager
def traced(live: Live, to: Path) -> Iterator[None]:
    """The system calls of the process that serves, written to a file."""
    served = int(live.note.read_text())
    calls = "trace=fsync,fdatasync,rename,sendto,write"
    line = ["strace", "-f", "-y", "-s", "64", "-e", calls, "-o", str(to), "-p", str(served)]
    with subprocess.Popen(line, stderr=subprocess.DEVNULL) as tracer:
        try:
            _wait_for_tracer(served, tracer)
            yield
        finally:
            tracer.send_signal(signal.SIGINT)
            tracer.wait(20)


def _wait_for_tracer(served: int, tracer: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        statuses = [task.joinpath("status").read_text() for task in Path(f"/proc/{served}/task").iterdir()]
        if all(re.search(r"TracerPid:\t[1-9]", status) for status in statuses):
            return
        if tracer.poll() is not None:
            pytest.skip("this machine does not let one process trace another")
        time.sleep(0.05)
    raise AssertionError("strace did not attach")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: apt install strace")
def test_system_calls_show_everything_on_the_disk_before_the_answer(place: tuple[Path, str], tmp_path: Path) -> None:
    trace = tmp_path / "calls"
    with serving(*place) as live, traced(live, trace):
        assert live.post(instance(ANSWERS), PHOTO) == 201
    answered, before = _before_the_answer(trace.read_text(errors="replace"))
    assert answered
    synced = [re.search(r"<([^>]+)>", line)[1] for line in before if "sync(" in line]  # type: ignore[index]
    bodies = [path for path in synced if "/vault/tmp/" in path]
    assert len(bodies) == 2
    assert any(path.endswith("keystore.sqlite3-wal") for path in synced)
    assert synced[-1].endswith("vigie.sqlite3-wal")
    assert any(re.search(r"/vault/[a-z0-9]{2}$", path) for path in synced)
    assert sum("rename(" in line and "/vault/tmp/" in line for line in before) == 2


def _before_the_answer(trace: str) -> tuple[bool, list[str]]:
    """The calls of a trace up to the one that sends 201."""
    lines = trace.splitlines()
    for rank, line in enumerate(lines):
        if "HTTP/1.1 201" in line:
            return True, lines[:rank]
    return False, lines


@contextmanager
def small_disk(at: Path) -> Iterator[Path]:
    """A disk of 12 MB, or a skip when this machine does not let us make one."""
    at.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(at)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
@pytest.mark.parametrize("reserve", ["1", "500000"], ids=["to-the-last-byte", "with-a-reserve"])
@pytest.mark.slow
def test_a_disk_that_fills_up_answers_507_and_loses_nothing(
    prepared: tuple[Path, str], tmp_path: Path, reserve: str
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        folder = copied(prepared[0], disk / "data")
        thanked: set[str] = set()
        with serving(folder, prepared[1], VIGIE_DISK_RESERVE=reserve) as live:
            (folder / "filler").write_bytes(b"0" * 4_000_000)
            for _ in range(400):
                name = number()
                status = live.post(instance(ANSWERS, instance_id=name), PHOTO)
                if status not in GOOD:
                    break
                thanked.add(name)
            assert status == 507
            assert live.post(instance()) in {507, *GOOD}
            (folder / "filler").unlink()
            late = number()
            assert live.post(instance(ANSWERS, instance_id=late), PHOTO) == 201
            kept = live.check()
    assert thanked | {late} <= set(kept["records"])
    assert (kept["lost"], kept["damaged"]) == (0, 0)
