"""How much memory the server of the demonstration holds: once ready, then after 200 pages.

    python benchmarks/memory.py

Prints a table in kilobytes of resident memory (VmRSS) and fails above 300 MB.
"""

from __future__ import annotations

import http.cookiejar
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.command import VIGIE, environment, free_port  # noqa: E402

LIMIT = 300_000
REQUESTS = 200
PAGES = (
    "/", "/faits/", "/faits/chiffres", "/faits/carte", "/faits/chronologie", "/faits/doublons", "/faits/nouveau",
    "/terrain/depouillement/", "/terrain/formulaires/", "/reseau/", "/reseau/personnes/", "/reseau/journal/", "/coffre/",
    "/recherche?q=calais", "/aide/", "/faits/?texte=tentes",
)  # fmt: skip
PASSWORD = "phare-marée-estran-2026"


def resident(process: int) -> int:
    """Return the resident memory of a process, in kilobytes."""
    status = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found.group(1)) if found else 0


def browser(address: str) -> urllib.request.OpenerDirector:
    """Sign in and return what asks for pages."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = opener.open(f"{address}/compte/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    typed = {"login": "coordination", "password": PASSWORD, "csrfmiddlewaretoken": token.group(1) if token else ""}
    request = urllib.request.Request(
        f"{address}/compte/login/", urllib.parse.urlencode(typed).encode(), {"Referer": f"{address}/compte/login/"}
    )
    opener.open(request).read()
    return opener


def ready(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    while server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/sante").read()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the server stopped")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place:
        port = free_port()
        address, folder = f"http://127.0.0.1:{port}", Path(place) / "data"
        with subprocess.Popen(
            [str(VIGIE), "demo"], env=environment(folder, VIGIE_PORT=str(port)), stdout=subprocess.DEVNULL
        ) as server:
            try:
                figures = measured(address, server)
            finally:
                server.terminate()
    print("| moment | resident memory |\n|---|---|")
    for moment, size in figures:
        print(f"| {moment} | {size / 1000:.0f} MB |")
    if max(size for _moment, size in figures) > LIMIT:
        raise SystemExit(f"above {LIMIT / 1000:.0f} MB")


def measured(address: str, server: subprocess.Popen[bytes]) -> list[tuple[str, int]]:
    """Return the memory at each moment."""
    ready(address, server)
    figures = [("ready, demonstration just loaded by the same process", resident(server.pid))]
    opener = browser(address)
    for number in range(REQUESTS):
        opener.open(address + PAGES[number % len(PAGES)]).read()
    figures.append((f"after {REQUESTS} pages, {len(PAGES)} different ones", resident(server.pid)))
    return figures


if __name__ == "__main__":
    main()
