"""Thirty invented records that wait to be cleared, sent through the door as a phone would send them."""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from vigie.collection.api import add_device, fill, publish_pack
from vigie.kernel.api import today, world

from .network import Cast

RELEVE, EXPULSION, WATER, SHIFT, TESTIMONY = (
    "vigie-releve",
    "vigie-expulsion",
    "vigie-eau-services",
    "vigie-tournee",
    "vigie-temoignage",
)
PHONE = "Mozilla/5.0 org.odk.collect.android/v2026.2"


@dataclass(frozen=True, slots=True)
class Letter:
    """One record to send: its form, what is said on purpose, and whether it will be found damaged."""

    form: str
    said: dict[str, str] = field(default_factory=dict)
    damaged: bool = False


def letters() -> Iterator[Letter]:
    """Yield the mailbag: quick records, full ones, services, shifts, testimonies in four languages; two will not open."""
    yield from (Letter(RELEVE) for _ in range(9))
    yield from (Letter(RELEVE, {"commune": "calais", "acts": "EXP01"}) for _ in range(3))
    yield from (Letter(EXPULSION) for _ in range(5))
    yield from (Letter(WATER) for _ in range(2))
    yield from (Letter(SHIFT) for _ in range(2))
    for language in ("fr", "en", "ar", "fa", "ar"):
        yield Letter(TESTIMONY, {"language": language, "minor": "no"})
    yield Letter(TESTIMONY, {"minor": "yes"})
    yield Letter(EXPULSION, damaged=True)
    yield Letter(TESTIMONY, damaged=True)


def fill_mailbag(cast: Cast, *, now: dt.datetime, base_url: str) -> None:
    """Send every letter from one phone of the association, then the first of them again under another number."""
    publish_pack(now=now)
    keeper = cast.acting("administration", today())
    device = add_device(acting=keeper, name="Téléphone 1", now=now - dt.timedelta(days=20), base_url=base_url)
    phone = Phone(device.server_url)
    chance = random.Random(59183)  # noqa: S311 -- a story, not a secret
    first = b""
    for number, letter in enumerate(letters()):
        sent_at = now - dt.timedelta(hours=3 * (30 - number))
        record = fill(letter.form, chance, sent_at, **letter.said)
        first = first or record
        before = _bodies()
        with clock_at(sent_at):
            phone.send(record)
        if letter.damaged:
            _damage(_bodies() - before)
    phone.send(_renumbered(first))


@contextmanager
def clock_at(moment: dt.datetime) -> Iterator[None]:
    """Move the clock of the house, as the demonstration may."""
    before = os.environ.get("VIGIE_NOW")
    os.environ["VIGIE_NOW"] = moment.isoformat()
    try:
        yield
    finally:
        os.environ.pop("VIGIE_NOW")
        if before:
            os.environ["VIGIE_NOW"] = before


class Phone:
    """A client that speaks as ODK Collect does."""

    def __init__(self, server_url: str) -> None:
        self._url = f"{urlsplit(server_url).path.rstrip('/')}/submission"
        ours = settings.ALLOWED_HOSTS[0].lstrip(".*") or "localhost"
        self._client = Client(headers={"user-agent": PHONE, "x-openrosa-version": "1.0"}, SERVER_NAME=ours)

    def send(self, xml: bytes) -> None:
        """Post one record.

        Raises:
            RuntimeError: the door did not take it.
        """
        part = SimpleUploadedFile("xml_submission_file.xml", xml, "text/xml")
        answer = self._client.post(self._url, {"xml_submission_file": part})
        if answer.status_code not in {201, 202}:
            raise RuntimeError(f"{answer.status_code} {answer.content!r}")


def _bodies() -> set[Path]:
    return {p for p in (world().folder / "vault").glob("??/*") if p.is_file()}


def _damage(bodies: set[Path]) -> None:
    """Cut the end off sealed bodies, as a failing disk would."""
    for body in bodies:
        body.write_bytes(body.read_bytes()[:-40])


def _renumbered(xml: bytes) -> bytes:
    """Return the same record as another phone would have numbered it."""
    start = xml.index(b"uuid:") + len(b"uuid:")
    return xml[:start] + b"00000000" + xml[start + 8 :]
