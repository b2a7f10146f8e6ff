"""Where the pieces of an envelope rest until it is whole: ciphertext as it came, under a name that says nothing.

One writer at a time, whatever the number of threads and processes: the file itself is the lock.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from vigie.kernel.api import world

from ..rules.limits import KEEP_PIECES_DAYS

FOLDER = "carnet"
NAME = 40
READ = 256 * 1024


@dataclass(slots=True)
class Spool:
    """The pieces of one envelope, held by who has it open alone."""

    path: Path
    handle: int
    length: int

    def append(self, pieces: Iterable[bytes]) -> None:
        """Add bytes at the end, durably; a disk that fills up leaves what was there before.

        Raises:
            OSError: no room.
        """
        start = self.length
        try:
            for piece in pieces:
                self._write(piece)
            os.fsync(self.handle)
        except BaseException:
            with suppress(OSError):
                os.ftruncate(self.handle, start)
            self.length = start
            raise
        if start == 0:
            _sync_folder(self.path.parent)

    def pieces(self) -> Iterator[bytes]:
        """Yield what there is, from the start."""
        at = 0
        while piece := os.pread(self.handle, READ, at):
            at += len(piece)
            yield piece

    def drop(self) -> None:
        """Forget it. Once it is forgotten, another may begin under its name: that one is not touched."""
        with suppress(FileNotFoundError):
            if _is_at(self.handle, self.path):
                self.path.unlink()

    def _write(self, piece: bytes) -> None:
        view = memoryview(piece)
        while view:
            written = os.pwrite(self.handle, view, self.length)
            self.length += written
            view = view[written:]


def length_of(tag: str) -> int:
    """Return how many bytes of an envelope are here."""
    try:
        return _path(tag).stat().st_size
    except FileNotFoundError:
        return 0


@contextmanager
def spool(tag: str) -> Iterator[Spool]:
    """Hold the pieces of one envelope; whoever else wants them waits. One that stays empty leaves nothing."""
    path = _path(tag)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    handle = _locked(path)
    try:
        held = Spool(path, handle, os.fstat(handle).st_size)
        try:
            yield held
        finally:
            if held.length == 0:
                held.drop()
    finally:
        os.close(handle)


def _locked(path: Path) -> int:
    """Open and lock a file; start again when it was dropped while one waited."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if _is_at(handle, path):
                return handle
        os.close(handle)


def _is_at(handle: int, path: Path) -> bool:
    """Say whether an open file is the one that a path leads to."""
    return path.stat().st_ino == os.fstat(handle).st_ino


def drop_old_pieces(*, now: dt.datetime) -> int:
    """Drop the pieces to which nothing was added for thirty days, in the current world; return of how many envelopes."""
    limit = (now - dt.timedelta(days=KEEP_PIECES_DAYS)).timestamp()
    old = [path for path in (world().folder / FOLDER).glob("*") if path.stat().st_mtime < limit]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _path(tag: str) -> Path:
    return world().folder / FOLDER / tag[:NAME]


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, and in its parent the folder itself, which may be new."""
    for path in (folder, folder.parent):
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
