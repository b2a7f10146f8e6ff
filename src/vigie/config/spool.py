"""Where the embedded server rests what is too large for memory: encrypted files without a name.

Waitress reads a whole post before a view sees it, so that a slow line holds no thread, and holds a whole answer until it is sent.
Past a bound it rests both in a temporary file, in clear. Here the same bytes lie on the disk under a key that only the memory of this
process holds: nothing readable is ever written, and a stolen disk tells nothing.
"""

from __future__ import annotations

import errno
import io
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import waitress.buffers

from vigie.vault.api import MomentaryKey

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

BUFFER = 65_536
RESERVE = 200_000_000
"""Bytes always left to the database on the disk. ``VIGIE_DISK_RESERVE`` replaces it."""


def reserve() -> int:
    """Return how many bytes of the disk are never taken by what rests here."""
    return int(os.environ.get("VIGIE_DISK_RESERVE") or RESERVE)


def free(place: int | Path) -> int:
    """Return the free bytes of the disk of a folder or of an open file."""
    disk = os.statvfs(place)
    return disk.f_bavail * disk.f_frsize


class SealedFile(io.RawIOBase):
    """A file without a name, AES-256-CTR under a key of its own; read anywhere, written at its end only.

    No block of the key stream serves twice: what is written is never written again.
    """

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile("w+b", buffering=0, dir=folder)  # noqa: SIM115 -- closed with this object
        self._key = MomentaryKey()
        self._at = self._end = 0

    def readable(self) -> bool:
        """Say yes."""
        return True

    writable = seekable = readable

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Move; return the new place."""
        self._at = max(0, offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._end}[whence])
        return self._at

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer with clear bytes."""
        view = memoryview(buffer).cast("B")
        sealed = os.pread(self._file.fileno(), len(view), self._at)
        view[: len(sealed)] = self._key.turn(sealed, at=self._at)
        self._at += len(sealed)
        return len(sealed)

    def write(self, data: ReadableBuffer, /) -> int:
        """Add bytes at the end.

        Raises:
            OSError: no room, the reserve kept; or a place that was written already.
        """
        if self._at != self._end:
            raise OSError(errno.ESPIPE, "written at its end only")
        clear = bytes(data)
        if free(self._file.fileno()) < reserve() + len(clear):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = os.pwrite(self._file.fileno(), self._key.turn(clear, at=self._at), self._at)
        self._at = self._end = self._at + written
        return written

    def close(self) -> None:
        """Close; the file goes with it."""
        self._file.close()
        super().close()


def seal_what_overflows(folder: Path) -> None:
    """Have waitress rest every overflow, in and out, in sealed files of a folder."""

    def newfile(_buffer: object) -> io.BufferedRandom:
        return io.BufferedRandom(SealedFile(folder), BUFFER)

    waitress.buffers.TempfileBasedBuffer.newfile = newfile


__all__ = ["SealedFile", "free", "reserve", "seal_what_overflows"]
