"""The real house under a public name, as its service starts it."""

from __future__ import annotations

import os
import socket
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import Server

pytestmark = pytest.mark.slow  # a house from nothing: tables, reference data, the practice workshop
SENTENCE = "ils ont pris ma tente verte à pois. ".encode()
LENGTH = 4_000_000


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if "DATABASE_URL" in os.environ:
        pytest.skip("a folder of its own holds everything: this is about files")
    place = tmp_path_factory.mktemp("house")
    names = {"VIGIE_HTTPS": "1", "VIGIE_HOSTS": "vigie.example.org,127.0.0.1", "VIGIE_PROXIES": "127.0.0.1"}
    with Server(place / "data", place / "log", **names) as server:
        yield server


def test_a_new_house_opens_under_a_public_name(house: Server) -> None:
    headers = {"Host": "vigie.example.org", "X-Forwarded-Proto": "https"}
    request = urllib.request.Request(f"{house.address}/compte/login/", headers=headers)
    with urllib.request.urlopen(request) as answer:
        assert "max-age" in answer.headers["Strict-Transport-Security"]
        assert answer.headers["Set-Cookie"].startswith("__Host-vigie-csrf=")
    assert house.get("/exercice/sante") == b"ok\n"


def rested(process: int) -> list[bytes]:
    """What the files without a name of a process hold."""
    opened = Path(f"/proc/{process}/fd").iterdir()
    return [link.read_bytes() for link in opened if "(deleted)" in str(link.readlink())]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks into /proc")
def test_a_large_post_under_way_rests_on_the_disk_unreadable(house: Server) -> None:
    process = house._process.pid
    before = len(rested(process))
    with socket.create_connection(("127.0.0.1", house.port), timeout=20) as line:
        head = f"POST /k/jeton/submission HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {LENGTH}\r\n\r\n"
        line.sendall(head.encode() + SENTENCE * (LENGTH // 2 // len(SENTENCE)))
        until = time.monotonic() + 20
        while not (found := rested(process)[before:]) or len(found[0]) < LENGTH // 4:
            assert time.monotonic() < until, "nothing came to rest"
            time.sleep(0.05)
    assert not any(b"tente" in content for content in found)
