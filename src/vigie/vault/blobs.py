"""The blob store: sealed bodies as files. A body is on the disk, whole, before anything speaks of it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from vigie.kernel.api import world

FOLDER = "vault"
TMP = "tmp"
PIECE = 256 * 1024


def object_of(name: str) -> str:
    """Return the id of the object that a body belongs to."""
    return name.partition(".")[0]


class NoBlob(Exception):
    """There is no body of this name."""


class BlobWriter:
    """Writes one body: under a temporary name, fsynced, renamed, its folder fsynced.

    Leaving the ``with`` block by an error, or without ``commit``, leaves nothing.
    """

    def __init__(self, tmp: Path, final: Path) -> None:
        self._tmp = tmp
        self._final = final
        self._handle = os.open(tmp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self.length = 0

    def write(self, data: bytes) -> None:
        """Add bytes."""
        view = memoryview(data)
        while view:
            view = view[os.write(self._handle, view) :]
        self.length += len(data)

    def commit(self) -> None:
        """Make the body durable under its name."""
        os.fsync(self._handle)
        self._close()
        self._final.parent.mkdir(mode=0o700, exist_ok=True)
        self._tmp.rename(self._final)
        fsync_folder(self._final.parent)

    def discard(self) -> None:
        """Drop what was written, if it was not committed."""
        self._close()
        with suppress(FileNotFoundError):
            self._tmp.unlink()

    def _close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()


class BlobStore(Protocol):
    """What a store of bodies does: the local folder now, an S3-compatible store when it is outgrown."""

    def writer(self, name: str) -> BlobWriter:
        """Start a body."""

    def put_stream(self, name: str, pieces: Iterable[bytes]) -> int:
        """Keep a body durably and return its length."""

    def open(self, name: str) -> Iterator[bytes]:
        """Yield a body's bytes."""

    def length(self, name: str) -> int:
        """Return a body's length."""

    def delete(self, name: str) -> None:
        """Remove a body; nothing happens when it is not there."""

    def names_of(self, ref: str) -> list[str]:
        """Return the names of an object's bodies: ``ref`` itself, or ``ref.`` and a part."""

    def names(self) -> Iterator[str]:
        """Yield the name of every body."""


class FolderStore:
    """Bodies in a local folder, spread over sub-folders by the first two characters of their name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def writer(self, name: str) -> BlobWriter:
        """Start a body."""
        tmp = self.folder / TMP
        if not tmp.exists():
            tmp.mkdir(mode=0o700, parents=True, exist_ok=True)
            fsync_folder(self.folder)
        return BlobWriter(tmp / secrets.token_hex(12), self._path(name))

    def put_stream(self, name: str, pieces: Iterable[bytes]) -> int:
        """Keep a body durably and return its length in bytes."""
        with self.writer(name) as writer:
            for piece in pieces:
                writer.write(piece)
            writer.commit()
            return writer.length

    def open(self, name: str) -> Iterator[bytes]:
        """Yield a body's bytes in pieces.

        Raises:
            NoBlob: at the first piece, when it is not there.
        """
        try:
            with self._path(name).open("rb") as file:
                while piece := file.read(PIECE):
                    yield piece
        except FileNotFoundError:
            raise NoBlob(name) from None

    def length(self, name: str) -> int:
        """Return a body's length in bytes.

        Raises:
            NoBlob: it is not there.
        """
        try:
            return self._path(name).stat().st_size
        except FileNotFoundError:
            raise NoBlob(name) from None

    def delete(self, name: str) -> None:
        """Remove a body; nothing happens when it is not there."""
        self._path(name).unlink(missing_ok=True)

    def names_of(self, ref: str) -> list[str]:
        """Return the names of an object's bodies: ``ref`` itself, or ``ref.`` and a part."""
        folder = self._path(ref).parent
        return sorted(path.name for path in folder.glob(f"{ref}*") if object_of(path.name) == ref)

    def names(self) -> Iterator[str]:
        """Yield the name of every body."""
        for folder in sorted(self.folder.glob("??")):
            yield from sorted(path.name for path in folder.iterdir())

    def written_at(self, name: str) -> float:
        """Return when a body was written, in seconds since 1970.

        Raises:
            NoBlob: it is not there.
        """
        try:
            return self._path(name).stat().st_mtime
        except FileNotFoundError:
            raise NoBlob(name) from None

    def sweep(self, *, before: float) -> int:
        """Remove what writers that were killed left behind before a moment (seconds since 1970); return how many."""
        left = [path for path in (self.folder / TMP).glob("*") if path.stat().st_mtime < before]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _path(self, name: str) -> Path:
        if not name.isascii() or not name.replace(".", "").isalnum() or len(name) < 3:
            raise ValueError("a body is named by an opaque id")
        return self.folder / name[:2] / name


def fsync_folder(folder: Path) -> None:
    """Make the names in a folder durable, and in its parent the folder itself, which may be new."""
    for path in (folder, folder.parent):
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def blobs() -> FolderStore:
    """Return the blob store of the current world."""
    return FolderStore(world().folder / FOLDER)
