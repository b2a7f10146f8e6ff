"""A package as one ZIP, written as it is sent: never whole in memory, never on disk; every file with its SHA-256."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator

from vigie.kernel.api import Parcel, Pipe

SUMS = "SHA256SUMS"
MANIFEST = "manifeste.json"
PIECE = 256 * 1024


def zipped(parcels: Iterable[Parcel], *, made_at: dt.datetime) -> Iterator[bytes]:
    """Yield the bytes of a ZIP of these files, then of ``manifeste.json`` (path, bytes, SHA-256 of each) and ``SHA256SUMS``,
    which ``sha256sum -c`` reads.
    """
    pipe = Pipe()
    listed: list[dict[str, object]] = []
    with zipfile.ZipFile(pipe, "w") as book:
        for parcel in parcels:
            entry = _entry(parcel.path, made_at, packed=parcel.packed)
            digest, size = hashlib.sha256(), 0
            with book.open(entry, "w", force_zip64=True) as file:
                for piece in parcel.pieces:
                    digest.update(piece)
                    size += len(piece)
                    file.write(piece)
                    yield pipe.take()
            listed.append({"fichier": parcel.path, "octets": size, "sha256": digest.hexdigest()})
            yield pipe.take()
        told = {"fait_le": made_at.isoformat(), "fichiers": listed}
        book.writestr(_entry(MANIFEST, made_at), json.dumps(told, ensure_ascii=False, indent=1))
        sums = "".join(f"{line['sha256']}  {line['fichier']}\n" for line in listed)
        book.writestr(_entry(SUMS, made_at), sums)
    yield pipe.take()


def _entry(path: str, made_at: dt.datetime, *, packed: bool = False) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, made_at.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
