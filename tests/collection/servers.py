"""Start, ask and stop the live server from a test."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from tests.factories.collection import BOUNDARY, Part, multipart

ROOT = Path(__file__).resolve().parents[2]
HEADERS = {
    "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
    "X-OpenRosa-Version": "1.0",
    "User-Agent": "org.odk.collect.android/v2026.2",
}


def command(*words: str, folder: Path, prefix: tuple[str, ...] = (), **extra: str) -> tuple[list[str], dict[str, str]]:
    environment = {**os.environ, "VIGIE_DATA": str(folder), "VIGIE_WORLD": "real", "VIGIE_FAST_HASH": "1", **extra}
    environment.pop("VIGIE_NOW", None)
    return [*prefix, sys.executable, "-W", "ignore", "-m", "tests.collection.live", *words], environment


def told(*words: str, folder: Path) -> dict[str, Any]:
    """What a command of the live server prints."""
    line, environment = command(*words, folder=folder)
    run = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@dataclass
class Live:
    """A server under way."""

    folder: Path
    path: str
    port: int
    process: subprocess.Popen[bytes]
    extra: dict[str, str] = field(default_factory=dict)

    def post(self, xml: bytes, *files: Part, timeout: float = 20) -> int:
        """Post one record; 0 when the server did not answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("POST", f"{self.path}/submission", multipart(xml, files), HEADERS)
            answer = connection.getresponse()
            answer.read()
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()
        return answer.status

    def put(
        self, name: str, data: bytes, *, offset: int = 0, last: bool = True, timeout: float = 20
    ) -> tuple[int, int]:
        """Send bytes of an envelope: the status, and the offset answered (-1 for none); 0 when the server did not answer."""
        headers = {"Upload-Offset": str(offset), "Content-Type": "application/octet-stream"}
        return self._asked("PUT", name, data, {**headers, **({"Upload-Complete": "?1"} if last else {})}, timeout)

    def ask(self, name: str, *, timeout: float = 20) -> tuple[int, int]:
        """Ask how far an envelope has come."""
        return self._asked("HEAD", name, None, {}, timeout)

    def _asked(
        self, method: str, name: str, data: bytes | None, headers: dict[str, str], timeout: float
    ) -> tuple[int, int]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, f"{self.path}/enveloppes/{name}", data, headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, HTTPException):
            return 0, -1
        finally:
            connection.close()
        return answer.status, int(answer.headers.get("Upload-Offset", -1))

    def kill(self) -> None:
        """Kill the process that serves, without warning."""
        os.kill(int(self.note.read_text()), signal.SIGKILL)

    @property
    def note(self) -> Path:
        return self.folder.with_suffix(".pid")

    def check(self) -> dict[str, Any]:
        return told("check", folder=self.folder)


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@contextmanager
def serving(
    folder: Path, path: str, *, prefix: tuple[str, ...] = (), log: Path | None = None, **extra: str
) -> Iterator[Live]:
    """A server in a prepared folder, stopped at the end; what it says goes to ``log``, or where the tests' words go."""
    port = free_port()
    line, environment = command("serve", str(port), folder=folder, prefix=prefix, **extra)
    with ExitStack() as stack:
        said = stack.enter_context(log.open("wb")) if log else None
        out = subprocess.Popen(line, cwd=ROOT, env=environment, stdout=said, stderr=said and subprocess.STDOUT)
        process = stack.enter_context(out)
        live = Live(folder, path, port, process)
        try:
            _wait(live)
            yield live
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def _wait(live: Live) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", live.port, timeout=5)
        try:
            connection.request("GET", "/sante")
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            assert live.process.poll() is None, "the server did not start"
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("the server does not answer")


def copied(prepared: Path, to: Path) -> Path:
    """A prepared folder of one's own."""
    shutil.copytree(prepared, to)
    return to
