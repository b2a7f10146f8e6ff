"""The ``vigie`` command as a person runs it, and its server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

VIGIE = Path(sys.executable).with_name("vigie")
PATIENCE = 280


def environment(folder: Path, *, language: str = "fr_FR.UTF-8", **more: str) -> dict[str, str]:
    """The variables of a machine where nothing of Vigie is set but its folder."""
    known = {k: v for k, v in os.environ.items() if not k.startswith(("VIGIE_", "LC_", "DJANGO_"))}
    return {**known, "LANG": language, "VIGIE_DATA": str(folder), "VIGIE_FAST_HASH": "1", **more}


def vigie(
    *arguments: object, folder: Path, language: str = "fr_FR.UTF-8", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [str(VIGIE), *map(str, arguments)],
        env=environment(folder, language=language, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


class Server:
    """``vigie serve`` on a free port, stopped at the end of its block; what it says goes to a file."""

    def __init__(self, folder: Path, log: Path, **more: str) -> None:
        self.port = free_port()
        self.log = log
        with log.open("wb") as said:
            self._process = subprocess.Popen(
                [str(VIGIE), "serve"],
                env=environment(folder, VIGIE_PORT=str(self.port), **more),
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    def __enter__(self) -> Server:
        """Wait until it answers."""
        until = time.monotonic() + PATIENCE
        while self._process.poll() is None and time.monotonic() < until:
            try:
                self.get("/sante")
            except OSError:
                time.sleep(0.3)
            else:
                return self
        raise AssertionError(self.log.read_text())

    def __exit__(self, *_error: object) -> None:
        self._process.terminate()
        self._process.wait()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> bytes:
        """What an address answers to a stranger."""
        with urllib.request.urlopen(self.address + path) as answer:
            return bytes(answer.read())


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
