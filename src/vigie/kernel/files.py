"""Files of people (a CV, a receipt), encrypted at rest, each under a key of its own that can be shredded.

    <world>/files/ab/<id>       the sealed file: AES-256-GCM, nonce before, the id and the owner bound to it
    <world>/files.sqlite3       one key per file, wrapped (RFC 5649) by the house's own secret, ``secrets/files.key``

The keys lie in a small SQLite with ``secure_delete``, beside the vault's keystore and copied like it: kept 14 days. Once a key is
erased, no copy opens the file after that horizon, though bodies and rows are kept for years (docs/decisions/0005). This is no vault:
the server reads these files without anyone's passphrase. It only promises that what is erased is gone, and that a disk or a copy
without ``secrets/`` tells nothing.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NewType

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap_with_padding,
    aes_key_wrap_with_padding,
)

from .ids import new_id
from .secret_files import secret_file
from .worlds import world

FileRef = NewType("FileRef", str)
"""A kept file, by id. It opens nothing by itself."""

FILES_FOLDER = "files"
FILE_KEYS = "files.sqlite3"
HOUSE_KEY = "files.key"
NONCE = 12
BUSY_SECONDS = 20.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS keys (file_id TEXT PRIMARY KEY, owner TEXT NOT NULL, wrapped BLOB NOT NULL, kept_at REAL NOT NULL)
    WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS keys_owner ON keys (owner);
"""
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
)


class NoFile(Exception):
    """There is no such file (any more), or what is there is not what was kept."""


@dataclass(frozen=True, slots=True)
class FilesChecked:
    """What a look at every kept file found."""

    checked: int
    damaged: tuple[FileRef, ...]


def keep_file(data: bytes | BinaryIO, *, owner: str) -> FileRef:
    """Keep a file, encrypted, and return its reference: body on the disk first, then its key.

    Args:
        data: the bytes, or a stream that is read whole into memory; whoever calls has bounded it.
        owner: what the file belongs to, such as ``application:<id>``; it can be asked and erased by it, so that a file
            whose row was never committed goes with the others.
    """
    clear = data if isinstance(data, bytes) else data.read()
    ref, key, nonce = FileRef(new_id()), secrets.token_bytes(32), secrets.token_bytes(NONCE)
    _write_body(ref, nonce + AESGCM(key).encrypt(nonce, clear, _bound(ref, owner)))
    wrapped = aes_key_wrap_with_padding(_house_key(), key)
    with _store() as db:
        db.execute("INSERT INTO keys VALUES (?, ?, ?, ?)", (ref, owner, wrapped, time.time()))
    return ref


def read_file(ref: FileRef) -> bytes:
    """Return the clear bytes of a file.

    Raises:
        NoFile: it was erased, or it is damaged.
    """
    found = read_files([ref]).get(ref)
    if found is None:
        raise NoFile(ref)
    return found


def read_files(refs: Iterable[FileRef]) -> dict[FileRef, bytes]:
    """Return the clear bytes of several files; those that are erased or damaged are left out."""
    wanted = list(dict.fromkeys(refs))
    if not wanted:
        return {}
    house = _house_key()
    with _store() as db:
        rows = [db.execute("SELECT owner, wrapped FROM keys WHERE file_id = ?", (ref,)).fetchone() for ref in wanted]
    opened = {
        ref: _opened(ref, str(row[0]), bytes(row[1]), house) for ref, row in zip(wanted, rows, strict=True) if row
    }
    return {ref: clear for ref, clear in opened.items() if clear is not None}


def erase_file(ref: FileRef) -> None:
    """Shred a file: its key leaves the store and the store's log, then its body goes. Nothing happens when it is gone."""
    with _store() as db:
        db.execute("DELETE FROM keys WHERE file_id = ?", (ref,))
    _checkpoint()
    _body(ref).unlink(missing_ok=True)


def files_of(*, owner: str) -> list[FileRef]:
    """Return the files of an owner, oldest first."""
    with _store() as db:
        rows = db.execute("SELECT file_id FROM keys WHERE owner = ? ORDER BY kept_at, file_id", (owner,))
        return [FileRef(row[0]) for row in rows.fetchall()]


def erase_files(*, owner: str) -> int:
    """Shred every file of an owner and return how many there were."""
    refs = files_of(owner=owner)
    for ref in refs:
        erase_file(ref)
    return len(refs)


def check_files() -> FilesChecked:
    """Open every file that has a key. A body without a key is an erased one, or a crash: neither is damage."""
    with _store() as db:
        refs = [FileRef(row[0]) for row in db.execute("SELECT file_id FROM keys ORDER BY file_id").fetchall()]
    return FilesChecked(len(refs), tuple(ref for ref in refs if ref not in read_files([ref])))


def copy_file_keys(path: Path) -> int:
    """Write a consistent copy of the keys while the house runs, readable by its owner alone; return how many."""
    _make_private(path)
    with closing(_connect()) as live, closing(sqlite3.connect(path)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        count = int(copy.execute("SELECT count(*) FROM keys").fetchone()[0])
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return count


def _opened(ref: FileRef, owner: str, wrapped: bytes, house: bytes) -> bytes | None:
    try:
        sealed = _body(ref).read_bytes()
        key = aes_key_unwrap_with_padding(house, wrapped)
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], _bound(ref, owner))
    except (FileNotFoundError, InvalidUnwrap, InvalidTag, ValueError):
        return None


def _bound(ref: FileRef, owner: str) -> bytes:
    """Return what the seal also vouches for: a body put under another name opens nothing."""
    return f"{ref}\n{owner}".encode()


def _house_key() -> bytes:
    return bytes.fromhex(secret_file(world().folder, HOUSE_KEY, lambda: secrets.token_hex(32)))


def _body(ref: FileRef) -> Path:
    return world().folder / FILES_FOLDER / ref[:2] / ref


def _write_body(ref: FileRef, sealed: bytes) -> None:
    """Write a body whole under its name, durable with its folder, or not at all."""
    final = _body(ref)
    final.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = final.with_name(f".{ref}")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(final)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    _fsync_folders(final.parent)


def _fsync_folders(folder: Path) -> None:
    for path in (folder, folder.parent):
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _store() -> Iterator[sqlite3.Connection]:
    """Give the store of keys of the current world inside one write or read, on the disk when it ends."""
    with closing(_connect()) as db, db:
        yield db


def _checkpoint() -> None:
    """Empty the store's log into its file, so that what was erased leaves both."""
    with closing(_connect()) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _connect() -> sqlite3.Connection:
    path = world().folder / FILE_KEYS
    _make_private(path)
    db = sqlite3.connect(path, timeout=BUSY_SECONDS)
    for pragma in _PRAGMAS:
        db.execute(pragma).fetchone()
    db.executescript(_SCHEMA)
    return db


def _make_private(path: Path) -> None:
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
