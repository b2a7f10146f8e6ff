"""How much memory the server holds while large media come in: ``.venv/bin/python benchmarks/upload.py [--megabytes N] [--at-once N]``.

Posts one record with one large file, several at once if asked, and prints the server's resident memory (VmRSS) before and its peak
(VmHWM) after, in megabytes. Fails when the peak is more than 100 MB above the start, whatever was sent.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.door import BOUNDARY, part, prepare_folder  # noqa: E402
from benchmarks.memory import ready  # noqa: E402
from tests.command import VIGIE, environment, free_port  # noqa: E402

from vigie.config.worldfile import claim  # noqa: E402

ALLOWED = 100
PIECE = b"\xa5" * 1_000_000


def record() -> bytes:
    """The form of a post that carries one file."""
    return (
        f'<?xml version="1.0"?><data id="petit-releve" version="1" xmlns:orx="http://openrosa.org/xforms"><photo>v.mp4</photo>'
        f"<orx:meta><orx:instanceID>uuid:{uuid.uuid4()}</orx:instanceID></orx:meta></data>"
    ).encode()


def post(port: int, path: str, megabytes: int) -> int:
    """Send a record and its file without ever holding the whole of it; return the status."""
    before, after = part("v.mp4", b"\0", "video/mp4").split(b"\0")
    head = part("xml_submission_file", record(), "text/xml") + before
    tail = after + f"--{BOUNDARY}--\r\n".encode()

    def body() -> Iterator[bytes]:
        yield head
        for _ in range(megabytes):
            yield PIECE
        yield tail

    connection = HTTPConnection("127.0.0.1", port, timeout=600)
    length = len(head) + megabytes * len(PIECE) + len(tail)
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Content-Length": str(length)}
    connection.request("POST", f"{path}/submission", body(), headers)
    return connection.getresponse().status


def resident(process: int, field: str) -> int:
    """A memory figure of a process, in megabytes: ``VmRSS`` now, ``VmHWM`` at its peak."""
    found = re.search(rf"{field}:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    return int(found.group(1)) // 1000 if found else 0


def main() -> None:
    """Measure and print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--megabytes", type=int, default=200)
    words.add_argument("--at-once", type=int, default=1)
    asked = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="vigie-bench-") as place:
        folder = Path(place) / "data"
        folder.mkdir()
        os.environ.update(VIGIE_DATA=str(folder), VIGIE_WORLD="real", VIGIE_FAST_HASH="1")
        claim("real")
        path, port = prepare_folder(folder), free_port()
        line = [str(VIGIE), "serve", "--port", str(port)]
        with subprocess.Popen(line, env=environment(folder), stdout=subprocess.DEVNULL) as server:
            try:
                ready(f"http://127.0.0.1:{port}", server)
                grown = measured(server.pid, port, path, asked)
            finally:
                server.terminate()
    if grown > ALLOWED:
        raise SystemExit(f"grew by more than {ALLOWED} MB")


def measured(process: int, port: int, path: str, asked: argparse.Namespace) -> int:
    """Send, print, and return by how much the memory grew at its peak."""
    assert post(port, path, 1) == 201
    start, began = resident(process, "VmRSS"), time.perf_counter()
    with ThreadPoolExecutor(asked.at_once) as crowd:
        statuses = list(crowd.map(lambda _: post(port, path, asked.megabytes), range(asked.at_once)))
    seconds, peak = time.perf_counter() - began, resident(process, "VmHWM")
    print(
        f"{asked.at_once} x {asked.megabytes} MB in {seconds:.1f} s, answered {statuses}: {start} MB before, {peak} MB at the peak"
    )
    return peak - start


if __name__ == "__main__":
    main()
