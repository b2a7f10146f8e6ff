"""The keystore: one small SQLite file per world that holds the headers of sealed objects, and nothing else.

It stays SQLite even when the rows live in PostgreSQL: there, a deleted value remains in the heap until VACUUM and in the
write-ahead log after it. Here ``secure_delete`` and a truncating checkpoint take the bytes off the file at once. Its backups
are kept for 14 days only, so that an erasure holds everywhere after that time.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from vigie.kernel.api import VaultRef, world

from .blobs import fsync_folder

FILE_NAME = "keystore.sqlite3"
BUSY_SECONDS = 20.0
SALT_LENGTH = 32
PAGE = 500
_SCHEMA = """
CREATE TABLE IF NOT EXISTS headers (object_id TEXT PRIMARY KEY, header BLOB NOT NULL, kept_at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS salts (name TEXT PRIMARY KEY, salt BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tombstones (object_id TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
)


class AlreadyThere(Exception):
    """A header with this id is there already, or was shredded."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A connection, the number of its file, and the salts read from it: a salt once made never changes."""

    db: sqlite3.Connection
    inode: int
    salts: dict[str, bytes] = field(default_factory=dict, repr=False)


class _Connections(threading.local):
    """The connections of one thread, by path: a thread may serve the real world, then the practice one."""

    def __init__(self) -> None:
        self.open: dict[Path, _Opened] = {}


_connections = _Connections()
_writing = threading.Lock()
_opening = threading.Lock()
"""One thread at a time: SQLite does not wait when two turn a new file into WAL at once, it refuses the second."""


class Keystore:
    """The headers of one world. Every write is on the disk when the method returns."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def put(self, ref: VaultRef, header: bytes) -> None:
        """Keep a new header.

        Raises:
            AlreadyThere: this id was used before.
        """
        try:
            with self._write() as db:
                if db.execute("SELECT 1 FROM tombstones WHERE object_id = ?", (ref,)).fetchone():
                    raise AlreadyThere
                db.execute("INSERT INTO headers VALUES (?, ?, ?)", (ref, header, time.time()))
        except sqlite3.IntegrityError:
            raise AlreadyThere from None

    def get(self, ref: VaultRef) -> bytes | None:
        """Return a header, or ``None`` when there is none (any more)."""
        row = self._db().execute("SELECT header FROM headers WHERE object_id = ?", (ref,)).fetchone()
        return bytes(row[0]) if row else None

    def replace(self, headers: Sequence[tuple[VaultRef, bytes]]) -> None:
        """Put new headers in the place of old ones, all or none, and take the old bytes off the file."""
        with self._write() as db:
            db.executemany("UPDATE headers SET header = ? WHERE object_id = ?", [(h, ref) for ref, h in headers])
        self._checkpoint()

    def delete(self, ref: VaultRef) -> None:
        """Shred a header: its bytes leave the file and its log, and its id can never be used again."""
        with self._write() as db:
            db.execute("DELETE FROM headers WHERE object_id = ?", (ref,))
            db.execute("INSERT OR IGNORE INTO tombstones VALUES (?)", (ref,))
        self._checkpoint()

    def is_shredded(self, ref: VaultRef) -> bool:
        """Say whether a header was deleted on purpose."""
        return bool(self._db().execute("SELECT 1 FROM tombstones WHERE object_id = ?", (ref,)).fetchone())

    def kept_at(self, ref: VaultRef) -> float | None:
        """Return when a header was kept, in seconds since 1970 by the machine's own clock, as files are dated."""
        row = self._db().execute("SELECT kept_at FROM headers WHERE object_id = ?", (ref,)).fetchone()
        return float(row[0]) if row else None

    def count(self) -> int:
        """Count the headers."""
        return int(self._db().execute("SELECT count(*) FROM headers").fetchone()[0])

    def ids(self) -> Iterator[VaultRef]:
        """Yield the id of every header, in order, a page at a time: no read lock is held meanwhile."""
        last = ""
        while True:
            rows = self._db().execute(
                "SELECT object_id FROM headers WHERE object_id > ? ORDER BY object_id LIMIT ?", (last, PAGE)
            )
            page = [row[0] for row in rows.fetchall()]
            yield from map(VaultRef, page)
            if len(page) < PAGE:
                return
            last = page[-1]

    def salt(self, name: str) -> bytes:
        """Return the salt called ``name``, made on first need."""
        salts = self._opened().salts
        if name not in salts:
            salts[name] = self._kept_salt(name)
        return salts[name]

    def _kept_salt(self, name: str) -> bytes:
        found = self._db().execute("SELECT salt FROM salts WHERE name = ?", (name,)).fetchone()
        if found:
            return bytes(found[0])
        with self._write() as db:
            db.execute("INSERT OR IGNORE INTO salts VALUES (?, ?)", (name, secrets.token_bytes(SALT_LENGTH)))
            return bytes(db.execute("SELECT salt FROM salts WHERE name = ?", (name,)).fetchone()[0])

    def copy_to(self, path: Path) -> None:
        """Write a consistent copy while the house runs, readable by its owner alone, on the disk when this returns."""
        _make_private(path)
        with closing(sqlite3.connect(path)) as copy:
            self._db().backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        with path.open("rb") as file:
            os.fsync(file.fileno())

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside a write transaction, committed or rolled back at its end.

        One thread at a time: SQLite lets one write, and whoever finds it busy sleeps before trying again.
        """
        db = self._db()
        held = _writing.acquire(timeout=BUSY_SECONDS)
        try:
            db.execute("BEGIN IMMEDIATE")
            with db:
                yield db
        finally:
            if held:
                _writing.release()

    def _checkpoint(self) -> None:
        """Empty the write-ahead log into the file. A reader in the way only delays the bytes to the next one."""
        self._db().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def _db(self) -> sqlite3.Connection:
        return self._opened().db

    def _opened(self) -> _Opened:
        found = _connections.open.get(self.path)
        if found and found.inode == _inode(self.path):
            return found
        if found:
            found.db.close()
        db = _connect(self.path)
        _connections.open[self.path] = opened = _Opened(db, _inode(self.path))
        return opened


def _inode(path: Path) -> int:
    """Return the file's number, 0 when it is not there: a restored keystore is another file under the same name."""
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return 0


def _make_private(path: Path) -> None:
    """Make an empty file that its owner alone reads, its name durable too; leave one that is there."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    fsync_folder(path.parent)


def _connect(path: Path) -> sqlite3.Connection:
    _make_private(path)
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    with _opening:
        for pragma in _PRAGMAS:
            db.execute(pragma).fetchone()
        db.executescript(_SCHEMA)
    return db


def keystore() -> Keystore:
    """Return the keystore of the current world."""
    return Keystore(world().folder / FILE_NAME)
