"""Envelopes as the field app makes them, by situation. Everything here is invented."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyrage
from django.http import HttpResponse

from tests.factories.collection import BOUNDARY, Part, Phone, instance, multipart
from vigie.collection.actions.spooling import FOLDER
from vigie.kernel.api import OrgId
from vigie.vault.api import intake_recipient, public_key

CONTENT_TYPE = f"multipart/form-data; boundary={BOUNDARY}"
PIECE = 400
"""Bytes of a first piece, shorter than any envelope."""
MADE_AT = "2018-01-16T07:30:00+01:00"


def padded(data: bytes) -> bytes:
    """Fill up with zeros to a PADMÉ length: at most 12 % more."""
    length = max(len(data), 64)
    exponent = length.bit_length() - 1
    free = exponent - exponent.bit_length()
    mask = (1 << max(free, 0)) - 1
    return data.ljust((length + mask) & ~mask, b"\0")


def frame(head: dict[str, object], body: bytes) -> bytes:
    """The inside of an envelope."""
    told = json.dumps(head).encode()
    return padded(b"VGE1" + len(told).to_bytes(4, "big") + told + len(body).to_bytes(8, "big") + body)


def sealed_to(inside: bytes, *recipients: str) -> bytes:
    """An age file for these public keys."""
    return pyrage.encrypt(inside, [pyrage.x25519.Recipient.from_str(key) for key in recipients])


def stranger_key() -> str:
    """The public half of a key made for one envelope and thrown away."""
    return str(pyrage.x25519.Identity.generate().to_public())


def for_the_house(inside: bytes, organisation: OrgId) -> bytes:
    """An observation: the house opens it at receipt."""
    key = public_key(organisation)
    assert key is not None
    return sealed_to(inside, intake_recipient(), key)


def for_the_association(inside: bytes, organisation: OrgId) -> bytes:
    """A testimony: the association alone opens it, and outside nothing tells."""
    key = public_key(organisation)
    assert key is not None
    return sealed_to(inside, key, stranger_key())


def record(xml: bytes | None = None, files: Sequence[Part] = (), **head: object) -> bytes:
    """The inside of a whole observation."""
    body = multipart(instance() if xml is None else xml, files)
    return frame(
        {"kind": "record", "content_type": CONTENT_TYPE, "form": "petit-releve", "made_at": MADE_AT, **head}, body
    )


@dataclass
class Told:
    """A testimony under way on a phone: what it seals, piece by piece."""

    organisation: OrgId
    testimony: str = field(default_factory=lambda: str(uuid.uuid4()))
    session: str = field(default_factory=lambda: str(uuid.uuid4()))
    made_at: str = MADE_AT
    form: str = "petit-temoignage"
    sequence: int = 0

    def part(self, xml: bytes, files: Sequence[Part] = (), *, last: bool = False, sequence: int | None = None) -> bytes:
        """The testimony as far as it went."""
        head = self._head("part", last=last, sequence=self.sequence if sequence is None else sequence)
        self.sequence += 1
        return for_the_association(
            frame({**head, "content_type": CONTENT_TYPE}, multipart(xml, files)), self.organisation
        )

    def sound(self, data: bytes, *, file: str, piece: int) -> bytes:
        """Ten seconds of a recording."""
        head = {**self._head("sound", last=False, sequence=0), "file": file, "piece": piece, "type": "audio/webm"}
        return for_the_association(frame(head, data), self.organisation)

    def later(self, made_at: str = "2018-01-16T08:10:00+01:00") -> Told:
        """The same testimony after the phone was killed: a new session."""
        return Told(self.organisation, self.testimony, made_at=made_at, form=self.form)

    def _head(self, kind: str, *, last: bool, sequence: int) -> dict[str, object]:
        return {
            "kind": kind,
            "form": self.form,
            "made_at": self.made_at,
            "testimony": self.testimony,
            "session": self.session,
            "sequence": sequence,
            "last": last,
        }


def put(
    phone: Phone,
    data: bytes,
    *,
    name: str | None = None,
    offset: int = 0,
    last: bool = True,
    **headers: str,
) -> HttpResponse:
    """Send bytes of an envelope."""
    said = {"upload-offset": str(offset), **({"upload-complete": "?1"} if last else {}), **headers}
    return phone.client.put(
        f"{phone.path}/enveloppes/{name or uuid.uuid4()}",
        data=data,
        content_type="application/octet-stream",
        headers=said,
    )


def ask(phone: Phone, name: str) -> HttpResponse:
    """Ask how far an envelope has come."""
    return phone.client.head(f"{phone.path}/enveloppes/{name}")


def told(answer: HttpResponse) -> tuple[int, str]:
    """What the door answered: its status and its code."""
    return answer.status_code, json.loads(answer.content)["code"]


def spooled(folder: Path) -> list[str]:
    """The names under which unfinished envelopes rest in a data folder."""
    return [path.name for path in (folder / FOLDER).glob("*")]
