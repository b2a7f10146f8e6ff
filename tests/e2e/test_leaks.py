"""Promise 3 on a running demonstration: what is sealed is nowhere to be read, and a thief with every file opens nothing.

A name, a phone number and a text come by the door in an observation and in a testimony; both are opened and versed from
the mailbag; drafts that hold them are kept, read again, saved or not; the server goes on running. Then every byte it keeps or says is searched. Everything here is invented.
"""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import http.cookiejar
import json
import random
import sqlite3
import urllib.parse
import urllib.request
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html
import pytest

from tests.command import Server, vigie
from tests.config.live import post
from tests.e2e.haystack import found_in, written
from tests.vault.test_dump import identities_in
from vigie.collection.pack import fill
from vigie.vault.blobs import FolderStore
from vigie.vault.keystore import Keystore
from vigie.vault.rules.keys import WrongKey, open_with

pytestmark = pytest.mark.slow
NAME, PHONE, TEXT = "Zorblaxine Quintrelle", "06 98 76 54 32", "le chien jaune pleurait au bord du canal"
SEALED = (NAME, PHONE, TEXT)
SHARED = "Tentes emportees pres du stade"
STORY = f"[inventé] {NAME} appelle son frère au {PHONE} : {TEXT}."
PASSWORD, PASSPHRASE = "phare-marée-estran-2026", "dune coque brise vasque ajonc lanterne"
MAILBAG, PAPER = "/terrain/depouillement/", "/terrain/papier/"


class Visitor:
    """Someone with a browser that has no script: forms are read from the page and sent back."""

    def __init__(self, server: Server) -> None:
        self.server = server
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)

    def get(self, path: str) -> str:
        with self._opener.open(self.server.address + path) as answer:
            return str(answer.read().decode())

    def send(self, path: str, *, to: str = "", **typed: str) -> str:
        """Fill the form of a page that holds the fields typed in, and send it."""
        tree = lxml.html.fromstring(self.get(path))
        form = next(f for f in tree.forms if f.method == "POST" and set(typed) - {"action"} <= set(f.fields))
        values = [(n, v) for n, v in form.form_values() if n not in typed] + list(typed.items())
        data = urllib.parse.urlencode(values).encode()
        target = self.server.address + (to or form.action or path)
        request = urllib.request.Request(target, data, {"Referer": self.server.address + path})
        with self._opener.open(request) as answer:
            return str(answer.read().decode())

    def keep_draft(self, path: str, **typed: str) -> None:
        """Send a draft of a page, as its script does."""
        tree = lxml.html.fromstring(self.get(path))
        (mark,) = tree.xpath("//input[@data-autosave]")
        (token,) = tree.xpath("//meta[@name='csrf-token']/@content")
        data = json.dumps({"token": mark.value, "fields": list(typed.items())}).encode()
        headers = {"Referer": self.server.address + path, "X-CSRFToken": token, "Content-Type": "application/json"}
        request = urllib.request.Request(self.server.address + mark.get("data-autosave"), data, headers)
        with self._opener.open(request) as answer:
            assert "said" in json.load(answer)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder and the words of a demonstration in which two records were received, opened and versed."""
    folder = tmp_path_factory.mktemp("leaks") / "data"
    made = vigie("demo", "--load-only", folder=folder)
    assert made.returncode == 0, made.stderr
    with Server(folder, folder.parent / "log") as server:
        plant(folder, server)
        visitor = Visitor(server)
        visitor.send("/compte/login/", login="coordination", password=PASSWORD)
        visitor.send("/coffre/ouvrir", passphrase=PASSPHRASE)
        for record in planted(folder):
            verse(visitor, record)
        visitor.keep_draft(PAPER, words=STORY, summary=STORY)
        assert [needle for needle in SEALED if needle not in visitor.get(f"{PAPER}?brouillon=1")] == []
        assert drafts(folder) == 1, "one waits, two were versed"
        yield folder


def drafts(folder: Path) -> int:
    """How many drafts are kept."""
    with closing(sqlite3.connect(folder / "vigie.sqlite3")) as rows:
        return int(rows.execute("SELECT count(*) FROM vault_keptdraft").fetchone()[0])


def plant(folder: Path, server: Server) -> None:
    """Post an observation and a testimony that hold the words to seal."""
    ran = vigie("device", "add", "--organisation", "demo", "--name", "Téléphone 7", "--json", folder=folder)
    url = server.address + urlsplit(json.loads(ran.stdout)["server_url"]).path
    moment, chance = dt.datetime.now(dt.UTC), random.Random(59183)
    said = {"commune": "calais", "day": moment.date().isoformat(), "minor": "no", "day_precision": "day"}
    yes = {"agree": "yes", "understood": "yes", "consent_count": "yes", "consent_lawyer": "yes", "stop": ""}
    told = {
        "narrative": STORY,
        "contact": f"{NAME} {PHONE}",
        "pseudonym": "Roseau",
        "age_band": "25-39",
        "acts": "BIE01",
    }
    observation = fill("vigie-expulsion", chance, moment, **said, note=STORY, basis_words=STORY, witnesses="yes")
    testimony = fill("vigie-temoignage", chance, moment, **said, **yes, **told, language="fr")
    assert [post(url, xml) for xml in (observation, testimony)] == [201, 201]


def planted(folder: Path) -> list[str]:
    """The two records that came last."""
    with closing(sqlite3.connect(folder / "vigie.sqlite3")) as rows:
        return [i for (i,) in rows.execute("SELECT id FROM collection_submission ORDER BY received_at DESC LIMIT 2")]


def verse(visitor: Visitor, record: str) -> None:
    """Open a record for a motive, see what it says, write a summary of one's own, verse."""
    page = visitor.get(f"{MAILBAG}{record}/")
    if "motive" in page and TEXT not in page:
        visitor.send(f"{MAILBAG}{record}/", motive="dépouillement du jour")
        page = visitor.get(f"{MAILBAG}{record}/")
    assert [needle for needle in SEALED if needle not in page] == [], "the keyholder reads it"
    visitor.keep_draft(f"{MAILBAG}{record}/", **{"s0-summary": STORY})
    tree = lxml.html.fromstring(page)
    form = tree.get_element_by_id("coding")
    summary = next(n for n in form.fields if n.endswith("summary"))
    answer = visitor.send(f"{MAILBAG}{record}/", action="verse", **{summary: SHARED})
    assert "Pas encore versé" not in answer


