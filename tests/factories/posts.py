"""Posts to the door: files, and what became of what came."""

from __future__ import annotations

import datetime as dt

from tests.factories.collection import Part, Phone
from vigie.kernel.api import VaultRef
from vigie.vault.api import open_sealed, open_stream
from vigie.vault.keystore import keystore
from vigie.vault.models import SealedObject

PHOTO: Part = ("photo-1.jpg", b"\xff\xd8 invented photo" * 500, "image/jpeg")


OTHER_PHOTO: Part = ("photo-1.jpg", b"\xff\xd8 another" * 500, "image/jpeg")


NAMING = "<commune>calais</commune><photo>photo-1.jpg</photo>"


def opened(odile: Phone, ref: str, now: dt.datetime) -> bytes:
    """What a sealed object holds, for the association of a phone."""
    return open_sealed(unlocked=odile.holder.open(now), ref=VaultRef(ref), motive="test", now=now)


def streamed(odile: Phone, ref: str, now: dt.datetime) -> bytes:
    """The same, of what is opened piece by piece."""
    return b"".join(open_stream(unlocked=odile.holder.open(now), ref=VaultRef(ref), motive="test", now=now))


def nothing_astray() -> bool:
    """Every header in the keystore has its row: nothing that was prepared was left behind."""
    return set(keystore().ids()) == set(SealedObject.objects.values_list("id", flat=True))