def test_what_was_sealed_is_nowhere_and_what_was_shared_is_there(lived: Path) -> None:
    with closing(sqlite3.connect(lived / "vigie.sqlite3")) as rows:
        versed = rows.execute("SELECT count(*) FROM facts_sourcestatement WHERE summary = ?", (SHARED,)).fetchone()
    assert versed == (2,)
    stack = written(lived, lived.parent / "log")
    assert {path.name for path in stack} >= {"vigie.sqlite3", "keystore.sqlite3", "log"}
    assert any(path.parent.parent.name == "vault" for path in stack)
    assert found_in(stack, SHARED), "control: a shared value is found by the same search"
    assert [where for needle in SEALED for where in found_in(stack, needle)] == []


@pytest.mark.parametrize("needle", SEALED)
def test_control_the_search_finds_what_lies_in_the_clear(lived: Path, tmp_path: Path, needle: str) -> None:
    with closing(sqlite3.connect(tmp_path / "scratch.sqlite3")) as rows:
        rows.execute("CREATE TABLE scratch (word TEXT)")
        rows.execute("INSERT INTO scratch VALUES (?)", (f"avant {needle} après",))
        rows.commit()
    for name, hidden in disguises(f"avant {needle} après").items():
        (tmp_path / name).write_bytes(b"\x00\x01" + hidden + b"\xff")
    found = {Path(where.partition(" ")[0]).name for where in found_in(written(tmp_path), needle)}
    assert found == {"scratch.sqlite3", *disguises("")}


def disguises(text: str) -> dict[str, bytes]:
    """A text in every dress the search must see through."""
    raw = text.encode()
    return {
        "utf-8": raw,
        "utf-16le": text.encode("utf-16le"),
        "utf-16be": text.encode("utf-16be"),
        **{f"base64-{n}": base64.b64encode(b"x" * n + raw) for n in range(3)},
        "gzip": gzip.compress(raw),
        "zlib": zlib.compress(raw),
        "percent": urllib.parse.quote(text).encode(),
        "form": urllib.parse.quote_plus(text).encode(),
    }


def test_who_takes_every_file_of_the_running_house_opens_nothing(lived: Path) -> None:
    """Every identity that lies in the clear is tried on every sealed thing; the phrase is on no disk."""
    stack = written(lived, lived.parent / "log")
    assert found_in(stack, PASSPHRASE) == []
    rows = "".join("".join(_dumped(path)) for path in stack if path.suffix == ".sqlite3")
    identities = identities_in(lived, rows)
    keys, bodies = Keystore(lived / "keystore.sqlite3"), FolderStore(lived / "vault")
    refs = [path.name for path in (lived / "vault").glob("??/*")]
    opened, closed = [], 0
    for ref in refs:
        header, body = keys.get(ref), b"".join(bodies.open(ref))  # type: ignore[arg-type]
        try:
            opened.append(open_with(identities, (header or b"") + body))
        except (WrongKey, ValueError):
            closed += 1
    assert closed > 30
    assert opened == []


def _dumped(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(path)) as rows:
        yield from rows.iterdump()
